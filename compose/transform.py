"""Matrices, quaternions and Euler angles, vectorised. Column vectors; radians; (x, y, z, w)."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

F64 = npt.NDArray[np.float64]


def quaternion_matrices(quaternions: npt.ArrayLike) -> F64:
    """Return (N, 3, 3) rotation matrices of (N, 4) quaternions of any length but zero.

    A zero quaternion gives the identity. Source: glTF 2.0, 3.5; the usual unit-quaternion formula
    divided by the squared length.
    """
    q = np.asarray(quaternions, np.float64)
    result = np.empty((len(q), 3, 3))
    for i, row in enumerate(_rotation_rows(q)):
        for j, entry in enumerate(row):
            result[:, i, j] = entry
    return result


def _rotation_rows(q: F64) -> tuple[tuple[F64, F64, F64], ...]:
    """Return the three rows of the rotations of (N, 4) quaternions, each entry (N,)."""
    x, y, z, w = np.ascontiguousarray(q.T)
    norm = x * x + y * y + z * z + w * w
    s = 2.0 / np.where(norm > 0.0, norm, np.inf)
    x2, y2, z2 = s * x, s * y, s * z
    xx, yy, zz = x2 * x, y2 * y, z2 * z
    xy, xz, yz = x2 * y, x2 * z, y2 * z
    wx, wy, wz = x2 * w, y2 * w, z2 * w
    return (
        (1.0 - (yy + zz), xy - wz, xz + wy),
        (xy + wz, 1.0 - (xx + zz), yz - wx),
        (xz - wy, yz + wx, 1.0 - (xx + yy)),
    )


def compose_matrices(
    translation: npt.ArrayLike, quaternion: npt.ArrayLike, scale: npt.ArrayLike
) -> F64:
    """Return (N, 4, 4) matrices ``T @ R @ S`` from (N, 3), (N, 4) and (N, 3) arrays."""
    moves = np.ascontiguousarray(np.asarray(translation, np.float64).T)
    sizes = np.ascontiguousarray(np.asarray(scale, np.float64).T)
    result = np.empty((moves.shape[1], 4, 4))
    for i, row in enumerate(_rotation_rows(np.asarray(quaternion, np.float64))):
        for j, entry in enumerate(row):  # one strided write an entry: blocks of 3 are slow
            np.multiply(entry, sizes[j], out=result[:, i, j])
        result[:, i, 3] = moves[i]
    result[:, 3] = (0.0, 0.0, 0.0, 1.0)
    return result


def euler_quaternions(angles: npt.ArrayLike, order: str) -> F64:
    """Return (N, 4) unit quaternions of (N, 3) Euler angles ``(x, y, z)`` in radians.

    ``order`` names the intrinsic turns from first to last: "YXZ" is the matrix ``Ry @ Rx @ Rz``.
    """
    half = np.asarray(angles, np.float64).T * 0.5
    sines, cosines = np.sin(half), np.cos(half)
    first, second, third = ("XYZ".index(letter) for letter in order)
    even = 1.0 if (second - first) % 3 == 1 else -1.0
    s, c = sines[second], cosines[second]
    one, two = c * sines[first], s * cosines[first]
    three, rest = even * s * sines[first], c * cosines[first]
    s, c = sines[third], cosines[third]
    result: F64 = np.empty((half.shape[1], 4))
    result[:, first] = c * one + even * s * two
    result[:, second] = c * two - even * s * one
    result[:, third] = c * three + s * rest
    result[:, 3] = c * rest - s * three
    return result


def multiply_quaternions(a: F64, b: F64) -> F64:
    """Return the Hamilton products ``a * b`` of (N, 4) quaternions: the turn ``b``, then ``a``."""
    ax, ay, az, aw = a.T
    bx, by, bz, bw = b.T
    x = aw * bx + bw * ax + ay * bz - az * by
    result: F64 = np.empty((len(x), 4))
    result[:, 0] = x
    result[:, 1] = aw * by + bw * ay + az * bx - ax * bz
    result[:, 2] = aw * bz + bw * az + ax * by - ay * bx
    result[:, 3] = aw * bw - ax * bx - ay * by - az * bz
    return result


def normalized_quaternions(quaternions: F64) -> F64:
    """Return (N, 4) unit quaternions; a zero quaternion becomes the identity."""
    length = np.sqrt(np.add.reduce(quaternions * quaternions, axis=1, keepdims=True))
    if (length > 0.0).all():
        return np.asarray(quaternions / length)
    result = quaternions / np.where(length > 0.0, length, 1.0)
    return np.where(length > 0.0, result, np.array([0.0, 0.0, 0.0, 1.0]))


def slerp(a: F64, b: F64, share: F64) -> F64:
    """Return (N, 4) unit quaternions on the shortest arc from ``a`` to ``b``, (N,) shares 0…1.

    Source: Shoemake, "Animating Rotation with Quaternion Curves", 1985. The weights of two nearly
    equal quaternions are linear, where the sines' quotient would lose its digits.
    """
    dot = np.add.reduce(a * b, axis=1)
    sign = np.where(dot < 0.0, -1.0, 1.0)
    angle = np.arccos(np.minimum(np.abs(dot), 1.0))
    near = angle < 1e-6
    sine = np.where(near, 1.0, np.sin(angle))
    from_a = np.where(near, 1.0 - share, np.sin((1.0 - share) * angle) / sine)
    from_b = np.where(near, share, np.sin(share * angle) / sine) * sign
    return normalized_quaternions(from_a[:, None] * a + from_b[:, None] * b)


def matrix_eulers(rotations: F64, order: str) -> F64:
    """Return (N, 3) Euler angles ``(x, y, z)`` in radians of (N, 3, 3) rotation matrices.

    The inverse of ``euler_quaternions`` for the same ``order``; the middle turn lies within a
    quarter turn of zero. In gimbal lock the last turn is zero. With axes i, j, k in order and
    s = ±1 for an even or odd order, ``R[i, k] = s sin(middle)``, and the outer turns follow from
    the other entries of row i and column k (Shoemake, "Euler Angle Conversion", 1994).
    """
    i, j, k = ("XYZ".index(letter) for letter in order)
    s = 1.0 if (j - i) % 3 == 1 else -1.0
    m = rotations
    cosine = np.hypot(m[:, i, i], m[:, i, j])
    middle = np.arctan2(s * m[:, i, k], cosine)
    locked = cosine < 1e-9
    outer = np.arctan2(-s * m[:, j, k], m[:, k, k])
    locked_outer = np.arctan2(s * m[:, k, j], m[:, j, j])
    inner = np.arctan2(-s * m[:, i, j], m[:, i, i])
    result = np.empty((len(m), 3))
    result[:, i] = np.where(locked, locked_outer, outer)
    result[:, j] = middle
    result[:, k] = np.where(locked, 0.0, inner)
    return result


def look_rotation(forward: npt.ArrayLike, up: npt.ArrayLike = (0.0, 1.0, 0.0)) -> F64:
    """Return the (3, 3) rotation whose −Z looks along ``forward`` with +Y as near ``up`` as can be.

    Where ``forward`` is parallel to ``up``, −Z of the world (or +X) serves as up instead; where it
    is zero there is no rotation.
    """
    x, y, z = np.asarray(forward, np.float64).tolist()
    length = math.hypot(x, y, z)
    if length == 0.0:
        return np.eye(3)
    back = (-x / length, -y / length, -z / length)
    right = _cross(np.asarray(up, np.float64).tolist(), back)
    if math.hypot(*right) < 1e-9:
        right = _cross((0.0, 0.0, -1.0) if abs(back[2]) < 0.9 else (1.0, 0.0, 0.0), back)
    length = math.hypot(*right)
    right = (right[0] / length, right[1] / length, right[2] / length)
    return np.array([right, _cross(back, right), back]).T


def _cross(a: Sequence[float], b: Sequence[float]) -> tuple[float, float, float]:
    return (a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0])


def affine_inverse(matrix: F64) -> F64:
    """Return the inverse of a (4, 4) affine matrix."""
    result = np.eye(4)
    result[:3, :3] = np.linalg.inv(matrix[:3, :3])
    result[:3, 3] = -result[:3, :3] @ matrix[:3, 3]
    return result


def decompose_matrices(matrices: F64) -> tuple[F64, F64, F64]:
    """Return translations (N, 3), unit quaternions (N, 4) and scales (N, 3) of ``T @ R @ S``.

    A mirrored matrix gets a negative x scale. Where a scale is 0 any rotation serves. With shear,
    which has no such form, the rotation is the nearest one (polar decomposition) and the scale the
    lengths of the columns.
    """
    linear = matrices[:, :3, :3]
    scales = np.linalg.norm(linear, axis=1)
    scales[np.linalg.det(linear) < 0.0, 0] *= -1.0
    left, _, right = np.linalg.svd(linear / np.where(scales == 0.0, 1.0, scales)[:, None, :])
    turns = np.ones((len(matrices), 1, 3))
    turns[:, 0, 2] = np.linalg.det(left) * np.linalg.det(right)
    return matrices[:, :3, 3].copy(), matrix_quaternions(left * turns @ right), scales


def matrix_quaternions(rotations: F64) -> F64:
    """Return the (N, 4) unit quaternions of (N, 3, 3) rotations, with ``w`` not negative.

    The eigenvector of the greatest eigenvalue of Bar-Itzhack's symmetric matrix (2000), which is
    as exact for half turns as for small ones.
    """
    (xx, xy, xz), (yx, yy, yz), (zx, zy, zz) = np.moveaxis(rotations, 0, -1)
    symmetric = np.array(
        [
            [xx - yy - zz, xy + yx, xz + zx, zy - yz],
            [xy + yx, yy - xx - zz, yz + zy, xz - zx],
            [xz + zx, yz + zy, zz - xx - yy, yx - xy],
            [zy - yz, xz - zx, yx - xy, xx + yy + zz],
        ]
    )
    found = np.linalg.eigh(np.moveaxis(symmetric, -1, 0))[1][:, :, 3]
    return np.asarray(np.where(found[:, 3:] < 0.0, -found, found))
