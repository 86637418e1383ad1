"""CastStore: the cast of a draw table on the GPU, made anew when too much of it has moved."""

from __future__ import annotations

from collections.abc import Sequence

import moderngl
import numpy as np
import numpy.typing as npt

from compose.snapshot import Snapshot
from visualize.render.bounds import Spheres
from visualize.render.device import Device
from visualize.render.draft.changes import differing
from visualize.render.draft.plaster import Plaster, Run, cast
from visualize.render.draft.sun_map import SunMap
from visualize.render.drawlist import SurfaceTable, in_picture
from visualize.render.pictures.shadow_lights import casting_lights
from visualize.render.pictures.shadow_maps import Shadows
from visualize.render.pictures.uniforms import Uniforms, set_uniforms
from visualize.render.planes import planes
from visualize.render.program import set_matrix
from visualize.render.stage import Stage

Flags = npt.NDArray[np.bool_]

_MOST_MOVED = 0.2
"""The share of a cast's triangles that may have come to rest otherwise before it is made anew."""
_RUN = 8
"""Rows in one draw call at most: few, so that what is near can be drawn before what it hides."""
_KEPT = 2
"""Casts that are kept."""
_LEAST_PIXELS = 2.0
"""Rows whose spheres are narrower in the picture are left out."""


class CastStore:
    """Keeps the casts of the draw tables that were drafted last: views and thumbnails alternate."""

    def __init__(self, context: moderngl.Context) -> None:
        self._context = context
        self._casts: list[Cast] = []

    def update(self, device: Device, snapshot: Snapshot) -> Cast:
        """Return the cast of a snapshot's draw table, compared with the snapshot."""
        table = device.table(snapshot.surfaces)
        found = next((made for made in self._casts if made.table is table), None)
        if found is not None:
            self._casts.remove(found)
            if found.compare(snapshot) > _MOST_MOVED:
                found.release()
                found = None
        self._casts.append(found or Cast(self._context, table, snapshot))
        while len(self._casts) > _KEPT:
            self._casts.pop(0).release()
        return self._casts[-1]

    def close(self) -> None:
        """Free the casts."""
        for made in self._casts:
            made.release()
        self._casts.clear()


class Cast:
    """A cast on the GPU.

    Attributes
    ----------
    table
        The draw table that it is of.
    holds
        (S,) bool: the rows that are in the cast and look as they did when it was made.
    sun_map
        The shadows that those throw.
    """

    def __init__(self, context: moderngl.Context, table: SurfaceTable, snapshot: Snapshot) -> None:
        self.table = table
        self._context = context
        self._snapshot = snapshot
        self._plaster = cast(table, snapshot)
        self._spheres: Spheres = table.spheres(snapshot, planes(snapshot.world))
        self._in = np.zeros(len(table.surfaces), bool)
        self._in[self._plaster.rows] = True
        self._sizes = np.zeros(len(table.surfaces), np.int64)
        self._sizes[self._plaster.rows] = np.diff(self._plaster.first)
        self.holds = self._in
        self._last = snapshot
        self._buffers: list[moderngl.Buffer] = []
        self._arrays: dict[int, moderngl.VertexArray] = {}
        self.sun_map = SunMap(context)
        self._upload(self._plaster)

    def compare(self, snapshot: Snapshot) -> float:
        """See which rows still look as they were cast.

        Returns
        -------
        The share of the cast's triangles whose rows have come to rest otherwise.
        """
        changed = differing(self._snapshot, snapshot)
        resting = changed & ~differing(self._last, snapshot)
        self.holds = self._in & ~changed
        self._last = snapshot
        return float(self._sizes[resting].sum()) / max(int(self._sizes.sum()), 1)

    def shadows(self, stage: Stage) -> Shadows:
        """Return the shadows that it throws in the sun, none where nothing does."""
        sun = casting_lights(stage.snapshot).sun
        rows = self.holds & self.table.casts
        if not stage.options.shadows or sun is None or not rows.any():
            return Shadows()

        def draw(to_clip: npt.NDArray[np.float64]) -> None:
            program = stage.device.programs.get("draft_shadow")
            set_matrix(program, "cast_to_clip", to_clip @ self._placed)
            self._context.enable_only(moderngl.DEPTH_TEST)
            self._context.depth_func = "<"
            self._render(program, self._plaster.runs(rows, len(rows)))

        self.sun_map.update(sun, rows, self._spheres, stage.options.shadow_map_size, draw)
        return self.sun_map.shadows(sun, stage.snapshot.camera.world)

    def draw(self, stage: Stage, defines: Sequence[str], light: Uniforms) -> None:
        """Draw the rows that it holds and the camera sees into the framebuffer in use."""
        if not len(self._plaster.triangles):
            return
        seen, near = self._seen(stage)
        runs = self._plaster.runs(self.holds & seen, _RUN)
        # The nearest first: what they hide is not shaded.
        runs.sort(key=lambda run: near[run.low : run.high].min())
        context = self._context
        context.enable_only(moderngl.DEPTH_TEST)
        context.depth_func, context.front_face = "<", "cw"
        for culled in (True, False):
            chosen = [run for run in runs if run.culled is culled]
            if not chosen:
                continue
            sides = [] if culled else ["TWO_SIDED"]
            program = stage.device.programs.get("draft", [*defines, "CAST", *sides])
            stage.set_camera(program)
            set_uniforms(program, light)
            self.sun_map.bind(program)
            set_matrix(program, "cast_to_view", stage.snapshot.camera.view @ self._placed)
            (context.enable if culled else context.disable)(moderngl.CULL_FACE)
            self._render(program, chosen)

    def _render(self, program: moderngl.Program, runs: Sequence[Run]) -> None:
        array = self._array(program)
        for run in runs:
            array.render(vertices=3 * (run.last - run.first), first=3 * run.first)

    def release(self) -> None:
        """Free the buffers."""
        for array in self._arrays.values():
            array.release()
        for buffer in self._buffers:
            buffer.release()
        self.sun_map.release()
        self._arrays.clear()
        self._buffers.clear()

    def _seen(self, stage: Stage) -> tuple[Flags, npt.NDArray[np.float64]]:
        """Return (S,) bool: rows in the picture, and (N,) metres to those of the cast."""
        camera, raster = stage.snapshot.camera, stage.raster
        view = camera.view
        centers = view[:3, :3] @ self._spheres.center.T + view[:3, 3:]
        radius = self._spheres.radius
        near = np.maximum(-centers[2] - radius, camera.near_m)
        pixels = 2.0 * radius * raster.focal / (1.0 if raster.orthographic else near)
        seen = in_picture(centers, radius, camera, raster) & (pixels >= _LEAST_PIXELS)
        return seen, near[self._plaster.rows]

    @property
    def _placed(self) -> npt.NDArray[np.float64]:
        """(4, 4): from the cast's own space to the world; only then are products rounded."""
        placed = np.eye(4)
        placed[:3, 3] = self._plaster.origin
        return placed

    def _upload(self, plaster: Plaster) -> None:
        if len(plaster.triangles):
            vertices = plaster.vertices.view(np.uint8)
            self._buffers = [
                self._context.buffer(vertices.data),
                self._context.buffer(np.ascontiguousarray(plaster.triangles).data),
            ]

    def _array(self, program: moderngl.Program) -> moderngl.VertexArray:
        if program.glo not in self._arrays:
            vertices, triangles = self._buffers
            names = ("in_position", "in_normal", "in_color")
            self._arrays[program.glo] = self._context.vertex_array(
                program,
                [(vertices, "3f 4f1 4f1", *names)],
                index_buffer=triangles,
                skip_errors=True,
            )
        return self._arrays[program.glo]
