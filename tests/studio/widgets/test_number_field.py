"""The number field does what a hand and a keyboard ask of it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from studio.theme import Theme
from studio.widgets.number_field import NumberField

NONE, SHIFT, CTRL = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
)
LEFT = Qt.MouseButton.LeftButton


class _Told:
    """Everything a field told, in order."""

    def __init__(self, field: NumberField) -> None:
        self.said: list[tuple[str, float | None]] = []
        field.begun.connect(lambda: self.said.append(("begun", None)))
        field.moved.connect(lambda value: self.said.append(("moved", value)))
        field.ended.connect(lambda: self.said.append(("ended", None)))
        field.cancelled.connect(lambda: self.said.append(("cancelled", None)))
        field.typed.connect(lambda value: self.said.append(("typed", value)))

    @property
    def words(self) -> list[str]:
        return [word for word, _ in self.said]

    @property
    def last(self) -> float | None:
        return self.said[-1][1]


@pytest.fixture
def made(theme: Theme, qtbot: QtBot) -> Callable[..., tuple[NumberField, _Told]]:
    """Return a function that shows a field of 120 by 24 and listens to it."""

    windows = []

    def make(**options: object) -> tuple[NumberField, _Told]:
        window = QWidget()
        windows.append(window)
        field = NumberField(theme, **options)
        other = QLineEdit()
        column = QVBoxLayout(window)
        column.addWidget(field)
        column.addWidget(other)
        qtbot.addWidget(window)
        window.resize(140, 80)
        with qtbot.waitExposed(window):
            window.show()
        window.activateWindow()
        other.setFocus()
        qtbot.waitUntil(other.hasFocus)
        return field, _Told(field)

    return make


def _drag(field: NumberField, by: int, modifier: Qt.KeyboardModifier = NONE) -> None:
    QTest.mousePress(field, LEFT, NONE, QPoint(20, 12))
    for x in (5, by):
        event_at = QPoint(20 + x, 12)
        _move(field, event_at, modifier)


def _move(field: NumberField, at: QPoint, modifier: Qt.KeyboardModifier) -> None:
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QMouseEvent

    event = QMouseEvent(
        QEvent.Type.MouseMove, QPointF(at), QPointF(field.mapToGlobal(at)),
        Qt.MouseButton.NoButton, LEFT, modifier,
    )  # fmt: skip
    QApplication.sendEvent(field, event)


@pytest.mark.parametrize(
    ("modifier", "by", "value"), [(NONE, 40, 9.0), (SHIFT, 40, 5.4), (CTRL, 43, 9.0)]
)
def test_a_drag_scrubs_by_the_pixel_finely_or_in_tens(
    made: Callable[..., tuple[NumberField, _Told]],
    modifier: Qt.KeyboardModifier, by: int, value: float,
) -> None:  # fmt: skip
    field, told = made(step=0.1)
    field.set_value(5.0)
    _drag(field, by, modifier)
    assert told.last == pytest.approx(value)
    QTest.mouseRelease(field, LEFT, NONE, QPoint(60, 12))
    assert told.words[0] == "begun"
    assert told.words[-1] == "ended"
    assert set(told.words[1:-1]) == {"moved"}
    assert field.value == pytest.approx(value)


def test_escape_takes_a_drag_back(made: Callable[..., tuple[NumberField, _Told]]) -> None:
    field, told = made()
    field.set_value(5.0)
    _drag(field, 40)
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert told.words[-1] == "cancelled"
    assert field.value == 5.0
    _move(field, QPoint(100, 12), NONE)
    QTest.mouseRelease(field, LEFT, NONE, QPoint(100, 12))
    assert told.words[-1] == "cancelled"


def test_a_drag_stops_at_the_limits(made: Callable[..., tuple[NumberField, _Told]]) -> None:
    field, told = made(step=1.0, low=0.0, high=10.0)
    field.set_value(5.0)
    _drag(field, 400)
    assert told.last == 10.0


def test_a_click_types_sums_and_units(made: Callable[..., tuple[NumberField, _Told]]) -> None:
    field, told = made(unit="m")
    field.set_value(1.0)
    QTest.mouseClick(field, LEFT, NONE, QPoint(20, 12))
    (editor,) = field.findChildren(QLineEdit)
    assert editor.selectedText() == "1"
    QTest.keyClicks(editor, "2 ft + 10cm")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert told.said == [("typed", pytest.approx(0.7096))]


def test_what_cannot_be_read_stays_to_be_mended_and_escape_drops_it(
    made: Callable[..., tuple[NumberField, _Told]],
) -> None:
    field, told = made()
    field.set_value(1.0)
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_Return)
    (editor,) = field.findChildren(QLineEdit)
    QTest.keyClicks(editor, "two")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert editor.isVisible()
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    assert not editor.isVisible()
    assert told.said == []
    assert field.value == 1.0


def test_a_digit_begins_to_type(made: Callable[..., tuple[NumberField, _Told]]) -> None:
    field, told = made()
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_7)
    (editor,) = field.findChildren(QLineEdit)
    QTest.keyClicks(editor, ".5")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert told.said == [("typed", 7.5)]


def test_arrows_step_and_tell_that_they_do(made: Callable[..., tuple[NumberField, _Told]]) -> None:
    field, told = made(step=0.5)
    nudges = []
    field.typed.connect(lambda _: nudges.append(field.nudging))
    field.set_value(1.0)
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_Up)
    QTest.keyClick(field, Qt.Key.Key_Down, CTRL)
    assert told.said == [("typed", 1.5), ("typed", -3.5)]
    assert nudges == [True, True]
    assert not field.nudging


@pytest.mark.parametrize("focused", [True, False])
def test_the_wheel_changes_only_what_has_the_focus(
    made: Callable[..., tuple[NumberField, _Told]], focused: bool
) -> None:
    field, told = made(step=0.5)
    field.set_value(1.0)
    if focused:
        field.setFocus()
    at = QPointF(20, 12)
    event = QWheelEvent(
        at, QPointF(field.mapToGlobal(QPoint(20, 12))), QPoint(), QPoint(0, 120),
        Qt.MouseButton.NoButton, NONE, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(field, event)
    assert told.said == ([("typed", 1.5)] if focused else [])


def test_several_that_differ_are_not_scrubbed_but_can_be_typed(
    made: Callable[..., tuple[NumberField, _Told]],
) -> None:
    field, told = made()
    field.set_value(None)
    assert field.text == "–"
    _drag(field, 40)
    QTest.mouseRelease(field, LEFT, NONE, QPoint(60, 12))
    assert told.said == []
    (editor,) = field.findChildren(QLineEdit)
    QTest.keyClicks(editor, "3")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert told.said == [("typed", 3.0)]


def test_a_disabled_field_says_why(made: Callable[..., tuple[NumberField, _Told]]) -> None:
    field, _ = made()
    field.set_disabled_reason("Only a spot has a cone")
    assert not field.isEnabled()
    assert field.text == "Only a spot has a cone"
    field.set_disabled_reason("")
    assert field.isEnabled()
    assert field.text == "0.00"
