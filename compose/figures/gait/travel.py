"""Travel: how a walker's root moves, and the phase of its steps that follows from it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from compose.figures.gait.styles import STYLES, GaitStyle
from compose.figures.gait.walker import Walker

F64 = npt.NDArray[np.float64]

_RUNNING_START = 0.35
"""Speed in m/s at an end of the sampled frames from which on the walker was already going."""

_LEAD_S = 1.6
_REST_S = 0.3
_CREEP = 0.04
"""Steps a second below which a walker stands."""

_CREEP_M_S = 0.05
"""Speed below which no way is steep."""

_MOST_STEPS = 7.0
"""Steps a second at most: what goes faster than that was moved, and did not walk."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Bout:
    """A time of going between two rests: frames ``first`` to ``last``, ``steps`` whole steps.

    ``turning`` is the turn in radians where the walker hardly travels, else 0.
    """

    first: int
    last: int
    steps: int
    turning: float


@dataclass(frozen=True, eq=False, kw_only=True)
class Travel:
    """The root's way over F frames, with a lead before and after where it comes and goes moving.

    Parameters
    ----------
    places
        (F, 3): the root in the world.
    headings
        (F,): its turn about Y in radians, without jumps.
    lead
        How many of the frames come before the walker's first.
    count
        How many frames the motion has: the walker's, and where the cycle has no end as many more
        as bring the feet together.
    dt
        Seconds a frame.
    phase
        (F,): steps since the bout began; whole numbers are mid-stances.
    pace
        (F,): length of a step in metres, 0 at rest.
    grade
        (F,): how steep the way is, metres up for a metre ahead.
    bouts
        Times of going, in order.
    styles, played
        The style of each of the walker's cycles, and (F,) which of them plays.
    """

    places: F64
    headings: F64
    lead: int
    count: int
    dt: float
    phase: F64
    pace: F64
    grade: F64
    bouts: tuple[Bout, ...]
    styles: tuple[GaitStyle, ...]
    played: npt.NDArray[np.intp]

    def style_at(self, frame: float) -> GaitStyle:
        """Return how the walker goes at a frame of the travel."""
        row = min(max(int(frame), 0), len(self.played) - 1)
        return self.styles[int(self.played[row])]


def smoothed(values: F64, sigma: float) -> F64:
    """Return (F, …) values blurred along the first axis by a Gaussian, ``sigma`` in frames."""
    reach = int(np.ceil(3.0 * sigma))
    if reach < 1:
        return values
    offsets = np.arange(-reach, reach + 1)
    weights = np.exp(-0.5 * (offsets / sigma) ** 2)
    weights /= weights.sum()
    flat = values.reshape(len(values), -1)
    padded = np.pad(flat, ((reach, reach), (0, 0)), mode="edge")
    columns = [np.convolve(column, weights, mode="valid") for column in padded.T]
    return np.stack(columns, axis=1).reshape(values.shape)


def travelled(walker: Walker) -> Travel:
    """Return the way of a walker's root and when it takes its steps."""
    dt = walker.seconds_a_frame
    places, headings, before, count = _with_leads(walker, dt)
    styles = tuple(STYLES[play.cycle] for play in walker.plays)
    played = _played(walker, np.arange(len(places), dtype=np.float64) - before + walker.first)
    forward = np.stack([np.sin(headings), np.cos(headings)], axis=1)
    moves = np.diff(places[:, [0, 2]], axis=0)
    lengths = np.linalg.norm(moves, axis=1)
    turns = np.abs(np.diff(headings))
    speeds = smoothed(np.append(lengths, lengths[-1:]) / dt, 0.12 / dt)
    across = np.abs(moves[:, 0] * forward[:-1, 1] - moves[:, 1] * forward[:-1, 0])
    aside = np.where(lengths > 0.0, across / np.where(lengths > 0.0, lengths, 1.0), 0.0)
    pace = np.ones(len(lengths))
    for row, (style, play) in enumerate(zip(styles, walker.plays, strict=True)):
        mine = played[:-1] == row
        pace[mine] = style.step_lengths(speeds[:-1][mine], walker.leg) * play.stride
    grade = _grades(places, lengths, dt)
    pace = pace * (1.0 - 0.55 * aside) / (1.0 + np.abs(grade[:-1]))
    most = np.radians([style.turn for style in styles])[played[:-1]]
    rates = np.maximum(lengths / pace, turns / most)
    rates = np.minimum(rates, _MOST_STEPS * dt)
    phase, bouts = _bouts(rates, lengths, np.diff(headings), pace, dt)
    going = np.zeros(len(places))
    for bout in bouts:
        going[bout.first : bout.last] = pace[bout.first : bout.last]
    return Travel(
        places=places, headings=headings, lead=before, count=count, dt=dt,
        phase=phase, pace=going, grade=grade, bouts=bouts, styles=styles, played=played,
    )  # fmt: skip


def _grades(places: F64, lengths: F64, dt: float) -> F64:
    """Return (F,): metres up for a metre ahead, within ±1, over a third of a second."""
    ahead = smoothed(np.append(lengths, 0.0), 0.15 / dt)
    up = smoothed(np.append(np.diff(places[:, 1]), 0.0), 0.15 / dt)
    return np.asarray(np.clip(up / np.maximum(ahead, _CREEP_M_S * dt), -1.0, 1.0))


def _played(walker: Walker, frames: F64) -> npt.NDArray[np.intp]:
    """Return which cycle plays at (F,) scene frames: the last of those, else the last begun."""
    result = np.zeros(len(frames), np.intp)
    for row, play in enumerate(walker.plays):
        result[frames >= play.start] = row
    for row, play in enumerate(walker.plays):
        end = np.inf if play.end is None else play.end
        result[(frames >= play.start) & (frames < end)] = row
    return result


def _with_leads(walker: Walker, dt: float) -> tuple[F64, F64, int, int]:
    """Return places, headings, how many frames come before the walker's, and `Travel.count`.

    A walker that moves at the first or last frame came from or goes on somewhere. One whose cycle
    has no end stands still after its last frame.
    """
    places = walker.roots[:, :3, 3]
    headings = np.unwrap(np.arctan2(walker.roots[:, 0, 2], walker.roots[:, 2, 2]))
    if len(places) < 2:
        return np.repeat(places, 2, axis=0), np.repeat(headings, 2), 0, 2
    lead = max(int(np.ceil(_LEAD_S / dt)), 2)
    endless = walker.endless
    ways = np.stack([places[1] - places[0], places[-1] - places[-2]]) * (1.0, 0.0, 1.0)
    moving = np.linalg.norm(ways, axis=1) / dt > _RUNNING_START
    back = np.arange(-lead if moving[0] else 0, 0)[:, None]
    on = np.arange(1, lead + 1 if moving[1] or endless else 1)[:, None]
    onward = np.zeros(3) if endless else ways[1]
    count = len(places) + (len(on) if endless else 0)
    places = np.concatenate([places[0] + back * ways[0], places, places[-1] + on * onward])
    headings = np.pad(headings, (len(back), len(on)), mode="edge")
    return places, headings, len(back), count


def _bouts(
    rates: F64, lengths: F64, turns: F64, pace: F64, dt: float
) -> tuple[F64, tuple[Bout, ...]]:
    """Return the phase at every frame and the times of going, each of whole steps."""
    phase = np.zeros(len(rates) + 1)
    bouts = []
    for first, last in _runs(rates > _CREEP * dt, max(int(np.ceil(_REST_S / dt)), 1)):
        total = float(rates[first:last].sum())
        steps = max(int(np.rint(total)), 1)
        phase[first + 1 : last + 1] = np.cumsum(rates[first:last]) * (steps / total)
        travelled_steps = float((lengths[first:last] / pace[first:last]).sum())
        turning = float(turns[first:last].sum()) if travelled_steps < 0.5 * total else 0.0
        bouts.append(Bout(first=first, last=last, steps=steps, turning=turning))
    for bout, following in pairwise(bouts):
        phase[bout.last : following.first] = bout.steps
    if bouts:
        phase[bouts[-1].last :] = bouts[-1].steps
    return phase, tuple(bouts)


def _runs(moving: npt.NDArray[np.bool_], rest: int) -> list[tuple[int, int]]:
    """Return spans of moving frames; gaps shorter than ``rest`` do not part them."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], moving, [False]]).astype(np.int8)))
    spans: list[tuple[int, int]] = []
    for first, last in edges.reshape(-1, 2).tolist():
        if spans and first - spans[-1][1] < rest:
            spans[-1] = (spans[-1][0], last)
        else:
            spans.append((first, last))
    return spans
