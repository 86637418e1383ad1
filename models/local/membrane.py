"""Membrane: what fills a gap takes over the light that lies around it, thing by thing.

The difference between a picture and what fills its gaps is known where the picture is shown. It is
carried on into the gaps as smoothly as a stretched skin, coarse to fine (S. Gortler et al., "The
Lumigraph", 1996, section 3.4.3: pull and push), so that no seam is left where they meet: a
highlight that has moved on since, say, ends no more at a straight line.
"""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

U8 = npt.NDArray[np.uint8]
U32 = npt.NDArray[np.uint32]
F32 = npt.NDArray[np.float32]
Mask = npt.NDArray[np.bool_]

_CELL = 4
"""Pixels along a cell: differences of light are smooth, and texture is to be averaged out."""

_LEAST_SAMPLES = 16
"""A gap of four cells; the seam of a smaller one is not seen. A cell is sampled at four pixels."""

_SURE = np.float32(4.0)
"""A coarse cell of which a quarter is known is known."""


def settled(filled: U8, page: U8, shown: Mask, ids: U32) -> U8:
    """Return ``filled`` with its light brought to that of ``page`` around each gap.

    Parameters
    ----------
    filled
        (H, W, 3) uint8: what stands in the gaps. Where ``page`` is shown it is of the same view.
    page
        (H, W, 3) uint8: the picture.
    shown
        (H, W): where the picture is shown; everything else is a gap.
    ids
        (H, W) uint32: which thing each pixel shows. Light is carried on within a thing only.
    """
    made = filled.copy()
    few = np.s_[:: _CELL // 2, :: _CELL // 2]
    numbers, counts = np.unique(ids[few][~shown[few]], return_counts=True)
    wide = numbers[counts >= _LEAST_SAMPLES]
    if not len(wide) or not shown.any():
        return made
    cells, differences, known = _in_cells(filled, page, shown, ids)
    for number in wide:
        weights = np.where(cells == number, known, np.float32(0.0))
        if weights.any():
            light = _spread(differences * weights[..., None], weights)
            _add(made, light, (ids == number) & ~shown)
    return made


def _in_cells(filled: U8, page: U8, shown: Mask, ids: U32) -> tuple[U32, F32, F32]:
    """Return for each cell its thing, the mean difference (…, 3) there, and how much is known."""
    height, width = shown.shape
    rows = np.minimum(np.arange(0, height, _CELL) + _CELL // 2, height - 1)
    columns = np.minimum(np.arange(0, width, _CELL) + _CELL // 2, width - 1)
    cells = ids[np.ix_(rows, columns)]
    of_all = cells.repeat(_CELL, axis=0)[:height].repeat(_CELL, axis=1)[:, :width]
    counted = (shown & (ids == of_all)).astype(np.float32)
    apart = cv2.subtract(page, filled, dtype=cv2.CV_32F) * counted[..., None]
    size = (len(columns), len(rows))
    known = cv2.resize(_padded(counted), size, interpolation=cv2.INTER_AREA)
    sums = cv2.resize(_padded(apart), size, interpolation=cv2.INTER_AREA)
    return cells, sums / np.maximum(known, np.float32(1e-6))[..., None], known


def _padded(values: F32) -> F32:
    """Return values with zeros to the right and below, so that all cells are whole."""
    height, width = values.shape[:2]
    made: F32 = cv2.copyMakeBorder(
        values, 0, -height % _CELL, 0, -width % _CELL, cv2.BORDER_CONSTANT, value=0.0
    )
    return made


def _spread(sums: F32, weights: F32) -> F32:
    """Return values everywhere: the weighted ones where they are known, a smooth skin elsewhere.

    ``sums`` are (H, W, 3) values times their ``weights`` (H, W).
    """
    height, width = weights.shape
    values = sums / np.maximum(weights, np.float32(1e-6))[..., None]
    sure = np.minimum(weights * _SURE, np.float32(1.0))[..., None]
    if max(height, width) <= 2:
        total = np.maximum(weights.sum(), np.float32(1e-6))
        mean = sums.sum(axis=(0, 1)) / total
        return np.asarray(sure * values + (1.0 - sure) * mean, np.float32)
    coarse = _spread(cv2.pyrDown(sums), cv2.pyrDown(weights))
    beyond = cv2.pyrUp(coarse, dstsize=(width, height))
    return np.asarray(sure * values + (1.0 - sure) * beyond, np.float32)


def _add(picture: U8, light: F32, where: Mask) -> None:
    """Add cells of light to the pixels of a picture, in the box that they lie in."""
    rows, columns = np.flatnonzero(where.any(axis=1)), np.flatnonzero(where.any(axis=0))
    box = np.s_[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    x = (np.arange(columns[0], columns[-1] + 1, dtype=np.float32) + 0.5) / _CELL - 0.5
    y = (np.arange(rows[0], rows[-1] + 1, dtype=np.float32) + 0.5) / _CELL - 0.5
    smooth = cv2.remap(light, *np.meshgrid(x, y), cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    lit = cv2.add(picture[box], smooth, dtype=cv2.CV_8U)
    np.copyto(picture[box], lit, where=where[box][..., None])
