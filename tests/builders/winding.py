"""How often a surface goes round places: 1 inside a closed solid, 0 outside."""

from __future__ import annotations

import numpy as np

_AT_ONCE = 400_000


def winding(triangles: np.ndarray, places: np.ndarray) -> np.ndarray:
    """Return (P,) for (T, 3, 3) corners and (P, 3) places (Van Oosterom and Strackee, 1983)."""
    parts = max(1, len(places) * len(triangles) // _AT_ONCE)
    return np.concatenate([_winding(triangles, some) for some in np.array_split(places, parts)])


def _winding(triangles: np.ndarray, places: np.ndarray) -> np.ndarray:
    a, b, c = np.moveaxis(triangles[None] - places[:, None, None], 2, 0)
    la, lb, lc = (np.sqrt(np.einsum("pti,pti->pt", v, v)) for v in (a, b, c))
    above = np.einsum("pti,pti->pt", a, np.cross(b, c))
    dots = [np.einsum("pti,pti->pt", u, v) for u, v in ((a, b), (b, c), (c, a))]
    below = la * lb * lc + dots[0] * lc + dots[1] * la + dots[2] * lb
    return np.arctan2(above, below).sum(1) / (2.0 * np.pi)
