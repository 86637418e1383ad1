"""Body: hips, trunk and arms of a walker, over the feet that its plan puts down."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from compose.figures.gait.feet import FootPath, foot_path
from compose.figures.gait.idling import add_breath
from compose.figures.gait.rows import (
    ANGLES,
    ANKLES,
    HIPS,
    SOLES,
    WIDTH,
    AngleRows,
    Motion,
    joints_named,
    walked_joints,
)
from compose.figures.gait.steps import LEFT, leading_sides, planned_steps
from compose.figures.gait.styles import STYLES, GaitStyle
from compose.figures.gait.travel import Travel, smoothed, travelled
from compose.figures.gait.walker import Walker
from compose.figures.performance import CyclePlay
from compose.figures.pose import posed
from compose.figures.turns import about, applied
from compose.transform import euler_quaternions

F64 = npt.NDArray[np.float64]

_NATURAL_STEP = 0.8
"""Step in leg lengths at which hips, trunk and arms move as much as the style says."""

_LEAN_UPHILL = 18.0
"""Degrees the trunk leans forward more up a way of 1 in 1; down it, a fifth of that back."""

_STRAIGHT = 0.9985
"""The share of its length beyond which no leg is stretched, so that no knee locks."""


@dataclass(frozen=True, eq=False, kw_only=True)
class _Rhythm:
    """(F,) signals of a walker: all are 0 at rest.

    ``over`` is 1 when the body is over the left foot and −1 over the right; ``fore`` is 1 when
    the left foot lands and −1 when the right does. Both are as large as the steps are long.
    ``bob`` is 1 at mid-stances and −1 between. ``going`` is 0 at rest and 1 on the way, ``grade``
    how steep that is.
    """

    over: F64
    fore: F64
    bob: F64
    going: F64
    grade: F64


def walking(walker: Walker) -> list[Motion]:
    """Return the motions of cycles that follow travelled distance, all over the same feet."""
    travel = travelled(walker)
    moments = np.arange(len(travel.headings), dtype=np.float64)
    paths = [
        foot_path(walker, stances, side, moments)
        for side, stances in enumerate(planned_steps(walker, travel))
    ]
    rhythm = _rhythm(walker, travel)
    return [_motion(walker, play, travel, rhythm, paths) for play in walker.plays]


def _motion(
    walker: Walker, play: CyclePlay, travel: Travel, rhythm: _Rhythm, paths: list[FootPath]
) -> Motion:
    """Return what one cycle says from where it comes in until it has gone out."""
    style = STYLES[play.cycle]
    moments = np.arange(len(travel.headings), dtype=np.float64)
    angles = _angles(style, rhythm, paths, moments * travel.dt)
    rows = np.zeros((len(moments), WIDTH))
    rows[:, ANGLES] = angles.flat
    rows[:, HIPS] = _hips(walker, style, travel, rhythm, paths, angles.flat[:, :3])
    rows[:, ANKLES] = np.concatenate([path.ankles for path in paths], axis=1)
    rows[:, SOLES] = np.concatenate([_continuous(path.soles) for path in paths], axis=1)
    begin, end = _window(walker, play, travel.count)
    return Motion(
        rows=rows[travel.lead + begin : travel.lead + end],
        base=posed("stand", left_hand=style.hands, right_hand=style.hands).turns,
        first=walker.first + begin,
        rate=1.0,
        loops=False,
        in_world=True,
        planted=True,
        moves=walked_joints(),
        sways=joints_named(),
    )


def _window(walker: Walker, play: CyclePlay, count: int) -> tuple[int, int]:
    """Return the rows, of ``count``, that a cycle of a chain needs."""
    begin = int(np.floor(play.start - play.blend - walker.first))
    end = np.inf if play.end is None else np.ceil(play.end + play.blend - walker.first) + 2
    return min(max(begin, 0), count - 1), int(min(max(end, 1), count))


def _continuous(turns: F64) -> F64:
    """Return (F, 4) quaternions with signs so that no two neighbours are far apart."""
    dots = np.sum(turns[1:] * turns[:-1], axis=1)
    signs = np.cumprod(np.where(dots < 0.0, -1.0, 1.0))
    return np.asarray(turns * np.append(1.0, signs)[:, None])


def _rhythm(walker: Walker, travel: Travel) -> _Rhythm:
    blur = 0.12 / travel.dt
    size = smoothed(travel.pace / (_NATURAL_STEP * walker.leg), blur)
    size = np.clip(size, 0.0, 1.35)
    start = np.zeros(len(travel.phase))
    for bout, leading in zip(travel.bouts, leading_sides(walker, travel), strict=True):
        start[bout.first : bout.last + 1] = 1.0 if leading == LEFT else 0.0
    phase = np.pi * (travel.phase - start)
    return _Rhythm(
        over=np.cos(phase) * size,
        fore=-np.sin(phase) * size,
        bob=np.cos(2.0 * phase) * np.minimum(size, 1.0),
        going=smoothed((travel.pace > 0.0).astype(np.float64), blur),
        grade=smoothed(travel.grade, blur),
    )


def _angles(style: GaitStyle, rhythm: _Rhythm, paths: list[FootPath], seconds: F64) -> AngleRows:
    angles = AngleRows(len(seconds))
    over, fore, going = rhythm.over, rhythm.fore, rhythm.going
    dip = -style.hitch * np.maximum(-over, 0.0)
    hike = style.hike * np.maximum(over, 0.0)
    lean = style.lean * going + _LEAN_UPHILL * np.maximum(rhythm.grade, 0.2 * rhythm.grade)
    angles.add("hips", x=0.25 * lean, y=-style.yaw * fore, z=style.list * over - hike)
    turn = (style.yaw + style.twist) * fore
    aside = 0.5 * (hike - dip)
    angles.add("waist", x=0.4 * lean, y=0.45 * turn, z=aside - 0.6 * style.list * over)
    angles.add("chest", x=0.35 * lean, y=0.55 * turn, z=aside - 0.5 * style.list * over)
    angles.add("neck", x=-0.35 * lean, y=-0.5 * style.twist * fore, z=0.5 * dip)
    angles.add("head", x=-0.45 * lean, y=-0.5 * style.twist * fore, z=0.5 * dip)
    for name, sign in (("left", 1.0), ("right", -1.0)):
        forward = -sign * fore
        swing = -style.arm_swing * forward - style.arm_forward * going
        out = 80.0 + (style.arm_out - 80.0) * going
        elbow = 14.0 + (style.elbow - 14.0) * going + style.elbow_swing * forward
        elbow += style.elbow_swing * 0.35 * rhythm.bob
        angles.add(f"{name}_clavicle", y=-2.5 * forward * sign, z=-2.0 * sign)
        angles.add(f"{name}_shoulder", x=swing, y=-sign * 6.0 * going, z=-sign * (out - 2.0))
        angles.add(f"{name}_elbow", x=6.0, y=-sign * np.maximum(elbow, 4.0))
        angles.add(f"{name}_wrist", x=8.0, y=-sign * 3.0 * forward, z=-sign * 6.0)
    for name, path in zip(("left", "right"), paths, strict=True):
        angles.add(f"{name}_toes", x=np.degrees(path.toes))
    add_breath(angles, seconds, 1.0 - 0.6 * going)
    return angles


def _hips(
    walker: Walker, style: GaitStyle, travel: Travel, rhythm: _Rhythm, paths: list[FootPath],
    turns: F64,
) -> F64:  # fmt: skip
    """Return (F, 3): the hips' way from rest in the figure's space, in leg lengths.

    They are as high as the straighter leg allows (an inverted pendulum over the standing foot),
    never higher than standing, and a little smoother than that in time.
    """
    up = np.tile([0.0, 1.0, 0.0], (len(turns), 1))
    heading = about(up, travel.headings)
    rest = walker.resting("hips")
    aside = style.sway * walker.leg * rhythm.over
    offset = np.stack([aside, 0.0 * aside, np.full(len(aside), rest[2])], axis=1)
    places = travel.places + applied(heading, offset)
    pelvis = euler_quaternions(turns, "YXZ")
    tops = []
    for name, path in zip(("left", "right"), paths, strict=True):
        joint = applied(heading, applied(pelvis, walker.offset(f"{name}_hip")[None]))
        away = path.ankles - places - joint
        flat = np.sum(away[:, [0, 2]] ** 2, axis=1)
        tops.append((path.ankles[:, 1] - joint[:, 1], flat))
    length = sum(float(np.linalg.norm(walker.offset(f"left_{name}"))) for name in ("knee", "ankle"))
    cap = _standing_height(walker, style, travel, rhythm, paths)
    loose = [_top(top, flat, style.extension * length) for top, flat in tops]
    height = smoothed(_soft_minimum([*loose, cap], 0.007 * walker.leg), 0.035 / travel.dt)
    for top, flat in tops:
        height = np.minimum(height, _top(top, flat, _STRAIGHT * length))
    way = np.stack([aside, height - travel.places[:, 1] - rest[1], 0.0 * aside], axis=1)
    return way / walker.leg


def _top(base: F64, flat: F64, length: float) -> F64:
    """Return how high hips may be over ankles ``flat`` (squared) aside with legs of a length."""
    return base + np.sqrt(np.maximum(length**2 - flat, (0.35 * length) ** 2))


def _soft_minimum(values: list[F64], width: float) -> F64:
    stack = np.stack(values)
    least = stack.min(axis=0)
    return np.asarray(least - width * np.log(np.exp((least - stack) / width).sum(axis=0)))


def _standing_height(
    walker: Walker, style: GaitStyle, travel: Travel, rhythm: _Rhythm, paths: list[FootPath]
) -> F64:
    """Return (F,): how high the hips are over the ground that the feet stand on."""
    ankle = walker.resting("left_ankle")[1]
    lower = np.minimum(paths[0].ankles[:, 1], paths[1].ankles[:, 1]) - ankle
    ground = smoothed(np.minimum(lower, smoothed(lower, 0.2 / travel.dt)), 0.12 / travel.dt)
    low = 0.006 + (style.crouch - 0.006) * rhythm.going
    low = low + style.sink * np.maximum(-rhythm.over, 0.0)
    return np.asarray(
        ground + walker.resting("hips")[1] - walker.leg * (low + style.bounce * rhythm.bob)
    )
