"""Placing: how a take's picture lies over the gate, so that both are compared pixel by pixel.

A model gets the gate filled into its own shape, the rest cut off alike on both sides
(``visualize.brief.drawing``). The same cut is made here, to the fraction of a pixel: authored
frames are drawn of the whole gate and cropped, the take is scaled to the same pixels.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import cv2
import numpy as np
import numpy.typing as npt

from compose.raster import Raster
from compose.snapshot import CameraState
from visualize.brief.drawing import covering_box
from visualize.compare.meter import WORKING_SIDE
from visualize.render.frame import Frame

U8 = npt.NDArray[np.uint8]

_SAME_SHAPE = 0.01
_LETTERBOXED = 0.03
"""Bars leave the gate's own shape within this, or they hide a part of the picture."""
_WHOLE = 1e-3
_SMALLEST = 32


@dataclass(frozen=True)
class Bars:
    """Black bars of a picture, as shares of its width and height."""

    left: float = 0.0
    top: float = 0.0
    right: float = 0.0
    bottom: float = 0.0

    @property
    def share(self) -> float:
        """How much of the picture they hide."""
        return 1.0 - max(0.0, 1.0 - self.left - self.right) * max(0.0, 1.0 - self.top - self.bottom)


@dataclass(frozen=True)
class Placing:
    """Which part of a take is compared, and at which size.

    Attributes
    ----------
    shown
        ``(x, y, width, height)`` of the take's part in pixels of the take, not always whole.
    size
        (width, height) of the working picture, the middle of the gate's working raster.
    """

    shown: tuple[float, float, float, float]
    size: tuple[int, int]

    def picture(self, full: U8) -> U8:
        """Return the (H, W, 3) working picture of a frame of the take."""
        x, y, width, height = self.shown
        left, top = round(x), round(y)
        part = full[top : top + round(height), left : left + round(width)]
        exact = max(abs(x - left), abs(y - top), abs(part.shape[1] - width),
                    abs(part.shape[0] - height)) * self.size[0] / width < _WHOLE  # fmt: skip
        if exact:
            small: U8 = cv2.resize(part, self.size, interpolation=_filter(part, self.size))
            return np.ascontiguousarray(small)
        return self._resampled(full)

    def _resampled(self, full: U8) -> U8:
        """Scale by whole pixels first, as an area filter must, then place the fraction exactly."""
        x, y, width, height = self.shown
        scale = np.array([self.size[0] / width, self.size[1] / height])
        whole = (max(1, round(full.shape[1] * scale[0])), max(1, round(full.shape[0] * scale[1])))
        near = cv2.resize(full, whole, interpolation=_filter(full, whole))
        made = np.array([whole[0] / full.shape[1], whole[1] / full.shape[0]])
        step = made / scale
        start = np.array([x, y]) * made + 0.5 * step - 0.5
        matrix = np.array([[step[0], 0.0, start[0]], [0.0, step[1], start[1]]])
        placed: U8 = cv2.warpAffine(near, matrix, self.size,
                                    flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
                                    borderMode=cv2.BORDER_REPLICATE)  # fmt: skip
        return placed


def place(
    camera: CameraState, take: tuple[int, int], *, sent: tuple[int, int] | None = None,
    bars: Bars = Bars(),
) -> Placing:  # fmt: skip
    """Return how a take of this size (width, height) lies over a camera's gate.

    Parameters
    ----------
    sent
        The size of the picture that the model was sent, where it got one.
    bars
        Black bars found in the take. Bars that leave the gate's own shape frame the whole gate;
        other bars hide a part of a picture that fills the take.
    """
    gate = camera.raster((WORKING_SIDE, WORKING_SIDE))
    width, height = take
    inner = (width * (1.0 - bars.left - bars.right), height * (1.0 - bars.top - bars.bottom))
    is_boxed = bars.share > 0.0 and min(inner) > _SMALLEST
    if is_boxed and _is_like(inner, camera.aspect) and not _is_like(take, camera.aspect):
        return Placing((bars.left * width, bars.top * height, *inner), gate.size)
    like = take
    if sent is not None and abs(sent[0] / sent[1] / (width / height) - 1.0) < _SAME_SHAPE:
        like = sent
    drawn = camera.raster(covering_box(camera, like)).width * (width / like[0])
    scale = drawn / gate.width  # pixels of the take in one working pixel
    size = _inside(gate, (width / scale, height / scale))
    part = (size[0] * scale, size[1] * scale)
    return Placing(((width - part[0]) / 2.0, (height - part[1]) / 2.0, *part), size)


def crop(frame: Frame, size: tuple[int, int]) -> Frame:
    """Return the middle of a frame, ``size`` (width, height) of it, its projection kept exact."""
    raster = frame.raster
    left, top = (raster.width - size[0]) // 2, (raster.height - size[1]) // 2
    if (raster.width, raster.height) == size:
        return frame
    cut = (slice(top, top + size[1]), slice(left, left + size[0]))
    layers = {name: np.ascontiguousarray(layer[cut]) for name, layer in frame.items()}
    part = replace(raster, width=size[0], height=size[1], cx=raster.cx - left, cy=raster.cy - top)
    return replace(frame, raster=part, layers=layers)


def _inside(gate: Raster, exact: tuple[float, float]) -> tuple[int, int]:
    """Return the even size nearest to ``exact`` that the gate's raster can be cropped to."""
    sides = [
        min(2 * round(side / 2.0), most // 2 * 2)
        for side, most in zip(exact, gate.size, strict=True)
    ]
    return max(_SMALLEST, sides[0]), max(_SMALLEST, sides[1])


def _is_like(size: tuple[float, float], aspect: float) -> bool:
    return abs(size[0] / size[1] / aspect - 1.0) < _LETTERBOXED


def _filter(picture: U8, size: tuple[int, int]) -> int:
    return cv2.INTER_AREA if picture.shape[1] >= size[0] else cv2.INTER_CUBIC
