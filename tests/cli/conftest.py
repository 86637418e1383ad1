"""Small projects for the command line, and a way to run it in this process."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from cli.main import main


@dataclass(frozen=True)
class Ending:
    """What a command left behind."""

    status: int
    out: str
    err: str

    @property
    def document(self) -> dict[str, Any]:
        return json.loads(self.out)


Shotwright = Callable[..., Ending]


@pytest.fixture
def shotwright(capsys: pytest.CaptureFixture[str]) -> Shotwright:
    """Run the command line in this process."""

    def run(*arguments: str | Path) -> Ending:
        status = main([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return Ending(status, captured.out, captured.err)

    return run


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty current folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def film(here: Path, shotwright: Shotwright) -> Path:
    """A new project in the folder ``film`` of the current folder."""
    assert shotwright("new", "film").status == 0
    return here / "film"
