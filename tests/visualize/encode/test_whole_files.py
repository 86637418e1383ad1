"""Whole files or none, and plain words when the system refuses."""

import errno
import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from visualize.encode.atomic import (
    encode_error,
    remove_leftovers,
    whole_file,
    write_json,
    write_whole,
)
from visualize.errors import EncodeError


def test_an_interrupted_write_leaves_the_old_file_and_no_other(tmp_path: Path) -> None:
    path = tmp_path / "a.bin"
    write_whole(path, b"old")

    def interrupted() -> None:
        with whole_file(path) as part:
            part.write_bytes(b"half of the new")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_an_error_that_is_not_the_files_own_passes_unchanged(tmp_path: Path) -> None:
    def failing() -> None:
        with whole_file(tmp_path / "a.bin"):
            raise ConnectionError("something else")

    with pytest.raises(ConnectionError, match="something else"):
        failing()


def test_missing_folders_are_made(tmp_path: Path) -> None:
    write_json(tmp_path / "a" / "b" / "c.json", {"x": 1})
    assert (tmp_path / "a" / "b" / "c.json").is_file()


def test_a_folder_that_is_a_file_is_named_in_plain_words(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("a file")
    with pytest.raises(EncodeError, match=r"not a folder|folder is needed") as caught:
        write_whole(tmp_path / "a" / "b.png", b"x")
    assert caught.value.path == tmp_path / "a" / "b.png"


def test_a_target_that_is_a_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.png").mkdir()
    with pytest.raises(EncodeError, match="folder"):
        write_whole(tmp_path / "a.png", b"x")
    assert [p.name for p in tmp_path.iterdir()] == ["a.png"]


def test_a_name_too_long_for_the_disk_is_said(tmp_path: Path) -> None:
    with pytest.raises(EncodeError, match="too long"):
        write_whole(tmp_path / ("x" * 300), b"x")


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (errno.ENOSPC, "disk is full"),
        (errno.EACCES, "may not be written"),
        (errno.EROFS, "read-only"),
    ],
)
def test_what_the_system_says_becomes_plain_words(code: int, words: str) -> None:
    assert words in str(encode_error("x.png", OSError(code, os.strerror(code))))


def test_no_room_leaves_no_file(tmp_path: Path) -> None:
    """A limit on file size stands in for a full disk: the kernel refuses in the same place."""
    code = (
        "import resource, signal, pathlib\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, 10_000))\n"
        "from visualize.encode.atomic import write_whole\n"
        f"write_whole(pathlib.Path({str(tmp_path)!r}) / 'a.bin', bytes(20_000))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert "EncodeError" in done.stderr
    assert "larger than this disk" in done.stderr
    assert not list(tmp_path.iterdir())
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[0] != 10_000


def test_leftovers_of_dead_processes_go_and_those_of_the_living_stay(tmp_path: Path) -> None:
    code = (
        "import os, pathlib, sys\n"
        "from visualize.encode.atomic import whole_file\n"
        "with whole_file(pathlib.Path(sys.argv[1])) as part:\n"
        "    part.write_text('half'); os._exit(1)\n"
    )
    subprocess.run([sys.executable, "-c", code, str(tmp_path / "a.png")], check=False)
    (gone,) = tmp_path.iterdir()
    elsewhere = gone.with_name(gone.name.replace("a.png.", "b.png.othermachine"))
    other = tmp_path / ".notes.part"
    for path in (elsewhere, other):
        path.write_text("x")
    with whole_file(tmp_path / "mine.png") as mine:
        mine.write_text("x")
        remove_leftovers(tmp_path)
        assert sorted(tmp_path.iterdir()) == sorted([mine, elsewhere, other])


@pytest.mark.skipif(not Path("/proc/self/stat").is_file(), reason="asks Linux how it ended")
def test_a_killed_process_that_nobody_has_asked_about_counts_as_dead(tmp_path: Path) -> None:
    killed = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    with whole_file(tmp_path / "a.png") as part:
        half = part.with_name(part.name.replace(f"-{os.getpid()}.", f"-{killed.pid}."))
        half.write_bytes(b"half")
        part.write_bytes(b"whole")
    remove_leftovers(tmp_path)
    assert half.exists()
    killed.kill()
    os.waitid(os.P_PID, killed.pid, os.WEXITED | os.WNOWAIT)  # it stays a zombie
    remove_leftovers(tmp_path)
    assert not half.exists()
    killed.wait()
