"""The progress bar on standard error: frames done, frames a second, time left."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from cli.live import LiveDisplay
from cli.output import Output, printable

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

    from visualize.produce.report import Progress as Step


class FrameProgress(LiveDisplay["Progress"]):
    """A bar for jobs that count frames; it is drawn only when standard error is a terminal.

    Lines printed meanwhile appear above the bar. Use it as a context manager, and give ``report``
    to what reports its steps. ``last`` is the last step reported.
    """

    def __init__(self, output: Output) -> None:
        super().__init__(output, _make_bar)
        self.last: Step | None = None
        self._task: TaskID | None = None

    def report(self, step: Step) -> None:
        """Show a step; the bar begins anew with each stage of each job."""
        before, self.last = self.last, step
        if self._shown is None:
            return
        if self._task is None or before is None or _job(before) != _job(step):
            if self._task is not None:
                self._shown.remove_task(self._task)
            self._task = self._shown.add_task(_label(step), total=step.total)
        self._shown.update(
            self._task, description=_label(step), completed=step.done, total=step.total
        )


def _job(step: Step) -> tuple[str, int]:
    return (step.stage, step.total)


def _label(step: Step) -> str:
    """Return what the bar is about, with brackets that rich does not take for markup."""
    what = step.what if step.stage == "frames" else f"{step.what}, {step.stage}"
    return printable(what).replace("[", r"\[")


def _make_bar() -> Progress:
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        ProgressColumn,
        Task,
        TextColumn,
        TimeRemainingColumn,
    )
    from rich.text import Text

    class SpeedColumn(ProgressColumn):
        """Frames a second, once some are done."""

        def render(self, task: Task) -> Text:
            speed = task.finished_speed or task.speed
            return Text(f"{speed:.1f} frames/s" if speed else "")

    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        SpeedColumn(),
        TimeRemainingColumn(compact=True),
        console=Console(stderr=True),
        redirect_stdout=sys.stdout.isatty(),
        transient=True,
    )
