"""Paths by distance: lengths, places and eased ways against what analysis says."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.integrate import quad

from compose.errors import SceneError
from compose.paths import Path, SmoothPath, eased_distance

CIRCLE = [(np.cos(a), 0.0, np.sin(a)) for a in np.linspace(0, 2 * np.pi, 24, endpoint=False)]


@pytest.mark.parametrize("kind", [Path, SmoothPath])
def test_a_closed_path_comes_back_to_where_it_began(kind: type[Path]) -> None:
    path = kind(np.array(CIRCLE), closed=True)
    ends = path.places([0.0, path.length_m])
    assert ends[1] == pytest.approx(ends[0], abs=1e-9)


def test_straight_legs_and_a_curve_through_a_circle_are_as_long_as_geometry_says() -> None:
    chord = 2.0 * np.sin(np.pi / 24)
    assert Path(np.array(CIRCLE), closed=True).length_m == pytest.approx(24 * chord)
    assert SmoothPath(np.array(CIRCLE), closed=True).length_m == pytest.approx(2 * np.pi, rel=2e-4)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(*[st.integers(-9, 9)] * 3), min_size=2, max_size=9),
    st.sampled_from([Path, SmoothPath]),
)
def test_every_point_is_passed_and_points_that_repeat_count_once(points, kind) -> None:
    if len(set(points)) < 2:
        with pytest.raises(SceneError, match="two different points"):
            kind.through(points)
        return
    path = kind.through(points)
    walk = path.places(np.linspace(0.0, path.length_m, 20_001))
    for point in points:
        assert np.linalg.norm(walk - np.array(point, float), axis=1).min() < path.length_m / 1e4


@pytest.mark.parametrize(
    ("points", "message"),
    [
        ([(0, 0)], "three metres each"),
        ([(0, 0, 0), (float("inf"), 0, 0)], "lie within"),
        ([(0, 0, "x"), (1, 0, 0)], "three metres each"),
        ([], "two different points"),
        ([(i, 0, 0) for i in range(10_001)], "2 to 10,000 points"),
    ],
)
def test_points_that_are_no_path_are_refused(points, message) -> None:
    with pytest.raises(SceneError, match=message):
        SmoothPath.through(points)


@pytest.mark.parametrize(("last", "ease"), [(40, 12.0), (40, 0.0), (25, 12.5), (7, 3.0)])
def test_an_eased_way_is_the_integral_of_its_speed(last: int, ease: float) -> None:
    def speed(time: float) -> float:
        u = min(time, last - time) / ease if ease else 1.0
        return 3 * u**2 - 2 * u**3 if u < 1.0 else 1.0

    whole = quad(speed, 0, last, points=[ease, last - ease], limit=200)[0]
    frames = np.linspace(0, last, 9)
    expected = [
        quad(speed, 0, f, points=[p for p in (ease, last - ease) if 0 < p < f] or None)[0] / whole
        for f in frames
    ]
    assert eased_distance(frames, float(last), ease) == pytest.approx(expected, abs=1e-7)
