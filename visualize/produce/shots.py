"""A shot to files: evaluate, draw, encode; streamed, resumable, safe to interrupt."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from compose.project import Project
from compose.shot import Shot
from compose.timing import FrameRange
from visualize.guide import DepthRequest
from visualize.produce.drawing import Draws, renderer_or_new
from visualize.produce.job import checked_frames, checked_settings
from visualize.produce.plan import plan_job
from visualize.produce.report import ProgressCallback, ShotReport
from visualize.produce.run import run_job
from visualize.render.options import RenderOptions


def render_shot(
    project: Project,
    shot: Shot | str,
    *,
    passes: Iterable[str] = ("clay",),
    size: tuple[int, int] = (1280, 720),
    out: str | Path,
    frames: FrameRange | None = None,
    format: str = "png",  # noqa: A002 - the word of the command line
    renderer: Draws | None = None,
    resume: bool = False,
    options: RenderOptions | None = None,
    multiple: int = 2,
    depth: DepthRequest | None = None,
    progress: ProgressCallback | None = None,
) -> ShotReport:
    """Draw the passes of a shot and write them into ``<out>/<shot>/``.

    Encoding runs in threads beside drawing, in memory that does not grow with the shot. Every
    file appears whole or not at all: an interrupt (Ctrl-C) leaves whole frames, and a call with
    ``resume`` makes just the missing ones, byte for byte; a film is made anew.

    Parameters
    ----------
    shot
        A shot, or its number, name or id.
    passes
        Names of ``visualize.render.passes``; ``all`` is every one.
    size, multiple
        The box (width, height) in pixels that the picture fits into, and what it is cropped to.
    frames
        Scene frames, half-open; the shot's window when ``None``. Handles may be asked for.
    format
        A name of ``FORMATS``: png, png16, exr, exr-half, ffv1, h264 (mp4).
    renderer, options
        What to draw with (when ``None`` a renderer is made and closed), and how.
    resume
        Keep whole frames that this very job made earlier.
    depth
        The depth guide's near, far and encoding; what is not given is measured.
    progress
        Called in this thread after every step.

    Raises
    ------
    ShotwrightError
        ``UsageError`` for a format, range or frames that make no sense and for another job's
        files under ``resume``; ``EncodeError`` and those of evaluating and drawing.
    """
    shot = project.shot(shot) if isinstance(shot, str) else shot
    settings = checked_settings(
        passes, format, size, multiple=multiple, options=options, depth=depth
    )
    wanted = checked_frames(shot, frames)
    with renderer_or_new(renderer) as draws:
        job = plan_job(project, shot, draws, settings=settings, frames=wanted, out=Path(out),
                       progress=progress)  # fmt: skip
        return run_job(job, draws, resume=resume, progress=progress)
