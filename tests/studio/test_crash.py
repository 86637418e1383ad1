"""The real program, killed and told to end: what was not saved is there again."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from compose.files.load import load_project
from tests.studio.conftest import SCENES

pytestmark = pytest.mark.gpu

ROOT = Path(__file__).resolve().parents[2]
EDIT = "Rain on the window. Not saved."

DRIVER = """
import os, signal, sys
from PySide6.QtCore import QTimer
import studio.app as app
from compose.edits import set_project

what, folder = sys.argv[1:]
real = app.Window.show


def show(window):
    real(window)
    QTimer.singleShot(0, window, lambda: act(window))


def act(window):
    session = window.desk.session
    if what == "look":
        print(session.project.bible, session.unsaved, session.undo_label, sep="|")
        print(*(toast.message.text for toast in window.toasts.toasts), sep="|", flush=True)
        window.close()
        return
    session.do("Edit", lambda p: set_project(p, bible=os.environ["EDIT"]))
    if what == "edit and wait":
        print("edited", flush=True)
        return
    kept = window.recovering.keep

    def keep_and_die():
        kept()
        os.kill(os.getpid(), signal.SIGKILL)

    # The program's own clock keeps the state; the kill comes right after, as a crash would.
    window.recovering._quiet.timeout.connect(keep_and_die)


app.Window.show = show
sys.exit(app.main([folder]))
"""


@pytest.fixture
def film(tmp_path: Path) -> Path:
    """A copy of the product sample."""
    folder = tmp_path / "film"
    shutil.copytree(
        SCENES / "product", folder, ignore=shutil.ignore_patterns("*.py", "__pycache__", "takes")
    )
    return folder


def studio(what: str, film: Path) -> subprocess.Popen[str]:
    """Start the program as a process that drives itself; its folders are the test's own."""
    config = film.parent / "config"
    config.mkdir(exist_ok=True)
    environment = os.environ | {
        "PYTHONPATH": str(ROOT),
        "SHOTWRIGHT_STATE": str(film.parent / "state"),
        "SHOTWRIGHT_CONFIG": str(config),
        "EDIT": EDIT,
    }
    return subprocess.Popen(
        [sys.executable, "-c", DRIVER, what, str(film)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment, text=True,
    )  # fmt: skip


def look(film: Path) -> tuple[list[str], list[str]]:
    """Start again; return the bible, whether it is unsaved and what undo says, and the toasts."""
    process = studio("look", film)
    out, errors = process.communicate(timeout=120)
    assert process.returncode == 0, errors
    assert "Traceback" not in errors
    facts, toasts = out.splitlines()[:2]
    return facts.split("|"), toasts.split("|")


def is_restored(film: Path, saved: str) -> bool:
    """Tell whether a new start shows the edit, as unsaved, says so, and left the files alone."""
    facts, toasts = look(film)
    told = any(toast.startswith("Unsaved changes of ") for toast in toasts)
    unsaved = facts == [EDIT, "True", "Restore unsaved changes"]
    return told and unsaved and load_project(film).bible == saved


def test_what_was_kept_before_a_kill_is_there_again(film: Path) -> None:
    saved = load_project(film).bible
    process = studio("edit and die", film)
    _, errors = process.communicate(timeout=120)
    assert process.returncode == -signal.SIGKILL, errors
    assert is_restored(film, saved)


def test_sigterm_closes_the_window_tidily_and_keeps_what_is_unsaved(film: Path) -> None:
    saved = load_project(film).bible
    process = studio("edit and wait", film)
    assert process.stdout is not None
    assert process.stdout.readline() == "edited\n"
    process.terminate()
    _, errors = process.communicate(timeout=120)
    assert process.returncode == 0, errors
    assert "Traceback" not in errors
    assert is_restored(film, saved)
