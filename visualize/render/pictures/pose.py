"""``pose``: the skeletons of OpenPose's COCO model, as pose-guided image models were taught them.

Thirteen limbs and four links of the face are long ellipses at 60 % of their colour, the points
discs on top; the colours go once round the hue circle, in steps of 20 degrees. Pure CPU: a frame
has few strokes, and each one touches few pixels.
"""

from __future__ import annotations

import colorsys
from collections.abc import Callable, Iterable

import numpy as np
import numpy.typing as npt

from compose.raster import Raster
from visualize.render.people import Person, drawn_points

F64 = npt.NDArray[np.float64]
U8 = npt.NDArray[np.uint8]

LIMBS: tuple[tuple[int, int], ...] = (
    (1, 2), (1, 5), (2, 3), (3, 4), (5, 6), (6, 7), (1, 8), (8, 9), (9, 10),
    (1, 11), (11, 12), (12, 13), (1, 0), (0, 14), (14, 16), (0, 15), (15, 17),
)  # fmt: skip
"""Pairs of points (rows of ``compose.figures.skeleton.OPENPOSE``) in OpenPose's order."""

COLORS: tuple[tuple[int, int, int], ...] = tuple(
    (round(255 * r), round(255 * g), round(255 * b))
    for r, g, b in (colorsys.hsv_to_rgb(step / 18.0, 1.0, 1.0) for step in range(18))
)
"""sRGB bytes of limb ``i`` and of point ``i``."""

_LIMB_SHARE = 0.6
_STICK = 4.0 / 512.0
"""Half a limb's width, and a point's radius, by the shorter side: 4 pixels of 512."""


def draw_pose(people: Iterable[Person], raster: Raster, *, hidden: bool) -> U8:
    """Return (H, W, 3) uint8 sRGB on black, those nearer drawn over those farther away.

    ``hidden`` draws the points that other things stand before as well.
    """
    canvas = np.zeros((raster.height, raster.width, 3), np.float32)
    stick = max(1.0, _STICK * min(raster.size))
    for person in people:
        shown = drawn_points(person, hidden=hidden)
        for color, (a, b) in zip(COLORS, LIMBS, strict=False):
            if shown[a] and shown[b]:
                _draw_limb(canvas, person.points[a], person.points[b], stick, color)
        for color, point, drawn in zip(COLORS, person.points, shown, strict=True):
            if drawn:
                _blend(canvas, point, stick, lambda d: np.hypot(*d) - stick, color, 1.0)
    return np.rint(canvas).astype(np.uint8)


def _draw_limb(
    canvas: npt.NDArray[np.float32], a: F64, b: F64, stick: float, color: tuple[int, int, int]
) -> None:
    """Draw the ellipse whose long axis is the limb."""
    half = max(float(np.hypot(*(b - a))) / 2.0, 1e-6)
    along = (b - a) / (2.0 * half)
    axes = np.array([half, stick])

    def outside(d: F64) -> F64:
        """Return the distance to the ellipse, by its implicit function over its gradient."""
        own = np.stack([d[0] * along[0] + d[1] * along[1], d[1] * along[0] - d[0] * along[1]])
        share = own / axes[:, None, None]
        radius = np.hypot(*share)
        slope = np.hypot(*(share / axes[:, None, None]))
        return np.asarray((radius - 1.0) * radius / np.maximum(slope, 1e-9))

    _blend(canvas, (a + b) / 2.0, half + stick, outside, color, _LIMB_SHARE)


def _blend(
    canvas: npt.NDArray[np.float32],
    centre: F64,
    reach: float,
    outside: Callable[[F64], F64],
    color: tuple[int, int, int],
    share: float,
) -> None:
    """Lay a shape over the canvas; a pixel on its edge takes the part that the shape covers.

    ``outside`` maps (2, h, w) offsets of pixel centres from ``centre`` to signed distances.
    """
    height, width = canvas.shape[:2]
    low = np.clip(np.floor(centre - reach - 1.0), 0, (width, height)).astype(int)
    high = np.clip(np.ceil(centre + reach + 1.0), 0, (width, height)).astype(int)
    if (high <= low).any():
        return
    x = np.arange(low[0], high[0]) + 0.5 - centre[0]
    y = np.arange(low[1], high[1]) + 0.5 - centre[1]
    offsets = np.stack(np.broadcast_arrays(x[None, :], y[:, None]))
    cover = np.clip(0.5 - outside(offsets), 0.0, 1.0).astype(np.float32)[..., None]
    part = canvas[low[1] : high[1], low[0] : high[0]]
    part += cover * (np.array(color, np.float32) * np.float32(share) - part)
