"""`shotwright studio`: what it refuses and why, and how its process ends."""

from __future__ import annotations

import importlib.util
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def test_a_folder_that_is_no_project_is_refused_before_a_window_opens(shotwright, here) -> None:
    ending = shotwright("studio", ".")
    assert ending.status == 2
    assert "not a project" in ending.err
    assert "shotwright new" in ending.err


@pytest.mark.parametrize("missing", ["PySide6", "qtawesome"])
def test_without_the_libraries_of_the_window_it_says_what_to_install(
    shotwright, film, monkeypatch, missing
) -> None:
    real = importlib.util.find_spec

    def find(name: str, package: str | None = None):
        return None if name == missing else real(name, package)

    monkeypatch.setattr("cli.commands.studio.find_spec", find)
    ending = shotwright("studio", film)
    assert ending.status == 2
    assert "pip install 'shotwright[studio]'" in ending.err


def test_an_installation_from_before_the_studio_says_how_to_bring_it_up_to_date(
    shotwright, film, monkeypatch
) -> None:
    real = importlib.util.find_spec
    monkeypatch.setattr(
        "cli.commands.studio.find_spec", lambda name: None if name == "studio" else real(name)
    )
    ending = shotwright("studio", film)
    assert ending.status == 2
    assert "make setup" in ending.err


def test_the_status_of_the_window_is_the_status_of_the_command(
    shotwright, film, monkeypatch
) -> None:
    started: list[list[str]] = []

    def call(arguments: list[str]) -> int:
        started.append(arguments)
        return 3

    monkeypatch.setattr("cli.commands.studio.subprocess.call", call)
    assert shotwright("studio", film).status == 3
    assert started == [[sys.executable, "-P", "-m", "studio", str(film)]]


def test_a_project_whose_file_is_broken_ends_with_two_and_says_why(here: Path) -> None:
    (here / "project.json").write_text("{", encoding="utf-8")
    environment = os.environ | {"PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-m", "studio", str(here)],
        capture_output=True, check=False, env=environment, text=True, timeout=120,
    )  # fmt: skip
    assert done.returncode == 2
    assert done.stderr.startswith("shotwright: ")
    assert "project.json" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_to_the_group_closes_the_window_with_status_0(film, number) -> None:
    code = (
        "import sys; from PySide6.QtCore import QTimer; import studio.app as app;\n"
        "shown = app.Window.show\n"
        "def show(window):\n"
        "    shown(window)\n"
        "    QTimer.singleShot(0, window, lambda: print('up', flush=True))\n"
        "app.Window.show = show\n"
        "sys.exit(app.main(sys.argv[1:]))\n"
    )
    environment = os.environ | {"PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"}
    process = subprocess.Popen(
        [sys.executable, "-c", code, str(film)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment, text=True,
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stdout.readline() == "up\n"
    process.send_signal(number)
    _, errors = process.communicate(timeout=120)
    assert process.returncode == 0, errors
    assert "Traceback" not in errors
