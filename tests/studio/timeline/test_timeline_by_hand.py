"""The timeline by mouse and keyboard on a real desk."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from studio.session import Layer
from studio.timeline.keys import TrackRef
from studio.timeline.scale import TimeScale
from studio.timeline.time_axis import NAMES_PX
from tests.builders.timed_scene import BOX, FIGURE, FIRST, SECOND
from tests.studio.timeline.conftest import (
    CTRL,
    LEFT,
    SHIFT,
    by_frames,
    drag,
    frames,
    key_place,
    session,
)


def test_dragging_a_key_moves_it_by_whole_frames_as_one_entry_of_undo(timeline) -> None:
    sheet = timeline.dopesheet.viewport()
    start = key_place(timeline, "Position", 24.0)
    drag(sheet, start, start + by_frames(timeline, 5.3))
    assert frames(timeline) == [0.0, 29.0, 48.0]
    assert session(timeline).undo_label == "Move 2 keys"
    session(timeline).undo()
    assert frames(timeline) == [0.0, 24.0, 48.0]
    assert session(timeline).undo_label is None


def test_ctrl_drag_leaves_the_original(timeline) -> None:
    sheet = timeline.dopesheet.viewport()
    start = key_place(timeline, "Position", 24.0)
    drag(sheet, start, start + by_frames(timeline, 6), CTRL)
    assert frames(timeline) == [0.0, 24.0, 30.0, 48.0]


def test_esc_in_the_middle_of_a_drag_leaves_nothing_behind(timeline) -> None:
    sheet, before = timeline.dopesheet.viewport(), session(timeline).project
    start = key_place(timeline, "Position", 24.0)
    drag(sheet, start, start + by_frames(timeline, 6), drop=False)
    assert frames(timeline) == [0.0, 30.0, 48.0]
    QTest.keyClick(timeline.dopesheet, Qt.Key.Key_Escape)
    QTest.mouseRelease(sheet, LEFT, pos=start)
    assert session(timeline).project is before
    assert session(timeline).undo_label is None


def test_a_box_selects_and_delete_removes(timeline) -> None:
    sheet = timeline.dopesheet.viewport()
    top = key_place(timeline, "Position", 24.0) + QPoint(-20, -6)
    bottom = key_place(timeline, "Position", 48.0) + QPoint(20, 6)
    drag(sheet, top, bottom)
    assert len(timeline.sheet.keys) == 3
    QTest.keyClick(timeline.dopesheet, Qt.Key.Key_Delete)
    assert frames(timeline) == [0.0]


def test_shift_click_adds_and_takes_away_and_a_click_beside_lets_go(timeline) -> None:
    sheet = timeline.dopesheet.viewport()
    first, second = (key_place(timeline, "Rotation Y", frame) for frame in (12.0, 36.0))
    QTest.mouseClick(sheet, LEFT, pos=first)
    QTest.mouseClick(sheet, LEFT, SHIFT, second)
    assert {frame for _, frame in timeline.sheet.keys} == {12.0, 36.0}
    QTest.mouseClick(sheet, LEFT, SHIFT, first)
    assert {frame for _, frame in timeline.sheet.keys} == {36.0}
    QTest.mouseClick(sheet, LEFT, pos=second + QPoint(40, 0))
    assert len(timeline.sheet.keys) == 0


def test_copy_and_paste_at_the_playhead_by_keyboard(timeline, qtbot) -> None:
    sheet = timeline.dopesheet
    QTest.mouseClick(sheet.viewport(), LEFT, pos=key_place(timeline, "Rotation Y", 12.0))
    sheet.setFocus()
    qtbot.keyClick(sheet, Qt.Key.Key_C, CTRL)
    session(timeline).set_frame(60)
    qtbot.keyClick(sheet, Qt.Key.Key_V, CTRL)
    turn = TrackRef(Layer.SCENE, BOX, "rotation_deg.y")
    assert frames(timeline, turn) == [12.0, 36.0, 60.0]


def test_a_cycle_is_dragged_as_a_block(timeline) -> None:
    session(timeline).select([FIGURE])
    sheet = timeline.dopesheet.viewport()
    start = key_place(timeline, "Cycle", 60.0)
    drag(sheet, start, start + by_frames(timeline, 3), Qt.KeyboardModifier.AltModifier)
    cycle = session(timeline).scene.node(FIGURE).payload.performance.cycles[0]
    assert (cycle.start, cycle.end) == (43.0, 83.0)


def test_scrubbing_the_ruler_moves_the_playhead(timeline) -> None:
    ruler = timeline.ruler
    scale = timeline.axis.scale
    start = QPoint(round(NAMES_PX + scale.x(10)), 10)
    drag(ruler, start, QPoint(round(NAMES_PX + scale.x(33)), 10))
    assert session(timeline).frame == 33


def test_the_playhead_moves_without_painting_the_sheet_again(timeline, qtbot, monkeypatch) -> None:
    painted = []
    paint = type(timeline.dopesheet).paintEvent

    def counted(self, event) -> None:
        painted.append(event.rect())
        paint(self, event)

    monkeypatch.setattr(type(timeline.dopesheet), "paintEvent", counted)
    qtbot.wait(50)
    painted.clear()
    session(timeline).set_frame(30)
    qtbot.wait(50)
    assert all(rect.width() <= 4 for rect in painted)


def test_ctrl_wheel_zooms_about_the_pointer(timeline) -> None:
    sheet, scale = timeline.dopesheet.viewport(), timeline.axis.scale
    x = NAMES_PX + 300.0
    frame = scale.frame(300.0)
    event = QWheelEvent(
        QPointF(x, 50), QPointF(sheet.mapToGlobal(QPoint(int(x), 50))), QPoint(), QPoint(0, 240),
        Qt.MouseButton.NoButton, CTRL, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(sheet, event)
    assert timeline.axis.scale.pixels == pytest.approx(scale.pixels * 1.44)
    assert timeline.axis.scale.frame(300.0) == pytest.approx(frame)
    QTest.keyClick(timeline.dopesheet, Qt.Key.Key_Home)
    assert timeline.axis.scale.x(0) > 0
    assert timeline.axis.scale.x(96) < 1200 - NAMES_PX


def test_a_shots_window_is_trimmed_and_snaps_to_a_key(timeline) -> None:
    timeline.axis.set_scale(TimeScale(-5.0, 4.0))
    bar, scale = timeline.shot_bar, timeline.axis.scale
    start = QPoint(round(NAMES_PX + scale.x(96)) - 2, 10)
    target = start - by_frames(timeline, 4.8)
    session(timeline).look_at_shot(SECOND)
    drag(bar, start, target)
    assert session(timeline).project.shot(SECOND).end == 90  # the override's key is there
    assert session(timeline).undo_label == "Trim shot 020"


def test_moving_a_window_takes_its_overrides_along(timeline) -> None:
    bar, scale = timeline.shot_bar, timeline.axis.scale
    start = QPoint(round(NAMES_PX + scale.x(70)), 10)
    drag(bar, start, start + by_frames(timeline, 20), CTRL)
    shot = session(timeline).project.shot(SECOND)
    assert (shot.start, shot.end) == (68, 116)
    assert [key.frame for key in shot.tracks[0].curve.keys] == [68.0, 110.0]


def test_in_and_out_narrow_what_plays_until_another_shot_is_looked_at(timeline) -> None:
    timeline.range.set_in(10)
    timeline.range.set_out(20)
    stretch = timeline.range.stretch
    assert (stretch.start, stretch.end) == (10, 20)
    session(timeline).look_at_shot(SECOND)
    assert (timeline.range.stretch.start, timeline.range.stretch.end) == (48, 96)


def test_keys_and_commands_of_time(timeline, qtbot) -> None:
    here = session(timeline)
    timeline.dopesheet.setFocus()
    for key, modifiers, frame in (
        (Qt.Key.Key_Period, Qt.KeyboardModifier.NoModifier, 1),
        (Qt.Key.Key_Period, SHIFT, 12),
        (Qt.Key.Key_Period, SHIFT, 24),
        (Qt.Key.Key_Comma, Qt.KeyboardModifier.NoModifier, 23),
        (Qt.Key.Key_Comma, SHIFT, 12),
        (Qt.Key.Key_End, CTRL, 47),
        (Qt.Key.Key_Home, CTRL, 0),
    ):
        qtbot.keyClick(timeline.dopesheet, key, modifiers)
        assert here.frame == frame
    qtbot.keyClick(timeline.dopesheet, Qt.Key.Key_K, SHIFT)
    assert here.recording is Layer.SCENE


def test_the_shot_begins_and_ends_at_the_playhead(timeline) -> None:
    here = session(timeline)
    here.set_frame(30)
    timeline._desk.commands.action("shot.out_here").trigger()
    assert here.project.shot(FIRST).end == 31
    here.set_frame(5)
    timeline._desk.commands.action("shot.in_here").trigger()
    assert here.project.shot(FIRST).start == 5


def test_the_keyboard_shows_where_it_is_and_the_mouse_does_not(timeline, qtbot) -> None:
    from studio.widgets.focus_ring import FocusRing

    ring = timeline.dopesheet.findChild(FocusRing)
    timeline.dopesheet.setFocus(Qt.FocusReason.TabFocusReason)
    assert ring.isVisible()
    assert ring.size() == timeline.dopesheet.size()
    timeline.transport.setFocus()
    timeline.dopesheet.clearFocus()
    assert not ring.isVisible()
    timeline.dopesheet.setFocus(Qt.FocusReason.MouseFocusReason)
    assert not ring.isVisible()
