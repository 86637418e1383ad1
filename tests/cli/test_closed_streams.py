"""Standard streams that the caller closed: commands work, and nothing is printed into a file."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def in_shell(line: str, folder: Path) -> subprocess.CompletedProcess:
    """Run a line of shell in which ``$SW`` is the command."""
    env = os.environ | {"PYTHONPATH": str(ROOT), "SW": f"{sys.executable} -m cli"}
    return subprocess.run(
        ["sh", "-c", line], cwd=folder, env=env, capture_output=True, text=True, timeout=60,
        check=False,
    )  # fmt: skip


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
@pytest.mark.parametrize(("words", "status"), [("info", 0), ("info nowhere", 2), ("passes", 0)])
def test_a_closed_stream_does_not_change_how_a_command_ends(film, closed, words, status):
    done = in_shell(f"$SW {words} {closed}", film)
    assert done.returncode == status, done.stderr
    assert "Traceback" not in done.stderr


def test_what_is_written_never_takes_the_number_of_a_closed_stream(film):
    code = (
        "import os, sys; from cli.main import main; main(['info']); "
        "print(os.open(os.devnull, os.O_RDONLY) > 2, file=open('told', 'w'))"
    )
    in_shell(f'{sys.executable} -W ignore -c "{code}" <&- >&- 2>&-', film)
    assert (film / "told").read_text() == "True\n"
