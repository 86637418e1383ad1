"""The keyboard reaches everything: Tab goes round all that can be used, and shows where it is."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QTabBar, QWidget
from pytestqt.qtbot import QtBot

from studio.widgets.number_field import NumberField
from studio.window.window import Window

MOST = 400


@pytest.fixture
def window(qtbot: QtBot, open_desk) -> Window:
    """A window on the product sample, in front."""
    desk = open_desk("product")
    root = desk.session.project.root
    desk.settings.change(tour_seen=True)
    window = Window(desk)
    qtbot.addWidget(window)
    window.resize(1600, 1000)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.open(root)
    return window


def picture(window: Window, widget: QWidget) -> QImage:
    """Return what a widget and four pixels around it look like."""
    corner = widget.mapTo(window, QPoint(0, 0))
    room = widget.rect().translated(corner).adjusted(-4, -4, 4, 4)
    return window.grab(room.intersected(window.rect())).toImage()


def go_round(qtbot: QtBot, window: Window) -> list[QWidget]:
    """Return what Tab reaches, in order, until it comes back to where it began."""
    reached: list[QWidget] = []
    while (here := QApplication.focusWidget()) not in reached:
        assert here is not None
        reached.append(here)
        assert len(reached) < MOST
        qtbot.keyClick(here, Qt.Key.Key_Tab)
    return reached


def reaches(reached: list[QWidget], widget: QWidget) -> bool:
    """Tell whether Tab reaches a control; of buttons of which one is on, one is enough.

    The arrows go to the others.
    """
    group = widget.group() if isinstance(widget, QAbstractButton) else None
    if group is not None and group.exclusive():
        return any(button in reached for button in group.buttons())
    return widget in reached


def can_be_used(window: Window) -> list[QWidget]:
    """Return every control that is there to be used.

    What is inside a text line or a tab bar is for the mouse: the keyboard has other ways there.
    """
    return [
        widget
        for widget in window.findChildren(QWidget)
        if widget.isVisible()
        and widget.isEnabled()
        and not isinstance(widget.parent(), QLineEdit | QTabBar)
        and (isinstance(widget, QAbstractButton) or takes_tab(widget))
    ]


def takes_tab(widget: QWidget) -> bool:
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.focusProxy() is None


def name(widget: QWidget) -> str:
    return f"{type(widget).__name__} {widget.accessibleName() or widget.objectName()}"


def test_tab_reaches_every_control_of_every_mode(qtbot: QtBot, window: Window) -> None:
    session = window.desk.session
    session.select([session.scene.nodes[0].id])
    for mode in ("visualize", "gallery", "compose"):
        window.show_mode(mode)
        qtbot.wait(100)
        reached = go_round(qtbot, window)
        assert [name(w) for w in can_be_used(window) if not reaches(reached, w)] == []


def unseen(qtbot: QtBot, window: Window) -> list[str]:
    """Return the controls that look the same with and without the focus, going round by Tab."""
    same: list[str] = []
    window.setFocus(Qt.FocusReason.OtherFocusReason)
    qtbot.keyClick(window, Qt.Key.Key_Tab)
    first = QApplication.focusWidget()
    for count in range(MOST):
        here = QApplication.focusWidget()
        if count and here is first:
            assert count > 50
            return same
        with_focus = picture(window, here)
        window.setFocus(Qt.FocusReason.OtherFocusReason)
        if picture(window, here) == with_focus:
            same.append(name(here))
        here.setFocus(Qt.FocusReason.TabFocusReason)
        qtbot.keyClick(here, Qt.Key.Key_Tab)
    raise AssertionError("Tab does not come round")


def test_every_control_shows_that_it_has_the_focus_in_both_themes(
    qtbot: QtBot, window: Window
) -> None:
    session = window.desk.session
    session.select([session.scene.nodes[0].id])
    qtbot.wait(100)
    assert unseen(qtbot, window) == []
    window.desk.theme.use("light")
    try:
        assert unseen(qtbot, window) == []
    finally:
        window.desk.theme.use("dark")


def test_numbers_are_typed_through_with_tab(qtbot: QtBot, window: Window) -> None:
    session = window.desk.session
    node = next(node for node in session.scene.nodes if node.parent is None)
    session.select([node.id])
    qtbot.wait(100)
    fields = {field.accessibleName(): field for field in window.findChildren(NumberField)}
    fields["Position X"].edit()
    for digit in "123":
        editor = QApplication.focusWidget()
        assert isinstance(editor, QLineEdit)
        assert editor.selectedText() == editor.text()
        qtbot.keyClicks(editor, digit)
        qtbot.keyClick(editor, Qt.Key.Key_Tab)
    assert session.active.translation == (1.0, 2.0, 3.0)
