"""Kept kinds: what kind a shot is, remembered by its contents, since finding out takes a while."""

from __future__ import annotations

import contextlib
import json
from pathlib import Path

from compose.project import Project
from compose.scene import Scene
from compose.shot import Shot
from models.card_cache import cache_folder
from shotwright import ShotwrightError, __version__
from visualize.encode.atomic import write_json
from visualize.errors import EncodeError
from visualize.leaderboard.kinds import all_kinds, kinds_of
from visualize.produce.fingerprint import digest

_NAME = "shot-kinds.json"
_LARGEST = 8 << 20
_MOST = 20_000


class KeptKinds:
    """The kinds of shots, found once for each state of shot and scene.

    Nothing in the file is believed: what is not a list of known kinds is found anew, and a file
    that cannot be written costs only time. ``faults`` are the shots that cannot be evaluated.
    """

    def __init__(self, folder: Path | None = None) -> None:
        folder = folder or cache_folder()
        self._file = folder / _NAME if folder else None
        self._kept = _read(self._file)
        self._scenes: dict[int, tuple[Scene, str]] = {}
        self._changed = False
        self.faults: list[str] = []

    def of(self, project: Project, shot: Shot) -> tuple[str, ...]:
        """Return the names of a shot's kinds; none where the scene cannot be evaluated."""
        key = self._key(project, shot)
        if key not in self._kept:
            try:
                self._kept[key] = kinds_of(project, shot)
            except ShotwrightError as error:
                self.faults.append(f"{project.name}, shot {shot.label}: {error}")
                return ()
            self._changed = True
        return self._kept[key]

    def save(self) -> None:
        """Write what was found since it was read; the newest where there are too many."""
        if self._file is None or not self._changed:
            return
        newest = dict(list(self._kept.items())[-_MOST:])
        with contextlib.suppress(EncodeError):  # it is only remembered: found again the next time
            write_json(self._file, {key: list(kinds) for key, kinds in newest.items()})
        self._changed = False

    def _key(self, project: Project, shot: Shot) -> str:
        scene = project.scene(shot.scene)
        if id(scene) not in self._scenes:
            self._scenes[id(scene)] = (scene, digest(scene.model_dump(mode="json")))
        parts = {
            "version": __version__,
            "kinds": [kind.model_dump(mode="json") for kind in all_kinds()],
            "rate": project.rate,
            "root": str(project.root or ""),
            "scene": self._scenes[id(scene)][1],
            "shot": shot.model_dump(mode="json", exclude={"pick", "notes", "prompt"}),
        }
        return digest(parts)[:32]


def _read(file: Path | None) -> dict[str, tuple[str, ...]]:
    known = {kind.name for kind in all_kinds()}
    try:
        if file is None or file.stat().st_size > _LARGEST:
            return {}
        found = json.loads(file.read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    if not isinstance(found, dict):
        return {}
    return {
        key: tuple(kinds)
        for key, kinds in found.items()
        if isinstance(kinds, list) and all(isinstance(k, str) and k in known for k in kinds)
    }
