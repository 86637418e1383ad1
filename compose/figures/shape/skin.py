"""The bare body: trunk, arms, hands, legs and feet as one closed cage."""

from __future__ import annotations

from compose.figures.shape.cage import Cage, CageBuilder, relaxed_weights
from compose.figures.shape.hand import build_hand
from compose.figures.shape.limbs import SIDES, build_arm, build_leg
from compose.figures.shape.plan import BodyPlan
from compose.figures.shape.trunk import build_trunk

WEIGHT_ROUNDS = 2


def build_skin(plan: BodyPlan) -> Cage:
    """Return the body from the neck down as a closed cage with smooth weights."""
    cage = CageBuilder()
    loops = build_trunk(cage, plan)
    for side in SIDES:
        wrist = build_arm(cage, plan, side, loops.arms[side.name])
        build_hand(cage, plan, side, wrist)
        build_leg(cage, plan, side, loops.legs[side.name])
    return relaxed_weights(cage.build(), WEIGHT_ROUNDS)
