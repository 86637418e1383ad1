"""From nothing to a picked take, by mouse and keyboard alone, in one window."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLineEdit, QListView, QWidget
from pytestqt.qtbot import QtBot

from compose.edits import new_project
from compose.files.load import load_project
from studio.visualize_mode.model_delegate import ENTRY
from studio.visualize_mode.model_rows import ModelRow
from studio.window.projects_page import ProjectsPage
from studio.window.window import Window
from tests.studio.conftest import wait_for
from visualize.jobs.states import State

pytestmark = pytest.mark.gpu

LEFT, CTRL = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier
FRAMES = 8
"""Frames of the shot: as few as show a move."""


@pytest.fixture
def window(qtbot: QtBot, open_desk, tmp_path: Path, runner_ends: None) -> Window:
    """The studio as it starts, with an empty folder for projects."""
    desk = open_desk(new_project("Untitled"))
    desk.settings.change(projects_folder=str(tmp_path / "films"))
    window = Window(desk)
    qtbot.addWidget(window)
    window.resize(1600, 1000)
    window.start(None)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window


def part(window: Window, name: str) -> QWidget:
    """Return a part of the window by its object name."""
    found = window.findChild(QWidget, name)
    assert found is not None, name
    return found


def command(qtbot: QtBot, window: Window, words: str) -> None:
    """Run a command as a person does who knows no shortcut: Ctrl K, words, Enter."""
    qtbot.keyClick(window, Qt.Key.Key_K, CTRL)
    field = part(window, "palette").findChild(QLineEdit)
    qtbot.keyClicks(field, words)
    qtbot.keyClick(field, Qt.Key.Key_Return)


def click_row(qtbot: QtBot, view: QListView, row: int) -> None:
    """Click the middle of a row of a list."""
    index = view.model().index(row, 0)
    view.scrollTo(index)
    qtbot.mouseClick(view.viewport(), LEFT, pos=view.visualRect(index).center())


def make_project(qtbot: QtBot, window: Window) -> None:
    page = window.page("projects")
    assert isinstance(page, ProjectsPage)
    name = page.findChild(QLineEdit)
    name.selectAll()
    qtbot.keyClicks(name, "First film")
    qtbot.keyClick(name, Qt.Key.Key_Return)
    wait_for(qtbot, lambda: window.mode == "compose")


def stage(qtbot: QtBot, window: Window) -> None:
    """Put a woman and a box on the stage, and move the box over eight frames."""
    session = window.desk.session
    command(qtbot, window, "add figure")
    command(qtbot, window, "add box")
    wait_for(qtbot, lambda: len(session.scene.nodes) == 2)
    qtbot.mouseClick(part(window, "viewport"), LEFT, pos=QPoint(30, 400))
    command(qtbot, window, "add shot from view")
    wait_for(qtbot, lambda: session.shot is not None)


def shorten(qtbot: QtBot, window: Window) -> None:
    """Step on some frames, and let the shot end there."""
    session = window.desk.session
    for _ in range(FRAMES - 1):
        qtbot.keyClick(window, Qt.Key.Key_Period)
    assert session.frame == session.shot.start + FRAMES - 1
    command(qtbot, window, "shot ends here")


def animate(qtbot: QtBot, window: Window) -> None:
    """Key the box at the first frame, step on, move it, key it again."""
    session = window.desk.session
    box = next(node for node in session.scene.nodes if node.name.startswith("Box"))
    tree = part(window, "outliner-tree")
    index = next(
        tree.model().index(row, 0, parent)
        for parent in (tree.rootIndex(), tree.model().index(0, 0))
        for row in range(tree.model().rowCount(parent))
        if tree.model().index(row, 0, parent).data() == box.name
    )
    qtbot.mouseClick(tree.viewport(), LEFT, pos=tree.visualRect(index).center())
    assert session.selection == (box.id,)
    session.set_frame(session.shot.start)
    command(qtbot, window, "key the selection")
    assert {track.node for track in session.scene.tracks} == {box.id}


def generate(qtbot: QtBot, window: Window, model: str) -> None:
    """Choose a model by a click, and press the button."""
    desk, page = window.desk, window.page("visualize")
    wait_for(qtbot, lambda: page.asking.answer is not None)
    view = part(window, "visualize-model-list")
    row = next(
        row
        for row in range(view.model().rowCount())
        if isinstance(entry := view.model().index(row, 0).data(ENTRY), ModelRow)
        and entry.card.id == model
    )
    click_row(qtbot, view, row)
    wait_for(qtbot, lambda: page.asking.answer.form.model == model)
    button = part(window, "visualize-generate")
    wait_for(qtbot, button.isEnabled)
    before = len(desk.jobs.jobs)
    qtbot.mouseClick(button, LEFT)
    wait_for(qtbot, lambda: len(desk.jobs.jobs) == before + 1)


def test_a_film_is_begun_generated_compared_and_picked(qtbot: QtBot, window: Window, shoot) -> None:
    desk, session = window.desk, window.desk.session
    make_project(qtbot, window)
    empty = session.project
    stage(qtbot, window)
    shorten(qtbot, window)
    assert session.shot.end - session.shot.start == FRAMES
    animate(qtbot, window)
    wait_for(qtbot, lambda: part(window, "viewport").settled)
    shoot(window, "journey-1-staged", (1600, 1000), 500)
    qtbot.keyClick(window, Qt.Key.Key_2, CTRL)
    for model in ("local/ink", "local/toon"):
        generate(qtbot, window, model)
    wait_for(qtbot, lambda: all(job.settled for job in desk.jobs.jobs), 180)
    assert {job.state for job in desk.jobs.jobs} == {State.SUCCEEDED}
    shoot(window, "journey-2-generated", (1600, 1000), 500)
    compare_and_pick(qtbot, window, shoot)
    assert session.shot.pick in {row.take.id for row in desk.shelf.takes()}
    qtbot.keyClick(window, Qt.Key.Key_S, CTRL)
    saved = load_project(session.project.root)
    assert saved.shots[0].pick == session.shot.pick
    undo_all_the_way(qtbot, window, empty)


def compare_and_pick(qtbot: QtBot, window: Window, shoot) -> None:
    """Open the gallery, compare the shot's takes, and pick the first."""
    qtbot.keyClick(window, Qt.Key.Key_3, CTRL)
    shoot(window, "journey-3-gallery", (1600, 1000), 500)
    command(qtbot, window, "compare takes")
    compare = window.page("gallery").compare
    wait_for(qtbot, lambda: compare.shown is not None, 60)
    wait_for(qtbot, lambda: all(entry.measures for entry in compare.shown.entries), 180)
    shoot(window, "journey-4-compared", (1600, 1000), 500)
    command(qtbot, window, "pick the winner")
    wait_for(qtbot, lambda: window.desk.session.shot.pick is not None)


def undo_all_the_way(qtbot: QtBot, window: Window, empty: object) -> None:
    """Undo everything that was done, and bring it back."""
    session = window.desk.session
    last, steps = session.project, 0
    while session.undo_label is not None:
        qtbot.keyClick(window, Qt.Key.Key_Z, CTRL)
        steps += 1
        assert steps < 100
    assert session.project is empty
    for _ in range(steps):
        qtbot.keyClick(window, Qt.Key.Key_Z, CTRL | Qt.KeyboardModifier.ShiftModifier)
    assert session.project is last
