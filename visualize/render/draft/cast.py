"""Cast: the plaster of a draw table on the GPU, drawn in no more detail than is seen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import moderngl
import numpy as np
import numpy.typing as npt

from compose.snapshot import Snapshot
from visualize.render.bounds import Spheres
from visualize.render.draft.casting import plaster_of
from visualize.render.draft.changes import differing
from visualize.render.draft.coarse import FULL, CoarseStore, levels
from visualize.render.draft.detail import MOST_GATHERED, Detail
from visualize.render.draft.sun_map import SunMap
from visualize.render.drawlist import SurfaceTable, in_picture
from visualize.render.pictures.shadow_lights import casting_lights
from visualize.render.pictures.shadow_maps import Shadows
from visualize.render.pictures.uniforms import Uniforms, set_uniforms
from visualize.render.planes import planes
from visualize.render.program import set_matrix
from visualize.render.stage import Stage

F64 = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Rows = npt.NDArray[np.int64]

_RUN = 8
"""Rows in one draw call at most: few, so that what is near can be drawn before what it hides."""
_LEAST_PIXELS = 2.0
"""Rows whose spheres are narrower in the picture are left out."""


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

    def __init__(
        self,
        context: moderngl.Context,
        table: SurfaceTable,
        snapshot: Snapshot,
        coarse: CoarseStore,
    ) -> None:
        self.table = table
        self._context = context
        self._snapshot = snapshot
        self._plaster = plaster_of(table, snapshot)
        self._detail = Detail(self._plaster, coarse)
        self._spheres: Spheres = table.spheres(snapshot, planes(snapshot.world))
        self._in = np.zeros(len(table.surfaces), bool)
        self._in[self._plaster.rows] = True
        self._sizes = np.zeros(len(table.surfaces), np.int64)
        self._sizes[self._plaster.rows] = np.diff(self._plaster.first)
        self.holds = self._in
        self._last = snapshot
        self._arrays: dict[tuple[int, bool], moderngl.VertexArray] = {}
        self._buffers: list[moderngl.Buffer] = []
        self.sun_map = SunMap(context)
        self._upload()

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

        def draw(to_clip: F64) -> None:
            program = stage.device.programs.get("draft_shadow")
            set_matrix(program, "cast_to_clip", to_clip @ self._placed)
            self._context.enable_only(moderngl.DEPTH_TEST)
            self._context.depth_func = "<"
            runs = self._plaster.runs(rows, len(rows))
            _render(self._array(program), [(run.first, run.last) for run in runs])

        self.sun_map.update(sun, rows, self._spheres, stage.options.shadow_map_size, draw)
        return self.sun_map.shadows(sun, stage.snapshot.camera.world)

    def draw(
        self, stage: Stage, defines: Sequence[str], light: Uniforms, *, coarse: bool = False
    ) -> None:
        """Draw the rows that it holds and the camera sees into the framebuffer in use.

        ``coarse`` draws those that are small in the picture with fewer triangles.
        """
        plaster = self._plaster
        places, pixels = self._seen(stage)
        if not len(places):
            return
        chosen = levels(pixels) if coarse else np.full(len(places), FULL)
        found = self._detail.gather(places, chosen)
        if len(found.triangles):
            self._buffers[2].write(found.triangles.data)
        left = np.zeros(len(self.table.surfaces), bool)
        left[plaster.rows[found.left]] = True
        runs = plaster.runs(left, _RUN)
        spans = {True: (0, found.culled), False: (found.culled, len(found.triangles))}
        context = self._context
        context.enable_only(moderngl.DEPTH_TEST)
        context.depth_func, context.front_face = "<", "cw"
        program = self._program(stage, defines, light)
        for culled, span in spans.items():
            spots = [(run.first, run.last) for run in runs if run.culled is culled]
            (context.enable if culled else context.disable)(moderngl.CULL_FACE)
            _render(self._array(program), spots)
            _render(self._array(program, gathered=True), [span])

    def _program(self, stage: Stage, defines: Sequence[str], light: Uniforms) -> moderngl.Program:
        # One program for both sorts of rows: a driver without a cache takes long to compile each.
        program = stage.device.programs.get("draft", [*defines, "CAST", "TWO_SIDED"])
        stage.set_camera(program)
        set_uniforms(program, light)
        self.sun_map.bind(program)
        set_matrix(program, "cast_to_view", stage.snapshot.camera.view @ self._placed)
        return program

    def release(self) -> None:
        """Free the buffers."""
        for array in self._arrays.values():
            array.release()
        for buffer in self._buffers:
            buffer.release()
        self.sun_map.release()
        self._arrays.clear()
        self._buffers.clear()

    def _seen(self, stage: Stage) -> tuple[Rows, F64]:
        """Return (N,) rows in the picture, the nearest first, and how many pixels each is wide.

        Rows are named by their place in the cast.
        """
        rows = self._plaster.rows
        camera, raster = stage.snapshot.camera, stage.raster
        view, spheres = camera.view, self._spheres.of(rows)
        centers = view[:3, :3] @ spheres.center.T + view[:3, 3:]
        near = np.maximum(-centers[2] - spheres.radius, camera.near_m)
        pixels = 2.0 * spheres.radius * raster.focal / (1.0 if raster.orthographic else near)
        seen = in_picture(centers, spheres.radius, camera, raster) & (pixels >= _LEAST_PIXELS)
        places = np.flatnonzero(seen & self.holds[rows])
        places = places[np.argsort(near[places], kind="stable")]
        return places, pixels[places]

    @property
    def _placed(self) -> F64:
        """(4, 4): from the cast's own space to the world; only then are products rounded."""
        placed = np.eye(4)
        placed[:3, 3] = self._plaster.origin
        return placed

    def _upload(self) -> None:
        """Bring vertices and triangles to the GPU, and make room for those that are gathered."""
        plaster = self._plaster
        if len(plaster.triangles):
            room = plaster.triangles[:1].nbytes * min(len(plaster.triangles), MOST_GATHERED)
            self._buffers = [
                self._context.buffer(plaster.vertices.view(np.uint8).data),
                self._context.buffer(plaster.triangles.data),
                self._context.buffer(reserve=room, dynamic=True),
            ]

    def _array(self, program: moderngl.Program, *, gathered: bool = False) -> moderngl.VertexArray:
        key = (program.glo, gathered)
        if key not in self._arrays:
            vertices, triangles, picked = self._buffers
            names = ("in_position", "in_normal", "in_color")
            self._arrays[key] = self._context.vertex_array(
                program,
                [(vertices, "3f 4f1 4f1", *names)],
                index_buffer=picked if gathered else triangles,
                skip_errors=True,
            )
        return self._arrays[key]


def _render(array: moderngl.VertexArray, spans: Iterable[tuple[int, int]]) -> None:
    """Draw triangles from, to."""
    for first, last in spans:
        if last > first:
            array.render(vertices=3 * (last - first), first=3 * first)
