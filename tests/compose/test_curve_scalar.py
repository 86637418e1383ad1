"""Scalar curves: what passes through the keys, between them and beyond them."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compose.curve import Curve, Interpolation, Keyframe
from compose.curve_table import CurveTable, curve_value
from compose.errors import SceneError
from tests.builders.staged import (
    BEZIER,
    CONSTANT,
    HOLD,
    LOOP,
    PING_PONG,
    SMOOTH,
    curve,
    key,
)

numbers = st.floats(-1e4, 1e4, allow_nan=False)


def values_at(made: Curve, frames: npt.ArrayLike) -> npt.NDArray[np.float64]:
    frames = np.asarray(frames, np.float64)
    return CurveTable.compile([made]).sample(np.zeros(len(frames), np.intp), frames)


@st.composite
def curves(draw: st.DrawFn, kinds: tuple[Interpolation, ...] = tuple(Interpolation)) -> Curve:
    frames = sorted(draw(st.sets(st.integers(-500, 500), min_size=1, max_size=7)))
    handle = st.none() | st.tuples(st.floats(-50, 50), numbers)
    keys = tuple(
        Keyframe(
            frame=float(frame), value=draw(numbers), interpolation=draw(st.sampled_from(kinds)),
            left=draw(handle), right=draw(handle),
        )
        for frame in frames
    )  # fmt: skip
    ends = st.sampled_from([HOLD, LOOP, PING_PONG])
    return Curve(keys=keys, before=draw(ends), after=draw(ends))


@given(curves())
def test_every_curve_passes_through_its_keys(made: Curve) -> None:
    found = values_at(made, [one.frame for one in made.keys])
    np.testing.assert_allclose(found, [one.value for one in made.keys], atol=1e-9)


def test_constant_keeps_the_value_until_the_very_frame_of_the_next_key() -> None:
    made = curve(key(0, 1.0, CONSTANT), key(10, 5.0))
    assert [curve_value(made, f) for f in (0, 9.999999, 10)] == [1.0, 1.0, 5.0]


def test_linear_is_the_straight_line() -> None:
    made = curve(key(2, -1.0), key(6, 7.0))
    frames = np.linspace(2, 6, 41)
    found = values_at(made, frames)
    np.testing.assert_allclose(found, -1.0 + 2.0 * (frames - 2), atol=1e-12)


def test_smooth_between_two_keys_eases_in_and_out_by_the_cubic() -> None:
    made = curve(key(0, 10.0, SMOOTH), key(20, 30.0, SMOOTH))
    for frame in range(21):
        t = frame / 20
        assert curve_value(made, frame) == pytest.approx(10.0 + 20.0 * t * t * (3 - 2 * t))


def test_smooth_keeps_its_speed_through_an_evenly_rising_key() -> None:
    made = curve(*(key(f, float(f), SMOOTH) for f in (0, 10, 20, 30)))
    assert curve_value(made, 15) == pytest.approx(15.0)
    step = 1e-5
    left = (curve_value(made, 10) - curve_value(made, 10 - step)) / step
    right = (curve_value(made, 10 + step) - curve_value(made, 10)) / step
    assert left == pytest.approx(1.0, abs=1e-4)
    assert right == pytest.approx(1.0, abs=1e-4)


@given(curves(kinds=(SMOOTH,)), st.floats(0, 1))
def test_smooth_never_leaves_the_interval_of_its_two_keys(made: Curve, share: float) -> None:
    spans = list(pairwise(made.keys))
    found = values_at(made, [a.frame + share * (b.frame - a.frame) for a, b in spans])
    for (a, b), value in zip(spans, found, strict=True):
        assert min(a.value, b.value) <= value <= max(a.value, b.value)


@given(curves(kinds=(SMOOTH,)))
def test_smooth_is_monotone_between_keys(made: Curve) -> None:
    for a, b in pairwise(made.keys):
        values = values_at(made, np.linspace(a.frame, b.frame, 30))
        steps = np.diff(values) * np.sign(b.value - a.value)
        assert (steps >= -1e-9 * max(1.0, abs(b.value - a.value))).all()


def test_a_smooth_loop_does_not_stumble_at_its_seam() -> None:
    turning = curve(key(0, 0.0, SMOOTH), key(48, 360.0, SMOOTH), after=LOOP)
    for frame in range(0, 200, 7):
        assert curve_value(turning, frame) % 360 == pytest.approx(frame * 7.5 % 360, abs=1e-9)
    wave = curve(
        key(0, 0.0, SMOOTH), key(10, 1.0, SMOOTH), key(30, -1.0, SMOOTH), key(40, 0.0, SMOOTH),
        after=LOOP,
    )  # fmt: skip
    h = 1e-5
    before = (curve_value(wave, 40) - curve_value(wave, 40 - h)) / h
    beyond = (curve_value(wave, 40 + h) - curve_value(wave, 40)) / h
    assert before == pytest.approx(beyond, rel=1e-3)
    assert before > 0.05


def _bezier_by_bisection(a: Keyframe, b: Keyframe, frame: float) -> float:
    xs = [a.frame, a.frame + a.right[0], b.frame + b.left[0], b.frame]
    ys = [a.value, a.value + a.right[1], b.value + b.left[1], b.value]

    def at(points: list[float], t: float) -> float:
        while len(points) > 1:
            points = [p + (q - p) * t for p, q in pairwise(points)]
        return points[0]

    low, high = 0.0, 1.0
    for _ in range(200):
        middle = (low + high) / 2
        low, high = (middle, high) if at(xs, middle) <= frame else (low, middle)
    return at(ys, (low + high) / 2)


@given(
    st.floats(0.05, 9.95), numbers, st.floats(-9.95, -0.05), numbers, st.floats(0, 10),
)  # fmt: skip
@settings(max_examples=200)
def test_bezier_is_de_casteljau_solved_for_time(
    rx: float, ry: float, lx: float, ly: float, frame: float
) -> None:
    a = key(0, 1.0, BEZIER, right=(rx, ry))
    b = key(10, -2.0, BEZIER, left=(lx, ly))
    expected = _bezier_by_bisection(a, b, frame)
    scale = max(1.0, abs(ry), abs(ly))
    assert curve_value(curve(a, b), frame) == pytest.approx(expected, abs=2e-4 * scale)


def test_handles_as_long_as_the_span_still_give_one_value_at_every_frame() -> None:
    made = curve(key(0, 0.0, BEZIER, right=(10.0, 0.0)), key(10, 1.0, BEZIER, left=(-10.0, 0.0)))
    values = values_at(made, np.linspace(0, 10, 101))
    assert (np.diff(values) >= 0).all()
    assert values[50] == pytest.approx(0.5)


def test_a_handle_too_long_is_shortened_along_its_direction() -> None:
    far = curve(key(0, 0.0, BEZIER, right=(40.0, 8.0)), key(10, 1.0, BEZIER, left=(-2.0, 0.0)))
    short = curve(key(0, 0.0, BEZIER, right=(10.0, 2.0)), key(10, 1.0, BEZIER, left=(-2.0, 0.0)))
    for frame in np.linspace(0, 10, 23):
        assert curve_value(far, frame) == pytest.approx(curve_value(short, frame), abs=1e-12)


def test_bezier_without_handles_is_smooth() -> None:
    keys = [(0, 0.0), (7, 3.0), (20, 4.0), (25, -1.0)]
    bezier = curve(*(key(f, v, BEZIER) for f, v in keys))
    smooth = curve(*(key(f, v, SMOOTH) for f, v in keys))
    for frame in np.linspace(0, 25, 57):
        assert curve_value(bezier, frame) == pytest.approx(curve_value(smooth, frame), abs=1e-9)


@pytest.mark.parametrize(
    ("mode", "frame", "same_as"),
    [
        (HOLD, -7, 10), (HOLD, 47, 30), (LOOP, 31, 11), (LOOP, 50, 10), (LOOP, 9, 29),
        (LOOP, -1000, 20), (PING_PONG, 31, 29), (PING_PONG, 50, 10), (PING_PONG, 55, 15),
        (PING_PONG, 9, 11), (PING_PONG, 30 + 400, 30),
    ],
)  # fmt: skip
def test_beyond_its_keys_a_curve_holds_loops_or_swings(mode, frame, same_as) -> None:
    made = curve(key(10, 0.0), key(17, 4.0), key(30, 9.0), before=mode, after=mode)
    assert curve_value(made, frame) == pytest.approx(curve_value(made, same_as), abs=1e-9)


def test_a_single_key_holds_whatever_its_extrapolation() -> None:
    made = curve(key(5, 3.0), before=LOOP, after=PING_PONG)
    assert [curve_value(made, f) for f in (-1e6, 5, 1e6)] == [3.0, 3.0, 3.0]


@given(st.lists(curves(), min_size=1, max_size=5), st.floats(-2000, 2000))
def test_a_table_gives_each_curve_what_it_has_alone(many: list[Curve], frame: float) -> None:
    together = CurveTable.compile(many).evaluate(frame)
    alone = [curve_value(one, frame) for one in many]
    np.testing.assert_array_equal(together, alone)


@pytest.mark.parametrize(
    "made",
    [
        curve(key(0, 0.0), key(1e-9, 1.0)),
        curve(key(0, 1e300), key(1, -1e300)),
        curve(key(0, 0.0, BEZIER, right=(1e200, 0.0)), key(1, 1.0)),
    ],
)
def test_keys_that_cannot_be_computed_with_are_refused(made: Curve) -> None:
    with pytest.raises(SceneError, match="key"):
        curve_value(made, 0.5)
