"""Outlines: where a picture has edges and which way they run, whatever its colours and its style.

An edge is a doubled angle with a strength of 0 to 1 that is relative to the contrast around it: the
double angle forgets whether light lies to the left or to the right of it (G. Granlund, "In search
of a general picture processing operator", 1978), so a dark line around a thing, its shade and its
negative all say the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from visualize.compare.remembered import Remembered
from visualize.render.frame import Frame

U8 = npt.NDArray[np.uint8]
F32 = npt.NDArray[np.float32]
F64 = npt.NDArray[np.float64]
Field = npt.NDArray[np.complex64]

_SOFT = 0.8
_SPREAD = 1.6
"""Pixels of the halved picture by which an edge may lie beside its place."""
_NEAR = 1.0 / 12.0
_FAINTEST = 2.5
"""Slope in grey levels a pixel that noise and compression have."""
_OF_CONTRAST = 0.6
_STEP = 0.04
"""Bend of the inverse depth, relative to it, at which one thing ends before another."""
_RINGS = (9.0, 17.0)
_DIRECTIONS = 8
_PAD = 18


@dataclass(frozen=True, eq=False)
class Edges:
    """Edges of a picture at half its size, (H/2, W/2) each.

    ``field`` is complex64: direction and strength, relative to the contrast around, spread a
    little; ``slope`` is float32: grey levels a pixel, where they are.
    """

    field: Field
    slope: F32


@dataclass(frozen=True, eq=False)
class Contours:
    """Points on the outlines of things in an authored frame, in pixels of the halved picture.

    Attributes
    ----------
    rows, columns, thing
        (P,) each: where a point is, and the number of the thing in front, −1 for none with a name.
    direction
        (P,) complex: the edge that our own picture shows there; what it hides weighs nothing.
    own
        (2, P): agreement of our own picture with itself, there and by chance.
    """

    rows: npt.NDArray[np.intp]
    columns: npt.NDArray[np.intp]
    thing: npt.NDArray[np.intp]
    direction: Field
    own: F32

    def agreement(self, field: Field) -> F32:
        """Return (2, P): how far a picture's edges agree at each point, and would by chance.

        Chance is the mean agreement at places a little aside.
        """
        padded = np.pad(field, _PAD, mode="reflect")
        rows, columns = self.rows + _PAD, self.columns + _PAD
        here = _along(self.direction, padded[rows, columns])
        around = np.zeros_like(here)
        for down, right in _OFFSETS:
            around += _along(self.direction, padded[rows + down, columns + right])
        around /= np.float32(len(_OFFSETS))
        return np.stack([here, around])


class Outlines:
    """Edges and outlines of authored frames, each worked out once for all takes.

    Parameters
    ----------
    things
        The number of the thing that each value of the ``id`` pass belongs to.
    """

    def __init__(self, things: Mapping[int, int]) -> None:
        self._numbers = np.array(sorted(things), np.uint32)
        self._things = np.array([things[number] for number in sorted(things)], np.intp)
        self.own = Remembered(_own_edges)
        self.contours = Remembered(self._contours)

    def _contours(self, frame: Frame) -> Contours:
        field = self.own(frame).field
        rows, columns, ids = _edges(frame["depth"], frame["id"])
        thing = self._thing_of(ids)
        height, width = field.shape
        rows, columns = np.minimum(rows // 2, height - 1), np.minimum(columns // 2, width - 1)
        place = (rows * width + columns) * (len(self._numbers) + 2) + thing + 1
        _, first = np.unique(place, return_index=True)
        rows, columns, thing = rows[first], columns[first], thing[first]
        bare = Contours(rows, columns, thing, field[rows, columns], np.zeros((2, 0), np.float32))
        return Contours(rows, columns, thing, bare.direction, bare.agreement(field))

    def _thing_of(self, ids: npt.NDArray[np.uint32]) -> npt.NDArray[np.intp]:
        if not len(self._numbers):
            return np.full(ids.shape, -1, np.intp)
        row = np.minimum(np.searchsorted(self._numbers, ids), len(self._numbers) - 1)
        return np.where(self._numbers[row] == ids, self._things[row], -1)


def edges_of(picture: U8) -> Edges:
    """Return the edges of an (H, W, 3) picture at half its size."""
    height, width = picture.shape[:2]
    grey = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY)
    half = cv2.resize(grey, (width // 2, height // 2), interpolation=cv2.INTER_AREA)
    soft = cv2.GaussianBlur(half.astype(np.float32), (0, 0), _SOFT)
    across = cv2.Scharr(soft, cv2.CV_32F, 1, 0, scale=1.0 / 32.0)
    down = cv2.Scharr(soft, cv2.CV_32F, 0, 1, scale=1.0 / 32.0)
    power = across * across + down * down
    side = 2 * round(_NEAR * width / 4.0) + 1
    contrast = cv2.blur(power, (side, side), borderType=cv2.BORDER_REFLECT)
    whole = power + _OF_CONTRAST**2 * contrast + np.float32(_FAINTEST**2)
    doubled = np.stack([(across * across - down * down) / whole, 2.0 * across * down / whole], -1)
    spread = cv2.GaussianBlur(doubled, (0, 0), _SPREAD)
    field = np.ascontiguousarray(spread).view(np.complex64)[..., 0]
    return Edges(field, np.sqrt(power))


def _own_edges(frame: Frame) -> Edges:
    return edges_of(frame["beauty"])


def _edges(
    depth: F32, ids: npt.NDArray[np.uint32]
) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp], npt.NDArray[np.uint32]]:
    """Return rows, columns and ids of pixels where a thing ends, or stands before another.

    Of the two pixels at an edge, the nearer one is its place: the edge is that thing's.
    """
    near = np.where(np.isfinite(depth) & (depth > 0.0), 1.0 / np.maximum(depth, 1e-6), 0.0)
    is_edge = np.zeros(ids.shape, np.bool_)
    for axis in (0, 1):
        one = [slice(None)] * 2
        other = [slice(None)] * 2
        one[axis], other[axis] = slice(None, -1), slice(1, None)
        before, after = tuple(one), tuple(other)
        ends = (ids[before] != ids[after]) | _bends(near, axis)
        first_nearer = near[before] >= near[after]
        is_edge[before] |= ends & first_nearer
        is_edge[after] |= ends & ~first_nearer
    rows, columns = np.nonzero(is_edge)
    return rows, columns, ids[rows, columns]


def _bends(near: npt.NDArray[np.floating], axis: int) -> npt.NDArray[np.bool_]:
    """Tell where inverse depth, which is even across a plane, jumps between two pixels."""
    step = np.diff(near, axis=axis)
    pad = [(0, 0), (0, 0)]
    pad[axis] = (1, 1)
    wide = np.pad(step, pad, mode="edge")
    one = [slice(None)] * 2
    other = [slice(None)] * 2
    one[axis], other[axis] = slice(None, -2), slice(2, None)
    usual = np.minimum(np.abs(wide[tuple(one)]), np.abs(wide[tuple(other)]))
    ends = [slice(None)] * 2
    starts = [slice(None)] * 2
    starts[axis], ends[axis] = slice(None, -1), slice(1, None)
    level = np.maximum(near[tuple(starts)], near[tuple(ends)])
    bends: npt.NDArray[np.bool_] = np.abs(step) - usual > _STEP * np.maximum(level, 1e-9)
    return bends


def _along(direction: Field, found: Field) -> F32:
    product: F32 = (direction.conj() * found).real
    return product


def _ring_offsets() -> tuple[tuple[int, int], ...]:
    angles = 2.0 * np.pi * (np.arange(_DIRECTIONS) + 0.5) / _DIRECTIONS
    return tuple(
        (round(radius * np.sin(angle)), round(radius * np.cos(angle)))
        for radius in _RINGS
        for angle in angles
    )


_OFFSETS = _ring_offsets()
