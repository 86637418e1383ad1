"""Parallax (no AI): a picture laid on the still scene, seen by a camera on the move.

Every pixel of the new view knows, by its exact depth, which point of space it shows, and so where
the picture shows that point: nothing is stretched between things. What the picture does not show
(behind something, or outside its frame) comes from the scene in the picture's own colours.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from models.local.matching import Matching
from models.local.membrane import settled
from models.local.outlines import nearness
from models.local.pinhole import Pinhole

U8 = npt.NDArray[np.uint8]
U32 = npt.NDArray[np.uint32]
F32 = npt.NDArray[np.float32]
Mask = npt.NDArray[np.bool_]

_SAME_DEPTH = 0.02
"""A point is the one the picture shows when their distances differ by less than this share."""
_STRETCHED = 3.0
"""The picture is used up to so many times its own size, in the direction it is enlarged most."""
_STEEPEST = np.float32(1000.0)
_FEATHER = 1.6
_FRINGE = 2
"""Pixels beside a gap that hold the edge of what stood before it, and so belong to the gap."""


@dataclass(frozen=True, eq=False)
class View:
    """What the renderer sees of the scene: one camera, three passes of one size.

    ``depth`` is (H, W) float32 metres, ``ids`` (H, W) uint32, ``drawn`` (H, W, 3) uint8.
    """

    camera: Pinhole
    depth: F32
    ids: U32
    drawn: U8


class Parallax:
    """A picture thrown from its own camera onto the scene.

    Parameters
    ----------
    picture
        (H, W, 3) uint8 sRGB, of the size of ``seen``.
    seen
        The scene as the picture's camera sees it.
    """

    def __init__(self, picture: U8, seen: View) -> None:
        self._picture, self._seen = picture, seen
        self._near = nearness(seen.depth)
        self._ids = _short(seen.ids)
        self._matching = Matching(picture, seen.drawn, seen.ids)

    def draw(self, view: View) -> U8:
        """Return (H, W, 3) uint8: the picture as the view's camera sees it."""
        x, y, away = view.camera.seen_from(self._seen.camera, view.depth)
        shown = self._shows(x, y, away, view.ids)
        page: U8 = cv2.remap(self._picture, x, y, cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
        weight = feathered(shown)
        kept = weight >= 1.0
        if kept.all():
            return page
        filled = np.empty_like(page)
        self._matching.fill(filled, view.drawn, view.ids, np.ones_like(kept))
        filled = settled(filled, page, kept, view.ids)
        made: U8 = cv2.blendLinear(page, filled, weight, 1.0 - weight)
        return made

    def _shows(self, x: F32, y: F32, away: F32, ids: U32) -> Mask:
        """Return where the picture itself shows the point that a pixel of the view shows."""
        nearest = {"interpolation": cv2.INTER_NEAREST, "borderMode": cv2.BORDER_CONSTANT}
        near = cv2.remap(self._near, x, y, **nearest, borderValue=-1.0)
        there = cv2.remap(self._ids, x, y, **nearest)
        smooth = cv2.remap(self._near, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
        expected = nearness(np.maximum(away, np.float32(1e-6)))
        slack = _SAME_DEPTH * expected + np.float32(1e-5)
        same = (np.abs(near - expected) < slack) | (np.abs(smooth - expected) < slack)
        inside = (near >= 0.0) & (away > 0.0)
        made: Mask = same & inside & (there == _short(ids)) & sharp_enough(x, y)
        return made


def feathered(shown: Mask) -> F32:
    """Return how much a pixel takes of a picture: 1 where it is shown, falling to 0 at gaps.

    The fringe of a gap belongs to it. A gap of a single pixel on a contour is none.
    """
    gap = cv2.morphologyEx((~shown).astype(np.uint8), cv2.MORPH_OPEN, np.ones((2, 2), np.uint8))
    reach = 2 * _FRINGE + 1
    gap = cv2.dilate(gap, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (reach, reach)))
    if not gap.any():
        return shown.astype(np.float32)
    soft = cv2.GaussianBlur(gap.astype(np.float32), (0, 0), _FEATHER)
    weight = np.clip(1.0 - 2.0 * soft, 0.0, 1.0)
    weight[~shown] = 0.0
    made: F32 = weight.astype(np.float32)
    return made


def sharp_enough(x: F32, y: F32) -> Mask:
    """Return where a pixel of a view covers enough of a picture not to be a smear of it.

    ``x`` and ``y`` are (H, W) float32: where in the picture the view's pixels look. The lesser
    singular value of their Jacobian says what a pixel covers in the direction of most stretch.
    """
    xx, xy = _differences(x)
    yx, yy = _differences(y)
    total = xx * xx + yy * yy + xy * xy + yx * yx
    area = xx * yy - xy * yx
    apart = np.sqrt(np.maximum(total * total - 4.0 * area * area, 0.0))
    sharp: Mask = total - apart > 2.0 / _STRETCHED**2
    return sharp


def _differences(values: F32) -> tuple[F32, F32]:
    """Return the change to the next pixel across and down; the last pixels' is as before them."""
    across, down = np.empty_like(values), np.empty_like(values)
    np.subtract(values[:, 1:], values[:, :-1], out=across[:, :-1])
    np.subtract(values[1:], values[:-1], out=down[:-1])
    across[:, -1], down[-1] = across[:, -2], down[-2]
    return np.clip(across, -_STEEPEST, _STEEPEST), np.clip(down, -_STEEPEST, _STEEPEST)


def _short(ids: U32) -> npt.NDArray[np.uint16]:
    """Return ids in 16 bits, which is what can be looked up; equal ones stay equal."""
    return (ids & np.uint32(0xFFFF)).astype(np.uint16)
