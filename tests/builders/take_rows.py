"""Rows of takes around any file, as the index gives them, without a project."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from visualize.takes.clip import read_clip
from visualize.takes.index import Row
from visualize.takes.sidecar import sidecar_of
from visualize.takes.take import Made, Of, Review, Take

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
_NO_HASH = hashlib.sha256(b"").hexdigest()


def row_of(
    file: Path, *, number: int = 1, shot: str = "010", review: Review | None = None, **made: Any
) -> Row:
    """Return the row of a take whose file is this one; ``made`` replaces fields of ``Made``."""
    facts: dict[str, Any] = {
        "mode": "from-animation", "model": "acme/dream", "model_name": "Acme Dream",
        "provider": "acme", "endpoint": "acme/dream/v2v", "request_sha256": _NO_HASH,
        "job": f"job_{number:08d}",
    }  # fmt: skip
    take = Take(
        id=f"tak_{hashlib.sha256(f'{shot}/{number}'.encode()).hexdigest()[:12]}",
        number=number,
        shotwright="0",
        of=Of(
            project="prj_film", project_name="Film", scene="scn_main", shot=f"sht_{shot}",
            shot_label=shot, frames=(0, 48), project_sha256=_NO_HASH, scene_sha256=_NO_HASH,
            shot_sha256=_NO_HASH,
        ),
        clip=read_clip(file, file.name),
        made=Made(**(facts | made)),
        ordered=NOON,
        submitted=NOON,
        finished=NOON,
    )  # fmt: skip
    return Row(sidecar_of(file), take, review or Review())
