"""The studio's window: a file opened to its first picture, and what a window at rest computes.

The window is a real one of 1600x960 on Qt's offscreen platform, with all panels of Compose. What is
opened is the second project of the run: program, pages and renderer are there, as they are when
a director opens another film. ``compute`` rows are of all threads.
"""

from __future__ import annotations

import gc
import os
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bench.evaluate import crowd
from compose.files.save import save_project
from visualize.jobs.places import VARIABLE

SIZE = (1600, 960)
_NODES, _SMOKE_NODES = 2000, 20
_REST_S, _SMOKE_REST_S = 2.0, 0.05
_LONGEST_S = 120.0

Row = dict[str, Any]


def rows(row: Callable[..., Row], *, smoke: bool) -> Iterator[Row]:
    """Open a project of many nodes that all move, wait until nothing is left to do, and rest."""
    count = _SMOKE_NODES if smoke else _NODES
    with tempfile.TemporaryDirectory() as folder:
        small, large = (_saved(Path(folder) / name, n) for name, n in (("a", 2), ("b", count)))
        with _window(Path(folder)) as window:
            pictures: list[float] = []

            def came(picture: Any) -> None:
                shown = (picture.wish.slot, picture.wish.scene)
                if shown == ("viewport", window.desk.session.scene.id):
                    pictures.append(time.perf_counter())

            window.desk.drawing.drawn.connect(came)
            window.open(small)
            _wait(lambda: bool(pictures))
            _settle(smoke=smoke)
            pictures.clear()
            began, computed = time.perf_counter(), time.process_time()
            window.open(large)
            _wait(lambda: bool(pictures))
            computed = time.process_time() - computed
            scene = f"{count} nodes, all moving, in the window"
            yield row("studio_open", scene, pictures[0] - began, "s")
            yield row("studio_open_compute", scene, computed, "s")
            _settle(smoke=smoke)
            share = 100.0 * _rest(_SMOKE_REST_S if smoke else _REST_S)
            yield row("studio_rest", f"{count} nodes in the window", share, "% of a core")


def _saved(folder: Path, count: int) -> Path:
    """Return the folder of a saved project of so many nodes, with ids that can name files."""
    project, shot = crowd(count, 0)
    scene = project.scenes[0].replace(id=f"scn_{folder.name}")
    shot = shot.replace(id=f"sht_{folder.name}", scene=scene.id)
    named = project.replace(id=f"prj_{folder.name}", scenes=(scene,), shots=(shot,))
    save_project(named, folder)
    return folder


@contextmanager
def _window(folder: Path) -> Iterator[Any]:
    """Show the studio's window, with settings and state in a folder of their own."""
    from PySide6.QtWidgets import QApplication

    from compose.edits.scenes import new_project
    from studio.collecting import Collecting
    from studio.desk import Desk
    from studio.drawing import Drawing
    from studio.session import Session
    from studio.settings import Settings
    from studio.theme import Theme
    from studio.window.window import Window

    before = os.environ.get(VARIABLE)
    os.environ[VARIABLE] = str(folder / "state")
    application = QApplication.instance()
    assert isinstance(application, QApplication)  # the caller made it
    theme = Theme("dark")
    theme.apply(application)
    collecting = Collecting(application)
    settings = Settings(folder / "settings")
    desk = Desk.of(Session(new_project("Untitled")), theme, settings, Drawing())
    window = Window(desk)
    window.resize(*SIZE)
    window.show()
    try:
        yield window
    finally:
        window.close()
        desk.close()
        window.deleteLater()
        collecting.deleteLater()
        gc.enable()
        os.environ.pop(VARIABLE)
        if before is not None:
            os.environ[VARIABLE] = before


def _wait(until: Callable[[], bool]) -> None:
    """Run the event loop, without turning in it, until something is so."""
    from PySide6.QtCore import QCoreApplication, QEventLoop

    end = time.perf_counter() + _LONGEST_S
    while not until():
        if time.perf_counter() > end:
            raise TimeoutError(f"the window showed no picture within {_LONGEST_S:g} s")
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)


def _settle(*, smoke: bool) -> None:
    """Let everything that was begun come to its end: thumbnails, fine pictures."""
    end = time.perf_counter() + _LONGEST_S
    while _rest(0.05 if smoke else 1.0) > 0.02 and not smoke:
        if time.perf_counter() > end:
            raise TimeoutError(f"the window was not at rest within {_LONGEST_S:g} s")


def _rest(seconds: float) -> float:
    """Run the event loop for a while, and return the share of it that was computed."""
    from PySide6.QtCore import QEventLoop, QTimer

    loop = QEventLoop()
    QTimer.singleShot(int(1000 * seconds), loop.quit)
    computed = time.process_time()
    loop.exec()
    return (time.process_time() - computed) / seconds
