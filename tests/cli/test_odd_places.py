"""Odd names and places: each is taken as meant, or refused with what to write instead."""

import os
import pty
import shlex
import subprocess
import sys
import time
from pathlib import Path

import pytest

from cli.output import counted

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("name", ["my film", "-film", "it's", "фильм 🎬", 'a"b', "a;b", "$HOME"])
def test_the_next_command_that_new_prints_can_be_typed_as_it_stands(here, shotwright, name):
    made = shotwright("new", "--", name)
    line = made.out.splitlines()[-1].removeprefix("Next: shotwright frames ")
    (path,) = shlex.split(line)
    assert shotwright("info", path).status == 0


def test_a_name_longer_than_a_file_system_takes_is_the_users_to_change(here, shotwright):
    ending = shotwright("new", "é" * 128)
    assert ending.status == 2
    assert "too long" in ending.err
    assert "256 bytes" in ending.err
    assert shotwright("new", "é" * 127).status == 0


def test_a_file_in_place_of_a_project_is_called_a_file(here, shotwright):
    (here / "notes.txt").write_text("a note")
    ending = shotwright("info", "notes.txt")
    assert ending.status == 2
    assert "notes.txt is a file" in ending.err


@pytest.mark.parametrize(
    ("words", "better"),
    [
        (["direct", "--out", "reel.mov"], "reel.mp4"),
        (["contact-sheet", "--out", "page.JPG"], "page.png"),
        (["export", "--out", "set.fbx"], "set.glb"),
        (["export", "--format", "camera", "--out", "lens.glb"], "lens.json"),
    ],
)
def test_a_file_of_another_kind_is_refused_not_made_a_folder(film, shotwright, words, better):
    ending = shotwright(words[0], str(film), *words[1:])
    assert ending.status == 2
    assert better in ending.err
    assert [path.name for path in film.parent.iterdir()] == [film.name]


def test_a_current_folder_that_was_removed_is_said_so(tmp_path):
    code = (
        "import os, sys; from cli.main import main; "
        "os.mkdir('gone'); os.chdir('gone'); os.rmdir('../gone'); sys.exit(main(sys.argv[1:]))"
    )
    for words in (["info"], ["new", "film"]):
        done = subprocess.run(
            [sys.executable, "-c", code, *words], cwd=tmp_path, capture_output=True, text=True,
            env=os.environ | {"PYTHONPATH": str(ROOT)}, check=False, timeout=60,
        )  # fmt: skip
        assert done.returncode == 2
        assert "current folder is no longer there" in done.stderr


def test_one_is_not_written_in_the_plural():
    assert [counted(n, "frame") for n in (0, 1, 2)] == ["0 frames", "1 frame", "2 frames"]


@pytest.mark.parametrize("columns", [200, 80, 40, 10])
def test_a_narrow_terminal_hides_no_part_of_a_table(film, columns):
    shown = _on_a_terminal(["info", str(film)], columns)
    for word in ("010", "push in", "0:72", "3.00", "00:00:03:00", "16:9"):
        assert word in shown


def _on_a_terminal(words: list[str], columns: int) -> str:
    """Run the command on a terminal of so many columns; return everything it showed."""
    ours, its = pty.openpty()
    env = os.environ | {"PYTHONPATH": str(ROOT), "COLUMNS": str(columns), "NO_COLOR": "1"}
    running = subprocess.Popen(
        [sys.executable, "-m", "cli", *words], stdout=its, stderr=its, stdin=its, env=env
    )
    os.close(its)
    shown, until = b"", time.monotonic() + 60
    while time.monotonic() < until:
        try:
            shown += (piece := os.read(ours, 4096))
        except OSError:  # how Linux says that the other side has closed the terminal
            break
        if not piece:
            break
    os.close(ours)
    assert running.wait(60) == 0
    return shown.decode()
