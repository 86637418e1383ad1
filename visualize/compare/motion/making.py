"""The meters of motion fidelity for one take of a shot."""

from __future__ import annotations

from fractions import Fraction
from typing import Protocol

import numpy as np

from compose.evaluation import evaluate
from compose.moves import analyse_shot
from compose.project import Project
from compose.shot import Shot
from visualize.compare.meter import Meter
from visualize.compare.motion.cast import cast_of
from visualize.compare.motion.fidelity import MotionFidelity

_LOOKS = 9
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


def meters(
    project: Project, shot: Shot, mapping: Mapping, rate: Fraction | float
) -> tuple[Meter, ...]:
    """Return fresh meters of the metrics ``motion``, ``camera`` and ``subjects`` for one take.

    They are one meter, so that one cause is said once.

    Parameters
    ----------
    mapping
        The take's frame mapping.
    rate
        Frames of the clip a second.

    Raises
    ------
    ShotwrightError
        When the scene cannot be what it says.
    """
    last = mapping.start + mapping.step * (mapping.frames - 1)
    first, last = (
        min(max(frame, mapping.hold_from), mapping.hold_to) for frame in (mapping.start, last)
    )
    cast = cast_of(project, shot, (first, last))
    cameras = [
        evaluate(project, shot, float(frame)).camera for frame in np.linspace(first, last, _LOOKS)
    ]
    lens = [camera.focal_length_mm for camera in cameras]
    window = (int(np.floor(first)), int(np.ceil(last)) + 1)
    return (
        MotionFidelity(
            cast,
            analyse_shot(project, shot, window),
            float(rate),
            zooms=max(lens) > (1.0 + _LENS) * min(lens),
            orthographic=any(camera.orthographic_height_m > 0.0 for camera in cameras),
        ),
    )
