"""Scores fall with the error; delays are found; stretches of frames are told in seconds."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from visualize.compare.motion.camera import tremor
from visualize.compare.motion.scoring import curve_of, mean_score, scores
from visualize.compare.motion.spans import Times, loss, onset, runs
from visualize.compare.motion.timing import lateness
from visualize.compare.motion.twists import angle_deg, ratio

pixels = st.floats(0.0, 1e4)


@given(pixels, pixels, pixels)
def test_more_error_never_scores_more(one: float, two: float, moved: float):
    less, more = scores(np.array(sorted((one, two))), np.full(2, moved), 5.0)
    assert 100.0 >= less >= more >= 0.0


@given(st.floats(50.0, 1e4))
def test_standing_still_in_a_move_is_worth_nothing(moved: float):
    assert scores(moved, moved, 5.0) < 3.0


def test_the_score_is_the_documented_formula():
    assert scores(2.5, 5.0, 5.0) == pytest.approx(100.0 * 0.75**1.5)
    assert scores(0.0, 0.0, 5.0) == 100.0


def test_frames_that_cannot_be_judged_do_not_count():
    each, moved = np.array([100.0, np.nan, 0.0]), np.array([4.0, 100.0, 4.0])
    assert mean_score(each, moved, 1.0) == pytest.approx(50.0)
    assert mean_score(np.array([np.nan]), np.array([1.0]), 1.0) is None
    assert curve_of(each) == (100.0, None, 0.0)


@given(st.integers(2, 8), st.floats(0.5, 3.0))
def test_a_delayed_wave_is_late_by_its_delay(late: int, size: float):
    frames = np.arange(60.0)
    authored = size * np.sin(np.maximum(frames, 0.0) / 9.0)
    delayed = size * np.sin(np.maximum(frames - late, 0.0) / 9.0)
    assert lateness(authored[:, None], delayed[:, None]) == late


def test_a_slower_even_move_is_not_late():
    frames = np.arange(40.0)[:, None]
    assert lateness(frames, 0.7 * frames) is None
    assert lateness(frames, frames) is None
    assert lateness(0.0 * frames, frames) is None


def test_ratio_and_angle_are_those_of_geometry():
    way = np.array([[0.0, 0.0], [1.0, 0.0], [2.0, 1.0]])
    assert ratio(way, -0.4 * way) == pytest.approx(-0.4)
    assert ratio(0.0 * way, way) is None
    assert angle_deg(np.array([1.0, 0.0]), np.array([0.0, 3.0])) == pytest.approx(90.0)
    assert angle_deg(np.zeros(2), np.ones(2)) is None


def test_tremor_is_the_deviation_of_noise_and_nothing_on_an_even_way():
    noise = np.random.default_rng(4).normal(0.0, 2.0, (4000, 2))
    assert tremor(noise) == pytest.approx(2.0 * np.sqrt(2.0), rel=0.05)
    assert tremor(np.linspace([0.0, 0.0], [50.0, 9.0], 40)) == pytest.approx(0.0, abs=1e-9)


@given(st.lists(st.booleans(), max_size=30))
def test_runs_are_the_stretches_that_are_set(flags: list[bool]):
    found = runs(np.array(flags, bool))
    again = np.zeros(len(flags), bool)
    for first, stop in found:
        assert stop > first
        again[first:stop] = True
    assert again.tolist() == flags
    assert all(two[0] > one[1] for one, two in pairwise(found))


def test_seconds_are_those_of_the_clip():
    times = Times(np.arange(100.0, 200.0), 25.0)
    assert times.since(50) == " after 2.0 s"
    assert times.since(1) == ""
    assert times.frames_of(110.0, 120.0) == (10, 20)
    assert times.frames_of(300.0, 310.0) is None


def test_an_onset_is_where_the_last_calm_ends():
    assert onset(np.array([0.0, 5.0, 0.0, 0.0, 2.0, 6.0, 4.0]), 1.0) == 3


def test_a_loss_weighs_more_when_it_lasts():
    each = np.zeros(40)
    assert loss(each, 0, 39) == pytest.approx(1.0)
    assert loss(each, 0, 3) < loss(each, 0, 20)
    assert loss(np.full(40, 100.0), 0, 39) == 0.0
