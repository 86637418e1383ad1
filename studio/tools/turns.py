"""A node's place, turn and size as the channels that say so, without jumps. No Qt."""

from __future__ import annotations

import math
from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from compose.node import Node
from compose.transform import matrix_eulers, matrix_quaternions
from studio.session.layers import ChannelValue
from studio.tools.dragging import nearest_turn

F64 = npt.NDArray[np.float64]
Writing = tuple[str, str, ChannelValue]


def nearest_eulers(rotation: F64, order: str, near: Iterable[float]) -> F64:
    """Return (3,) radians x, y, z of a rotation, of all that say it those nearest to ``near``.

    Each rotation has two sets of angles within a turn: ``(a, b, c)`` in the order of the turns,
    and ``(a + π, π − b, c + π)``; each angle may also go round any number of times.

    Parameters
    ----------
    rotation
        (3, 3).
    order
        As ``compose.node.RotationOrder``.
    near
        The angles before, in radians.
    """
    first, second, third = ("XYZ".index(letter) for letter in order)
    before = np.asarray(list(near), np.float64)
    one = matrix_eulers(rotation[None], order)[0]
    other = one.copy()
    other[[first, third]] += math.pi
    other[second] = math.pi - one[second]
    both = [
        np.array([nearest_turn(a, b) for a, b in zip(angles, before, strict=True)])
        for angles in (one, other)
    ]
    result: F64 = min(both, key=lambda angles: float(np.abs(angles - before).sum()))
    return result


def move_writings(node: str, place: F64) -> list[Writing]:
    """Return what says that a node is at a place, (3,) metres in its parent's space."""
    return [
        (node, f"translation.{axis}", round(float(value), 6))
        for axis, value in zip("xyz", place, strict=True)
    ]


def turn_writings(node: Node, rotation: F64, near_deg: Iterable[float]) -> list[Writing]:
    """Return what says that a node is turned so in its parent, in its own way of saying it.

    Parameters
    ----------
    rotation
        (3, 3), without scale.
    near_deg
        The degrees x, y, z before; a node with a quaternion does not use them.
    """
    if node.rotation_mode == "quaternion":
        x, y, z, w = (round(float(v), 9) for v in matrix_quaternions(rotation[None])[0])
        return [(node.id, "quaternion", (x, y, z, w))]
    angles = np.degrees(nearest_eulers(rotation, node.rotation_order, np.radians(list(near_deg))))
    return [
        (node.id, f"rotation_deg.{axis}", round(float(value), 6))
        for axis, value in zip("xyz", angles, strict=True)
    ]


def size_writings(node: str, scale: F64) -> list[Writing]:
    """Return what says that a node is so large, (3,) times."""
    return [
        (node, f"scale.{axis}", round(float(value), 6))
        for axis, value in zip("xyz", scale, strict=True)
    ]
