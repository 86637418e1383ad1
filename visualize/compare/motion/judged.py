"""Judged: where a step of a take can be held against the authored motion, and how far off it is.

A pixel is judged where all of this holds:

- the take has texture there, or no estimator could see it move;
- the point is seen in both frames: its authored motion leads to a pixel whose motion back leads
  here again (hidden, and leaving the picture, is neither right nor wrong);
- the estimator sees the authored motion on the shot's own beauty render;
- in the take, going there and back ends where it began.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from visualize.compare.meter import F32, U8, Step
from visualize.compare.motion.sampling import (
    Flags,
    inside,
    length,
    nearest_at,
    read_at,
    smoothed_where,
)

STRIDE = 2
"""Every second pixel of the working size, both ways, is judged."""

_TEXTURE = 2.0
"""Grey levels a pixel that the picture must change by, in the direction it changes most."""
# How many pixels, and what share of a motion, two ways may differ and be taken for one.
_HIDDEN_PX, _HIDDEN_SHARE = 0.5, 0.03
_OWN_PX, _OWN_SHARE = 0.35, 0.15
_RETURN_PX, _RETURN_SHARE = 0.75, 0.08
_SMOOTH = 9
"""Side of the squares, in judged pixels, that errors are averaged over: noise cancels there."""


@dataclass(frozen=True, eq=False)
class Judged:
    """One step of a take against what was authored, on every ``STRIDE``-th pixel.

    Attributes
    ----------
    where
        (h, w) bool: the pixels that can be judged.
    authored, off
        (h, w, 2) float32, pixels of the working size: the authored motion, and by how much the
        take's differs beyond the estimator's own error. Zero where not judged.
    """

    where: Flags
    authored: F32
    off: F32

    @property
    def covered(self) -> float:
        """The share of the picture that was judged."""
        return float(self.where.mean())


@dataclass(frozen=True, eq=False)
class Sight:
    """What can be seen of a step, on every ``STRIDE``-th pixel.

    Attributes
    ----------
    in_both
        (h, w) bool: authored points that are seen in both frames.
    textured
        (h, w) bool: where the take has texture to follow, and so has the shot itself: paper and
        brush strokes on what is plain stand still while the scene moves.
    """

    in_both: Flags
    textured: Flags

    def on(self, picture: U8) -> Sight:
        """Return what of it can be seen on a take's picture too."""
        return Sight(self.in_both, textured(picture) & self.textured)


def own_sight(step: Step) -> Sight:
    """Return what can be seen of a step on the shot's own render."""
    return Sight(visible(step), textured(step.before.authored["beauty"]))


def judge(step: Step, sight: Sight) -> Judged:
    """Return where and how far the flow of a take is off the authored motion."""
    authored = strided(step.before.authored["motion"])
    seen = sight.in_both & sight.textured
    truth = np.where(seen[..., None], authored, np.float32(0.0))
    size = length(truth)
    own, flow = strided(step.own) - truth, strided(step.flow) - truth
    wrong = cv2.blur(length(own), (3, 3))
    seen &= wrong < _OWN_PX + _OWN_SHARE * size
    seen &= returns(step.flow, step.flow_back)
    off = _smaller(smoothed_where(flow, seen, _SMOOTH), smoothed_where(flow - own, seen, _SMOOTH))
    truth, off = (np.where(seen[..., None], one, np.float32(0.0)) for one in (truth, off))
    return Judged(seen, truth, off)


def strided(values: npt.NDArray) -> npt.NDArray:
    """Return every ``STRIDE``-th pixel, both ways."""
    return np.ascontiguousarray(values[::STRIDE, ::STRIDE])


def places(shape: tuple[int, ...]) -> tuple[F32, F32]:
    """Return x and y, (h, w) float32, of the judged pixels of a picture of this shape."""
    columns = np.arange(0, shape[1], STRIDE, dtype=np.float32)
    rows = np.arange(0, shape[0], STRIDE, dtype=np.float32)
    x, y = np.meshgrid(columns, rows)
    return x, y


def visible(step: Step) -> Flags:
    """Tell for every judged pixel whether its point is seen in the next frame too."""
    motion = step.before.authored["motion"]
    back = step.after.authored["motion_back"]
    x, y = places(motion.shape)
    there = strided(motion)
    to_x, to_y = x + there[..., 0], y + there[..., 1]
    kept = inside(to_x, to_y, (motion.shape[1], motion.shape[0]))
    # Truth is exact at pixel centres; between them the nearest one's is off by a little.
    home = nearest_at(back, to_x, to_y)
    away = length(there + home)
    room = _HIDDEN_PX + _HIDDEN_SHARE * length(there)
    with np.errstate(invalid="ignore"):
        return np.asarray(kept & (away < room))


def textured(picture: U8) -> Flags:
    """Tell for every judged pixel whether the picture changes enough around it to be followed.

    The larger eigenvalue of the structure tensor (Förstner and Gülch, 1987) of the picture at the
    stride, averaged over 7 x 7 pixels.
    """
    return np.asarray(texture(picture)[1] > _TEXTURE * _TEXTURE)


def texture(picture: U8) -> tuple[F32, F32]:
    """Return two (h, w) float32 at the stride, in squared grey levels a pixel.

    The first is how much the picture changes in the direction that changes least (a corner has
    much, an edge none), the second in that which changes most.
    """
    grey = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY)
    size = (-(-grey.shape[1] // STRIDE), -(-grey.shape[0] // STRIDE))
    small = cv2.resize(grey, size, interpolation=cv2.INTER_AREA)
    gradient = cv2.spatialGradient(small)
    across, down = (axis.astype(np.float32) * np.float32(0.125) for axis in gradient)
    xx, yy, xy = (cv2.blur(part, (7, 7)) for part in (across**2, down**2, across * down))
    half = 0.5 * (xx + yy)
    apart = np.sqrt(np.maximum(half * half - xx * yy + xy * xy, np.float32(0.0)))
    return half - apart, half + apart


def returns(flow: F32, flow_back: F32) -> Flags:
    """Tell for every judged pixel whether the flow there and back ends where it began."""
    x, y = places(flow.shape)
    there = strided(flow)
    to_x, to_y = x + there[..., 0], y + there[..., 1]
    home = read_at(flow_back, to_x, to_y)
    away = length(there + home)
    room = _RETURN_PX + _RETURN_SHARE * length(there)
    kept = inside(to_x, to_y, (flow.shape[1], flow.shape[0]))
    return np.asarray(kept & (away < room))


def _smaller(one: F32, two: F32) -> F32:
    """Return the shorter of two vectors at each pixel."""
    shorter = (one**2).sum(axis=2) <= (two**2).sum(axis=2)
    return np.where(shorter[..., None], one, two)
