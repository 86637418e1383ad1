"""Hands of the cage: a palm that grows from the wrist's ring, four fingers and a thumb."""

from __future__ import annotations

from typing import Any

import numpy as np

from compose.figures.proportions import anthropometry
from compose.figures.shape.cage import F64, I64, CageBuilder, Weights
from compose.figures.shape.limbs import RING, Side, bound, join, turned
from compose.figures.shape.plan import BodyPlan, rounding, sections
from compose.figures.skeleton import FINGERS

_ROUND = 1.06  # a box of four corners becomes a tube of 0.94 times its half width


def build_hand(cage: CageBuilder, plan: BodyPlan, side: Side, wrist: I64) -> None:
    """Add a hand after the ring at the wrist."""
    table = sections()["hand"]
    first, second = (_palm_ring(cage, plan, side, row) for row in table["palm"])
    knuckles = _knuckle_ring(cage, plan, side, table)
    region = side.name_of("hand")
    join(cage, side, wrist, first, region, 0)
    _palm(cage, plan, side, first, second)
    join(cage, side, second, knuckles, region, 1)
    if plan.crowd:
        _mitten(cage, plan, side, knuckles)
        return
    thumb = np.array([first[9], first[0], second[0], second[9]])
    _finger(cage, plan, side, "thumb", thumb)
    for n, finger in enumerate(FINGERS[1:]):
        root = knuckles[[n, n + 1, 8 - n, 9 - n]]
        _finger(cage, plan, side, finger, root)


def _palm(cage: CageBuilder, plan: BodyPlan, side: Side, first: I64, second: I64) -> None:
    """Join the rings of the palm but for the face that the thumb grows from."""
    quads = np.stack([first, np.roll(first, -1), np.roll(second, -1), second], axis=1)
    quads = quads if plan.crowd else quads[:-1]
    cage.faces(quads if side.name == "left" else quads[:, ::-1], side.name_of("hand"), 1)


def _mitten(cage: CageBuilder, plan: BodyPlan, side: Side, knuckles: I64) -> None:
    """Close the hand of a distant figure by four fingers in one."""
    above = knuckles
    spread = np.array([0.15, 0.07, 0.0, -0.07, -0.14])
    for count, out in enumerate(sections()["hand"]["mitten"]):
        size = 1.0 - 0.35 * count
        z, y = spread * size, np.full(5, 0.05 * size)
        points = np.stack(
            [np.full(RING, out), np.concatenate([-y, y]), np.concatenate([z, z[::-1]])], axis=1
        )
        below = cage.add(
            _hand_point(plan, side, points), side.weights({f"middle_{count + 1}": 1.0})
        )
        join(cage, side, above, below, side.name_of("fingers"), count)
        above = below
    cage.cap(turned(side, above), side.name_of("fingers"), 99)


def _hand_point(plan: BodyPlan, side: Side, points: F64) -> F64:
    """Return (n, 3) points in hand lengths from the wrist (T pose, left) in the bind pose."""
    wrist = plan.proportions.at("left_wrist")
    return side.place(bound(plan, wrist + points * plan.proportions.hand_length))


def _palm_ring(cage: CageBuilder, plan: BodyPlan, side: Side, row: list[float]) -> I64:
    out, high, wide, up, forward = row
    spread = np.array([1.0, 0.5, 0.0, -0.5, -1.0])
    arch = np.array([0.72, 1.0, 1.0, 1.0, 0.72])
    grow = rounding(RING) * plan.girth["hand"]
    y, z = arch * high * grow, spread * wide * grow
    points = np.stack(
        [
            np.full(RING, out),
            np.concatenate([-y, y[::-1]]) + up,
            np.concatenate([z, z[::-1]]) + forward,
        ],
        axis=1,
    )
    return cage.add(_hand_point(plan, side, points), side.weights({"wrist": 1.0}))


def _knuckle_ring(cage: CageBuilder, plan: BodyPlan, side: Side, table: dict[str, Any]) -> I64:
    """Return the ring whose faces are the roots of the four fingers."""
    out, z = np.array(table["knuckles"]), np.array(table["knuckle_edges"])
    y = np.full(5, table["knuckle_half"] * plan.girth["hand"])
    y[[0, 4]] *= 0.85
    points = np.stack(
        [
            np.concatenate([out - 0.02, out[::-1]]),
            np.concatenate([-y, y[::-1]]),
            np.concatenate([z, z[::-1]]) * plan.girth["hand"],
        ],
        axis=1,
    )
    shares = [_between_fingers(side, n) for n in (0, 1, 2, 3, 4, 4, 3, 2, 1, 0)]
    return cage.add(_hand_point(plan, side, points), shares)


def _between_fingers(side: Side, edge: int) -> Weights:
    """Return shares of the wrist and of the fingers on both sides of an edge of the knuckles."""
    beside = [f"{finger}_1" for finger in FINGERS[1:][max(edge - 1, 0) : edge + 1]]
    return side.weights({"wrist": 0.6, **{name: 0.4 / len(beside) for name in beside}})


def _finger(cage: CageBuilder, plan: BodyPlan, side: Side, finger: str, root: I64) -> None:
    """Grow a finger from a face of the hand, given as its four corners on the left hand's order."""
    table = sections()["hand"]
    joints = _finger_joints(plan, finger)
    along = (joints[3] - joints[0]) / np.linalg.norm(joints[3] - joints[0])
    corners = _corners(along, is_thumb=finger == "thumb")
    half = table["finger_half"][finger] * plan.girth["hand"] * _ROUND
    region, above = side.name_of(finger), root
    for count, (at, t, size) in enumerate(plan.kept(table["finger_rings"])):
        bone = int(at)
        centre = joints[bone] + t * (joints[bone + 1] - joints[bone])
        points = _hand_point(plan, side, centre + corners * half * size)
        below = cage.add(points, side.weights(_finger_weights(finger, bone, t)))
        join(cage, side, above, below, region, count)
        above = below
    cage.cap(turned(side, above), region, 99)


def _finger_joints(plan: BodyPlan, finger: str) -> F64:
    """Return (4, 3) float64: the joints and the tip, in hand lengths from the wrist."""
    here = plan.proportions
    places = np.stack([here.at(f"left_{finger}_{n}") for n in (1, 2, 3)])
    places = (places - here.at("left_wrist")) / here.hand_length
    last = places[2] - places[1]
    length = anthropometry()["hand"]["fingers"][finger]["lengths"][2]
    tip = places[2] + last / np.linalg.norm(last) * length
    return np.vstack([places, tip])


def _corners(along: F64, *, is_thumb: bool) -> F64:
    """Return (4, 3) float64: the corners of a ring of half width 1 across a finger."""
    up = np.array([0.0, 1.0, 0.0])
    across = np.cross(along, up)
    across /= np.linalg.norm(across)
    up = np.cross(across, along)
    if is_thumb:
        return np.stack([up + across, across - up, -up - across, up - across])
    return np.stack([-up + across, -up - across, up - across, up + across])


def _finger_weights(finger: str, bone: int, t: float) -> Weights:
    if t > 0.9 and bone < 2:
        return {f"{finger}_{bone + 1}": 0.5, f"{finger}_{bone + 2}": 0.5}
    return {f"{finger}_{bone + 1}": 1.0}
