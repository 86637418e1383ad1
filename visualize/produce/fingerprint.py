"""Fingerprints: what a file was made from, so that a render can be continued and trusted."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from compose.project import Project
from compose.shot import Shot
from compose.snapshot import Snapshot
from shotwright import __version__

_WHAT_A_SHOT_SHOWS = ("scene", "camera", "focal_length_mm", "gate", "tracks")


def digest(content: Mapping[str, Any]) -> str:
    """Return the SHA-256 of JSON-able content, the same for equal contents."""
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return hashlib.sha256(text.encode()).hexdigest()


def value_hash(value: Project | Shot) -> str:
    """Return the SHA-256 of a saved value: scenes and shots of a project included."""
    content = value.model_dump(mode="json")
    if isinstance(value, Project):
        content["scenes"] = [scene.model_dump(mode="json") for scene in value.scenes]
        content["shots"] = [shot.model_dump(mode="json") for shot in value.shots]
    return digest(content)


def content_hash(project: Project, shot: Shot, snapshot: Snapshot) -> str:
    """Return the SHA-256 of everything of a project that decides what a shot's frames look like.

    ``snapshot`` is the shot's first frame; through it imported geometry and textures count by
    their content, not by their path. Notes, prompts and the window do not count.
    """
    seen = shot.model_dump(mode="json", include=set(_WHAT_A_SHOT_SHOWS))
    return digest(
        {
            "version": __version__,
            "rate": project.rate,
            "scene": project.scene(shot.scene).model_dump(mode="json"),
            "shot": seen,
            "assets": snapshot.content_hash,
        }
    )
