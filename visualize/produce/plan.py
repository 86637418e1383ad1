"""Settle a job before its first frame: the picture's size, the content's hash, the depth range."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from compose.evaluation import evaluate
from compose.project import Project
from compose.shot import Shot
from compose.timing import FrameRange
from visualize.produce.depth_range import depth_guide
from visualize.produce.drawing import Draws
from visualize.produce.fingerprint import content_hash
from visualize.produce.job import Job, Settings
from visualize.produce.names import shot_stem
from visualize.produce.report import ProgressCallback, tell


def plan_job(
    project: Project,
    shot: Shot,
    draws: Draws,
    *,
    settings: Settings,
    frames: FrameRange,
    out: Path,
    progress: ProgressCallback | None = None,
) -> Job:
    """Return the job, its depth range measured when a depth picture is among the passes.

    Raises
    ------
    SceneError
        When the scene cannot be evaluated or the size holds no picture.
    UsageError
        When the depth range asked for is none.
    """
    first = evaluate(project, shot, shot.start)
    raster = first.camera.raster(settings.box, settings.multiple)
    stem = shot_stem(project, shot)
    content = content_hash(project, shot, first)
    guide = None
    if "depth" in settings.passes and settings.format.kind != "layers":
        guide = depth_guide(
            project,
            shot,
            draws,
            folder=out / stem,
            content=content,
            request=settings.depth,
            measured=partial(tell, progress, "depth range", shot.label),
        )
    return Job(
        project=project,
        shot=shot,
        settings=settings,
        frames=frames,
        folder=out / stem,
        stem=stem,
        content=content,
        raster=raster,
        guide=guide,
    )
