"""Many matrices at once, kept as planes: entry (i, j) of all of them side by side.

NumPy is several times quicker on (3, 4, N) than on (N, 3, 4): every operation runs over memory in
a row, and multiplying all matrices by one is a single product.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

F64 = npt.NDArray[np.float64]


def planes(matrices: F64) -> F64:
    """Return (4, 4, N) of (N, 4, 4)."""
    return np.ascontiguousarray(matrices.transpose(1, 2, 0))


def product(rows: F64, matrices: F64) -> F64:
    """Return (R, 4, N): ``rows`` (R, 4) times each matrix of (4, 4, N)."""
    return np.asarray((rows @ matrices.reshape(4, -1)).reshape(len(rows), 4, -1))


def cofactors(linear: F64) -> F64:
    """Return (3, 3, N): the cofactor matrices of (3, 3, N), rows ``b×c, c×a, a×b``."""
    a, b, c = linear
    return np.stack([_cross(b, c), _cross(c, a), _cross(a, b)])


def determinants(linear: F64) -> F64:
    """Return (N,) of (3, 3, N)."""
    a, b, c = linear
    return _dot(a, _cross(b, c))


def stretches(linear: F64) -> F64:
    """Return (N,): an upper bound of how much each matrix of (3, 3, N) lengthens a vector.

    The square root of the infinity norm of AᵀA, which bounds its largest eigenvalue; exact for a
    rotation times a scale.
    """
    x, y, z = linear[:, 0], linear[:, 1], linear[:, 2]
    xy, yz, zx = np.abs(_dot(x, y)), np.abs(_dot(y, z)), np.abs(_dot(z, x))
    sums = (_dot(x, x) + xy + zx, _dot(y, y) + xy + yz, _dot(z, z) + yz + zx)
    return np.asarray(np.sqrt(np.maximum(np.maximum(sums[0], sums[1]), sums[2])))


def _dot(a: F64, b: F64) -> F64:
    return np.asarray(a[0] * b[0] + a[1] * b[1] + a[2] * b[2])


def _cross(a: F64, b: F64) -> F64:
    return np.stack(
        [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]]
    )
