"""Reading arrays between their pixels, and smoothing them where they are known."""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

from visualize.compare.meter import F32

Flags = npt.NDArray[np.bool_]

_FAR = np.float32(30_000.0)


def read_at(values: F32, x: F32, y: F32) -> F32:
    """Return an array read bilinearly at places; whole numbers are pixel centres.

    Beyond the border, or where a place is no number, the result is the nearest pixel's; ask
    ``inside``.

    Parameters
    ----------
    values
        (H, W) or (H, W, C) float32.
    x, y
        float32 of any shape (N,) or (h, w), in pixels.
    """
    if not x.size:
        return np.zeros((*x.shape, *values.shape[2:]), np.float32)
    places = x.reshape(1, -1) if x.ndim == 1 else x
    rows = y.reshape(1, -1) if y.ndim == 1 else y
    found = _remapped(values, places, rows, cv2.INTER_LINEAR)
    return found.reshape(*x.shape, *values.shape[2:])


def nearest_at(values: F32, x: F32, y: F32) -> F32:
    """Return the nearest pixels' values, as ``read_at`` but never mixed."""
    return _remapped(values, x, y, cv2.INTER_NEAREST)


def _remapped(values: F32, x: F32, y: F32, way: int) -> F32:
    """Return ``cv2.remap``, in runs that its 15-bit sizes can hold."""
    most = 1 << 14
    # Places are turned into whole numbers inside, where huge ones would wrap around; NaN goes far.
    x, y = (np.fmax(np.fmin(axis, _FAR), -_FAR) for axis in (x, y))
    parts = [
        cv2.remap(
            values, x[:, a : a + most], y[:, a : a + most], way, borderMode=cv2.BORDER_REPLICATE
        )
        for a in range(0, max(x.shape[1], 1), most)
    ]
    return np.asarray(parts[0] if len(parts) == 1 else np.concatenate(parts, axis=1), np.float32)


def length(ways: F32) -> F32:
    """Return the lengths of (..., 2) vectors."""
    return np.asarray(np.hypot(ways[..., 0], ways[..., 1]), np.float32)


def inside(x: F32, y: F32, size: tuple[int, int], margin: float = 0.0) -> Flags:
    """Tell which places lie in a picture of ``size`` (width, height), ``margin`` from its border.

    What is no number is outside.
    """
    width, height = size
    across = (x >= margin - 0.5) & (x <= width - 0.5 - margin)
    return np.asarray(across & (y >= margin - 0.5) & (y <= height - 0.5 - margin))


def smoothed_where(values: F32, known: Flags, side: int) -> F32:
    """Return (h, w, C) averaged over squares of ``side`` pixels, the known pixels alone.

    Zero where the square knows nothing.
    """
    weight = known.astype(np.float32)
    total = cv2.blur(values * weight[..., None], (side, side))
    share = cv2.blur(weight, (side, side))
    return np.asarray(total / np.maximum(share, np.float32(1e-6))[..., None], np.float32)
