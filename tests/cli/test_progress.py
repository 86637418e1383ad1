"""The progress bar: only for people at a terminal, and never on standard output."""

import contextlib
import io

import pytest

from cli.errors import Interrupted
from cli.interrupt import resumable
from cli.output import Output
from cli.progress import FrameProgress
from visualize.produce.report import Progress


class _Terminal(io.StringIO):
    def isatty(self):
        return True


@pytest.fixture
def run_bar(monkeypatch):
    """Report steps to a bar on a terminal (or not one) and return what standard error received."""
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLUMNS", "100")

    def run(stream, steps, **options):
        with contextlib.redirect_stderr(stream):
            bar = FrameProgress(Output(**options))
            with bar:
                for step in steps:
                    bar.report(step)
        return bar, stream.getvalue()

    return run


def _steps(what, total=4, stage="frames"):
    return [Progress(stage=stage, what=what, done=i + 1, total=total) for i in range(total)]


def test_at_a_terminal_the_bar_names_the_shot_and_counts_frames(run_bar):
    _, shown = run_bar(_Terminal(), _steps("010 wide [red]crane[/red]"))
    assert "010 wide [red]crane[/red]" in shown
    assert "4/4" in shown


def test_each_job_begins_its_own_bar(run_bar):
    steps = [*_steps("010", 3, "depth range"), *_steps("010", 7), *_steps("020", 5)]
    _, shown = run_bar(_Terminal(), steps)
    assert "010, depth range" in shown
    assert "5/5" in shown


def test_without_a_terminal_nothing_is_drawn(run_bar):
    assert run_bar(io.StringIO(), _steps("010"))[1] == ""


def test_quiet_means_no_bar(run_bar):
    assert run_bar(_Terminal(), _steps("010"), quiet=True)[1] == ""


def test_an_interrupt_says_where_it_stopped_and_how_to_go_on(run_bar, tmp_path):
    bar, _ = run_bar(io.StringIO(), _steps("010 wide", 9)[:5])
    again = ["shotwright", "render", "my film", "--resume"]
    with pytest.raises(Interrupted) as stopped, resumable(bar, tmp_path, again):
        raise KeyboardInterrupt
    assert "010 wide, frame 5 of 9" in str(stopped.value)
    assert str(stopped.value).endswith("Go on with: shotwright render 'my film' --resume")
    assert "\n" not in str(stopped.value)
