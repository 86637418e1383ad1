"""Staging: where everything is at a few frames of a shot, and how it moves against the camera."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from compose.evaluation import world_matrices
from compose.figures.skeleton import INDEX, POINTS
from compose.project import Project
from compose.scene import Scene
from compose.shot import Shot
from compose.snapshot import FigureState, Snapshot
from visualize.prompt.facts import Place
from visualize.prompt.phrases import band
from visualize.prompt.sighting import Sighting, Views

F64 = npt.NDArray[np.float64]

_ROW = {name: row for row, name in enumerate(POINTS)}
_SAMPLES = 5
_FOREGROUND, _BACKGROUND = 0.62, 1.6
_LEAST_SHARE = 0.0004


@dataclass(frozen=True, eq=False, kw_only=True)
class Staging:
    """A shot in space: its views, and every node's world matrix at frames spread over it.

    ``worlds`` has one entry for each of ``frames``; ``seconds`` is from the first to the last.
    """

    project: Project
    scene: Scene
    shot: Shot
    views: Views
    frames: tuple[float, ...]
    worlds: tuple[Mapping[str, F64], ...]
    seconds: float
    still: bool = False

    @property
    def snapshot(self) -> Snapshot:
        """The snapshot at the middle of the shot."""
        return self.views.middle

    def travel(self, node: str) -> F64:
        """Return the (3,) way of a node in the world from the first frame to the last."""
        return np.asarray(self.worlds[-1][node][:3, 3] - self.worlds[0][node][:3, 3])

    def speed(self, node: str) -> float:
        """Return the metres a second of a node along its way."""
        steps = [b[node][:3, 3] - a[node][:3, 3] for a, b in self._pairs()]
        return sum(float(np.linalg.norm(step)) for step in steps) / max(self.seconds, 1e-9)

    def spin(self, node: str) -> float:
        """Return the degrees a second by which a node turns on the spot."""
        total = 0.0
        for a, b in self._pairs():
            turn = _rotation(a[node]).T @ _rotation(b[node])
            total += float(np.degrees(np.arccos(np.clip((np.trace(turn) - 1.0) / 2.0, -1.0, 1.0))))
        return total / max(self.seconds, 1e-9)

    def _pairs(self) -> list[tuple[Mapping[str, F64], Mapping[str, F64]]]:
        return list(zip(self.worlds, self.worlds[1:], strict=False))

    def figure(self, node: str, at: int) -> FigureState | None:
        """Return a figure at one of the frames that were looked at."""
        return next((f for f in self.views.snapshots[at].figures if f.node == node), None)

    def way(self, travel: F64) -> str:
        """Return a way in the picture: ``left``, ``right``, ``nearer``, ``away`` or nothing."""
        camera = self.snapshot.camera.world
        across, ahead = float(travel @ camera[:3, 0]), float(-travel @ camera[:3, 2])
        if max(abs(across), abs(ahead)) < 0.3:
            return ""
        if abs(across) >= abs(ahead):
            return "right" if across > 0.0 else "left"
        return "away" if ahead > 0.0 else "nearer"

    def place(self, seen: Sighting, depth_m: float) -> Place:
        """Return where something is in the picture; ``depth_m`` is where the middle ground is."""
        shown = [share >= _LEAST_SHARE for share in seen.shares]
        at = shown.index(True) if True in shown else 0
        layer = "midground"
        if depth_m > 0.0:
            ratio = seen.depths[at] / depth_m
            near, far = ratio < _FOREGROUND, ratio > _BACKGROUND
            layer = "foreground" if near else "background" if far else "midground"
        entrance = ""
        if len(shown) > 1 and shown[0] != shown[-1]:
            entrance = "enters" if shown[-1] else "leaves"
        return Place(column=band("column", seen.across[at]), layer=layer, entrance=entrance)


def stage_shot(project: Project, shot: Shot, views: Views, *, still: bool = False) -> Staging:
    """Return a shot in space; ``still`` looks at its one frame alone.

    Raises
    ------
    ShotwrightError
        When the scene cannot be evaluated.
    """
    scene = project.scene(shot.scene)
    first, last = float(views.frames[0]), float(views.frames[-1])
    frames = (first,) if still else tuple(np.linspace(first, last, _SAMPLES).tolist())
    worlds = tuple(world_matrices(project, scene, frame, shot=shot) for frame in frames)
    return Staging(
        project=project, scene=scene, shot=shot, views=views, frames=frames, worlds=worlds,
        seconds=(last - first) / float(project.frame_rate), still=still,
    )  # fmt: skip


def point(figure: FigureState, name: str) -> F64:
    """Return the (3,) place of a joint or landmark of a figure."""
    return np.asarray(figure.points[_ROW[name]])


def gaze(figure: FigureState) -> F64:
    """Return the (3,) unit vector along which a figure's face looks."""
    ears = (point(figure, "left_ear") + point(figure, "right_ear")) / 2.0
    ahead = point(figure, "nose") - ears
    return np.asarray(ahead / max(float(np.linalg.norm(ahead)), 1e-9))


def _rotation(world: F64) -> F64:
    lengths = np.linalg.norm(world[:3, :3], axis=0)
    return np.asarray(world[:3, :3] / np.maximum(lengths, 1e-9))


HIPS = INDEX["hips"]
"""The row of the hips in a figure's points."""
