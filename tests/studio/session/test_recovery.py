"""Recovery: what was not saved comes back after a kill at any moment, whole or not at all."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from compose.edits import set_project
from compose.files.save import save_project
from studio.session.opening import make_project
from studio.session.recovery import Recovery

KEEPER = """
import sys
from pathlib import Path
from compose.edits import set_project
from compose.files.load import load_project
from studio.session.recovery import Recovery
project, recovery = load_project(sys.argv[1]), Recovery(Path(sys.argv[2]))
count = 0
while True:
    count += 1
    recovery.keep(set_project(project, bible=f"state {count}"))
    print(count, flush=True)
"""


@pytest.fixture
def film(tmp_path: Path):
    return make_project(tmp_path / "film", "Film")


def of_a_dead_process(folder: Path) -> None:
    """Let what was kept here be another process's, which no longer runs."""
    (facts,) = folder.glob("*/recovery.json")
    told = json.loads(facts.read_text())
    told["process"]["pid"] = 2**22 + 1
    told["process"]["born"] = "long ago"
    facts.write_text(json.dumps(told))


def test_an_unsaved_state_is_found_with_its_folder_and_its_files(film, tmp_path: Path) -> None:
    recovery = Recovery(tmp_path / "recovery")
    edited = set_project(film, bible="Wet asphalt.")
    recovery.keep(edited)
    of_a_dead_process(tmp_path / "recovery")
    found = recovery.find(film)
    assert found.project.bible == "Wet asphalt."
    assert found.project.root == film.root
    save_project(found.project)  # its files are known: nothing is overwritten unseen


def test_what_is_saved_already_is_not_offered(film, tmp_path: Path) -> None:
    recovery = Recovery(tmp_path / "recovery")
    recovery.keep(film)
    of_a_dead_process(tmp_path / "recovery")
    assert recovery.find(film) is None


def test_another_window_that_still_works_on_it_keeps_its_state(film, tmp_path: Path) -> None:
    other = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    try:
        recovery = Recovery(tmp_path / "recovery")
        recovery.keep(set_project(film, bible="Mine."))
        (facts,) = (tmp_path / "recovery").glob("*/recovery.json")
        told = json.loads(facts.read_text())
        told["process"] |= {"pid": other.pid, "born": ""}
        facts.write_text(json.dumps(told))
        assert recovery.find(film) is None
        other.kill()
        other.wait()
        assert recovery.find(film).project.bible == "Mine."
    finally:
        other.kill()
        other.wait()


def test_forgotten_is_gone(film, tmp_path: Path) -> None:
    recovery = Recovery(tmp_path / "recovery")
    recovery.keep(set_project(film, bible="x"))
    recovery.forget(film.root)
    assert not any((tmp_path / "recovery").iterdir())


@pytest.mark.parametrize("text", ["", "{", '{"root": 3}', "[]"])
def test_what_cannot_be_read_is_removed_and_hurts_nobody(film, tmp_path: Path, text: str) -> None:
    recovery = Recovery(tmp_path / "recovery")
    recovery.keep(set_project(film, bible="x"))
    (facts,) = (tmp_path / "recovery").glob("*/recovery.json")
    facts.write_text(text)
    assert recovery.find(film) is None


@pytest.mark.skipif(os.name == "nt", reason="kills by signal")
def test_a_kill_at_any_moment_leaves_a_whole_state(film, tmp_path: Path) -> None:
    folder = tmp_path / "recovery"
    for number in range(6):
        keeper = subprocess.Popen(
            [sys.executable, "-c", KEEPER, str(film.root), str(folder)],
            stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[3],
        )  # fmt: skip
        keeper.stdout.readline()
        time.sleep(0.013 * number)
        keeper.send_signal(signal.SIGKILL)
        last = [1, *map(int, keeper.stdout.read().split())][-1]
        keeper.wait()
        keeper.stdout.close()
        found = Recovery(folder).find(film)
        kept = int(found.project.bible.split()[1])
        assert kept in (last, last + 1)
