"""Takes with measures, reviews and picks, written as files without clips."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from compose.files import load_project, save_project
from tests.builders.small_project import small_project
from visualize.takes.measures import METRICS_VERSION, Measures
from visualize.takes.sidecar import write_review, write_take
from visualize.takes.take import Clip, Made, Of, Review, Take

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


@dataclass(frozen=True, kw_only=True)
class Told:
    """What a test tells of one take."""

    id: str
    model: str = "acme/dream"
    shot: str = "sht_push"
    fidelity: float | None = None
    version: int = METRICS_VERSION
    sha256: str = "a" * 64
    measured_sha256: str = "a" * 64
    rating: int = 0
    rejected: bool = False
    usd: float | None = 1.0
    wait: float = 60.0
    job: str = ""
    mode: str = "start-frame"
    provider: str = "acme"


def film_with(folder: Path, takes: list[Told], *, picks: dict[str, str] | None = None) -> Path:
    """Write the small project with these takes and return its folder."""
    folder.mkdir(parents=True, exist_ok=True)
    project = small_project()
    shots = tuple(shot.replace(pick=(picks or {}).get(shot.id)) for shot in project.shots)
    save_project(project.replace(shots=shots), folder)
    load_project(folder)
    for number, told in enumerate(takes, start=1):
        write_told(folder / "takes" / told.shot, number, told)
    return folder


def write_told(folder: Path, number: int, told: Told) -> Path:
    """Write one take's sidecar, its review and its measures."""
    folder.mkdir(parents=True, exist_ok=True)
    path = write_take(folder, _take(number, told))
    if told.rating or told.rejected:
        write_review(path, Review(rating=told.rating, rejected=told.rejected))
    if told.fidelity is not None:
        measures = Measures(
            version=told.version, take=told.id, clip_sha256=told.measured_sha256,
            reference="c" * 64, frames=24, rate="24", size=(64, 36), fidelity=told.fidelity,
        )  # fmt: skip
        text = json.dumps(measures.model_dump(mode="json"))
        path.with_name(path.stem + ".measures.json").write_text(text)
    return path


def _take(number: int, told: Told) -> Take:
    return Take(
        id=told.id, number=number, shotwright="0.1.0",
        of=Of(project="prj_small", project_name="Small", scene="scn_room", shot=told.shot,
              shot_label=told.shot, frames=(24, 48), project_sha256="b" * 64,
              scene_sha256="c" * 64, shot_sha256="d" * 64),
        clip=Clip(file=f"x_take{number}.mp4", sha256=told.sha256, bytes=9, kind="video", width=64,
                  height=36, frames=24, rate="24", seconds=1.0),
        made=Made(mode=told.mode, model=told.model, model_name=told.model.title(),
                  provider=told.provider, endpoint="e", request_sha256="e" * 64,
                  job=told.job or f"job_{number}", reported_usd=told.usd),
        ordered=NOON, submitted=NOON, finished=NOON + timedelta(seconds=told.wait),
    )  # fmt: skip
