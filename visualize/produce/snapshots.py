"""Snapshots of a run of frames, each evaluated once though motion looks both ways."""

from __future__ import annotations

from compose.evaluation import evaluate
from compose.project import Project
from compose.shot import Shot
from compose.snapshot import Snapshot


class SnapshotWindow:
    """The last few snapshots of a shot, so that a frame's forward is the next frame's own."""

    def __init__(self, project: Project, shot: Shot) -> None:
        self._project, self._shot = project, shot
        self._kept: dict[int, Snapshot] = {}

    def at(self, frame: int) -> Snapshot:
        """Return the snapshot of a scene frame, inside or outside the shot's window.

        Raises
        ------
        SceneError
            When the scene cannot be evaluated.
        """
        if frame not in self._kept:
            self._kept[frame] = evaluate(self._project, self._shot, frame)
            for old in sorted(self._kept)[:-3]:
                if old != frame:
                    del self._kept[old]
        return self._kept[frame]
