"""A real desk under a real (virtual) display, and the folder that screenshots are put in.

Without a display these tests fail: a broken set-up must not pass by skipping.
"""

from __future__ import annotations

import gc
import os
import shutil
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from compose.files.load import load_project
from compose.project import Project
from studio.collecting import Collecting, collect_if_due
from studio.desk import Desk
from studio.drawing import Drawing
from studio.session import Session
from studio.settings import Settings
from studio.theme import Theme
from visualize.jobs.lease import living_holder
from visualize.jobs.places import STORE_FILE, state_folder
from visualize.jobs.store import JobStore

SCENES = Path(__file__).parents[2] / "scenes"
SCREENSHOTS = Path(os.environ.get("SHOTWRIGHT_SCREENSHOTS", "out/studio"))


@pytest.fixture(scope="session")
def theme(qapp: QApplication) -> Theme:
    """The dark theme, applied to the program."""
    theme = Theme("dark")
    theme.apply(qapp)
    Collecting(qapp)
    return theme


@pytest.fixture(scope="session")
def drawing(qapp: QApplication) -> Iterator[Drawing]:
    """One thread with one renderer for the whole run."""
    drawing = Drawing()
    yield drawing
    drawing.close()


@pytest.fixture(autouse=True)
def _collect_in_this_thread(theme: Theme) -> Iterator[None]:
    """Keep Python's collector out of the drawing thread while there are widgets about.

    The closed windows of a test end with it, not when the next one runs an event loop: what is left
    of them would be styled again with every theme that is applied. The collector stays off between
    tests, for the drawing thread goes on; what runs after the studio's tests puts it on again.
    """
    gc.disable()
    yield
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    collect_if_due()


@pytest.fixture
def open_desk(theme: Theme, drawing: Drawing, tmp_path: Path) -> Iterator[Callable[..., Desk]]:
    """Return a function that opens a desk on a project, or on a sample's name (a copy of it)."""
    opened: list[Desk] = []

    def make(project: Project | str) -> Desk:
        if isinstance(project, str):
            folder = tmp_path / project
            ignore = shutil.ignore_patterns("*.py", "__pycache__", "takes")
            shutil.copytree(SCENES / project, folder, ignore=ignore)
            project = load_project(folder)
        settings = Settings(tmp_path / "config")
        opened.append(Desk.of(Session(project), theme, settings, drawing))
        return opened[-1]

    yield make
    for desk in opened:
        desk.work.close()
        desk.shelf.close()
        desk.jobs.close()


@pytest.fixture
def runner_ends() -> Iterator[None]:
    """End the runner process of this test's own state folder."""
    yield
    if not (state_folder() / STORE_FILE).exists():
        return
    with JobStore() as store:
        holder = living_holder(store.database)
        if holder is not None and holder.process.pid != os.getpid():
            os.kill(holder.process.pid, signal.SIGTERM)
            end = time.monotonic() + 10.0
            while living_holder(store.database) is not None and time.monotonic() < end:
                time.sleep(0.05)


@pytest.fixture
def shoot(qtbot: QtBot) -> Callable[..., Path]:
    """Return a function that shows a widget, lets it settle, and writes its screenshot."""

    def take(widget: QWidget, name: str, size: tuple[int, int], settle_ms: int = 50) -> Path:
        if widget.parent() is None:
            qtbot.addWidget(widget)
        widget.resize(*size)
        with qtbot.waitExposed(widget):
            widget.show()
        qtbot.wait(settle_ms)
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        path = SCREENSHOTS / f"{name}.png"
        assert widget.grab().save(str(path))
        return path

    return take


def wait_for(qtbot: QtBot, what: Callable[[], bool], seconds: float = 20.0) -> None:
    """Run the event loop until something is so."""
    end = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < end, "it did not come to be so"
        qtbot.wait(10)
