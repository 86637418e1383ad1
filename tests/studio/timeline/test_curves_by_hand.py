"""The curve editor by mouse and keyboard on a real desk."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QModelIndex, QPoint, QPointF, Qt
from PySide6.QtTest import QTest

from compose.curve import Interpolation
from studio.timeline import Timeline
from studio.timeline.keys import KeySelection, TrackRef
from studio.timeline.scale import TimeScale
from tests.builders.timed_scene import BOX
from tests.studio.timeline.conftest import LEFT, SHIFT, X, by_frames, drag, frames, session


def canvas_place(timeline: Timeline, ref: TrackRef, frame: float) -> QPoint:
    layout = timeline.curves.canvas.layout_now
    line = next(ln for ln in timeline.curves.model.channels if ln.ref == ref)
    key = next(key for key in line.curve.keys if key.frame == frame)
    x, y = layout.key_point(line, key)
    return QPoint(round(x), round(y))


@pytest.fixture
def curves(timeline, qtbot) -> Timeline:
    timeline.show_curves(True)
    qtbot.wait(20)
    return timeline


def test_a_key_is_dragged_in_time_and_value(curves) -> None:
    canvas = curves.curves.canvas
    start = canvas_place(curves, X, 24.0)
    unit = curves.curves.model.scale("m").per_pixel
    drag(canvas, start, start + by_frames(curves, 4) + QPoint(0, 30))
    key = curves.sheet.track(X).curve.keys[1]
    assert key.frame == 28.0
    assert key.value == pytest.approx(4.0 - 30 * unit, abs=unit)
    session(curves).undo()
    assert session(curves).undo_label is None


def test_shift_keeps_one_axis(curves) -> None:
    start = canvas_place(curves, X, 24.0)
    QTest.mouseClick(curves.curves.canvas, LEFT, pos=start)
    end = start + by_frames(curves, 4) + QPoint(0, 9)
    drag(curves.curves.canvas, start, end, SHIFT)
    assert len(curves.sheet.keys) == 0  # shift pressed on a selected key takes it out


def test_t_gives_the_next_tangent_and_bezier_handles_can_be_turned(curves, qtbot) -> None:
    canvas = curves.curves.canvas
    QTest.mouseClick(canvas, LEFT, pos=canvas_place(curves, X, 24.0))
    canvas.setFocus()
    qtbot.keyClick(canvas, Qt.Key.Key_T)
    key = curves.sheet.track(X).curve.keys[1]
    assert key.interpolation is Interpolation.BEZIER  # it was smooth
    layout = canvas.layout_now
    line = next(ln for ln in curves.curves.model.channels if ln.ref == X)
    handles = dict(layout.handles(line, 24.0))
    start = QPointF(*handles["right"]).toPoint()
    drag(canvas, start, start + QPoint(0, -20))
    rise = curves.sheet.track(X).curve.keys[1].right[1]
    assert rise == pytest.approx(20 * curves.curves.model.scale("m").per_pixel, rel=0.1)
    assert session(curves).undo_label == "Shape the curve"


def test_v_breaks_and_joins(curves, qtbot) -> None:
    canvas, model = curves.curves.canvas, curves.curves.model
    QTest.mouseClick(canvas, LEFT, pos=canvas_place(curves, X, 24.0))
    canvas.setFocus()
    assert not model.keys.is_broken(X, 24.0)
    qtbot.keyClick(canvas, Qt.Key.Key_V)
    assert model.keys.is_broken(X, 24.0)
    qtbot.keyClick(canvas, Qt.Key.Key_V)
    assert not model.keys.is_broken(X, 24.0)


def test_fields_set_the_frame_and_the_value_of_the_selected_keys(curves) -> None:
    curves.sheet.select(KeySelection.of([(X, 24.0)]))
    curves.curves.model.keys.set_frame(20.0)
    curves.curves.model.keys.set_value(2.25)
    key = curves.sheet.track(X).curve.keys[1]
    assert (key.frame, key.value) == (20.0, 2.25)
    assert curves.curves.model.keys.common() == (20.0, 2.25, "m")


def test_a_shut_eye_hides_a_curve_and_its_keys_from_the_hand(curves) -> None:
    model = curves.curves.model
    place = canvas_place(curves, X, 24.0)
    line = next(ln for ln in model.channels if ln.ref == X)
    model.toggle_eye(line)
    hit = curves.curves.canvas.layout_now.at(place.x(), place.y())
    assert hit is None or hit.line.ref != X


def test_all_curves_of_the_selection_fit_the_canvas(curves) -> None:
    curves.fit()
    layout = curves.curves.canvas.layout_now
    for line in curves.curves.model.shown:
        for key in line.curve.keys:
            _, y = layout.key_point(line, key)
            assert 0 <= y <= layout.height


# -- the list of channels --------------------------------------------------------------------------


def row_of(curves: Timeline, title: str) -> QModelIndex:
    lines = curves.curves.list.lines
    rows = range(lines.rowCount())
    return next(lines.index(row) for row in rows if lines.line(lines.index(row)).title == title)


def press_button(curves: Timeline, title: str) -> None:
    """Press the eye or the diamond at the right end of a line."""
    listed = curves.curves.list
    rect = listed.visualRect(row_of(curves, title))
    QTest.mouseClick(listed.viewport(), LEFT, pos=QPoint(rect.right() - 12, rect.center().y()))


def test_the_diamond_of_a_still_channel_keys_it_with_the_value_that_it_has(curves) -> None:
    here = session(curves)
    here.set_frame(30)
    press_button(curves, "Position Z")
    (track,) = [t for t in here.scene.tracks if t.key == (BOX, "translation.z")]
    assert [(key.frame, key.value) for key in track.curve.keys] == [(30.0, 0.0)]
    assert here.undo_label == "Key Position Z"
    shown = [line.title for line in curves.curves.model.shown]
    assert "Position Z" in shown
    here.undo()
    assert "Position Z" not in [line.title for line in curves.curves.model.shown]


def test_a_click_on_an_eye_hides_its_curve_and_another_shows_it(curves) -> None:
    for hidden in (True, False):
        press_button(curves, "Position X")
        line = next(ln for ln in curves.curves.model.channels if ln.ref == X)
        assert curves.curves.model.is_hidden(line) is hidden


def test_the_list_is_used_by_keyboard_alone(curves, qtbot) -> None:
    listed, model, here = curves.curves.list, curves.curves.model, session(curves)
    listed.setFocus(Qt.FocusReason.TabFocusReason)
    listed.setCurrentIndex(row_of(curves, "Position X"))
    qtbot.keyClick(listed, Qt.Key.Key_Space)
    assert model.is_hidden(next(ln for ln in model.channels if ln.ref == X))
    assert not curves.player.playing, "Space is the list's own here"
    listed.setCurrentIndex(row_of(curves, "Scale X"))
    qtbot.keyClick(listed, Qt.Key.Key_Return)
    assert (BOX, "scale.x") in {track.key for track in here.scene.tracks}
    assert listed.lines.line(listed.currentIndex()).title == "Scale X", "it stays current"
    rows = listed.lines.rowCount()
    qtbot.keyClick(listed, Qt.Key.Key_Left)
    assert listed.lines.line(listed.currentIndex()).title == "Transform"
    qtbot.keyClick(listed, Qt.Key.Key_Left)
    assert listed.lines.rowCount() == rows - 9
    qtbot.keyClick(listed, Qt.Key.Key_Right)
    assert listed.lines.rowCount() == rows


def test_after_a_click_on_a_channel_space_plays(curves, qtbot) -> None:
    rect = curves.curves.list.visualRect(row_of(curves, "Position X"))
    QTest.mouseClick(curves.curves.list.viewport(), LEFT, pos=rect.center())
    assert curves.curves.canvas.hasFocus()
    assert curves.curves.model.active.ref == X
    qtbot.keyClick(curves.curves.canvas, Qt.Key.Key_Space)
    assert curves.player.playing
    curves.player.stop()


def test_the_menu_of_a_channel_keys_hides_shows_and_clears(curves) -> None:
    model, here = curves.curves.model, session(curves)
    line = next(ln for ln in model.channels if ln.ref == X)

    def choose(word: str) -> None:
        menu = curves.curves.list.menu_of(line)
        next(action for action in menu.actions() if action.text().startswith(word)).trigger()

    choose("Show only")
    assert [ln.ref for ln in model.shown] == [X]
    choose("Show all")
    assert len(model.shown) == 3
    here.set_frame(12)
    choose("Key")
    assert frames(curves) == [0.0, 12.0, 24.0, 48.0]
    choose("Remove all")
    assert frames(curves) == []


def test_fit_shows_the_curves_from_end_to_end(curves, qtbot) -> None:
    curves.axis.set_scale(TimeScale(500.0, 40.0))
    qtbot.keyClick(curves.curves.canvas, Qt.Key.Key_Home)
    layout = curves.curves.canvas.layout_now
    for line in curves.curves.model.shown:
        for key in line.curve.keys:
            x, y = layout.key_point(line, key)
            assert 0 <= x <= layout.width
            assert 0 <= y <= layout.height
