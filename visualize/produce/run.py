"""Run a job: draw in this thread, encode in others, record what was made."""

from __future__ import annotations

import time
from collections.abc import Sequence
from contextlib import ExitStack
from functools import partial
from pathlib import Path

from visualize.encode.atomic import remove_leftovers
from visualize.produce.drawing import Draws
from visualize.produce.job import Job
from visualize.produce.lanes import EncodeLanes
from visualize.produce.outputs import Output, make_outputs
from visualize.produce.record import write_cameras, write_record
from visualize.produce.report import ProgressCallback, ShotReport, tell
from visualize.produce.snapshots import SnapshotWindow
from visualize.render.frame import Frame

_FRAMES_AHEAD = 2
"""Frames drawn but not yet on disk, besides the one being drawn."""


def run_job(
    job: Job, draws: Draws, *, resume: bool, progress: ProgressCallback | None
) -> ShotReport:
    """Draw and write what a job still lacks; see ``render_shot``.

    Raises
    ------
    UsageError
        When ``resume`` meets files of another job.
    RenderError, EncodeError
        When a frame cannot be drawn or written.
    """
    began = time.monotonic()
    window = SnapshotWindow(job.project, job.shot)
    with ExitStack() as films:
        outputs = make_outputs(job, resume=resume, films=films)
        _clean(job, outputs)
        write_record(job, outputs, window.at(job.shot.start), finished=False)
        frames = sorted(frozenset().union(*(output.missing for output in outputs)))
        with EncodeLanes(_FRAMES_AHEAD * len(outputs)) as lanes:
            for done, number in enumerate(frames):
                wanting = [output for output in outputs if number in output.missing]
                frame = draw_frame(job, draws, window, number, wanting)
                for output in wanting:
                    lanes.submit(partial(output.write, frame), lane=output.lane)
                tell(progress, "frames", job.shot.label, done + 1, len(frames))
    write_cameras(job)
    record = write_record(job, outputs, window.at(job.shot.start), finished=True)
    return ShotReport(
        shot=job.shot.label,
        outputs={_title(output): _place(job, output) for output in outputs},
        record=record,
        drawn=len(frames),
        kept=len(job.frames) - len(frames),
        seconds=time.monotonic() - began,
    )


def draw_frame(
    job: Job, draws: Draws, window: SnapshotWindow, number: int, wanting: Sequence[Output]
) -> Frame:
    """Draw the passes some output wants; motion looks one frame on, motion_back one back."""
    passes = tuple(dict.fromkeys(name for output in wanting for name in output.drawn))
    backward = window.at(number - 1) if "motion_back" in passes else None
    current = window.at(number)
    forward = window.at(number + 1) if "motion" in passes else None
    return draws.render(
        current,
        passes,
        job.settings.box,
        forward=forward,
        backward=backward,
        multiple=job.settings.multiple,
        options=job.settings.options,
    )


def _clean(job: Job, outputs: Sequence[Output]) -> None:
    """Remove what a killed process left half written in the job's folders."""
    folders = {output.path(job.frames.start).parent for output in outputs}
    for folder in {job.folder, *folders}:
        remove_leftovers(folder)


def _title(output: Output) -> str:
    return output.title or (output.passes[0] if len(output.passes) == 1 else "layers")


def _place(job: Job, output: Output) -> Path:
    path = output.path(job.frames.start)
    return path if path.parent == job.folder else path.parent
