"""Reaching: hands and feet brought to places, by two-bone inverse kinematics for many limbs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from compose.figures.skeleton import INDEX
from compose.figures.turns import (
    about,
    applied,
    cross,
    frame_turns,
    swing_and_twist,
    undone,
    unit,
    weighed,
)
from compose.transform import multiply_quaternions

F64 = npt.NDArray[np.float64]

Vector = tuple[float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class LimbJoints:
    """A limb: rows of `skeleton.JOINTS` and how its middle joint bends.

    ``hinge`` is the axis about which elbow or knee flexes, in the frame of the upper joint;
    ``pole`` is where elbow or knee points when nothing else is said, in the figure's space.
    ``twist_share`` is how much of the end's twist the lower bone takes: a forearm turns with the
    hand, a shank does not turn with the foot.
    """

    parent: int
    upper: int
    lower: int
    end: int
    hinge: Vector
    pole: Vector
    twist_share: float


def _limbs() -> Mapping[str, LimbJoints]:
    result = {}
    for side, sign in (("left", 1.0), ("right", -1.0)):
        result[f"{side}_hand"] = LimbJoints(
            parent=INDEX[f"{side}_clavicle"],
            upper=INDEX[f"{side}_shoulder"],
            lower=INDEX[f"{side}_elbow"],
            end=INDEX[f"{side}_wrist"],
            hinge=(0.0, -sign, 0.0),
            pole=(0.35 * sign, -0.75, -0.55),
            twist_share=0.5,
        )
        result[f"{side}_foot"] = LimbJoints(
            parent=INDEX["hips"],
            upper=INDEX[f"{side}_hip"],
            lower=INDEX[f"{side}_knee"],
            end=INDEX[f"{side}_ankle"],
            hinge=(1.0, 0.0, 0.0),
            pole=(0.1 * sign, 0.0, 1.0),
            twist_share=0.0,
        )
    return MappingProxyType(result)


LIMBS: Mapping[str, LimbJoints] = _limbs()
"""The four limbs by the names of `compose.figures.performance.Limb`."""


@dataclass(frozen=True, eq=False, kw_only=True)
class LimbBatch:
    """N limbs to be solved at once; all places and turns in one space, usually the world.

    Parameters
    ----------
    anchors
        (N, 3): where the shoulders or hips are.
    parents
        (N, 4): how the joints above them (clavicles, hips) are turned.
    upper, lower
        (N, 3): rest offsets of elbow or knee, and of wrist or ankle, in their parents' frames,
        scaled as the figure is.
    hinges
        (N, 3): `LimbJoints.hinge`.
    twist_share
        (N,): `LimbJoints.twist_share`.
    """

    anchors: F64
    parents: F64
    upper: F64
    lower: F64
    hinges: F64
    twist_share: F64


def reached(
    limbs: LimbBatch,
    goals: F64,
    poles: F64,
    turns: F64,
    *,
    ends: F64 | None = None,
    weights: F64 | None = None,
) -> F64:
    """Return joint turns that bring the ends of limbs to their goals.

    Where a goal is too far the limb is stretched straight towards it; where it is too near the
    limb is folded as far as it goes. The elbow or knee flexes about its hinge alone.

    Parameters
    ----------
    limbs
        The N limbs.
    goals
        (N, 3): where wrist or ankle go.
    poles
        (N, 3): directions in which elbows or knees point, of any length. One that is parallel to
        the limb leaves the bend as near as can be to where it was in ``turns``.
    turns
        (N, 3, 4): the limbs' posed joint turns, upper, lower, end.
    ends
        (N, 4): turns of hands or feet in the space of ``goals``. Without them a hand keeps its
        posed turn in the forearm.
    weights
        (N,): 0 keeps the pose, 1 reaches the goal; in between the joints are mixed.

    Returns
    -------
    ndarray
        (N, 3, 4): the turns of upper, lower and end joint, each in its parent's frame.
    """
    directions = goals - limbs.anchors
    away = _dot(directions, directions)
    bends, tips = _bent(limbs, np.sqrt(away[:, 0]))
    hinge_way = limbs.hinges - tips * _share(limbs.hinges, tips)
    posed_upper = multiply_quaternions(limbs.parents, turns[:, 0])
    resting = away < 1e-12
    if resting.any():
        directions = np.where(resting, applied(posed_upper, tips), directions)
    normals = _bend_normals(directions, poles, applied(posed_upper, limbs.hinges))
    upper_world = frame_turns(tips, hinge_way, directions, normals)
    end = turns[:, 2]
    solved = np.empty_like(turns)
    solved[:, 0] = multiply_quaternions(undone(limbs.parents), upper_world)
    if ends is not None:
        bends, end = _with_end(limbs, bends, multiply_quaternions(upper_world, bends), ends)
    solved[:, 1], solved[:, 2] = bends, end
    return solved if weights is None else weighed(turns, solved, weights)


def _dot(a: F64, b: F64) -> F64:
    """Return (N, 1): the products of (N, 3) vectors."""
    return np.asarray(np.add.reduce(a * b, axis=1, keepdims=True))


def _share(vectors: F64, along: F64) -> F64:
    """Return (N, 1): how many times ``along`` is contained in each vector."""
    squared = _dot(along, along)
    return np.asarray(_dot(vectors, along) / np.where(squared > 0.0, squared, 1.0))


def _bent(limbs: LimbBatch, distances: F64) -> tuple[F64, F64]:
    """Return (N, 4) turns of the hinges and (N, 3) ends in the upper joints' frames.

    Seen along the hinge the bones are two sides of a triangle, and the law of cosines gives the
    angle between them; what lies along the hinge is the same whatever the angle.
    """
    k = limbs.hinges
    upper_k, lower_k = _dot(limbs.upper, k), _dot(limbs.lower, k)
    upper, lower = limbs.upper - upper_k * k, limbs.lower - lower_k * k
    a2, b2 = _dot(upper, upper), _dot(lower, lower)
    flat = distances[:, None] ** 2 - (upper_k + lower_k) ** 2
    product = 2.0 * np.sqrt(a2 * b2)
    cosine = (flat - a2 - b2) / np.where(product > 0.0, product, 1.0)
    wanted = np.arccos(np.minimum(np.maximum(cosine, -1.0), 1.0))
    present = np.arctan2(_dot(cross(upper, lower), k), _dot(upper, lower))
    bends = about(k, (wanted - present)[:, 0])
    return bends, limbs.upper + applied(bends, limbs.lower)


def _bend_normals(directions: F64, poles: F64, posed_hinges: F64) -> F64:
    """Return (N, 3): the hinges' directions that turn elbows and knees to their poles."""
    ways = unit(directions)
    normals = cross(unit(poles), ways)
    clear = _dot(normals, normals) > 1e-10
    if clear.all():
        return normals
    normals = np.where(clear, normals, posed_hinges - ways * _share(posed_hinges, ways))
    clear = _dot(normals, normals) > 1e-10
    least = np.eye(3)[np.argmin(np.abs(ways), axis=1)]
    return np.where(clear, normals, cross(ways, least))


def _with_end(limbs: LimbBatch, bends: F64, lower_world: F64, ends: F64) -> tuple[F64, F64]:
    """Return turns of lower and end joints for ends with a turn of their own."""
    end = multiply_quaternions(undone(lower_world), ends)
    if not limbs.twist_share.any():
        return bends, end
    axes = unit(limbs.lower)
    _, twist = swing_and_twist(end, axes)
    roll = about(axes, twist * limbs.twist_share)
    return multiply_quaternions(bends, roll), multiply_quaternions(undone(roll), end)
