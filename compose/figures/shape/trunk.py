"""The trunk of the cage: rings from the crotch to the top of the neck, with holes for the arms."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from compose.figures.shape.cage import F64, I64, CageBuilder, Weights
from compose.figures.shape.plan import BodyPlan, rounding, sections, share_past

COLUMNS = 16
ARMHOLE_BOTTOM_CM, ARMHOLE_TOP_CM = 133.0, 143.6
_SPINE = ("hips", "waist", "chest", "neck", "head")
_SPREAD_CM = {"waist": 8.0, "chest": 8.0, "neck": 3.5, "head": 4.0}


@dataclass(frozen=True, eq=False, kw_only=True)
class TrunkLoops:
    """Where limbs join the trunk: rings of vertices, each as the limb's own first ring runs."""

    arms: dict[str, I64]
    legs: dict[str, I64]


def build_trunk(cage: CageBuilder, plan: BodyPlan) -> TrunkLoops:
    """Add the trunk and neck; return the loops that arms and legs start from.

    Column 0 is the figure's left side, 4 the back, 8 the right, 12 the front.
    """
    rows = plan.kept(sections()["trunk"][plan.body.sex])
    rings = [cage.add(_ring(plan, row), _weights(plan, row)) for row in rows]
    holes = [i for i, row in enumerate(rows) if ARMHOLE_BOTTOM_CM <= row[0] <= ARMHOLE_TOP_CM]
    for i, (low, high) in enumerate(pairwise(rings)):
        quads = np.stack([low, np.roll(low, -1), np.roll(high, -1), high], axis=1)
        open_sides = [15, 0, 7, 8] if i in holes[:-1] else []
        cage.faces(np.delete(quads, open_sides, axis=0), "trunk", int(rows[i][0]))
    cage.cap(rings[-1], "trunk", int(rows[-1][0]))
    _draw(cage, rings)
    crotch = cage.add(
        np.array([[0.0, float(plan.height(83.2)), -0.2 * plan.unit]]),
        {"hips": 0.6, "left_hip": 0.2, "right_hip": 0.2},
    )
    grid = np.stack(rings)
    return TrunkLoops(
        arms={
            "left": _armhole(grid[holes], (15, 0, 1)),
            "right": _armhole(grid[holes], (9, 8, 7)),
        },
        legs={
            "left": np.append(rings[0][[4, 3, 2, 1, 0, 15, 14, 13, 12]], crotch),
            "right": np.append(rings[0][[4, 5, 6, 7, 8, 9, 10, 11, 12]], crotch),
        },
    )


def _ring(plan: BodyPlan, row: list[float]) -> F64:
    """Return (16, 3) float64: one section of the trunk."""
    height, half, front, back, power = row
    grow = rounding(COLUMNS) * plan.unit
    girth, belly = _girth(plan, height)
    angles = np.arange(COLUMNS) * (2.0 * math.pi / COLUMNS)
    x, z = np.cos(angles), -np.sin(angles)
    x = np.sign(x) * np.abs(x) ** (2.0 / power)
    z = np.sign(z) * np.abs(z) ** (2.0 / power)
    depth = np.where(z > 0.0, front * belly, -back * (girth + belly) / 2.0)
    across, deep = x * half * girth, z * depth
    relief = _relief(plan, np.stack([across, np.full(COLUMNS, height), deep], axis=1))
    level = plan.height(height + relief[:, 1])
    return np.stack([(across + relief[:, 0]) * grow, level, (deep + relief[:, 2]) * grow], axis=1)


def _relief(plan: BodyPlan, places: F64) -> F64:
    """Return (n, 3) float64: how far the body stands out at places of the trunk, in cm."""
    result = np.zeros_like(places)
    grown = {"adult": 1.0, "teen": 0.6, "child": 0.0}[plan.body.age]
    for bump in sections()["relief"]:
        at, push = np.array(bump["at"]), np.array(bump["push"][plan.body.sex])
        for side in (1.0, -1.0) if at[0] else (1.0,):
            mirror = np.array([side, 1.0, 1.0])
            apart = (places - at * mirror) / bump["spread"]
            result += np.exp(-np.sum(apart**2, axis=1))[:, None] * push * mirror * grown
    return result


def _girth(plan: BodyPlan, height_cm: float) -> tuple[float, float]:
    """Return the factors of breadth and of the front's depth at a height of the reference."""
    trunk, belly, neck = (plan.girth[name] for name in ("trunk", "belly", "neck"))
    paunch = math.exp(-(((height_cm - 106.0) / 13.0) ** 2))
    up = share_past(height_cm, 145.0, 4.0)
    broad = (trunk + (belly - trunk) * 0.55 * paunch) * (1.0 - up) + neck * up
    deep = (trunk + (belly - trunk) * paunch) * (1.0 - up) + neck * up
    return broad, deep


def _weights(plan: BodyPlan, row: list[float]) -> list[Weights]:
    """Return each column's shares: the spine, a clavicle near the arm and a hip near the leg."""
    height = float(plan.height(row[0]))
    left: float = 1.0
    spine: Weights = {}
    for joint in reversed(_SPINE[1:]):
        past = share_past(height, plan.proportions.at(joint)[1], _SPREAD_CM[joint] * plan.unit)
        spine[joint] = left * past
        left *= 1.0 - past
    spine["hips"] = left
    near_arm = share_past(row[0], 137.0, 7.0) * (1.0 - share_past(row[0], 147.5, 2.0))
    near_leg = (1.0 - share_past(row[0], 91.5, 9.0)) * 0.75
    return [_column_weights(spine, near_arm, near_leg, column) for column in range(COLUMNS)]


def _column_weights(spine: Weights, near_arm: float, near_leg: float, column: int) -> Weights:
    across = math.cos(column * 2.0 * math.pi / COLUMNS)
    side = "left" if across > 0.0 else "right"
    reach = abs(across)
    result = spine
    for joint, share in (
        (f"{side}_clavicle", 0.75 * near_arm * reach),
        (f"{side}_hip", near_leg * (0.25 + 0.75 * reach)),
    ):
        result = {name: value * (1.0 - share) for name, value in result.items()}
        result[joint] = share
    return result


def _armhole(rows: I64, columns: tuple[int, int, int]) -> I64:
    """Return the ring about a hole: from the front below, under the arm, up the back, over."""
    front, middle, back = columns
    under = [rows[i, front] for i in range(len(rows) // 2 - 1, -1, -1)]
    behind = [rows[0, middle], *(rows[i, back] for i in range(len(rows)))]
    over = [rows[-1, middle]]
    above = [rows[i, front] for i in range(len(rows) - 1, len(rows) // 2 - 1, -1)]
    return np.array([*under, *behind, *over, *above])


def _draw(cage: CageBuilder, rings: list[I64]) -> None:
    """Draw a few rings and the middle of front and back."""
    for ring in rings[1::3]:
        cage.draw(ring)
    for column in (4, 12):
        cage.draw(np.array([ring[column] for ring in rings]), closed=False)
