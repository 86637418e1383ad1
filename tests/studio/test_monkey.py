"""Senseless input for thousands of events neither breaks the studio nor harms the project."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from compose.files.load import load_project
from compose.files.save import save_project
from compose.project import Project
from shotwright import ShotwrightError
from studio.job_watch import JobWatch
from studio.session import Session
from studio.window.window import Window
from tests.studio.conftest import wait_for
from tests.studio.monkey import Monkey

pytestmark = pytest.mark.gpu

EVENTS = 200
UNDO_LIMIT = 200


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[Project]:
    """Every project that was opened, in order."""
    seen: list[Project] = []
    real = Session.open

    def record(session: Session, project: Project) -> None:
        seen.append(project)
        real(session, project)

    monkeypatch.setattr(Session, "open", record)
    return seen


@pytest.fixture
def cage(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nothing out: no file is chosen, nothing is ordered, no other program is opened."""

    def refuse(_jobs: JobWatch, _orders: object) -> None:
        raise ShotwrightError("A monkey may not order takes.")

    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_, **__: "")
    for name in ("getSaveFileName", "getOpenFileName"):
        monkeypatch.setattr(QFileDialog, name, lambda *_, **__: ("", ""))
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_, **__: ([], ""))
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda *_: True)
    monkeypatch.setattr(JobWatch, "place", refuse)


@pytest.fixture
def window(qtbot: QtBot, open_desk, opened: list[Project], cage: None, tmp_path: Path) -> Window:
    """A window with the product sample open."""
    desk = open_desk("product")
    desk.settings.change(projects_folder=str(tmp_path / "films"))
    window = Window(desk)
    qtbot.addWidget(window)
    window.resize(1280, 800)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.open(desk.session.project.root)
    return window


def run_wild(qtbot: QtBot, monkey: Monkey, events: int) -> None:
    """Let the monkey act, and stop at the first fault."""
    with qtbot.captureExceptions() as faults:
        for number in range(events):
            monkey.act()
            if number % 10 == 0:
                qtbot.wait(1)
            if faults:
                break
    assert not faults, (len(monkey.did), monkey.did[-4:], faults)


def is_written_and_read_as_it_is(project: Project, folder: Path) -> bool:
    """Tell whether a project comes back from its files as it was."""
    save_project(project.replace(root=None, revisions={}), folder)
    again = load_project(folder)
    return again.replace(root=project.root, revisions=project.revisions) == project


def undone(session: Session) -> int:
    """Undo all the way back; return how many steps that was."""
    session.end_gesture()
    steps = 0
    while session.undo_label is not None:
        session.undo()
        steps += 1
    return steps


def misuse(
    qtbot: QtBot, window: Window, opened: list[Project], seed: int, events: int, folder: Path
) -> None:
    session = window.desk.session
    monkey = Monkey(window, seed)
    run_wild(qtbot, monkey, events)
    monkey.rest()
    session.end_gesture()
    assert is_written_and_read_as_it_is(session.project, folder / "kept")
    steps = undone(session)
    assert steps == UNDO_LIMIT or session.project == opened[-1]
    window.show_mode("compose")
    drawn: set[str] = set()
    window.desk.drawing.drawn.connect(lambda picture: drawn.add(picture.wish.slot))
    session.set_frame(session.frame + 1)
    wait_for(qtbot, lambda: "viewport" in drawn, 30)


def test_a_monkey_harms_nothing(
    qtbot: QtBot, window: Window, opened: list[Project], tmp_path: Path
) -> None:
    misuse(qtbot, window, opened, 7, EVENTS, tmp_path)


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(100, 120))
def test_many_monkeys_harm_nothing(
    qtbot: QtBot, window: Window, opened: list[Project], tmp_path: Path, seed: int
) -> None:
    misuse(qtbot, window, opened, seed, 2 * EVENTS, tmp_path)
