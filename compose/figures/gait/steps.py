"""Steps: where and when each foot stands, planned along a walker's way."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from compose.figures.gait.styles import GaitStyle
from compose.figures.gait.travel import Bout, Travel
from compose.figures.gait.walker import Walker

F64 = npt.NDArray[np.float64]

LEFT, RIGHT = 0, 1
_SIGNS = (1.0, -1.0)

_FIRST_LIFT_S = 0.14
"""How long before the body goes the first foot leaves the ground, where there is time."""

_SLOWEST_SWING_S = 0.75
_QUICKEST_SWING_S = 0.22
_CLOSING_S = 0.5


@dataclass(frozen=True, eq=False, kw_only=True)
class Stances:
    """Where one foot stands, one after another.

    Parameters
    ----------
    places
        (K, 3): the ground under the ankle, in the world.
    headings
        (K,): how the foot is turned about Y, radians.
    normals
        (K, 3): the ground's normals.
    lands, lifts
        (K,): from when to when it stands, in frames of the travel.
    styles
        K styles: how it goes to and stands on each.
    """

    places: F64
    headings: F64
    normals: F64
    lands: F64
    lifts: F64
    styles: tuple[GaitStyle, ...]


@dataclass(frozen=True, slots=True)
class _Step:
    """A foot put down: which, how, at what frame's root, when it lifted and lands."""

    side: int
    style: GaitStyle
    root: float
    closing: bool
    lift: float
    land: float


def planned_steps(walker: Walker, travel: Travel) -> tuple[Stances, Stances]:
    """Return the stances of the left and the right foot."""
    steps = _all_steps(walker, travel)
    return _stances(walker, travel, steps, LEFT), _stances(walker, travel, steps, RIGHT)


def leading_sides(walker: Walker, travel: Travel) -> list[int]:
    """Return which foot takes the first step of each bout.

    A turn on the spot begins with the foot on the side it turns to; otherwise feet alternate.
    """
    side = int(np.rint(walker.play.offset * 2.0)) % 2
    result = []
    for bout in travel.bouts:
        if bout.turning:
            side = LEFT if bout.turning > 0.0 else RIGHT
        result.append(side)
        side = (side + bout.steps + 1) % 2
    return result


def _all_steps(walker: Walker, travel: Travel) -> list[_Step]:
    steps: list[_Step] = []
    ends = [bout.first for bout in travel.bouts[1:]]
    ends += [len(travel.phase) - 1] if travel.bouts else []
    free_from = 0.0
    for bout, leading, limit in zip(travel.bouts, leading_sides(walker, travel), ends, strict=True):
        steps += _bout_steps(travel, bout, leading, free_from, float(limit))
        free_from = max(steps[-1].land, float(bout.last))
    return steps


def _bout_steps(
    travel: Travel, bout: Bout, leading: int, free_from: float, limit: float
) -> list[_Step]:
    """Return the steps of one bout, the last of which brings the feet together.

    Step k passes under the body at phase k. It lands ``ahead`` of that and left its place before
    when its stance there, of step k − 2, was over.
    """
    frames = np.arange(bout.first, bout.last + 1, dtype=np.float64)
    phase = travel.phase[bout.first : bout.last + 1].copy()
    phase[0] = 0.0
    slowest, quickest = _SLOWEST_SWING_S / travel.dt, _QUICKEST_SWING_S / travel.dt
    steps = []
    for k in range(1, bout.steps + 2):
        side = (leading + k - 1) % 2
        closing = k > bout.steps
        before = float(np.interp(max(k - 2, 0), phase, frames))
        root = float(np.interp(min(k, bout.steps), phase, frames))
        old, style = travel.style_at(before), travel.style_at(root)
        lift_at = k - 2.0 - old.ahead[side] + old.stance[side]
        lift = float(np.interp(lift_at, phase, frames))
        if lift_at <= 0.0:
            lift = max(free_from, bout.first - _FIRST_LIFT_S / travel.dt)
        if closing:
            usual = float(np.clip((bout.last - lift) * 1.6, quickest, _CLOSING_S / travel.dt))
            land = max(min(lift + usual, limit), lift + min(quickest, 0.5 * (limit - lift) + 1e-3))
        else:
            land = float(np.interp(k - style.ahead[side], phase, frames))
            lift = max(lift, land - slowest)
        rests = closing or k == bout.steps
        if not rests:
            root = float(np.interp(k - style.short[side], phase, frames))
        steps.append(_Step(side, style, root, rests, lift, land))
    return steps


def _stances(walker: Walker, travel: Travel, steps: list[_Step], side: int) -> Stances:
    mine = [step for step in steps if step.side == side]
    start = float(travel.bouts[0].first) if travel.bouts else 0.0
    styles = (travel.style_at(start), *(step.style for step in mine))
    roots = np.array([start, *(step.root for step in mine)])
    closing = np.array([True, *(step.closing for step in mine)])
    lands = np.array([-np.inf, *(step.land for step in mine)])
    lifts = np.array([*(step.lift for step in mine), np.inf])
    lifts[1:-1] = np.maximum(lifts[1:-1], lands[1:-1])
    frames = np.arange(len(travel.headings), dtype=np.float64)
    headings = np.interp(roots, frames, travel.headings)
    places = np.stack([np.interp(roots, frames, column) for column in travel.places.T], axis=1)
    rest = walker.resting(("left_ankle", "right_ankle")[side])
    widths = np.array([style.width for style in styles])
    aside = np.where(closing, rest[0], _SIGNS[side] * widths * walker.leg)
    sine, cosine = np.sin(headings), np.cos(headings)
    places[:, 0] += cosine * aside + sine * rest[2]
    places[:, 2] += -sine * aside + cosine * rest[2]
    headings = headings + _SIGNS[side] * np.radians([style.toe_out for style in styles])
    places, normals = _grounded(walker, places, headings, side)
    return Stances(
        places=places, headings=headings, normals=normals, lands=lands, lifts=lifts, styles=styles
    )


def _grounded(walker: Walker, places: F64, headings: F64, side: int) -> tuple[F64, F64]:
    """Return footholds on the ground and its normals.

    Of places up to a hand's breadth before and behind, the nearest is taken where heel, ball and
    toes stand on one plane, so that no foot sticks in the riser of a stair.
    """
    up = np.tile([0.0, 1.0, 0.0], (len(places), 1))
    if walker.ground is None:
        return places, up
    forward = np.stack([np.sin(headings), np.zeros(len(headings)), np.cos(headings)], axis=1)
    best, normals = places.copy(), up
    error = np.full(len(places), np.inf)
    name = ("left", "right")[side]
    heel = float(walker.offset(f"{name}_heel")[2])
    toes = float(walker.offset(f"{name}_toes")[2] + walker.offset(f"{name}_toe_tip")[2])
    for shift in (0.0, -0.04, 0.04, -0.08, 0.08, -0.12, 0.12):
        tried = places + forward * (shift * walker.scale)
        tried[:, 1], normal = walker.ground.under(tried[:, [0, 2]], tried[:, 1])
        misfit, rise = _misfit(walker, tried, forward, normal, (heel, 0.5 * toes, toes))
        tried[:, 1] += rise
        better = misfit < error - 0.015
        error = np.where(better, misfit, error)
        best = np.where(better[:, None], tried, best)
        normals = np.where(better[:, None], normal, normals)
    return best, normals


def _misfit(
    walker: Walker, places: F64, forward: F64, normals: F64, along: tuple[float, ...]
) -> tuple[F64, F64]:
    """Return how far points along the sole are off the plane at the ankle, and the highest rise."""
    if walker.ground is None:
        return np.zeros(len(places)), np.zeros(len(places))
    off, rise = np.zeros(len(places)), np.zeros(len(places))
    for distance in along:
        point = places + forward * distance
        slope = -np.sum(normals[:, [0, 2]] * forward[:, [0, 2]], axis=1) / normals[:, 1]
        plane = places[:, 1] + slope * distance
        height, _ = walker.ground.under(point[:, [0, 2]], plane)
        off = np.maximum(off, np.abs(height - plane))
        rise = np.maximum(rise, height - plane)
    return off, rise
