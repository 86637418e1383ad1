"""Curves as they are drawn and shaped, against de Casteljau, finite differences and the scene."""

from __future__ import annotations

import numpy as np
import pytest

from compose.curve import Curve, Interpolation, Keyframe
from compose.curve_table import curve_value
from compose.edits import set_keyframe
from studio.session import Layer
from studio.timeline.curve_edits import (
    drag_keys,
    ease_keys,
    join_handles,
    next_tangent,
    set_handle,
    set_values,
)
from studio.timeline.curve_shape import Handles, bounds, handles_of, is_handled, samples, speed
from studio.timeline.keys import Home, KeySelection, TrackRef
from tests.builders.timed_scene import BOX, SCENE, timed_project

HOME = Home(SCENE)
X = TrackRef(Layer.SCENE, BOX, "translation.x")
TURN = TrackRef(Layer.SCENE, BOX, "rotation_deg.y")


def curve_of(project, ref: TrackRef = X) -> Curve:
    return next(t.curve for t in project.scene(SCENE).tracks if t.key == ref.key)


def casteljau(points: np.ndarray, t: float) -> np.ndarray:
    while len(points) > 1:
        points = points[:-1] + (points[1:] - points[:-1]) * t
    return points[0]


def test_what_is_drawn_is_what_the_scene_is_evaluated_with() -> None:
    curve = curve_of(timed_project())
    frames = np.linspace(-10, 60, 211)
    expected = [curve_value(curve, float(frame)) for frame in frames]
    np.testing.assert_array_equal(samples(curve, frames), expected)


def test_dragged_handles_make_the_bezier_curve_that_they_span() -> None:
    project = set_handle(timed_project(), HOME, X, 0.0, "right", (8.0, 5.0), joined=False)
    project = set_handle(project, HOME, X, 24.0, "left", (-6.0, 2.0), joined=False)
    curve = curve_of(project)
    points = np.array([[0.0, 0.0], [8.0, 5.0], [24.0 - 6.0, 4.0 + 2.0], [24.0, 4.0]])
    for t in np.linspace(0.0, 1.0, 21):
        frame, value = casteljau(points, float(t))
        assert curve_value(curve, float(frame)) == pytest.approx(value, abs=1e-6)


def test_joined_handles_turn_together_and_keep_their_lengths() -> None:
    project = set_handle(timed_project(), HOME, X, 24.0, "right", (6.0, 3.0), joined=True)
    curve = curve_of(project)
    handles = handles_of(curve, 1)
    assert handles.joined
    assert handles.left == pytest.approx((-8.0, -4.0))  # a third of 24 frames, on the same line
    kinds = [key.interpolation for key in curve.keys]
    assert kinds[:2] == [Interpolation.BEZIER, Interpolation.BEZIER]


def test_a_broken_handle_leaves_the_other_side_of_the_key_as_it_was() -> None:
    before = curve_of(timed_project())
    project = set_handle(timed_project(), HOME, X, 24.0, "right", (6.0, 3.0), joined=False)
    frames = np.linspace(0.0, 24.0, 49)
    np.testing.assert_allclose(samples(curve_of(project), frames), samples(before, frames))


def test_turning_a_handle_that_was_never_set_begins_from_the_smooth_curve() -> None:
    """Bezier with default handles is the same Hermite cubic as smooth, so nothing jumps."""
    before = curve_of(timed_project())
    frames = np.linspace(0.0, 48.0, 97)
    for place, key in enumerate(before.keys[:-1]):
        handle = handles_of(before, place).right
        project = set_handle(timed_project(), HOME, X, key.frame, "right", handle, joined=False)
        np.testing.assert_allclose(
            samples(curve_of(project), frames), samples(before, frames), atol=1e-5
        )


def test_a_handle_stays_on_its_side_of_the_key() -> None:
    project = set_handle(timed_project(), HOME, X, 24.0, "right", (-5.0, 1.0), joined=False)
    assert curve_of(project).keys[1].right == (0.0, 1.0)


def test_joining_lays_both_handles_on_the_line_between() -> None:
    project = set_handle(timed_project(), HOME, X, 24.0, "right", (8.0, 8.0), joined=False)
    project = set_handle(project, HOME, X, 24.0, "left", (-8.0, 0.0), joined=False)
    assert not handles_of(curve_of(project), 1).joined
    project = join_handles(project, HOME, KeySelection.of([(X, 24.0)]))
    handles = handles_of(curve_of(project), 1)
    assert handles == Handles((-8.0, -4.0), (8.0, 4.0))


def test_only_the_handles_of_bezier_spans_bend_the_curve() -> None:
    project = set_handle(timed_project(), HOME, X, 24.0, "right", (6.0, 3.0), joined=False)
    curve = curve_of(project)
    bent = {(p, side) for p in range(3) for side in ("left", "right") if is_handled(curve, p, side)}
    assert bent == {(1, "right"), (2, "left")}


def test_speed_is_the_rise_of_a_straight_line_in_a_second() -> None:
    keys = tuple(
        Keyframe(frame=f, value=v, interpolation=Interpolation.LINEAR)
        for f, v in ((0.0, 1.0), (48.0, 5.0))
    )
    assert speed(Curve(keys=keys), 20.0, 24.0) == pytest.approx(2.0)


def test_bounds_hold_an_overshoot_between_the_keys() -> None:
    project = set_handle(timed_project(), HOME, X, 24.0, "right", (12.0, 6.0), joined=False)
    low, high = bounds(curve_of(project), 0.0, 48.0)
    dense = samples(curve_of(project), np.linspace(0.0, 48.0, 20001))
    assert low <= dense.min() + 1e-3
    assert high == pytest.approx(dense.max(), abs=1e-2)
    assert high > 4.0


def test_a_drag_moves_each_track_by_its_own_amount() -> None:
    chosen = KeySelection.of([(X, 24.0), (TURN, 36.0)])
    project = drag_keys(timed_project(), HOME, chosen, 2.0, {X: 0.5, TURN: -30.0})
    assert [(k.frame, k.value) for k in curve_of(project).keys][1] == (26.0, 4.5)
    assert [(k.frame, k.value) for k in curve_of(project, TURN).keys][1] == (38.0, 60.0)


def test_keys_are_given_one_value() -> None:
    chosen = KeySelection.of([(X, 0.0), (X, 48.0)])
    values = [k.value for k in curve_of(set_values(timed_project(), HOME, chosen, 2.5)).keys]
    assert values == [2.5, 4.0, 2.5]


def test_t_goes_round_all_kinds_of_tangents() -> None:
    seen, now = [], None
    for _ in range(5):
        now = next_tangent(now)
        seen.append(now)
    assert set(seen) == set(Interpolation)
    assert seen[0] is seen[4]


def test_a_single_key_has_no_handles() -> None:
    project = set_keyframe(
        timed_project(), channel="scale.x", node=BOX, frame=3.0, value=2.0, scene=SCENE
    )
    curve = curve_of(project, TrackRef(Layer.SCENE, BOX, "scale.x"))
    assert handles_of(curve, 0) == Handles(None, None)


def test_eases_leave_and_arrive_with_no_speed_and_pass_through_the_keys() -> None:
    keys = KeySelection.of([(X, 0.0), (X, 24.0)])
    before = curve_of(timed_project())
    eased = curve_of(ease_keys(timed_project(), HOME, keys, ("left", "right")))
    for frame in (0.0, 24.0):
        assert curve_value(eased, frame) == pytest.approx(curve_value(before, frame))
        for side in (-1e-3, 1e-3):
            step = curve_value(eased, frame + side) - curve_value(eased, frame)
            assert abs(step) < 1e-6
    points = np.array([[0.0, 0.0], [0.42 * 24, 0.0], [24 - 0.42 * 24, 4.0], [24.0, 4.0]])
    for t in np.linspace(0.0, 1.0, 11):
        frame, value = casteljau(points, float(t))
        assert curve_value(eased, float(frame)) == pytest.approx(value, abs=1e-6)


def test_easing_in_alone_leaves_the_way_on_as_it_was() -> None:
    project = timed_project()
    eased = curve_of(ease_keys(project, HOME, KeySelection.of([(X, 24.0)]), ("left",)))
    before = curve_of(project)
    for frame in np.linspace(24.0, 48.0, 9):
        assert curve_value(eased, float(frame)) == pytest.approx(curve_value(before, float(frame)))
    assert curve_value(eased, 18.0) != pytest.approx(curve_value(before, 18.0))
