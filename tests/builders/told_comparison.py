"""A comparison of takes that tell their frames: of other rates, other lengths, and a still."""

from __future__ import annotations

import math
from fractions import Fraction
from pathlib import Path

from compose.files import save_project
from compose.project import Project
from compose.shot import Shot
from tests.builders.small_project import small_project
from tests.builders.told_clips import told_clip, told_picture, told_take
from visualize.compare.showing import Comparison, compared
from visualize.takes import Row
from visualize.takes.measures import Measures, Metric, Remark
from visualize.takes.take import Mapped

SIZE = (160, 90)
NAMES = ("dreamium", "glideon", "brevia", "stillon")
"""The models, in the order of their letters."""

FIDELITY = (91.0, 72.4, 40.0, None)
_TINTS = ((200, 60, 60), (60, 200, 60), (60, 60, 220), (60, 90, 130))


def told_project(folder: Path) -> tuple[Project, Shot]:
    """Save the small project and return it with its shot of scene frames 24 to 47."""
    save_project(small_project(), folder)
    project = small_project().replace(root=folder)
    return project, project.shot("sht_push")


def told_rows(project: Project, shot: Shot, folder: Path) -> list[Row]:
    """Make four takes: as the shot; at 12 for its 24 a second; ten frames of it; a still of 30."""
    as_shot = told_clip(folder / "a_take1.mp4", 24, size=SIZE, tint=_TINTS[0])
    half = told_clip(folder / "b_take2.mp4", 12, rate=Fraction(12), size=SIZE, tint=_TINTS[1])
    short = told_clip(folder / "c_take3.mp4", 10, size=SIZE, tint=_TINTS[2])
    still = told_picture(folder / "d_take4.png", 6, SIZE)
    return [
        told_take(project, shot, as_shot, 1, frames=24, model=NAMES[0], mapping=_mapped(24, 1.0)),
        told_take(
            project, shot, half, 2, frames=12, rate=Fraction(12), model=NAMES[1],
            mapping=_mapped(12, 2.0), usd=(0.25, 0.35, 0.3),
        ),
        told_take(
            project, shot, short, 3, frames=10, model=NAMES[2], mapping=_mapped(10, 1.0),
            usd=(None, None, None),
        ),
        told_take(
            project, shot, still, 4, frames=1, rate=None, model=NAMES[3], mode="image",
            mapping=_mapped(1, 1.0, start=30.0),
        ),
    ]  # fmt: skip


def nearest(place: int, scene_frame: int) -> int:
    """Return the number that the pane of a take tells at a scene frame, worked out by hand."""
    if place == 1:
        return min(math.floor((scene_frame - 24) / 2 + 0.5), 11)
    return (min(scene_frame - 24, 23), 0, min(scene_frame - 24, 9), 6)[place]


def told_measures(row: Row, fidelity: float | None) -> Measures:
    """Return measures of a take, made up."""
    frames = row.take.clip.frames
    return Measures(
        take=row.take.id, clip_sha256=row.take.clip.sha256, reference="made up", frames=frames,
        rate=row.take.clip.rate or "24", size=SIZE, fidelity=fidelity,
        curve=(fidelity,) * frames,
        metrics=(
            Metric(name="camera", group="motion", score=fidelity),
            Metric(name="warping", group="temporal", score=80.0),
            Metric(name="flicker", group="temporal", score=60.0),
            Metric(name="motion", group="motion", score=None, note="only 6 % has texture"),
        ),
        remarks=(Remark(metric="camera", text="pan 30 % slow", start=0, end=frames, weight=0.8),)
        if fidelity is not None and fidelity < 80.0
        else (),
        wait_seconds=288.0,
    )  # fmt: skip


def told_comparison(folder: Path) -> Comparison:
    """Return the comparison of the four takes, with measures made up."""
    project, shot = told_project(folder)
    rows = told_rows(project, shot, folder / "takes" / "push")
    measures = {
        row.take.id: told_measures(row, fidelity)
        for row, fidelity in zip(rows, FIDELITY, strict=True)
    }
    return compared(project, shot, rows, measures)


def _mapped(frames: int, step: float, start: float = 24.0) -> Mapped:
    return Mapped(start=start, step=step, frames=frames, hold_from=24.0, hold_to=47.0, fit="trim")
