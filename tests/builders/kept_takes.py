"""Takes on the disk with all that lies beside them, without a clip that anybody could decode."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from visualize.takes.measures import METRICS_VERSION, Measures
from visualize.takes.sidecar import measures_of, review_of
from visualize.takes.take import Clip, Made, Of, Review, Take

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
_HASH = hashlib.sha256(b"clip").hexdigest()


def some_take(
    number: int = 1, *, shot: str = "sht_push", label: str = "020 push", **made: Any
) -> Take:
    """Return a take of a shot; ``made`` replaces fields of ``Made``, or ``finished``."""
    finished = made.pop("finished", NOON)
    own = {"mode": "start-frame", "model": "acme/dream", "model_name": "Acme Dream",
           "provider": "acme", "endpoint": "acme/dream/i2v", "request_sha256": _HASH,
           "job": f"job_{number:08d}", "reported_usd": 0.5}  # fmt: skip
    return Take(
        id=f"tak_{hashlib.sha256(f'{shot}/{number}'.encode()).hexdigest()[:12]}",
        number=number,
        shotwright="0",
        of=Of(
            project="prj_small", project_name="Small", scene="scn_room", shot=shot,
            shot_label=label, frames=(24, 48), project_sha256=_HASH, scene_sha256=_HASH,
            shot_sha256=_HASH,
        ),
        clip=Clip(
            file=f"{label.replace(' ', '_')}_take{number}.mp4", sha256=_HASH, bytes=4,
            kind="video", width=64, height=36, frames=24, rate="24", seconds=1.0,
        ),
        made=Made(**(own | made)),
        ordered=finished, submitted=finished, finished=finished,
    )  # fmt: skip


def put_take(
    project: Path, take: Take, *, review: Review | None = None, fidelity: float | None = None,
    folder: str = "020_push", version: int = METRICS_VERSION,
) -> Path:  # fmt: skip
    """Write a take, its review and its measures into a project, and return its sidecar."""
    below = project / "takes" / folder
    below.mkdir(parents=True, exist_ok=True)
    clip = below / take.clip.file
    clip.write_bytes(b"clip")
    sidecar = clip.with_suffix(".json")
    sidecar.write_text(take.model_dump_json(), encoding="utf-8")
    if review is not None:
        review_of(sidecar).write_text(review.model_dump_json(), encoding="utf-8")
    if fidelity is not None:
        measures = Measures(
            take=take.id, clip_sha256=take.clip.sha256, reference="r", frames=24, rate="24",
            size=(64, 36), fidelity=fidelity, version=version,
        )  # fmt: skip
        measures_of(sidecar).write_text(measures.model_dump_json(), encoding="utf-8")
    return sidecar
