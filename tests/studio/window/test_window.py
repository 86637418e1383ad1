"""The whole window: modes, menus, saving, recovery, the tour, and what a closed window keeps."""

from __future__ import annotations

from pathlib import Path

import pytest
import trimesh
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLineEdit, QMenu, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from compose.edits import set_project
from compose.files.load import load_project
from studio.commands import command_table
from studio.session.recovery import Recovery
from studio.window.tour import Tour
from studio.window.window import Window
from tests.studio.conftest import wait_for


@pytest.fixture
def window(qtbot: QtBot, open_desk) -> Window:
    """A window with the product sample open."""
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


def drawn(qtbot: QtBot, window: Window, slots: set[str]) -> None:
    """Wait until the pictures of some places on screen have come."""
    seen: set[str] = set()
    window.desk.drawing.drawn.connect(lambda picture: seen.add(picture.wish.slot))
    wait_for(qtbot, lambda: slots <= seen, 60)
    qtbot.wait(100)


def test_compose_opens_with_its_panels(qtbot: QtBot, window: Window, shoot) -> None:
    drawn(qtbot, window, {"viewport"})
    shoot(window, "window-compose", (1600, 1000), 500)
    assert window.mode == "compose"
    assert window.windowTitle().startswith("Avalon")


def test_keys_change_the_mode(qtbot: QtBot, window: Window, shoot) -> None:
    for key, mode in ((Qt.Key.Key_2, "visualize"), (Qt.Key.Key_3, "gallery")):
        qtbot.keyClick(window, key, Qt.KeyboardModifier.ControlModifier)
        assert window.mode == mode
        shoot(window, f"window-{mode}", (1600, 1000), 500)
    qtbot.keyClick(window, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    assert window.mode == "compose"


def test_the_palette_finds_and_runs_a_command(qtbot: QtBot, window: Window) -> None:
    before = window.desk.session.project
    window.desk.session.do("Edit", lambda p: set_project(p, bible="Rain."))
    qtbot.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    palette = window.findChild(QWidget, "palette")
    field = palette.findChild(QLineEdit)
    qtbot.keyClicks(field, "undo")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert window.desk.session.project is before


def test_every_menu_lists_its_commands_and_greys_what_cannot_be_done(window: Window) -> None:
    titles = []
    for menu in window.findChildren(QMenu):
        if menu.title() in ("File", "Edit", "Shot", "View", "Window", "Help", "Scene"):
            menu.aboutToShow.emit()
            titles.append(menu.title())
            assert [action for action in menu.actions() if not action.isSeparator()]
    edit = next(menu for menu in window.findChildren(QMenu) if menu.title() == "Edit")
    undo = next(action for action in edit.actions() if action.text().startswith("Undo"))
    assert not undo.isEnabled()
    assert set(titles) >= {"File", "Edit", "Shot", "View"}


def test_saving_writes_the_project_and_says_so(qtbot: QtBot, window: Window) -> None:
    session = window.desk.session
    session.do("Edit", lambda p: set_project(p, bible="Wet asphalt."))
    assert window.isWindowModified()
    qtbot.keyClick(window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert not window.isWindowModified()
    assert load_project(session.project.root).bible == "Wet asphalt."


def test_files_that_changed_meanwhile_are_not_overwritten_unasked(
    qtbot: QtBot, window: Window
) -> None:
    session = window.desk.session
    file = Path(session.project.root) / "project.json"
    file.write_text(file.read_text().replace("Avalon", "Elsewhere"))
    session.do("Edit", lambda p: set_project(p, bible="Mine."))
    qtbot.keyClick(window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert session.unsaved
    assert "Elsewhere" in file.read_text()
    (toast,) = window.toasts.toasts
    overwrite = next(b for b in toast.findChildren(QPushButton) if b.text() == "Overwrite")
    qtbot.mouseClick(overwrite, Qt.MouseButton.LeftButton)
    assert not session.unsaved
    assert load_project(session.project.root).bible == "Mine."


def test_closing_keeps_what_is_unsaved_and_opening_brings_it_back(
    qtbot: QtBot, window: Window, open_desk
) -> None:
    session, root = window.desk.session, window.desk.session.project.root
    session.do("Edit", lambda p: set_project(p, bible="Not saved."))
    window.close()
    kept = Recovery()._place(root) / "recovery.json"
    text = kept.read_text()
    kept.write_text(text.replace('"born": "', '"born": "another '))  # as after a crash
    desk = open_desk(load_project(root))
    again = Window(desk)
    qtbot.addWidget(again)
    again.open(root)
    assert desk.session.project.bible == "Not saved."
    assert desk.session.unsaved
    desk.session.undo()
    assert desk.session.project.bible.startswith("Avalon")


def test_a_window_closed_in_the_middle_of_a_drag_keeps_the_drag(window: Window) -> None:
    session, root = window.desk.session, window.desk.session.project.root
    session.begin_gesture("Drag")
    session.step_gesture(lambda p: set_project(p, bible="Halfway."))
    window.close()
    assert (Recovery()._place(root) / "recovery.json").is_file()
    assert load_project(Recovery()._place(root)).bible == "Halfway."


def test_the_layout_is_remembered(window: Window) -> None:
    window.close()
    assert "compose" in window.desk.settings.preferences.layout


def test_the_tour_points_at_every_panel_and_ends(qtbot: QtBot, window: Window, shoot) -> None:
    window.commands._tour()
    tour = window.findChild(Tour)
    for step in range(7):
        assert not tour._hole.isEmpty(), step
        if step in (0, 2):
            qtbot.wait(300)
            window.grab().save(f"out/studio/tour-{step}.png")
        qtbot.keyClick(tour, Qt.Key.Key_Return)
    assert window.desk.settings.preferences.tour_seen


def test_the_tour_is_offered_until_it_is_seen_or_refused(qtbot: QtBot, window: Window) -> None:
    window.desk.settings.change(tour_seen=False)
    root = window.desk.session.project.root
    window.open(root)
    (toast,) = window.toasts.toasts
    assert toast.message.text == "New here?"
    assert window.findChild(Tour) is None
    refuse = next(b for b in toast.findChildren(QPushButton) if b.text() == "Not now")
    qtbot.mouseClick(refuse, Qt.MouseButton.LeftButton)
    assert window.desk.settings.preferences.tour_seen


def test_every_command_of_the_table_is_bound_by_somebody(window: Window) -> None:
    for mode in ("visualize", "gallery", "compose"):
        window.show_mode(mode)
    commands = window.desk.commands
    assert [name for name in command_table() if commands.action(name) is None] == []


def test_the_scene_is_exported_as_glb(qtbot: QtBot, window: Window, tmp_path, monkeypatch) -> None:
    chosen = tmp_path / "set"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(chosen), ""))
    window.desk.commands.action("project.export").trigger()
    wait_for(qtbot, lambda: bool(window.toasts.toasts), 60)
    told = window.toasts.toasts[0].message
    assert told.detail == str(tmp_path / "set.glb")
    assert trimesh.load(told.detail).geometry
