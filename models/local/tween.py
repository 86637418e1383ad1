"""Tween (no AI): the pictures between two, by the exact motion of the scene.

Each point of the frame between knows where it is in the first picture and where in the last. It is
taken from both, by their nearness in time, where both show it; from one where only one does, which
is where the way there and back returns to the same pixel and the light on it is still the same;
and from the scene, in the pictures' colours, where neither does.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from models.local.matching import Matching
from models.local.parallax import feathered, sharp_enough

U8 = npt.NDArray[np.uint8]
U32 = npt.NDArray[np.uint32]
F32 = npt.NDArray[np.float32]
Mask = npt.NDArray[np.bool_]

_BACK_WITHIN = 1.5
"""Pixels by which the way there and back may miss."""
_NOWHERE = -1e6
_SAME_LIGHT, _OTHER_LIGHT = 3.0, 12.0
"""Codes by which a point's drawn colour may differ at an end: fully trusted, not at all."""


@dataclass(frozen=True, eq=False)
class End:
    """One of the two pictures: ``picture`` and ``drawn`` (H, W, 3) uint8, ``ids`` (H, W) uint32."""

    picture: U8
    drawn: U8
    ids: U32


@dataclass(frozen=True, eq=False)
class Between:
    """The scene at a moment between, and its motion from and to both ends.

    ``to_start`` and ``to_end`` (H, W, 2) float32 are on this frame's pixels: where its points are
    in the first and the last. ``from_start`` and ``from_end`` are on theirs: where their points
    are in this frame. In pixels, +x right, +y down, NaN behind the camera.
    """

    drawn: U8
    ids: U32
    to_start: F32
    to_end: F32
    from_start: F32
    from_end: F32


class Tween:
    """The two ends, ready for any moment between them."""

    def __init__(self, start: End, end: End) -> None:
        self._ends = (start, end)
        self._matching = tuple(Matching(one.picture, one.drawn, one.ids) for one in (start, end))

    def draw(self, between: Between, share: float) -> U8:
        """Return (H, W, 3) uint8 at a share of the way from the first picture to the last."""
        ways = (
            (between.to_start, between.from_start, 1.0 - share),
            (between.to_end, between.from_end, share),
        )
        pages, weights = [], []
        for end, (to, back, part) in zip(self._ends, ways, strict=True):
            x, y, shown = _found(to, back)
            pages.append(_carried(end.picture, x, y))
            lit = _same_light(_carried(end.drawn, x, y), between.drawn)
            weights.append(feathered(shown) * lit * np.float32(part))
        rest = self._filled(between, share)
        total = weights[0] + weights[1]
        both = weights[0] / np.maximum(total, np.float32(1e-6))
        mixed = cv2.blendLinear(pages[0], pages[1], both, np.float32(1.0) - both)
        # A moment near one end that only the other end shows is still a picture's, not the scene's.
        known = np.clip(total * np.float32(1.0 / max(min(share, 1.0 - share), 0.05)), 0.0, 1.0)
        made: U8 = cv2.blendLinear(mixed, rest, known, 1.0 - known)
        return made

    def _filled(self, between: Between, share: float) -> U8:
        """Return the scene in the colours of the two pictures, mixed by the moment."""
        pages = []
        everywhere = np.ones(between.ids.shape, np.bool_)
        for matching in self._matching:
            page = np.empty_like(between.drawn)
            matching.fill(page, between.drawn, between.ids, everywhere)
            pages.append(page)
        made: U8 = cv2.addWeighted(pages[0], 1.0 - share, pages[1], share, 0.0)
        return made


def _found(to: F32, back: F32) -> tuple[F32, F32, Mask]:
    """Return where in an end's picture the points of the frame between are, and which it shows."""
    height, width = to.shape[:2]
    columns, rows = np.meshgrid(np.arange(width, dtype=np.float32),
                                np.arange(height, dtype=np.float32))  # fmt: skip
    x = np.nan_to_num(columns + to[..., 0], nan=_NOWHERE)
    y = np.nan_to_num(rows + to[..., 1], nan=_NOWHERE)
    inside = (x > -0.5) & (x < width - 0.5) & (y > -0.5) & (y < height - 0.5)
    missed = np.minimum(
        *(_missed(to, back, x, y, between) for between in (cv2.INTER_NEAREST, cv2.INTER_LINEAR))
    )
    return x, y, inside & (missed < _BACK_WITHIN) & sharp_enough(x, y)


def _carried(picture: U8, x: F32, y: F32) -> U8:
    made: U8 = cv2.remap(picture, x, y, cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    return made


def _same_light(carried: U8, drawn: U8) -> F32:
    """Return how much a carried drawing is what is drawn now: 0 where a shadow has come or gone.

    Someone who turns from the sun shows other light on the same skin; the mean of both would be a
    patchwork of faces.
    """
    off = cv2.absdiff(carried, drawn).max(axis=-1)
    soft = cv2.GaussianBlur(off.astype(np.float32), (0, 0), 2.0)
    made: F32 = np.clip((_OTHER_LIGHT - soft) / (_OTHER_LIGHT - _SAME_LIGHT), 0.0, 1.0)
    return made


def _missed(to: F32, back: F32, x: F32, y: F32, sampling: int) -> F32:
    """Return by how many pixels the way there and back misses.

    The way back is smooth on a surface, which the linear sample follows, and breaks at its edge,
    where the nearest one belongs to one side.
    """
    way = [
        cv2.remap(np.nan_to_num(np.ascontiguousarray(back[..., axis]), nan=_NOWHERE), x, y,
                  sampling, borderMode=cv2.BORDER_REPLICATE)
        for axis in (0, 1)
    ]  # fmt: skip
    made: F32 = np.nan_to_num(np.hypot(way[0] + to[..., 0], way[1] + to[..., 1]), nan=-_NOWHERE)
    return made
