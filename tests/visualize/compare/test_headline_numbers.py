"""The headline is a weighted mean of what is known, and black frames show nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visualize.compare.grading import graded, spans_of
from visualize.compare.headline import headline, temporal, weights
from visualize.takes.measures import Metric

NAMES = sorted(weights("fidelity"))
FULL = weights("calibration")["full"] / 100.0


def metric(name: str, score: float | None, **more) -> Metric:
    return Metric(name=name, group="motion", score=score, **more)


def test_all_perfect_is_a_hundred_and_all_nothing_is_zero():
    for score in (100.0, 0.0):
        assert headline([metric(name, score) for name in NAMES], 4).fidelity == score


@given(st.dictionaries(st.sampled_from(NAMES), st.floats(0, 100), min_size=1))
def test_it_lies_between_the_worst_and_the_best_that_is_known(found):
    metrics = [metric(name, found.get(name), covered=1.0) for name in NAMES]
    fidelity = headline(metrics, 1).fidelity
    low, high = min(found.values()), max(found.values())
    assert min(100.0, low / FULL) - 0.01 <= fidelity <= min(100.0, high / FULL) + 0.01


def test_picture_and_timing_change_nothing():
    plain = [metric("motion", 80.0, covered=0.5), metric("structure", 60.0)]
    more = [metric("sharpness", 0.0), metric("offset", 0.0), metric("rate", 0.0)]
    assert headline(plain, 1) == headline(plain + more, 1)


def test_motion_on_too_little_of_the_picture_alone_is_not_measurable():
    assert headline([metric("motion", 90.0, covered=0.09)], 3).fidelity is None
    assert headline([metric("motion", 90.0, covered=0.11)], 3).fidelity is not None
    assert headline([], 3) == headline([metric("motion", None)], 3)


def test_black_frames_take_their_share():
    black = metric("black", 75.0, curve=(100.0, 100.0, 0.0, 100.0))
    curve = (100.0, 100.0, 100.0, 100.0)
    found = headline([metric("structure", 100.0, curve=curve), black], 4)
    assert found.fidelity == 75.0
    assert found.curve == (100.0, 100.0, 0.0, 100.0)


def test_the_curve_is_as_long_as_the_clip_and_silent_where_nothing_is_known():
    found = headline([metric("structure", 50.0, curve=(50.0, None))], 4)
    assert found.curve == (pytest.approx(50.0 / FULL, abs=0.01), None, None, None)


def test_temporal_is_made_of_its_parts():
    parts = [metric("warping", 100.0), metric("flicker", None), metric("freezes", 0.0)]
    share = weights("temporal")["warping"] / (
        weights("temporal")["warping"] + weights("temporal")["freezes"]
    )
    assert temporal(parts).score == pytest.approx(100.0 * share, abs=0.01)
    assert temporal([metric("motion", 3.0)]) is None


@given(st.lists(st.booleans(), max_size=40))
def test_spans_cover_exactly_the_marked_frames(marked):
    spans = spans_of(marked)
    assert [i for start, end in spans for i in range(start, end)] == [
        i for i, is_marked in enumerate(marked) if is_marked
    ]
    assert all(spans[i][1] < spans[i + 1][0] for i in range(len(spans) - 1))


@given(st.floats(-5, 5), st.floats(-5, 5), st.floats(0, 1))
def test_grades_rise_from_the_worst_to_the_best(worst, best, share):
    if abs(worst - best) > 1e-3:
        value = worst + share * (best - worst)
        assert graded(value, worst, best) == pytest.approx(100.0 * share, abs=0.01)
