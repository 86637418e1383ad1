"""Drawing: frames of a shot at exactly the size a model wants, cropped to it from the gate."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from compose.evaluation import evaluate
from compose.project import Project
from compose.shot import Shot
from compose.snapshot import CameraState
from visualize.encode.pictures import preview
from visualize.guide import DepthGuide
from visualize.produce.drawing import Draws

U8 = npt.NDArray[np.uint8]

_EXTRA = (0, 2, 4, 8)
_SAME_SHAPE = 1.01


@dataclass(frozen=True, eq=False, kw_only=True)
class ShotDrawing:
    """Draws one shot. ``guide`` is the one normalisation of depth for the whole shot."""

    project: Project
    shot: Shot
    draws: Draws
    guide: DepthGuide | None = None

    def picture(self, name: str, frame: float, size: tuple[int, int]) -> U8:
        """Return a pass as (height, width) grey or (height, width, 3) of exactly this size.

        The gate fills the picture; what is too wide or too high for it is cut off alike on both
        sides, so nothing is stretched.

        Raises
        ------
        ShotwrightError
            When the frame cannot be evaluated or drawn.
        """
        snapshot = evaluate(self.project, self.shot, frame)
        box = covering_box(snapshot.camera, size)
        drawn = self.draws.render(snapshot, (name,), box)[name]
        return cropped(preview(name, drawn, self.guide), size)


def covering_box(camera: CameraState, size: tuple[int, int]) -> tuple[int, int]:
    """Return the box in which a camera's picture just covers ``size`` (width, height)."""
    width, height = size
    exact = (max(float(width), height * camera.aspect), max(float(height), width / camera.aspect))
    if max(exact[0] / width, exact[1] / height) < _SAME_SHAPE:
        exact = (float(width), float(height))
    for extra in _EXTRA:
        box = (math.ceil(exact[0]) + extra, math.ceil(exact[1]) + extra)
        raster = camera.raster(box)
        if raster.width >= width and raster.height >= height:
            return box
    return (math.ceil(exact[0] * _SAME_SHAPE) + 2, math.ceil(exact[1] * _SAME_SHAPE) + 2)


def cropped(pixels: U8, size: tuple[int, int]) -> U8:
    """Return the middle of pixels, ``size`` (width, height) of it."""
    width, height = size
    top, left = (pixels.shape[0] - height) // 2, (pixels.shape[1] - width) // 2
    return np.ascontiguousarray(pixels[top : top + height, left : left + width])
