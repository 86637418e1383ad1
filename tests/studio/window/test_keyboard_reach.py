"""In reach: shortcuts of the whole window work whichever tab is in front, and Ctrl K finds all."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLineEdit, QListView
from pytestqt.qtbot import QtBot

from compose.edits.nodes import add_node
from studio.commands import command_table
from studio.kit import AssetsPanel
from studio.session.opening import make_project
from studio.window.hint_line import HintLine
from studio.window.palette import Palette
from studio.window.window import Window


@pytest.fixture
def window(qtbot: QtBot, open_desk, tmp_path: Path) -> Window:
    """A low window, in front, in which outliner and library are behind tabs."""
    desk = open_desk(make_project(tmp_path / "film", "Film"))
    desk.settings.change(tour_seen=True)
    window = Window(desk)
    qtbot.addWidget(window)
    window.open(desk.session.project.root)
    window.resize(1280, 700)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    yield window
    window.close()


def test_every_shortcut_of_the_window_belongs_to_something_that_is_seen(window: Window) -> None:
    commands = window.desk.commands
    for command in command_table().values():
        if command.where == "window" and command.keys:
            for action in commands.bound_to(command.id):
                owners = [one for one in action.associatedObjects() if one.isWidgetType()]
                assert any(owner.isVisible() for owner in owners), command.id


def test_a_shortcut_works_while_its_panel_is_behind_a_tab(
    qtbot: QtBot, window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: asked.append(1) or ([], ""))
    assert not window.findChild(AssetsPanel).isVisible()
    qtbot.keyClick(window, Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
    assert asked == [1]


def test_ctrl_k_finds_every_command_that_can_be_done_by_its_title(
    qtbot: QtBot, window: Window
) -> None:
    window.commands.show_palette()
    palette = window.findChild(Palette)
    field, found = palette.findChild(QLineEdit), palette.findChild(QListView)
    available = [command for command, _ in window.desk.commands.available()]
    assert len(available) > 60
    for command in available:
        field.setText(command.title)
        titles = [found.model().index(row, 0).data() for row in range(found.model().rowCount())]
        assert command.title in titles
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert not palette.isVisible()


def test_the_status_bar_tells_the_keys_of_every_panel(window: Window) -> None:
    bar = window.status_bar
    for panel in ("inspector", "outliner", "timeline", "storyboard", "compare", "viewport"):
        bar.show_panel(panel)
        assert all(keys and words for keys, words in bar.hints)
    assert ("1.2*3", "Sums") not in bar.hints
    bar.show_panel("inspector")
    assert ("1.2*3", "Sums") in bar.hints


def test_the_status_bar_tells_the_keys_of_the_tool_and_of_its_drag(window: Window) -> None:
    viewport = window.page("compose").viewport
    viewport.canvas.setFocus()
    window.desk.commands.action("tool.move").trigger()
    told = window.status_bar.hints
    assert told[: len(viewport.tool.hint)] == viewport.tool.hint
    assert ("MMB", "Orbit") in told
    viewport.hint_changed.emit((("X Y Z", "Axis"),), True)
    assert window.status_bar.hints == (("X Y Z", "Axis"),)
    window.desk.commands.action("tool.select").trigger()
    assert window.status_bar.hints[0] == ("LMB", "Select")


def test_a_name_is_told_as_it_is_written(window: Window) -> None:
    session = window.desk.session
    name = "Frau <b>Müller</b> &amp;"
    session.do("Add", lambda project: add_node(project, session.scene.id, name))
    session.select([session.scene.nodes[-1].id])
    assert window.status_bar._facts.text().startswith(name)
    assert window.status_bar._facts.textFormat() == Qt.TextFormat.PlainText


def test_only_hints_that_fit_wholly_are_painted(qtbot: QtBot, window: Window) -> None:
    line = HintLine(window.desk.theme)
    line.set_hints((("W", "Move"), ("E", "Rotate"), ("Ctrl Shift M", "A very long explanation")))
    assert line.minimumSizeHint().width() == 0
    line.resize(130, 24)
    qtbot.addWidget(line)
    narrow = line.grab().toImage()
    line.set_hints((("W", "Move"), ("E", "Rotate")))
    assert line.grab().toImage() == narrow
