"""Edits of many keys at once, against the keys that go in."""

from __future__ import annotations

from compose.curve import Extrapolation, Interpolation
from compose.curve_table import curve_value
from studio.session import Layer
from studio.timeline import key_edits
from studio.timeline.keys import POSES, Home, KeySelection, TrackRef
from tests.builders.timed_scene import BOX, CAMERA, FIGURE, SCENE, SECOND, timed_project

HOME = Home(SCENE, SECOND)
X = TrackRef(Layer.SCENE, BOX, "translation.x")
Y = TrackRef(Layer.SCENE, BOX, "translation.y")
OWN_Y = TrackRef(Layer.SHOT, BOX, "translation.y")
POSE = TrackRef(Layer.SCENE, FIGURE, POSES)


def keys(project, ref: TrackRef) -> dict[float, object]:
    owner = project.scene(SCENE) if ref.layer is Layer.SCENE else project.shot(SECOND)
    track = next((t for t in owner.tracks if t.key == ref.key), None)
    return {} if track is None else {key.frame: key.value for key in track.curve.keys}


def poses(project) -> dict[float, str]:
    acting = project.scene(SCENE).node(FIGURE).payload.performance
    return {key.frame: key.pose for key in acting.poses}


def test_a_move_moves_the_selected_keys_of_both_layers_and_no_others() -> None:
    chosen = KeySelection.of([(X, 24.0), (OWN_Y, 48.0), (POSE, 30.0)])
    moved = key_edits.move_keys(timed_project(), HOME, chosen, 5.0)
    assert keys(moved, X) == {0.0: 0.0, 29.0: 4.0, 48.0: 1.0}
    assert keys(moved, OWN_Y) == {53.0: 2.0, 90.0: 3.0}
    assert keys(moved, Y) == {0.0: 0.0, 24.0: 1.0}
    assert poses(moved) == {10.0: "stand", 35.0: "wave"}


def test_a_key_that_lands_on_another_takes_its_place() -> None:
    moved = key_edits.move_keys(timed_project(), HOME, KeySelection.of([(X, 24.0)]), 24.0)
    assert keys(moved, X) == {0.0: 0.0, 48.0: 4.0}


def test_moving_there_and_back_is_nothing() -> None:
    project, chosen = timed_project(), KeySelection.of([(X, 0.0), (X, 24.0), (POSE, 10.0)])
    there = key_edits.move_keys(project, HOME, chosen, 7.0)
    assert key_edits.move_keys(there, HOME, chosen.shifted(7.0), -7.0) == project


def test_untouched_tracks_are_shared_with_the_project_before() -> None:
    project = timed_project()
    moved = key_edits.move_keys(project, HOME, KeySelection.of([(X, 24.0)]), 1.0)
    before, after = project.scene(SCENE).tracks, moved.scene(SCENE).tracks
    assert [a is b for a, b in zip(before, after, strict=True)].count(False) == 1
    assert moved.shot(SECOND) is project.shot(SECOND)


def test_duplicates_leave_the_originals() -> None:
    chosen = KeySelection.of([(X, 24.0), (POSE, 10.0)])
    made = key_edits.duplicate_keys(timed_project(), HOME, chosen, 6.0)
    assert keys(made, X) == {0.0: 0.0, 24.0: 4.0, 30.0: 4.0, 48.0: 1.0}
    assert poses(made) == {10.0: "stand", 16.0: "stand", 30.0: "wave"}


def test_a_track_goes_with_its_last_key() -> None:
    chosen = KeySelection.of([(OWN_Y, 48.0), (OWN_Y, 90.0), (POSE, 10.0)])
    thinned = key_edits.delete_keys(timed_project(), HOME, chosen)
    assert thinned.shot(SECOND).tracks == ()
    assert poses(thinned) == {30.0: "wave"}


def test_interpolation_rules_the_span_behind_a_key() -> None:
    chosen = KeySelection.of([(X, 0.0)])
    linear = key_edits.set_interpolation(timed_project(), HOME, chosen, Interpolation.LINEAR)
    track = next(t for t in linear.scene(SCENE).tracks if t.key == X.key)
    assert curve_value(track.curve, 6.0) == 1.0  # a quarter of the way to 4
    held = key_edits.set_interpolation(timed_project(), HOME, chosen, Interpolation.CONSTANT)
    track = next(t for t in held.scene(SCENE).tracks if t.key == X.key)
    assert curve_value(track.curve, 23.9) == 0.0


def test_extrapolation_repeats_a_curve() -> None:
    looped = key_edits.set_extrapolation(timed_project(), HOME, [Y], after=Extrapolation.LOOP)
    track = next(t for t in looped.scene(SCENE).tracks if t.key == Y.key)
    assert curve_value(track.curve, 36.0) == curve_value(track.curve, 12.0)
    assert track.curve.before is Extrapolation.HOLD


def test_a_camera_channel_of_another_node_stays_the_same_object() -> None:
    project = timed_project()
    chosen = KeySelection.of([(X, 24.0)])
    after = key_edits.delete_keys(project, HOME, chosen)

    def focus(p):
        return next(t for t in p.scene(SCENE).tracks if t.node == CAMERA)

    assert focus(after) is focus(project)
