"""Quaternion curves: slerp by closed forms, the shortest way, eased by their angle."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from compose.curve import Curve
from compose.curve_table import QuaternionTable, curve_value
from compose.errors import SceneError
from tests.builders.staged import BEZIER, CONSTANT, LINEAR, LOOP, SMOOTH, curve, key

Quaternion = tuple[float, float, float, float]


def about_y(degrees: float) -> Quaternion:
    half = math.radians(degrees) / 2
    return (0.0, math.sin(half), 0.0, math.cos(half))


def angle_about_y(quaternion: Quaternion) -> float:
    return math.degrees(2 * math.atan2(quaternion[1], quaternion[3]))


def test_linear_keys_turn_at_an_even_rate() -> None:
    made = curve(key(0, about_y(10)), key(40, about_y(130)))
    for frame in range(41):
        assert angle_about_y(curve_value(made, frame)) == pytest.approx(10 + 3 * frame)


def test_keys_turn_the_short_way_whatever_their_signs() -> None:
    negated = tuple(-v for v in about_y(130))
    made = curve(key(0, about_y(10)), key(40, negated))
    x, y, z, w = curve_value(made, 20)
    assert abs(np.dot((x, y, z, w), about_y(70))) == pytest.approx(1.0)


def test_smooth_keys_ease_at_the_ends_and_flow_through_the_middle() -> None:
    made = curve(*(key(f, about_y(f * 3), SMOOTH) for f in (0, 20, 40)))
    assert angle_about_y(curve_value(made, 1)) < 1.0
    step = 0.001
    speed = [
        (angle_about_y(curve_value(made, f + step)) - angle_about_y(curve_value(made, f))) / step
        for f in (19.99, 20.0)
    ]
    assert speed[0] == pytest.approx(3.0, abs=0.05)
    assert speed[1] == pytest.approx(3.0, abs=0.05)


def test_two_smooth_keys_ease_by_the_cubic() -> None:
    made = curve(key(0, about_y(0), SMOOTH), key(10, about_y(100), SMOOTH))
    for frame in range(11):
        t = frame / 10
        assert angle_about_y(curve_value(made, frame)) == pytest.approx(100 * t * t * (3 - 2 * t))


def test_constant_keys_jump_and_bezier_keys_are_smooth() -> None:
    jump = curve(key(0, about_y(0), CONSTANT), key(10, about_y(90)))
    assert angle_about_y(curve_value(jump, 9.9)) == pytest.approx(0.0)
    assert angle_about_y(curve_value(jump, 10)) == pytest.approx(90.0)
    bezier = curve(key(0, about_y(0), BEZIER, right=(5.0, 3.0)), key(10, about_y(90)))
    smooth = curve(key(0, about_y(0), SMOOTH), key(10, about_y(90)))
    assert curve_value(bezier, 3) == curve_value(smooth, 3)


def test_a_quaternion_loop_repeats() -> None:
    made = curve(key(0, about_y(0), LINEAR), key(10, about_y(90)), after=LOOP)
    assert angle_about_y(curve_value(made, 25)) == pytest.approx(45.0)


components = st.floats(-1, 1)


@st.composite
def turning(draw: st.DrawFn) -> Curve:
    keys = []
    for i in range(draw(st.integers(1, 5))):
        value = draw(st.tuples(components, components, components, components))
        keys.append(key(i * 10, value, draw(st.sampled_from([LINEAR, SMOOTH, CONSTANT]))))
    return curve(*keys)


@given(turning(), st.floats(-20, 80))
def test_every_value_is_a_unit_quaternion(made: Curve, frame: float) -> None:
    assert np.linalg.norm(curve_value(made, frame)) == pytest.approx(1.0)


@given(turning(), turning(), st.floats(-20, 80))
def test_a_table_gives_each_quaternion_what_it_has_alone(a: Curve, b: Curve, frame: float) -> None:
    both = QuaternionTable.compile([a, b]).evaluate(frame)
    np.testing.assert_allclose(both, [curve_value(a, frame), curve_value(b, frame)], atol=1e-12)


def test_tables_refuse_keys_of_the_other_kind() -> None:
    with pytest.raises(SceneError, match="quaternions"):
        QuaternionTable.compile([curve(key(0, 1.0))])
