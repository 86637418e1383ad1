"""Draw edges as lines over surfaces that are in the depth buffer already."""

from __future__ import annotations

from dataclasses import dataclass

import moderngl
import numpy as np
import numpy.typing as npt

from visualize.render.pictures.frame_lines import FrameLines
from visualize.render.pictures.mesh_lines import EdgeKind, LineStore, Piece
from visualize.render.pictures.uniforms import parallel_defines, set_uniforms
from visualize.render.stage import Stage

SURFACE_OFFSET = (1.3, 2.0)
"""Polygon offset of surfaces under lines: a line's pixels, up to 1.3 beside it, are never behind
the slope of its own surface."""

CREASE_LINES = (Piece.CREASES, Piece.BENDS, Piece.ROUND)
"""Creases and outlines."""

DISPLAY_LINES = (Piece.CREASES, Piece.OTHERS, Piece.BENDS)
"""Display edges and outlines."""

_NUDGE = 2e-4
_OUTLINE_NUDGE = 2e-3
"""How much nearer than they are lines are tested, as a share of their distance. An outline's own
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
    stage: Stage, stroke: Stroke, framebuffer: moderngl.Framebuffer, pieces: tuple[Piece, ...],
    kind: EdgeKind = "display",
) -> None:  # fmt: skip
    """Draw lines of every surface in the picture where nothing stands before them.

    Parameters
    ----------
    stage, stroke
        The frame, and how its lines look.
    framebuffer
        In use; its depth is that of the surfaces, drawn with ``SURFACE_OFFSET``.
    pieces, kind
        Which lines.
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
    defines = [*parallel_defines(stage), *(["CUED"] if stroke.cue else [])]
    program = stage.device.programs.get("stroke", defines)
    stage.set_camera(program)
    set_uniforms(program, _look(stage, stroke))
    lines = stage.device.part(GpuLines)
    for piece in pieces:
        nudge = _OUTLINE_NUDGE if piece.outline else _NUDGE
        set_uniforms(program, {"nudge": nudge})
        lines.draw(stage, kind, piece, program)
    framebuffer.depth_mask = True
    context.blend_equation = (moderngl.FUNC_ADD, moderngl.FUNC_ADD)
    context.disable(moderngl.BLEND)


class GpuLines:
    """The lines of the frame that was drawn last, for its next picture. A part of the device."""

    def __init__(self, context: moderngl.Context) -> None:
        self._context = context
        self._store = LineStore()
        self._stage: Stage | None = None
        self._frames: dict[EdgeKind, FrameLines] = {}
        self._vertices: dict[tuple[EdgeKind, Piece], moderngl.Buffer | None] = {}
        self._indices: moderngl.Buffer | None = None

    def draw(self, stage: Stage, kind: EdgeKind, piece: Piece, program: moderngl.Program) -> None:
        """Draw a piece of the frame's lines with a program of ``stroke.glsl``."""
        if self._stage is not stage:
            self._forget()
            self._stage = stage
        if (kind, piece) not in self._vertices:
            self._vertices[kind, piece] = self._uploaded(stage, kind, piece)
        vertices = self._vertices[kind, piece]
        if vertices is None:
            return
        count = vertices.size // VERTEX_BYTES // 4
        content = [(vertices, "3f 3f 1f", "in_position", "in_other", "in_breadth")]
        array = self._context.vertex_array(
            program, content, index_buffer=self._quads(count), skip_errors=True
        )
        array.render(vertices=6 * count)
        array.release()

    def _uploaded(self, stage: Stage, kind: EdgeKind, piece: Piece) -> moderngl.Buffer | None:
        if kind not in self._frames:
            self._frames[kind] = FrameLines(
                self._store, stage.snapshot, stage.raster, stage.batches,
                stage.rows.records["view"], kind,
            )  # fmt: skip
        corners = quad_corners(self._frames[kind].segments(piece))
        return self._context.buffer(corners.data) if len(corners) else None

    def _quads(self, count: int) -> moderngl.Buffer:
        """Return the corners' order of at least so many quads."""
        if self._indices is None or self._indices.size < 24 * count:
            if self._indices is not None:
                self._indices.release()
            self._indices = self._context.buffer(quad_indices(count * 5 // 4).data)
        return self._indices

    def _forget(self) -> None:
        for vertices in self._vertices.values():
            if vertices is not None:
                vertices.release()
        self._vertices.clear()
        self._frames.clear()
        self._stage = None

    def close(self) -> None:
        """Free the frame's lines."""
        self._forget()
        self._store.clear()
        if self._indices is not None:
            self._indices.release()
            self._indices = None


VERTEX_BYTES = 28
"""Own end, other end and breadth, of each of a line's four corners."""


def quad_corners(segments: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """Return (N, 4, 7) of (N, 7) segments: for each corner its own end, the other, the breadth."""
    corners = np.empty((len(segments), 4, 7), np.float32)
    corners[:, :2] = segments[:, None]
    corners[:, 2:, :3], corners[:, 2:, 3:6] = segments[:, None, 3:6], segments[:, None, :3]
    corners[:, 2:, 6] = segments[:, None, 6]
    return corners


def quad_indices(count: int) -> npt.NDArray[np.uint32]:
    """Return (6 count,): two triangles for every four corners."""
    first = np.arange(count, dtype=np.uint32)[:, None] * 4
    return (first + np.array([0, 1, 2, 2, 1, 3], np.uint32)).reshape(-1)


def _look(stage: Stage, stroke: Stroke) -> dict[str, object]:
    width, height = stage.raster.size
    return {
        "half_picture": (width / 2.0, height / 2.0),
        "line_width": max(stroke.width * height / 720.0, stroke.thinnest),
        "near_m": stage.snapshot.camera.near_m,
        "line_color": stroke.color,
        "crowded": stroke.crowded,
        "cue": stroke.cue or (1.0, 2.0, 1.0),
    }
