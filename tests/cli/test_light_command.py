"""`shotwright light`, as a user runs it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from compose.files import load_project, save_project
from tests.builders.small_project import small_project


def light(*words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "cli", "light", *words]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


@pytest.fixture
def film(tmp_path: Path) -> Path:
    save_project(small_project(), tmp_path / "film")
    return tmp_path / "film"


def test_daylight_is_saved_and_told(film: Path) -> None:
    words = ("--time", "18:40", "--date", "2026-09-21", "--place", "Berlin", "--json")
    done = light(str(film), *words)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["added"] == ["Sun", "Moon"]
    # Sunset in Berlin on that day is at 19:05 (published almanacs), in the west.
    assert 2.0 < told["sun"]["elevation_deg"] < 6.0
    assert 255.0 < told["sun"]["azimuth_deg"] < 275.0
    kept = load_project(film).scenes[0].environment.daylight
    assert kept is not None
    assert kept.when == "2026-09-21T18:40:00+02:00"


def test_what_is_not_said_stays_as_the_scene_has_it(film: Path) -> None:
    first = ("--time", "12:00", "--date", "2026-12-01", "--place", "New York", "--north", "70")
    assert light(str(film), *first, "--haze", "4", "--clouds", "0.3").returncode == 0
    assert light(str(film), "--time", "9:30").returncode == 0
    kept = load_project(film).scenes[0].environment.daylight
    assert kept is not None
    assert kept.when == "2026-12-01T09:30:00-05:00"
    assert (kept.place, kept.north_deg, kept.turbidity, kept.clouds) == ("New York", 70, 4, 0.3)
    assert light(str(film), "--time", "9:30", "--date", "2026-07-01").returncode == 0
    summer = load_project(film).scenes[0].environment.daylight
    assert summer is not None
    assert summer.when == "2026-07-01T09:30:00-04:00"


def test_a_preset_lights_a_subject(film: Path) -> None:
    done = light(str(film), "--preset", "three-point", "--subject", "Chair")
    assert done.returncode == 0, done.stderr
    names = {node.name for node in load_project(film).scenes[0].nodes}
    assert {"Key", "Fill", "Rim"} <= names


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ((), "--time"),
        (("--time", "25:00"), "18:40"),
        (("--time", "12:00", "--subject", "Chair"), "--subject"),
        (("--preset", "three-pont"), "three-point"),
        (("--time", "12:00", "--until", "13:00"), "--over"),
    ],
    ids=["nothing", "no time", "foreign flag", "misspelt", "half a lapse"],
)
def test_what_cannot_be_is_refused_in_words(film: Path, words: tuple[str, ...], says: str) -> None:
    done = light(str(film), *words)
    assert done.returncode == 2
    assert says in done.stderr
    assert "Traceback" not in done.stderr
