"""Stage: one frame's geometry on the GPU, ready for any pass to draw.

Every pass draws through it, so a mesh is placed, skinned and morphed by the same code
(``include/surface.glsl``) whatever it is drawn for. ``docs/adding-a-pass.md`` shows how.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import TracebackType
from typing import Self

import moderngl
import numpy as np

from compose.raster import Raster
from compose.snapshot import CameraState, Snapshot
from visualize.render.device import Device
from visualize.render.drawlist import Batch, draw_list
from visualize.render.motion import MotionTarget
from visualize.render.options import RenderOptions
from visualize.render.planes import planes
from visualize.render.rows import ROW, FrameRows, frame_rows
from visualize.render.upload import GpuMesh, table_texture

JOINT_UNIT, _MORPH_UNIT, _OFFSET_UNIT = 13, 14, 15
"""Texture units of the tables that ``surface.glsl`` reads; passes have 0 to 12."""

_ROW_BINDING = 0


class Stage:
    """A snapshot's rows, joints and morphs on the GPU, in a picture of ``raster``'s size.

    Parameters
    ----------
    device
        Where it is drawn.
    snapshot, raster, options
        What is drawn, in which pixels, and how.
    targets
        What ``motion`` and ``motion_back`` point to, where those passes are drawn.
    wanted
        Names of the passes that will be drawn, for those that can share a draw.

    Attributes
    ----------
    batches
        What to draw, nearest first (see ``visualize.render.drawlist``).
    rows
        The numbers of their rows, as packed for the GPU.
    spheres
        Spheres around all rows of the snapshot, in world space.
    """

    def __init__(
        self,
        device: Device,
        snapshot: Snapshot,
        raster: Raster,
        options: RenderOptions,
        targets: Mapping[str, MotionTarget],
        wanted: frozenset[str] = frozenset(),
    ) -> None:
        self.wanted = wanted
        self.device = device
        self.snapshot = snapshot
        self.raster = raster
        self.options = options
        self.targets = targets
        table = device.table(snapshot.surfaces)
        # A row blown up beyond what numbers hold cannot be drawn; the others can.
        with np.errstate(over="ignore", invalid="ignore"):
            world = planes(snapshot.world)
            self.spheres = table.spheres(snapshot, world)
            self.batches = draw_list(table, snapshot, raster, world, self.spheres)
            rows = frame_rows(table, self.batches, snapshot, raster, targets, world)
        self.rows = rows
        self._owned: list[moderngl.Buffer | moderngl.Texture] = []
        self._stride = _row_stride(device.context)
        self._places = np.zeros(len(rows.records), np.int64)
        self._uniforms = self._upload_uniforms(rows)
        self._instances = self._upload_instances(rows)
        self._tables = self._upload_tables(rows)

    def defines(self, batch: Batch) -> list[str]:
        """Return the defines that ``surface.glsl`` needs for this batch and this camera."""
        flags = {
            "INSTANCED": batch.instanced,
            "SKINNED": batch.skinned,
            "MORPHED": batch.morphed,
            "ORTHOGRAPHIC": self.raster.orthographic,
        }
        return [name for name, wanted in flags.items() if wanted]

    def draw(
        self,
        batch: Batch,
        program: moderngl.Program,
        *,
        cull: bool = True,
    ) -> None:
        """Draw a batch's triangles into the framebuffer in use.

        Parameters
        ----------
        batch, program
            What, and with which program; it was compiled with ``defines(batch)``.
        cull
            Leave out the back faces of closed meshes.
        """
        mesh = self.device.meshes.get(batch.mesh)
        self.set_faces(batch, cull=cull)
        self.bind_tables(batch, program, mesh)
        if batch.instanced:
            if batch.seen:
                array = mesh.vertex_array(program, self._instances[batch.first])
                array.render(instances=batch.seen)
            return
        array = mesh.vertex_array(program)
        for at in range(batch.seen):
            self.bind_row(batch.first + at)
            array.render()

    def set_faces(self, batch: Batch, *, cull: bool = True, upright: bool = False) -> None:
        """Set which side of the batch's triangles is the front, and whether backs are drawn.

        ``upright`` is for projections that are not upside down, as those of pictures are.
        """
        context = self.device.context
        context.front_face = "ccw" if batch.mirrored != upright else "cw"
        if cull and batch.culled:
            context.enable(moderngl.CULL_FACE)
        else:
            context.disable(moderngl.CULL_FACE)

    def instances(self, batch: Batch) -> moderngl.Buffer:
        """Return the ``ROW`` records of an instanced batch."""
        return self._instances[batch.first]

    def bind_row(self, number: int) -> None:
        """Let programs without INSTANCED read row ``number`` of all batches' rows.

        Rows of instanced batches are not among them.
        """
        if self._uniforms is not None:
            self._uniforms.bind_to_uniform_block(
                _ROW_BINDING, offset=int(self._places[number]) * self._stride, size=ROW.itemsize
            )

    def bind_tables(self, batch: Batch, program: moderngl.Program, mesh: GpuMesh) -> None:
        """Bind the joints and morphs that the batch's program reads."""
        if batch.skinned:
            self._tables["joints"].use(JOINT_UNIT)
            program["joint_rows"] = JOINT_UNIT
        if batch.morphed:
            self._tables["morphs"].use(_MORPH_UNIT)
            mesh.morph_offsets().use(_OFFSET_UNIT)
            program["morph_weights"] = _MORPH_UNIT
            program["morph_offsets"] = _OFFSET_UNIT
            program["vertex_count"] = mesh.vertex_count

    def set_camera(self, program: moderngl.Program) -> None:
        """Set the uniforms of ``include/camera.glsl`` to the snapshot's camera."""
        scale, depth = lens_uniforms(self.raster, self.snapshot.camera)
        program["lens"] = scale
        program["lens_depth"] = depth

    def _upload_uniforms(self, rows: FrameRows) -> moderngl.Buffer | None:
        """Return the rows drawn one by one, at the stride that uniform blocks ask for.

        ``_places`` says where in it each row is. None without such rows.
        """
        if not len(rows.single):
            return None
        self._places[rows.single] = np.arange(len(rows.single))
        records = rows.records[rows.single].view(np.uint8).reshape(-1, ROW.itemsize)
        padded = np.zeros((len(records), self._stride), np.uint8)
        padded[:, : ROW.itemsize] = records
        buffer = self.device.context.buffer(padded.data)
        self._owned.append(buffer)
        return buffer

    def _upload_instances(self, rows: FrameRows) -> dict[int, moderngl.Buffer]:
        """Return the rows of each instanced batch by its first row."""
        buffers: dict[int, moderngl.Buffer] = {}
        used: dict[int, int] = {}
        for batch in rows.batches:
            if not batch.instanced:
                continue
            mesh = self.device.meshes.get(batch.mesh)
            number = used.get(id(mesh), 0)
            used[id(mesh)] = number + 1
            records = rows.records[batch.first : batch.first + len(batch.rows)]
            buffer = mesh.instance_buffer(number, records.nbytes)
            buffer.write(records.view(np.uint8).data)
            buffers[batch.first] = buffer
        return buffers

    def _upload_tables(self, rows: FrameRows) -> dict[str, moderngl.Texture]:
        """Return the textures of joints and active morphs, where there are any."""
        tables: dict[str, moderngl.Texture] = {}
        for name, texels in (("joints", rows.joints), ("morphs", rows.morphs)):
            if any(batch.skinned or batch.morphed for batch in rows.batches):
                tables[name] = table_texture(self.device.context, texels.reshape(-1, 4))
                self._owned.append(tables[name])
        return tables

    def close(self) -> None:
        """Free what belongs to this frame alone."""
        for item in self._owned:
            item.release()
        self._owned.clear()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


PicturePass = Callable[[Stage], np.ndarray]


def lens_uniforms(
    raster: Raster, camera: CameraState
) -> tuple[tuple[float, float, float, float], tuple[float, float]]:
    """Return ``lens`` and ``lens_depth`` of ``include/camera.glsl``: upside down on purpose.

    GL reads pictures back from the bottom row, ours have row 0 on top; drawing them upside down
    saves turning every one of them over.
    """
    projection = raster.projection(camera.near_m, camera.far_m)
    column = 3 if raster.orthographic else 2
    scale = (projection[0, 0], -projection[1, 1], projection[0, column], -projection[1, column])
    x, y, tx, ty = (float(value) for value in scale)
    return (x, y, tx, ty), (float(projection[2, 2]), float(projection[2, 3]))


def _row_stride(context: moderngl.Context) -> int:
    step = max(int(context.info["GL_UNIFORM_BUFFER_OFFSET_ALIGNMENT"]), 16)
    return -(-ROW.itemsize // step) * step
