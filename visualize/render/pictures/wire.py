"""``wire`` and ``lines``: edges where nothing stands before them.

Their antialiasing is in the lines themselves: each pixel gets the share that the line covers,
which is smoother than any number of samples. Surfaces only hide what is behind them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import moderngl
import numpy as np
import numpy.typing as npt

from visualize.render.pictures.mesh_lines import EdgeKind, Piece
from visualize.render.pictures.strokes import (
    CREASE_LINES,
    DISPLAY_LINES,
    SURFACE_OFFSET,
    Stroke,
    draw_strokes,
)
from visualize.render.pictures.surfaces import SurfaceShader, draw_opaque
from visualize.render.stage import Stage
from visualize.render.target import Attachment, Target

Color = tuple[float, float, float]

_GROUND: Color = (0.043, 0.049, 0.066)
_DARK: Color = (0.040, 0.047, 0.064)
_LIGHT: Color = (0.135, 0.155, 0.196)
_TINT = 0.75
"""Share of a surface's own hue that shows in its shade."""
_KEY = np.array([-0.45, 0.75, 0.49])  # over the camera's left shoulder, in camera space
_WIRE = Stroke(
    color=(0.84, 0.93, 1.0, 1.0), width=1.6, cue=(12.0, 160.0, 0.5), crowded=0.45, brightest=True
)
_BLACK: Color = (0.0, 0.0, 0.0)
_LINES = Stroke(color=(1.0, 1.0, 1.0, 1.0), width=1.7, crowded=0.4, brightest=True)
_SHOWN = Attachment(3, "f1")


def draw_wire(stage: Stage) -> npt.NDArray[Any]:
    """Return (H, W, 3) uint8: light lines on a deep ground, near ones brighter and thicker."""
    kind: EdgeKind = "all" if stage.options.all_edges else "display"
    surfaces = {"dark": _DARK, "light": _LIGHT, "tint": _TINT}
    return _draw(stage, _WIRE, _GROUND, surfaces, DISPLAY_LINES, kind)


def draw_lines(stage: Stage) -> npt.NDArray[Any]:
    """Return (H, W, 3) uint8: white outlines and creases on black."""
    surfaces = {"dark": _BLACK, "light": _BLACK, "tint": 0.0}
    return _draw(stage, _LINES, _BLACK, surfaces, CREASE_LINES)


def _draw(
    stage: Stage, stroke: Stroke, ground: Color, surfaces: Mapping[str, Any],
    pieces: tuple[Piece, ...], kind: EdgeKind = "display",
) -> npt.NDArray[Any]:  # fmt: skip
    target = stage.device.targets.get(stage.raster.size, [_SHOWN], tag="wire")
    hidden = stage.device.part(_HiddenBy)
    if surfaces["light"] == surfaces["dark"] == ground and hidden.stage is stage:
        hidden.show_nothing(target, ground)
    else:
        _draw_surfaces(stage, target, ground, surfaces)
        hidden.stage = stage
    target.framebuffer.use()
    draw_strokes(stage, stroke, target.framebuffer, pieces, kind)
    return target.read(0, stage.device.arrays)


def _draw_surfaces(
    stage: Stage, target: Target, ground: Color, surfaces: Mapping[str, Any]
) -> None:
    context = stage.device.context
    target.framebuffer.use()
    target.framebuffer.clear(*ground, depth=1.0)
    toward = tuple(float(x) for x in _KEY / np.linalg.norm(_KEY))
    shader = SurfaceShader(name="wire", uniforms={**surfaces, "toward": toward})
    context.polygon_offset = SURFACE_OFFSET
    draw_opaque(stage, shader)
    context.polygon_offset = (0.0, 0.0)


class _HiddenBy:
    """Whose surfaces the target's depth holds: ``lines`` after ``wire`` need no others.

    A part of the device.
    """

    def __init__(self, context: moderngl.Context) -> None:
        self._context = context
        self.stage: Stage | None = None

    def show_nothing(self, target: Target, ground: Color) -> None:
        """Clear the picture and leave the depth."""
        bare = self._context.framebuffer(target.colors)
        bare.clear(*ground)
        bare.release()

    def close(self) -> None:
        """Forget the frame."""
        self.stage = None
