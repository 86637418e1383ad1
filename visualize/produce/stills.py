"""Single frames of a shot: its start frame, its end frame, or any other."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from compose.project import Project
from compose.shot import Shot
from compose.timing import FrameRange
from shotwright import UsageError
from visualize.guide import DepthRequest
from visualize.produce.drawing import Draws, renderer_or_new
from visualize.produce.job import Job, checked_frames, checked_settings
from visualize.produce.keypoints import KeypointsOutput
from visualize.produce.outputs import LayersOutput, Output, PictureOutput
from visualize.produce.plan import plan_job
from visualize.produce.report import ProgressCallback, tell
from visualize.produce.run import draw_frame
from visualize.produce.snapshots import SnapshotWindow
from visualize.render.options import RenderOptions


def save_frames(
    project: Project,
    shot: Shot | str,
    which: Iterable[str | int] = ("start", "end"),
    *,
    passes: Iterable[str] = ("clay",),
    size: tuple[int, int] = (1280, 720),
    out: str | Path,
    format: str = "png",  # noqa: A002 - the word of the command line
    renderer: Draws | None = None,
    options: RenderOptions | None = None,
    multiple: int = 2,
    depth: DepthRequest | None = None,
    progress: ProgressCallback | None = None,
) -> tuple[Path, ...]:
    """Draw single frames of a shot and return their files, in order.

    ``<out>/<shot>/<shot>_start_clay.png``, ``…_end_clay.png``, ``…_f0096_clay.png``; EXR has all
    passes in ``<shot>_start.exr``. The end frame is the last one inside the window.

    Parameters
    ----------
    which
        ``"start"``, ``"end"`` or scene frames.
    passes, size, format, renderer, options, multiple, depth, progress
        As in ``render_shot``; films are not stills.

    Raises
    ------
    UsageError
        When a frame is not of this shot or the format is a film.
    RenderError, EncodeError
        When a frame cannot be drawn or written.
    """
    shot = project.shot(shot) if isinstance(shot, str) else shot
    settings = checked_settings(
        passes, format, size, multiple=multiple, options=options, depth=depth
    )
    if settings.format.kind == "film":
        raise UsageError(f"{format} is a film; single frames are png, png16, exr or exr-half.")
    labels = still_labels(shot, which)
    with renderer_or_new(renderer) as draws:
        job = plan_job(project, shot, draws, settings=settings, frames=shot.window, out=Path(out),
                       progress=progress)  # fmt: skip
        return _written(job, draws, labels, progress)


def still_labels(shot: Shot, which: Iterable[str | int]) -> dict[str, int]:
    """Return the scene frame of each still by the label in its file's name.

    Raises
    ------
    UsageError
        When a word is neither ``start``, ``end`` nor a frame of the shot and its handles.
    """
    named = {"start": shot.start, "end": shot.end - 1}
    labels: dict[str, int] = {}
    for one in which:
        if isinstance(one, str) and one in named:
            labels[one] = named[one]
            continue
        try:
            number = int(one)
        except ValueError:
            raise UsageError(
                f"{one!r} is no frame of a shot; write start, end or a scene frame such as "
                f"{shot.start}."
            ) from None
        checked_frames(shot, FrameRange(number, number + 1))
        labels[f"f{number:04d}" if number >= 0 else f"f-{-number:04d}"] = number
    if not labels:
        raise UsageError("No frame was asked for; write start, end or a scene frame.")
    return labels


def _written(
    job: Job, draws: Draws, labels: dict[str, int], progress: ProgressCallback | None
) -> tuple[Path, ...]:
    window = SnapshotWindow(job.project, job.shot)
    files: list[Path] = []
    for done, (label, number) in enumerate(labels.items()):
        outputs = _outputs(job, label)
        frame = draw_frame(job, draws, window, number, outputs)
        for output in outputs:
            output.write(frame)
            files.append(output.path(number))
        tell(progress, "frames", job.shot.label, done + 1, len(labels))
    return tuple(files)


def _outputs(job: Job, label: str) -> list[Output]:
    def place(job: Job, name: str, _frame: int) -> Path:
        title = f"{job.stem}_{label}" if name == "layers" else f"{job.stem}_{label}_{name}"
        return Path(f"{title}.{job.settings.format.suffix}")

    names = job.settings.passes
    points = [KeypointsOutput(job)] if "pose" in names else []
    if job.settings.format.kind == "layers":
        return [LayersOutput(job, place=place), *points]
    return [*(PictureOutput(job, name, place=place) for name in names), *points]
