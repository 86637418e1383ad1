"""Staging: who moves in a shot and how its camera does; the same for all takes of one mapping."""

from __future__ import annotations

from math import ceil, floor
from typing import Protocol

from compose.moves import MoveAnalysis, analyse_shot
from compose.project import Project
from compose.shot import Shot
from visualize.compare.motion.cast import Cast, cast_in, looks
from visualize.compare.motion.judged import own_sight
from visualize.compare.motion.own_path import OwnPath
from visualize.compare.remembered import Remembered

_LENS = 0.002


class Mapping(Protocol):
    """Which scene frame each frame of a clip stands for.

    As ``visualize.takes.take.Mapped`` and ``models.request.FrameMapping`` are.
    """

    @property
    def start(self) -> float:
        """The scene frame of the first."""

    @property
    def step(self) -> float:
        """Scene frames from each to the next."""

    @property
    def frames(self) -> int:
        """How many the clip has."""

    @property
    def hold_from(self) -> float:
        """The first scene frame that is shown."""

    @property
    def hold_to(self) -> float:
        """The last scene frame that is shown."""


class Staging:
    """What is authored, and what can be seen of it on the shot's own render.

    Parameters
    ----------
    cast
        Who is in the shot, and what stands still.
    analysis
        The authored camera move in film words.
    zooms, orthographic
        Whether the authored lens changes in the clip; whether it has no perspective to find a
        camera by.
    """

    def __init__(
        self, cast: Cast, analysis: MoveAnalysis, *, zooms: bool, orthographic: bool
    ) -> None:
        self.cast, self.analysis = cast, analysis
        self.zooms, self.orthographic = zooms, orthographic
        self.path = OwnPath(cast.moving_ids, zooms=zooms)
        self.sight = Remembered(own_sight, of=lambda step: step.own)


def staging_of(project: Project, shot: Shot, mapping: Mapping) -> Staging:
    """Return the staging of a shot, over the scene frames that a clip stands for.

    Raises
    ------
    ShotwrightError
        When the scene cannot be what it says.
    """
    last = mapping.start + mapping.step * (mapping.frames - 1)
    first, last = (
        min(max(frame, mapping.hold_from), mapping.hold_to) for frame in (mapping.start, last)
    )
    snapshots = looks(project, shot, (first, last))
    cameras = [snapshot.camera for snapshot in snapshots]
    lens = [camera.focal_length_mm for camera in cameras]
    window = (floor(first), ceil(last) + 1)
    return Staging(
        cast_in(snapshots),
        analyse_shot(project, shot, window),
        zooms=max(lens) > (1.0 + _LENS) * min(lens),
        orthographic=any(camera.orthographic_height_m > 0.0 for camera in cameras),
    )
