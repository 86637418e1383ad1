"""Feet: how each foot rolls over the ground while it stands and flies to its next place."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from compose.figures.gait.steps import Stances
from compose.figures.gait.walker import Walker
from compose.figures.turns import about, applied, cross, unit
from compose.transform import multiply_quaternions

F64 = npt.NDArray[np.float64]
Rows = npt.NDArray[np.intp]

_FULL_STRIDE = 1.5
"""Stride in leg lengths at which heel strike and toe-off are those of the style."""

_STAIR_M = 0.17
_TOES_FIRST = np.radians(16.0)
"""How far the heel is up when a foot lands a stair of ``_STAIR_M`` metres lower."""

_PROBES = np.linspace(0.1, 0.9, 20)


@dataclass(frozen=True, eq=False, kw_only=True)
class FootPath:
    """One foot over T moments.

    Parameters
    ----------
    ankles
        (T, 3): the ankle joint in the world.
    soles
        (T, 4): the turn of the ankle joint in the world.
    toes
        (T,): the bend of the toes about X in radians, negative upward.
    """

    ankles: F64
    soles: F64
    toes: F64


@dataclass(frozen=True, eq=False, kw_only=True)
class _Foot:
    """A foot's stances with how it rolls in each.

    ``heel``, ``ball`` and ``tip`` are offsets from the ankle, ``ball`` the joint of the toes;
    ``strike`` and ``leave`` are pitches in radians at landing and lifting (heel up is positive),
    reached within ``settle`` frames after the one and ``rise`` frames before the other.
    ``most`` is the ``leave`` of full strides, and ``outward`` where the swing to a stance circles.
    ``stair`` is how far each stance is over the plane of the one before it.
    """

    stances: Stances
    heel: F64
    ball: F64
    tip: F64
    flat: F64
    strike: F64
    leave: F64
    most: F64
    outward: F64
    stair: F64
    settle: F64
    rise: F64


def foot_path(walker: Walker, stances: Stances, side: int, moments: F64) -> FootPath:
    """Return where a foot is at (T,) moments, in frames of the travel.

    While it stands it turns about its heel after landing and about the joint of its toes before
    leaving, both of which stay where they are to the last digit.
    """
    foot = _foot(walker, stances, side)
    row = np.searchsorted(stances.lands, moments, side="right") - 1
    pitch = _stance_pitch(foot, row, moments)
    ankles, soles = _rolled(foot, row, pitch)
    toes = -np.maximum(pitch, 0.0)
    flying = np.flatnonzero(moments > stances.lifts[row])
    if len(flying):
        path = _swing(walker, foot, row[flying], moments[flying])
        ankles[flying], soles[flying], toes[flying] = path.ankles, path.soles, path.toes
    return FootPath(ankles=ankles, soles=soles, toes=toes)


def _foot(walker: Walker, stances: Stances, side: int) -> _Foot:
    name = ("left", "right")[side]
    ball = walker.offset(f"{name}_toes")
    strides = np.linalg.norm(np.diff(stances.places[:, [0, 2]], axis=0), axis=1)
    forward = np.stack([np.sin(stances.headings), np.cos(stances.headings)], axis=1)
    ways = np.diff(stances.places[:, [0, 2]], axis=0)
    ahead = np.sum(ways * forward[1:], axis=1) / np.where(strides > 0.0, strides, 1.0)
    size = np.clip(strides / (_FULL_STRIDE * walker.leg), 0.0, 1.15) * np.maximum(ahead, 0.0)
    stair, grade = _climbs(stances, ways, strides)
    fall = np.minimum(grade, 0.0)
    swings = stances.lands[1:] - stances.lifts[:-1]
    standing = stances.lifts - stances.lands
    strike = np.radians([style.heel_strike[side] for style in stances.styles])
    leave = np.radians([style.toe_off[side] for style in stances.styles])
    circle = np.array([style.circle[side] for style in stances.styles]) * walker.leg
    left = np.stack([forward[:, 1], np.zeros(len(forward)), -forward[:, 0]], axis=1)
    return _Foot(
        stances=stances,
        heel=walker.offset(f"{name}_heel"),
        ball=ball,
        tip=ball + walker.offset(f"{name}_toe_tip"),
        flat=_flat_turns(stances),
        strike=_strikes(strike, np.append(0.0, size), stair),
        leave=leave * np.append(size**0.7 * np.maximum(1.0 + fall, 0.4), 0.0),
        most=leave,
        outward=left * (np.append(0.0, size) * circle * (1.0, -1.0)[side])[:, None],
        stair=stair,
        settle=np.minimum(0.3 * standing, 0.34 * np.append(1e9, swings)) + 1e-6,
        rise=np.minimum(0.52 * standing, 0.8 * np.append(swings, 1e9)) + 1e-6,
    )


def _climbs(stances: Stances, ways: F64, strides: F64) -> tuple[F64, F64]:
    """Return (K,) rises over the plane of the stance before, (K − 1,) metres up a metre ahead."""
    up = np.diff(stances.places[:, 1])
    mean = stances.normals[1:] + stances.normals[:-1]
    plane = -np.sum(mean[:, [0, 2]] * ways, axis=1) / mean[:, 1]
    grade = np.clip(up / np.maximum(strides, 0.1), -1.0, 1.0)
    return np.append(0.0, up - plane), grade


def _strikes(most: F64, size: F64, stair: F64) -> F64:
    """Return the pitches at landing: a foot comes flat onto a stair, and toes first down one."""
    flat = np.maximum(1.0 - np.abs(stair) / _STAIR_M, 0.0)
    return np.asarray(-most * size * flat + _TOES_FIRST * np.clip(-stair / _STAIR_M, 0.0, 1.0))


def _flat_turns(stances: Stances) -> F64:
    """Return (K, 4) turns of a flat foot: about Y by its heading, then onto the ground's slope."""
    count = len(stances.headings)
    up = np.tile([0.0, 1.0, 0.0], (count, 1))
    axis = cross(up, stances.normals)
    angle = np.arctan2(np.linalg.norm(axis, axis=1), stances.normals[:, 1])
    return multiply_quaternions(about(unit(axis), angle), about(up, stances.headings))


def _stance_pitch(foot: _Foot, row: Rows, moments: F64) -> F64:
    after = np.clip((moments - foot.stances.lands[row]) / foot.settle[row], 0.0, 1.0)
    before = (moments - foot.stances.lifts[row]) / foot.rise[row] + 1.0
    before = np.clip(before, 0.0, 1.0)
    strike = foot.strike[row] * (1.0 - after) ** 2 * (1.0 + 2.0 * after)
    return np.asarray(strike + foot.leave[row] * before**2)


def _rolled(foot: _Foot, row: Rows, pitch: F64) -> tuple[F64, F64]:
    """Return ankles and turns of feet that stand pitched on heel or ball."""
    flat = foot.flat[row]
    tilt = _pitched(pitch)
    pivot = np.where(pitch[:, None] < 0.0, foot.heel, foot.ball)
    raised = pivot - applied(tilt, pivot)
    raised[:, 1] -= foot.heel[1]
    return foot.stances.places[row] + applied(flat, raised), multiply_quaternions(flat, tilt)


def _pitched(pitch: F64) -> F64:
    return about(np.tile([1.0, 0.0, 0.0], (len(pitch), 1)), pitch)


def _hermite(s: F64, start: F64, out: F64, end: F64, into: F64) -> F64:
    """Return the cubic from ``start`` to ``end`` with slopes ``out`` and ``into``, s = 0…1."""
    t = s.reshape(-1, *([1] * (start.ndim - 1)))
    t2, t3 = t * t, t * t * t
    return np.asarray(
        (2 * t3 - 3 * t2 + 1) * start + (t3 - 2 * t2 + t) * out
        + (3 * t2 - 2 * t3) * end + (t3 - t2) * into
    )  # fmt: skip


def _swing(walker: Walker, foot: _Foot, row: Rows, moments: F64) -> FootPath:
    lifts, lands = foot.stances.lifts[row], foot.stances.lands[row + 1]
    s = np.clip((moments - lifts) / np.maximum(lands - lifts, 1e-6), 0.0, 1.0)
    ankles, pitch, turns = _free_swing(foot, row, s)
    used = np.flatnonzero(np.bincount(row))
    rise = _needed_rise(walker, foot, used)[np.searchsorted(used, row)]
    ankles[:, 1] += rise * _bump(s)
    soles = multiply_quaternions(turns, _pitched(pitch))
    return FootPath(ankles=ankles, soles=soles, toes=_flying_bend(foot, row, s))


def _flying_bend(foot: _Foot, row: Rows, s: F64) -> F64:
    """Return the bend of the toes: it fades after lifting and comes back for toes that land."""
    bend = np.maximum(foot.leave[row], 0.0) * np.clip(1.0 - s / 0.5, 0.0, 1.0)
    bend += np.maximum(foot.strike[row + 1], 0.0) * np.clip((s - 0.8) / 0.2, 0.0, 1.0)
    return np.asarray(-bend)


def _bump(s: F64) -> F64:
    return np.asarray(np.maximum(np.sin(np.pi * s**0.85), 0.0) ** 1.1)


def _free_swing(foot: _Foot, row: Rows, s: F64) -> tuple[F64, F64, F64]:
    """Return ankles, pitches and unpitched turns at shares of swings, the ground left aside.

    The ankle goes on with the speed that the rolling foot gave it and comes down with the speed
    at which the next stance takes it over.
    """
    stances, after = foot.stances, row + 1
    duration = np.maximum(stances.lands[after] - stances.lifts[row], 1e-6)
    small = 1e-3
    start, _ = _rolled(foot, row, foot.leave[row])
    end, _ = _rolled(foot, after, foot.strike[after])
    earlier, _ = _rolled(foot, row, foot.leave[row] * (1.0 - small) ** 2)
    settled = foot.strike[after] * (1.0 - small) ** 2 * (1.0 + 2.0 * small)
    later, _ = _rolled(foot, after, settled)
    leave_time, settle_time = small * foot.rise[row], small * foot.settle[after]
    out = (start - earlier) * (duration / leave_time)[:, None]
    into = (later - end) * (duration / settle_time)[:, None]
    reach = 1.2 * np.linalg.norm(end - start, axis=1, keepdims=True) + 1e-9
    out *= np.minimum(1.0, reach / (np.linalg.norm(out, axis=1, keepdims=True) + 1e-9))
    into *= np.minimum(1.0, reach / (np.linalg.norm(into, axis=1, keepdims=True) + 1e-9))
    steep = np.clip(foot.stair[after] / _STAIR_M, -1.0, 1.0)
    ankles = _hermite(_early(s, 0.7 * np.maximum(-steep, 0.0)), start, out, end, into)
    ankles[:, 1] = _hermite(_early(s, np.minimum(steep, 0.35)), start, out, end, into)[:, 1]
    ankles += foot.outward[after] * (np.sin(np.pi * s) ** 2)[:, None]
    level = 0.6
    spin = np.clip(2.0 * foot.leave[row] / foot.rise[row] * duration * level, 0.0, 1.2)
    first = _hermite(np.minimum(s / level, 1.0), foot.leave[row], spin, 0.0 * s, -0.3 * spin)
    rest = _hermite(
        np.clip((s - level) / (1.0 - level), 0.0, 1.0),
        0.0 * s, -0.3 * spin * (1.0 - level) / level, foot.strike[after], 0.0 * s,
    )  # fmt: skip
    kick = np.radians(_of(stances, "kick"))[after]
    kick *= np.clip(foot.leave[row] / foot.most[row], 0.0, 1.0)
    pitch = np.where(s < level, first, rest) + kick * np.sin(np.pi * np.sqrt(s)) ** 2
    share = s * s * (3.0 - 2.0 * s)
    turns = foot.flat[row] * (1.0 - share[:, None]) + _near(foot, row) * share[:, None]
    return ankles, pitch, turns / np.linalg.norm(turns, axis=1, keepdims=True)


def _early(s: F64, amount: F64) -> F64:
    """Return shares of a swing that run ahead where ``amount`` is 1, and behind where it is −1."""
    power = 1.0 + np.abs(amount)
    return np.asarray(np.where(amount > 0.0, 1.0 - (1.0 - s) ** power, s**power))


def _of(stances: Stances, name: str) -> F64:
    """Return (K,) values of a number of the stances' styles."""
    return np.array([getattr(style, name) for style in stances.styles], np.float64)


def _near(foot: _Foot, row: Rows) -> F64:
    """Return the flat turns of the next stances, with the signs nearest to those of this one."""
    following = foot.flat[row + 1]
    same = np.sum(foot.flat[row] * following, axis=1, keepdims=True) >= 0.0
    return np.where(same, following, -following)


def _needed_rise(walker: Walker, foot: _Foot, row: Rows) -> F64:
    """Return how much the swings after stances ``row`` are raised to clear the ground."""
    rows = np.repeat(row, len(_PROBES))
    s = np.tile(_PROBES, len(row))
    ankles, pitch, turns = _free_swing(foot, rows, s)
    stances = foot.stances
    here, there = stances.places[rows], stances.places[rows + 1]
    line = here[:, 1] + (there[:, 1] - here[:, 1]) * s
    size = np.linalg.norm((there - here)[:, [0, 2]], axis=1) / walker.leg
    need = np.full(len(s), -np.inf)
    soles = multiply_quaternions(turns, _pitched(pitch))
    toes = multiply_quaternions(soles, _pitched(_flying_bend(foot, rows, s)))
    ball = ankles + applied(soles, foot.ball[None])
    for place in (
        ankles + applied(soles, foot.heel[None]),
        ball + applied(toes, np.array([[0.0, foot.tip[1] - foot.ball[1], 0.0]])),
        ball + applied(toes, (foot.tip - foot.ball)[None]),
    ):
        terrain = line
        if walker.ground is not None:
            top = np.maximum(here, there)[:, 1]
            terrain, _ = walker.ground.under(place[:, [0, 2]], top, missing=line)
        need = np.maximum(need, terrain - place[:, 1])
    need += walker.scale * _of(stances, "clearance_m")[rows + 1] * np.sin(np.pi * s)
    rise = (need / np.maximum(_bump(s), 0.5)).reshape(len(row), -1).max(axis=1)
    lift = _of(stances, "lift")[row + 1] * walker.leg
    over = 0.35 * np.minimum(np.abs(foot.stair[row + 1]), 0.3 * walker.leg)
    free = over + lift * np.clip(size.reshape(len(row), -1)[:, 0] / 0.8, 0.3, 1.0)
    return np.asarray(np.maximum(rise, free))
