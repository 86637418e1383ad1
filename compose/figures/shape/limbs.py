"""Arms and legs of the cage: rings along the bones, from the trunk to wrist and toes."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from compose.figures.proportions import BIND_SHOULDER_DROP
from compose.figures.shape.cage import F64, I64, CageBuilder, Weights
from compose.figures.shape.plan import BodyPlan, rounding, sections, share_past

RING = 10
_ARM, _LEG = ("shoulder", "elbow", "wrist"), ("hip", "knee", "ankle")


@dataclass(frozen=True)
class Side:
    """The left side, or the right as its mirror image."""

    name: str

    @property
    def sign(self) -> float:
        """+1 on the left, −1 on the right."""
        return 1.0 if self.name == "left" else -1.0

    def place(self, points: F64) -> F64:
        """Return (n, 3) points of the left side where they are on this side."""
        return np.asarray(points * np.array([self.sign, 1.0, 1.0]))

    def name_of(self, joint: str) -> str:
        """Return the joint's full name."""
        return f"{self.name}_{joint}"

    def weights(self, shares: Weights) -> Weights:
        """Return shares of joints of this side; those of the middle stay."""
        return {(n if n in _MIDDLE else self.name_of(n)): v for n, v in shares.items()}


_MIDDLE = ("hips", "waist", "chest", "neck", "head")
SIDES = (Side("left"), Side("right"))


def turned(side: Side, ring: I64) -> I64:
    """Return a ring so that it runs counter-clockwise from outside on this side too."""
    return ring if side.name == "left" else ring[::-1]


def bound(plan: BodyPlan, points: F64) -> F64:
    """Return (n, 3) points of the left arm in the T pose where they are in the bind pose."""
    shoulder = plan.proportions.at("left_shoulder")
    c, s = math.cos(BIND_SHOULDER_DROP), math.sin(BIND_SHOULDER_DROP)
    turn = np.array([[c, s, 0.0], [-s, c, 0.0], [0.0, 0.0, 1.0]])
    return np.asarray((points - shoulder) @ turn.T + shoulder)


def build_arm(cage: CageBuilder, plan: BodyPlan, side: Side, start: I64) -> I64:
    """Add an arm from its loop on the trunk; return the ring at the wrist."""
    angles = (np.arange(RING) + 0.5) * (2.0 * math.pi / RING)
    above = start
    for count, row in enumerate(plan.kept(sections()["arm"]["rows"])):
        at, high, deep, up, forward = row
        slim = share_past(at, 1.5, 0.5)
        girth = plan.girth["arm"] * (1.0 - slim) + plan.girth["wrist"] * slim
        size = plan.unit * rounding(RING) * girth
        centre = _along(plan, _ARM, at) + np.array([0.0, up, forward]) * plan.unit * girth
        ring = np.zeros((RING, 3))
        ring[:, 1], ring[:, 2] = -np.sin(angles) * high * size, np.cos(angles) * deep * size
        points = side.place(bound(plan, centre + ring))
        below = cage.add(points, side.weights(_arm_weights(at)))
        join(cage, side, above, below, side.name_of("arm"), int(100 * at))
        above = below
        if count % 3 == 0:
            cage.draw(below)
    return above


def build_leg(cage: CageBuilder, plan: BodyPlan, side: Side, start: I64) -> None:
    """Add a leg and foot from their loop on the trunk."""
    angles = np.asarray((np.arange(RING) - 4.0) * (2.0 * math.pi / RING), np.float64)
    above, count = start, 0
    for at, broad, deep, outward, forward in plan.kept(sections()["leg"]["rows"]):
        slim = share_past(at, 1.45, 0.5)
        girth = plan.girth["leg"] * (1.0 - slim) + plan.girth["ankle"] * slim
        size = plan.unit * rounding(RING) * girth
        centre = _along(plan, _LEG, at) + np.array([outward, 0.0, forward]) * plan.unit * girth
        ring = np.zeros((RING, 3))
        ring[:, 0], ring[:, 2] = np.cos(angles) * broad * size, np.sin(angles) * deep * size
        below = cage.add(side.place(centre + ring), side.weights(leg_weights(at)))
        join(cage, side, above, below, side.name_of("leg"), int(100 * at))
        if count % 3 == 0:
            cage.draw(below)
        above, count = below, count + 1
    _build_foot(cage, plan, side, above, angles)


def _build_foot(cage: CageBuilder, plan: BodyPlan, side: Side, above: I64, angles: F64) -> None:
    """Turn the leg's tube forward over the heel and close it at the toes."""
    ankle = plan.proportions.at("left_ankle")
    length = plan.proportions.foot_length / (0.152 * 175.0)
    wide = plan.unit * plan.girth["foot"] * rounding(RING)
    for count, row in enumerate(plan.kept(sections()["foot"]["rows"])):
        height, ahead, tilt, broad, deep, toes = row
        lean = math.radians(tilt)
        middle = np.array([ankle[0], height * plan.unit, ankle[2] + ahead * length])
        front = np.sin(angles)[:, None] * np.array([0.0, math.sin(lean), math.cos(lean)])
        points = middle + front * deep * length * rounding(RING)
        points[:, 0] += np.cos(angles) * broad * wide
        points[:, 1] = np.maximum(points[:, 1], 0.0)
        below = cage.add(side.place(points), side.weights({"ankle": 1.0 - toes, "toes": toes}))
        join(cage, side, above, below, side.name_of("foot"), count)
        above = below
    cage.cap(turned(side, above), side.name_of("foot"), 99)


def join(cage: CageBuilder, side: Side, start: I64, end: I64, region: str, row: int) -> None:
    """Bridge two rings of this side."""
    cage.bridge(turned(side, start), turned(side, end), region, row)


def _along(plan: BodyPlan, chain: tuple[str, str, str], at: float) -> F64:
    """Return (3,) float64: the place ``at`` along the left limb, 0, 1 and 2 being its joints."""
    places = np.stack([plan.proportions.at(f"left_{name}") for name in chain])
    return np.array([np.interp(at, (0.0, 1.0, 2.0), places[:, axis]) for axis in range(3)])


def _arm_weights(at: float) -> Weights:
    upper, fore = share_past(at, 0.0, 0.35), share_past(at, 1.0, 0.16)
    hand = share_past(at, 2.0, 0.30)
    return {
        "clavicle": 1.0 - upper,
        "shoulder": upper * (1.0 - fore),
        "elbow": fore * (1.0 - hand),
        "wrist": hand,
    }


def leg_weights(at: float) -> Weights:
    """Return the shares at a place along a leg, where 0, 1 and 2 are hip, knee and ankle."""
    thigh, shank, foot = (
        share_past(at, joint, half) for joint, half in ((0.0, 0.45), (1.0, 0.13), (2.0, 0.18))
    )
    return {
        "hips": 1.0 - thigh,
        "hip": thigh * (1.0 - shank),
        "knee": shank * (1.0 - foot),
        "ankle": foot,
    }
