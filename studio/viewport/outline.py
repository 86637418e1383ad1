"""Outline: the edge of what is selected, from the ``id`` pass. No Qt."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Flags = npt.NDArray[np.bool_]
U8 = npt.NDArray[np.uint8]


def outline_of(mask: Flags, width: float) -> tuple[U8, int, int] | None:
    """Return the line around a mask, ``width`` pixels wide and outside it, and where it lies.

    Returns
    -------
    (h, w) uint8 opacity with the column and row of its corner, or ``None`` for an empty mask.
    The line lies outside the mask, and inside it along the picture's border.
    """
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    if not len(rows):
        return None
    steps = max(round(width), 1)
    top, left = rows[0], columns[0]
    inside = np.pad(mask[top : rows[-1] + 1, left : columns[-1] + 1], steps + 1)
    grown = inside
    for _ in range(steps):
        grown = _grown(grown)
    soft = _grown(grown)
    line = np.where(grown & ~inside, 255, 0) + np.where(soft & ~grown, 96, 0)
    return line.astype(np.uint8), int(left) - steps - 1, int(top) - steps - 1


def _grown(mask: Flags) -> Flags:
    result = mask.copy()
    result[1:] |= mask[:-1]
    result[:-1] |= mask[1:]
    result[:, 1:] |= mask[:, :-1]
    result[:, :-1] |= mask[:, 1:]
    return result
