"""Sizes: in the smallest window everything is there, whole and in reach."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QDockWidget, QMenuBar, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from compose.edits import set_project
from studio.desk import Desk
from studio.session.opening import make_project
from studio.window.app_bar import AppBar
from studio.window.window import MODES, Window


@pytest.fixture
def desk(open_desk, tmp_path: Path) -> Desk:
    """A desk on a project with nothing in it."""
    desk = open_desk(make_project(tmp_path / "film", "Late delivery"))
    desk.settings.change(tour_seen=True)
    return desk


@pytest.fixture
def window(qtbot: QtBot, desk: Desk) -> Window:
    """A window that has it open."""
    window = Window(desk)
    qtbot.addWidget(window)
    window.open(desk.session.project.root)
    yield window
    window.close()


def place(window: Window, widget: QWidget) -> QRect:
    return QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())


def panels(window: Window) -> list[QWidget]:
    """Return the panels of Compose that are seen: the docks in front, and the picture."""
    page = window.page("compose")
    docks = [d for d in page.findChildren(QDockWidget) if not d.visibleRegion().isEmpty()]
    return [*docks, page.centralWidget()]


@pytest.mark.parametrize("size", [(1024, 640), (1280, 720), (1600, 1000)])
def test_panels_neither_overlap_nor_leave_the_window(
    qtbot: QtBot, window: Window, size: tuple[int, int]
) -> None:
    for one in ((1600, 1000), size):
        window.resize(*one)
        window.show()
        qtbot.wait(50)
    assert (window.width(), window.height()) == size
    shown = [place(window, panel) for panel in panels(window)]
    assert all(window.rect().contains(room) for room in shown)
    for at, room in enumerate(shown):
        for other in shown[at + 1 :]:
            assert room.intersected(other).isEmpty()


def test_outliner_and_library_share_their_room_only_while_the_window_is_low(
    qtbot: QtBot, window: Window
) -> None:
    window.show()
    seen = []
    for height in (1000, 640, 1000):
        window.resize(1600, height)
        qtbot.wait(50)
        seen.append({panel.objectName() for panel in panels(window)})
    assert seen[0] == seen[2] == seen[1] | {"dock-outliner"}


@pytest.mark.parametrize("name", ["Bus", "A very long name of a film that nobody would ever take"])
def test_all_of_the_bar_is_inside_it_at_every_width(qtbot: QtBot, desk: Desk, name: str) -> None:
    desk.session.do("Rename", lambda project: set_project(project, name=name))
    bar = AppBar(desk, MODES, print)
    qtbot.addWidget(bar)
    bar.show()
    for width in (1024, 1100, 1200, 1280, 1400, 1600, 1920):
        bar.resize(width, 44)
        qtbot.wait(10)
        shown = [w for w in bar.findChildren(QWidget) if w.isVisible() and w.parent() is bar]
        rooms = sorted((w.geometry() for w in shown), key=QRect.left)
        assert all(bar.rect().contains(room) for room in rooms)
        assert all(one.right() < other.left() for one, other in pairwise(rooms))
        for button in shown:
            if isinstance(button, QPushButton | QMenuBar):
                assert button.width() >= button.sizeHint().width()
        gathered = next(w for w in bar.findChildren(QToolButton) if w.accessibleName() == "Menus")
        assert gathered.isVisible() != bar.menu_bar.isVisible()
        assert bar.menu_bar.isVisible() or width < 1280 or name != "Bus"


def test_saving_moves_nothing_in_the_bar(qtbot: QtBot, window: Window) -> None:
    window.resize(1600, 1000)
    window.show()
    qtbot.wait(20)
    modes = next(b for b in window.findChildren(QPushButton) if b.property("mode") == "compose")
    before = place(window, modes)
    window.desk.session.do("Edit", lambda project: set_project(project, bible="Rain."))
    qtbot.wait(20)
    assert place(window, modes) == before
