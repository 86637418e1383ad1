"""The checklist: every job that is waited for, live on a terminal, line by line elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from cli.job_words import made_words, step_words, what_words
from cli.live import LiveDisplay
from cli.output import Output, counted, printable
from visualize.jobs.records import Job
from visualize.jobs.states import State

if TYPE_CHECKING:
    from rich.live import Live
    from rich.table import Table

_FURTHEST_FIRST = tuple(State)[::-1]
"""On a terminal that is too low for all jobs, those that got furthest are shown."""

_OTHER_ROWS = 3
_BAR_WIDTH = 16


class Checklist(LiveDisplay["Live"]):
    """Shows jobs while they are waited for; use it as a context manager and call ``update``.

    A job that ends is told once: its takes as files that landed, or why there is none. ``jobs``
    are those of the last update.

    Parameters
    ----------
    every_step
        Whether every step is told where there is no terminal, not only how each job ends.
    in_background
        Tells how many other jobs are under way.
    """

    def __init__(
        self, output: Output, *, every_step: bool = False,
        in_background: Callable[[], int] = lambda: 0,
    ) -> None:  # fmt: skip
        super().__init__(output, _make_live)
        self.jobs: Sequence[Job] = ()
        self._output = output
        self._every_step = every_step
        self._in_background = in_background
        self._told: dict[str, str] = {}

    def update(self, jobs: Sequence[Job]) -> None:
        """Show how the jobs stand now."""
        self.jobs = jobs
        for job in jobs:
            step = step_words(job)
            if self._told.get(job.id) != step:
                self._told[job.id] = step
                self._tell(job, step)
        if self._shown is not None:
            rows = self._shown.console.height - _OTHER_ROWS
            self._shown.update(_table(jobs, rows, self._in_background()), refresh=True)

    def _tell(self, job: Job, step: str) -> None:
        who = f"{job.shot_label}, {job.model} ({job.id})"
        if job.state is State.SUCCEEDED:
            for take in job.takes:
                self._output.landed(Path(take), made_words(job))
        elif job.settled:
            self._output.warn(f"{who}: {job.state}. {what_words(job)}".rstrip())
        elif self._every_step and self._shown is None:
            self._output.note(f"{who}: {step}")


def _make_live() -> Live:
    from rich.console import Console
    from rich.live import Live

    return Live(
        console=Console(stderr=True), auto_refresh=False, transient=True,
        redirect_stdout=sys.stdout.isatty(), redirect_stderr=False, vertical_overflow="crop",
    )  # fmt: skip


def _table(jobs: Sequence[Job], rows: int, elsewhere: int) -> Table:
    """Return the jobs that fit into so many rows, and how many have ended."""
    from rich.progress_bar import ProgressBar
    from rich.table import Table
    from rich.text import Text

    table = Table.grid(padding=(0, 2, 0, 0))
    furthest = sorted(jobs, key=lambda job: (job.settled, _FURTHEST_FIRST.index(job.state)))
    for job in sorted(furthest[: max(rows, 1)], key=lambda job: job.number):
        done = 1.0 if job.state is State.SUCCEEDED else (job.fraction or 0.0)
        table.add_row(
            Text(printable(job.shot_label), no_wrap=True),
            Text(printable(job.model), no_wrap=True),
            ProgressBar(total=1.0, completed=done, width=_BAR_WIDTH),
            Text(printable(step_words(job)), no_wrap=True, overflow="ellipsis"),
        )
    ended = sum(job.settled for job in jobs)
    words = f"{ended} of {counted(len(jobs), 'job')} ended"
    if elsewhere:
        words += f", {elsewhere} more in the background"
    table.add_row(Text(words, style="dim"))
    return table
