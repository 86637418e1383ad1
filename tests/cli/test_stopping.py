"""Requests to stop: every one ends a command as Ctrl-C does, and leaves whole files."""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from cli.errors import Interrupted
from cli.interrupt import resumable
from cli.main import main
from cli.output import Output
from cli.progress import FrameProgress
from cli.signals import stopped_tidily

ROOT = Path(__file__).resolve().parents[2]
REQUESTS = [(signal.SIGTERM, 143), (signal.SIGHUP, 129)]
FILM = ["render", "--passes", "clay", "--format", "mp4", "--size", "64x36", "--out", "made"]


@pytest.mark.parametrize(("request_", "status"), REQUESTS)
def test_a_signal_ends_the_block_as_ctrl_c_does_with_the_status_a_shell_reports(request_, status):
    def wait_for_the_signal() -> None:
        with stopped_tidily():
            os.kill(os.getpid(), request_)
            time.sleep(5)

    with pytest.raises(KeyboardInterrupt) as stop:
        wait_for_the_signal()
    assert stop.value.status == status
    assert signal.getsignal(request_) == signal.SIG_DFL


def test_a_signal_that_is_ignored_stays_ignored_as_under_nohup():
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with stopped_tidily():
            os.kill(os.getpid(), signal.SIGHUP)
            assert signal.getsignal(signal.SIGHUP) == signal.SIG_IGN
    finally:
        signal.signal(signal.SIGHUP, before)


def test_a_thread_of_another_program_may_call_the_command(here, capsys):
    statuses = []
    worker = threading.Thread(target=lambda: statuses.append(main(["passes"])))
    worker.start()
    worker.join()
    assert statuses == [0]
    assert "depth" in capsys.readouterr().out


def test_the_advice_on_how_to_go_on_keeps_the_status_of_the_signal(tmp_path):
    bar = FrameProgress(Output())

    def interrupted() -> None:
        with resumable(bar, tmp_path, ["shotwright", "render"]):
            raise Interrupted(status=143)

    with pytest.raises(Interrupted, match="Go on with: shotwright render") as stop:
        interrupted()
    assert stop.value.status == 143


def test_ctrl_c_before_the_first_frame_says_that_it_stopped(film, monkeypatch, capsys):
    def stop(_folder):
        raise KeyboardInterrupt

    monkeypatch.setattr("cli.commands.info.load_project", stop)
    assert main(["info", str(film)]) == 130
    assert capsys.readouterr().err == "\nshotwright: Stopped.\n"


@pytest.mark.gpu
def test_terminating_a_film_leaves_no_part_of_it_and_no_encoder(film):
    running = subprocess.Popen(
        [sys.executable, "-m", "cli", *FILM], cwd=film, env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    _wait_for(lambda: list((film / "made").rglob("*.part")))
    running.send_signal(signal.SIGTERM)
    _, told = running.communicate(timeout=60)
    assert running.returncode == 143, told
    assert "--resume" in told
    assert not [*(film / "made").rglob("*.part"), *(film / "made").rglob("*.mp4")]
    assert not _processes_about(film / "made")


def _processes_about(folder: Path) -> list[str]:
    found = []
    for line in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            words = line.read_bytes().replace(b"\0", b" ").decode("utf-8", "replace")
        except OSError:  # it ended meanwhile
            continue
        if "ffmpeg" in words and str(folder) in words:
            found.append(words)
    return found


def _wait_for(condition) -> None:
    for _ in range(1500):
        if condition():
            return
        time.sleep(0.02)
    pytest.fail("nothing was begun")
