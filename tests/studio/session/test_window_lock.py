"""WindowLock: one window has a project, and a process that ends, however, lets go of it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from compose.edits import set_project
from compose.files.load import load_project
from studio.session.opening import make_project
from studio.session.recovery import Recovery
from studio.session.window_lock import WindowLock, holder

HOLD = """
import sys, time
from pathlib import Path
from studio.session.window_lock import WindowLock
assert WindowLock.take(Path(sys.argv[1]))
print("held", flush=True)
time.sleep(60)
"""


def test_a_killed_process_leaves_no_lock_behind(tmp_path: Path) -> None:
    file = tmp_path / "film.lock"
    other = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(file)], stdout=subprocess.PIPE, text=True,
        cwd=Path(__file__).parents[3],
    )  # fmt: skip
    assert other.stdout.readline() == "held\n"
    assert WindowLock.take(file) is None
    assert holder(file).pid == other.pid
    other.kill()
    other.wait()
    other.stdout.close()
    mine = WindowLock.take(file)
    assert mine is not None
    assert holder(file).pid == os.getpid()
    mine.release()


@pytest.mark.parametrize("text", ["", "{", "[]", '{"pid": "x", "at": 0}', '{"pid": 1, "at": 1e99}'])
def test_a_lock_file_that_cannot_be_read_says_nothing_of_its_holder(
    tmp_path: Path, text: str
) -> None:
    file = tmp_path / "film.lock"
    file.write_text(text)
    assert holder(file).words == ""


def test_two_windows_on_one_project_keep_both_their_states(tmp_path: Path) -> None:
    film = make_project(tmp_path / "film", "Film")
    first, second = Recovery(tmp_path / "recovery"), Recovery(tmp_path / "recovery")
    assert first.enter(film.root) is None
    assert second.enter(film.root).pid == os.getpid()
    assert second.enter(film.root, share=True) is None
    first.keep(set_project(film, bible="First."))
    second.keep(set_project(film, bible="Second."))
    assert first.find(film).project.bible == "First."
    assert second.find(film).project.bible == "Second."


def test_what_a_second_window_kept_is_found_once_nobody_works_on_it(tmp_path: Path) -> None:
    film = make_project(tmp_path / "film", "Film")
    first, second = Recovery(tmp_path / "recovery"), Recovery(tmp_path / "recovery")
    first.enter(film.root)
    second.enter(film.root, share=True)
    second.keep(set_project(film, bible="Second."))
    assert first.find(film) is None
    second.leave()
    assert first.find(film).project.bible == "Second."
    first.forget(film.root)
    assert first.find(load_project(film.root)) is None


def test_a_window_may_open_its_own_project_again(tmp_path: Path) -> None:
    film = make_project(tmp_path / "film", "Film")
    recovery = Recovery(tmp_path / "recovery")
    assert recovery.enter(film.root) is None
    assert recovery.enter(film.root) is None
    recovery.leave()
    assert Recovery(tmp_path / "recovery").enter(film.root) is None
