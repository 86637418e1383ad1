"""The sheet of rows and keys over a session, without a window."""

from __future__ import annotations

import pytest

from compose.curve import Interpolation
from studio.session import Layer, Session
from studio.timeline.keys import KeySelection, TrackRef
from studio.timeline.sheet import Sheet
from tests.builders.timed_scene import BOX, CAMERA, FIGURE, SECOND, timed_project

X = TrackRef(Layer.SCENE, BOX, "translation.x")


@pytest.fixture
def sheet() -> Sheet:
    return Sheet(Session(timed_project()))


def frames(sheet: Sheet, ref: TrackRef = X) -> list[float]:
    track = sheet.track(ref)
    return [] if track is None else [key.frame for key in track.curve.keys]


def test_the_shots_camera_stands_first_then_the_outliner(sheet: Sheet) -> None:
    rows = [(row.node, row.title, row.detail) for row in sheet.rows]
    assert rows == [(CAMERA, "Cam", "Focus"), (BOX, "Box", ""), (FIGURE, "Mara", "")]


def test_a_selected_node_opens_and_shows_its_properties(sheet: Sheet) -> None:
    sheet.session.select([BOX])
    details = [(row.detail, row.depth) for row in sheet.rows if row.node == BOX]
    assert details == [("", 0), ("Position", 1), ("Rotation Y", 1)]
    position = next(row for row in sheet.rows if row.detail == "Position")
    sheet.toggle_row(position.id)
    details = [row.detail for row in sheet.rows if row.node == BOX and row.depth == 2]
    assert details == ["Position X", "Position Y"]


def test_a_shots_overrides_are_rows_of_their_own_over_what_they_hide(sheet: Sheet) -> None:
    sheet.session.look_at_shot(SECOND)
    sheet.session.select([BOX])
    rows = [row for row in sheet.rows if row.node == BOX and row.depth == 1]
    assert [(row.detail, row.layer) for row in rows] == [
        ("Position Y", Layer.SHOT),
        ("Position", Layer.SCENE),
        ("Rotation Y", Layer.SCENE),
    ]
    sheet.toggle_row(rows[1].id)
    hidden = {row.detail: row.beneath for row in sheet.rows if row.depth == 2}
    assert hidden == {"Position X": False, "Position Y": True}


def test_a_summary_key_stands_for_all_keys_at_its_frame(sheet: Sheet) -> None:
    box = next(row for row in sheet.rows if row.node == BOX)
    assert box.frames.tolist() == [0.0, 12.0, 24.0, 36.0, 48.0]
    meant = {(ref.channel, frame) for ref, frame in box.keys_at(24.0)}
    assert meant == {("translation.x", 24.0), ("translation.y", 24.0)}


def test_a_figures_poses_are_keys_and_its_cycles_blocks(sheet: Sheet) -> None:
    sheet.session.select([FIGURE])
    kinds = {row.kind: row for row in sheet.rows if row.node == FIGURE}
    assert kinds["poses"].frames.tolist() == [10.0, 30.0]
    assert [(b.label, b.start, b.end) for b in kinds["plays"].blocks] == [("Idle", 40.0, 80.0)]


def test_a_drag_is_one_entry_of_undo_and_its_keys_stay_selected(sheet: Sheet) -> None:
    sheet.select(KeySelection.of([(X, 24.0)]))
    sheet.begin_drag()
    for by in (1.0, 2.0, 5.0):
        sheet.drag(by)
    sheet.end_drag()
    assert frames(sheet) == [0.0, 29.0, 48.0]
    assert list(sheet.keys) == [(X, 29.0)]
    assert sheet.session.undo_label == "Move 1 key"
    sheet.session.undo()
    assert frames(sheet) == [0.0, 24.0, 48.0]
    assert sheet.session.undo_label is None


def test_a_key_dragged_over_others_leaves_them_when_it_goes_on(sheet: Sheet) -> None:
    sheet.select(KeySelection.of([(X, 0.0)]))
    sheet.begin_drag()
    sheet.drag(24.0)
    assert frames(sheet) == [24.0, 48.0]
    sheet.drag(30.0)
    sheet.end_drag()
    assert frames(sheet) == [24.0, 30.0, 48.0]


def test_esc_puts_keys_and_selection_back(sheet: Sheet) -> None:
    before = sheet.session.project
    sheet.select(KeySelection.of([(X, 24.0)]))
    sheet.begin_drag()
    sheet.drag(9.0)
    sheet.cancel_drag()
    assert sheet.session.project is before
    assert list(sheet.keys) == [(X, 24.0)]


def test_keys_that_are_gone_are_not_selected_any_more(sheet: Sheet) -> None:
    sheet.select(KeySelection.of([(X, 24.0)]))
    sheet.delete()
    assert frames(sheet) == [0.0, 48.0]
    assert len(sheet.keys) == 0


def test_copied_keys_are_pasted_at_the_playhead_with_their_spacing(sheet: Sheet) -> None:
    sheet.select(KeySelection.of([(X, 0.0), (X, 24.0)]))
    sheet.copy()
    sheet.session.set_frame(60)
    sheet.paste()
    assert frames(sheet) == [0.0, 24.0, 48.0, 60.0, 84.0]
    values = [key.value for key in sheet.track(X).curve.keys]
    assert values == [0.0, 4.0, 1.0, 0.0, 4.0]
    assert {frame for _, frame in sheet.keys} == {60.0, 84.0}


def test_pasting_without_a_copy_says_what_to_do(sheet: Sheet) -> None:
    told = []
    sheet.session.told.connect(told.append)
    sheet.paste()
    assert "copy them first" in told[0].detail


def test_a_tangent_is_one_entry_of_undo(sheet: Sheet) -> None:
    sheet.select(KeySelection.of([(X, 0.0), (X, 24.0)]))
    sheet.set_interpolation(Interpolation.LINEAR)
    kinds = [key.interpolation for key in sheet.track(X).curve.keys]
    assert kinds == [Interpolation.LINEAR, Interpolation.LINEAR, Interpolation.SMOOTH]
    sheet.session.undo()
    assert sheet.session.undo_label is None


def test_drags_snap_to_keys_that_stay_to_the_playhead_and_to_shots(sheet: Sheet) -> None:
    from studio.timeline.scale import TimeScale

    sheet.session.set_frame(70)
    snap = sheet.snap(TimeScale(0.0, 2.0), moving=[24.0])
    assert snap.moved([24.0], 11.0) == 12  # the key at 36
    assert snap.moved([24.0], 47.5) == 46  # the playhead at 70
    assert snap.moved([24.0], 70.0) == 72  # the end of shot 020
    assert snap.moved([24.0], 1.0) == 1  # its own old place does not hold it


def test_an_ease_is_one_entry_of_undo_and_leaves_poses_alone(sheet: Sheet) -> None:
    sheet.session.select([BOX, FIGURE])
    sheet.select_all()
    poses = sheet.session.scene.node(FIGURE).payload.performance.poses
    sheet.ease(("left", "right"))
    kinds = {key.interpolation for key in sheet.track(X).curve.keys[:-1]}
    assert kinds == {Interpolation.BEZIER}
    assert sheet.session.scene.node(FIGURE).payload.performance.poses == poses
    sheet.session.undo()
    assert sheet.session.undo_label is None
