"""Draw edges as lines over surfaces that are in the depth buffer already."""

from __future__ import annotations

from dataclasses import dataclass

import moderngl
import numpy as np
import numpy.typing as npt

from visualize.render.drawlist import Batch
from visualize.render.pictures.contours import contour_segments
from visualize.render.pictures.edges import (
    EdgeKind,
    EdgeStore,
    GpuEdges,
    quad_indices,
    segment_vertices,
)
from visualize.render.pictures.uniforms import parallel_defines, set_uniforms
from visualize.render.stage import Stage

SURFACE_OFFSET = (1.3, 2.0)
"""Polygon offset of surfaces under lines: a line's pixels, up to 1.3 beside it, are never behind
the slope of its own surface."""

_NUDGE = 2e-4
_CONTOUR_NUDGE = 2e-3
"""How much nearer than they are lines are tested, as a share of their distance. A contour's own
surface is steepest there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stroke:
    """How lines look.

    ``color`` is RGBA as the target holds it. ``width`` is in pixels of a picture 720 high; lines
    keep their share of the picture at any size, but are never thinner than ``thinnest`` pixels;
    less than one pixel is one fainter pixel. ``cue`` is the depth up to which they have all their
    strength, the depth from which they have the least, and that least; None is no cue.
    ``crowded`` is the share of strength left where lines run together, as those of a far window.
    ``brightest`` keeps the brighter of line and ground, so that overlaps leave no dots.
    """

    color: tuple[float, float, float, float]
    width: float
    cue: tuple[float, float, float] | None = None
    brightest: bool = False
    thinnest: float = 1.0
    crowded: float = 1.0


def draw_strokes(
    stage: Stage, stroke: Stroke, framebuffer: moderngl.Framebuffer, kind: EdgeKind = "display",
    *, contours: bool = False,
) -> None:  # fmt: skip
    """Draw the edges of every surface in the picture where nothing stands before them.

    Parameters
    ----------
    stage, stroke
        The frame, and how its lines look.
    framebuffer
        In use; its depth is that of the surfaces, drawn with ``SURFACE_OFFSET``.
    kind
        Which edges (see ``edges.EdgeKind``).
    contours
        Draw the outlines of smooth surfaces as well.
    """
    context = stage.device.context
    context.enable_only(moderngl.DEPTH_TEST | moderngl.BLEND)
    context.depth_func = "<="
    context.blend_func = (
        (moderngl.ONE, moderngl.ONE) if stroke.brightest
        else (moderngl.ONE, moderngl.ONE_MINUS_SRC_ALPHA)
    )  # fmt: skip
    equation = moderngl.MAX if stroke.brightest else moderngl.FUNC_ADD
    context.blend_equation = (equation, equation)
    framebuffer.depth_mask = False
    store = stage.device.part(EdgeStore)
    ready: set[int] = set()
    for batch in stage.batches:
        if batch.seen and (edges := store.get(batch.mesh, kind)):
            defines = [*stage.defines(batch), *(["CUED"] if stroke.cue else [])]
            program = stage.device.programs.get("stroke", defines)
            if program.glo not in ready:
                ready.add(program.glo)
                _set_frame(stage, program, stroke, _NUDGE)
            _draw_batch(stage, batch, edges, program)
    if contours:
        _draw_contours(stage, kind, stroke)
    framebuffer.depth_mask = True
    context.blend_equation = (moderngl.FUNC_ADD, moderngl.FUNC_ADD)
    context.disable(moderngl.BLEND)


def _draw_batch(stage: Stage, batch: Batch, edges: GpuEdges, program: moderngl.Program) -> None:
    stage.bind_tables(batch, program, stage.device.meshes.get(batch.mesh))
    if batch.instanced:
        array = edges.instanced(program, stage.instances(batch))
        array.render(instances=batch.seen)
        array.release()
        return
    array = edges.vertex_array(program)
    for at in range(batch.seen):
        stage.bind_row(batch.first + at)
        array.render()


class FoundContours:
    """The contours of the frame that was drawn last, for its next picture. A part of the device."""

    def __init__(self, context: moderngl.Context) -> None:
        del context  # found on the CPU
        self._stage: Stage | None = None
        self._segments: dict[EdgeKind, npt.NDArray[np.float32]] = {}

    def get(self, stage: Stage, kind: EdgeKind) -> npt.NDArray[np.float32]:
        """Return (C, 2, 3): the ends of all contours beside edges of a kind, in camera space."""
        if self._stage is not stage:
            self.close()
            self._stage = stage
        if kind not in self._segments:
            self._segments[kind] = _contours(stage, kind)
        return self._segments[kind]

    def close(self) -> None:
        """Forget the frame."""
        self._stage = None
        self._segments.clear()


def _contours(stage: Stage, kind: EdgeKind) -> npt.NDArray[np.float32]:
    store = stage.device.part(EdgeStore)
    segments = [
        contour_segments(
            bends,
            batch.mesh,
            stage.snapshot,
            batch.rows[: batch.seen],
            parallel=stage.raster.orthographic,
        )
        for batch in stage.batches
        if batch.seen and len(bends := store.bends(batch.mesh, kind))
    ]
    return np.concatenate(segments) if segments else np.zeros((0, 2, 3), np.float32)


def _draw_contours(stage: Stage, kind: EdgeKind, stroke: Stroke) -> None:
    """Draw all contours at once: their ends are in camera space already."""
    found = stage.device.part(FoundContours).get(stage, kind)
    if not len(found):
        return
    context = stage.device.context
    defines = [*parallel_defines(stage), "PLACED", *(["CUED"] if stroke.cue else [])]
    program = stage.device.programs.get("stroke", defines)
    _set_frame(stage, program, stroke, _CONTOUR_NUDGE)
    vertices = context.buffer(segment_vertices(found).data)
    indices = context.buffer(quad_indices(len(found)).data)
    array = context.vertex_array(
        program, [(vertices, "3f 3f", "in_position", "in_other")], index_buffer=indices
    )
    array.render()
    for item in (array, vertices, indices):
        item.release()


def _set_frame(stage: Stage, program: moderngl.Program, stroke: Stroke, nudge: float) -> None:
    stage.set_camera(program)
    width, height = stage.raster.size
    set_uniforms(
        program,
        {
            "half_picture": (width / 2.0, height / 2.0),
            "line_width": max(stroke.width * height / 720.0, stroke.thinnest),
            "near_m": stage.snapshot.camera.near_m,
            "nudge": nudge,
            "line_color": stroke.color,
            "crowded": stroke.crowded,
            "cue": stroke.cue or (1.0, 2.0, 1.0),
        },
    )
