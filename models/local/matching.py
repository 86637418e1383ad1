"""Matching: give the drawn scene the colours of a picture of it, thing by thing.

What a moved camera sees and the picture never showed is taken from the drawn scene; so that it
does not stand out, each thing's colours are brought to the mean and spread that the picture gives
them (E. Reinhard et al., "Color Transfer between Images", 2001, here in RGB and for each id).
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

U8 = npt.NDArray[np.uint8]
U32 = npt.NDArray[np.uint32]
F32 = npt.NDArray[np.float32]

_LEAST_PIXELS = 40
_GAIN = (0.5, 2.0)


class Matching:
    """The change of colour from the drawn scene to a picture of it.

    Parameters
    ----------
    picture, drawn
        (H, W, 3) uint8: the picture, and what the renderer draws of the same view.
    ids
        (H, W) uint32: which thing each pixel shows.
    """

    def __init__(self, picture: U8, drawn: U8, ids: U32) -> None:
        self._same = np.array_equal(picture, drawn)
        numbers, row = np.unique(ids, return_inverse=True)
        row = row.reshape(-1)
        count = np.bincount(row)
        wanted, given = picture.reshape(-1, 3), drawn.reshape(-1, 3)
        mean_w, spread_w = _spread(wanted, row, count)
        mean_g, spread_g = _spread(given, row, count)
        gain = np.clip((spread_w + 4.0) / (spread_g + 4.0), *_GAIN)
        offset = mean_w - gain * mean_g
        known = count >= _LEAST_PIXELS
        everywhere = (wanted.astype(np.float64) - given).mean(axis=0)
        self._numbers = numbers[known]
        self._gain = np.vstack([gain[known], np.ones(3)]).astype(np.float32)
        self._offset = np.vstack([offset[known], everywhere]).astype(np.float32)

    def fill(self, page: U8, drawn: U8, ids: U32, where: npt.NDArray[np.bool_]) -> None:
        """Write the matched colours of the drawn scene into ``page`` where it is asked for."""
        if self._same:
            np.copyto(page, drawn, where=where[..., None])
            return
        row = np.searchsorted(self._numbers, ids[where])
        found = np.minimum(row, len(self._numbers) - 1)
        unknown = len(self._numbers)
        if unknown:
            row = np.where(self._numbers[found] == ids[where], found, unknown)
        colours = drawn[where] * self._gain[row] + self._offset[row]
        page[where] = np.clip(np.rint(colours), 0.0, 255.0).astype(np.uint8)


def _spread(
    colours: U8, row: npt.NDArray[np.int64], count: npt.NDArray[np.int64]
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Return mean and standard deviation of each thing's colours, each (things, 3)."""
    values = [colours[:, channel].astype(np.float64) for channel in range(3)]
    mean = np.stack([np.bincount(row, v) / count for v in values], axis=-1)
    square = np.stack([np.bincount(row, v * v) / count for v in values], axis=-1)
    return mean, np.sqrt(np.maximum(square - mean * mean, 0.0))
