"""Seams: cycles that follow one another in full stride go on from the same footholds."""

from __future__ import annotations

import numpy as np
import pytest

from compose.evaluation import evaluate
from compose.figures.gait import chained
from compose.figures.performance import CyclePlay
from compose.figures.skeleton import POINTS
from compose.track import Track
from tests.builders.staged import LINEAR, key, person, project, track

SOLES = [POINTS.index(f"{s}_{n}") for s in ("left", "right") for n in ("heel", "ball")]
SPEEDS = {"walk": 1.4, "run": 3.0, "sneak": 0.8, "limp": 0.9}
SEAM, LAST = 60, 120
DOWN_M = 0.001


def pace(first: str, second: str) -> tuple[Track, ...]:
    """Straight ahead as fast as the one cycle goes, and from the seam on as the other does."""
    at_seam = SEAM / 24.0 * SPEEDS[first]
    at_last = at_seam + (LAST - SEAM) / 24.0 * SPEEDS[second]
    keys = (key(0, 0.0, LINEAR), key(SEAM, at_seam, LINEAR), key(LAST, at_last, LINEAR))
    return (track("anna", "translation.z", *keys),)


def soles(frames: np.ndarray, tracks: tuple[Track, ...], *cycles: CyclePlay) -> np.ndarray:
    """World places (F, 4, 3) of heels and balls."""
    made, shot = project(person(performance={"cycles": cycles}), tracks=tracks)
    return np.array([evaluate(made, shot, float(f)).figures[0].points[SOLES] for f in frames])


def farthest_slide(points: np.ndarray) -> float:
    """How far the worst of the points goes on the ground plan from where it came down."""
    worst = 0.0
    for column in range(points.shape[1]):
        start = None
        for x, height, z in points[:, column]:
            if height > DOWN_M:
                start = None
            elif start is None:
                start = (x, z)
            else:
                worst = max(worst, float(np.hypot(x - start[0], z - start[1])))
    return worst


def play(cycle: str, start: float, end: float | None, blend: float = 6.0) -> CyclePlay:
    return CyclePlay(cycle=cycle, start=start, end=end, blend=blend)


@pytest.mark.parametrize(("first", "second"), [
    ("walk", "run"), ("run", "walk"), ("walk", "limp"), ("sneak", "walk"), ("limp", "sneak"),
])  # fmt: skip
def test_no_planted_foot_slides_a_centimetre_where_one_cycle_goes_over_into_another(
    first, second
) -> None:
    frames = np.arange(SEAM - 20, SEAM + 20, 0.5)
    cycles = play(first, 0, SEAM), play(second, SEAM, LAST)
    points = soles(frames, pace(first, second), *cycles)
    assert (points[:, :, 1] < DOWN_M).any(axis=0).all()
    assert farthest_slide(points) < 0.01


@pytest.mark.parametrize("blend", [2.0, 16.0])
def test_feet_hold_however_long_the_blend_is(blend) -> None:
    cycles = play("walk", 0, SEAM, blend), play("sneak", SEAM - 4, LAST, blend)
    frames = np.arange(SEAM - 24, SEAM + 24, 0.5)
    assert farthest_slide(soles(frames, pace("walk", "sneak"), *cycles)) < 0.01


def test_a_cycle_over_a_part_of_an_endless_one_holds_the_feet_at_both_its_ends() -> None:
    cycles = play("walk", 0, None), play("sneak", 30, SEAM)
    points = soles(np.arange(10, SEAM + 30, 0.5), pace("sneak", "walk"), *cycles)
    assert farthest_slide(points) < 0.01


def test_no_foot_jumps_between_half_frames_around_a_seam() -> None:
    """A swinging foot is hardly faster than four times the root, which is 3 m/s here."""
    frames = np.arange(SEAM - 20, SEAM + 20, 0.5)
    points = soles(frames, pace("walk", "run"), play("walk", 0, SEAM), play("run", SEAM, LAST))
    speeds = np.linalg.norm(np.diff(points, axis=0), axis=2) * 48.0
    assert speeds.max() < 4.0 * SPEEDS["run"]


def test_cycles_are_one_way_only_where_they_meet_and_both_follow_the_distance() -> None:
    walk, run, late = play("walk", 0, 40), play("run", 50, 90), play("walk", 200, 240)
    idle, sneak = play("idle", 240, 300), play("sneak", 300, None)
    assert chained([walk, run, late]) == [(walk, run), (late,)]
    assert chained([late, idle, sneak]) == [(late,), (idle,), (sneak,)]
    assert chained([run, walk]) == [(run,), (walk,)]
    assert chained([]) == []
