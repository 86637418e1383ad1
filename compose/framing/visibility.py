"""Visibility: whether a camera has room where it stands, and sees whom it is for."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from compose.framing.obstacles import Obstacles
from compose.framing.placement import CameraPlacement, View
from compose.framing.subjects import Cast, Subject

F64 = npt.NDArray[np.float64]

ROOM_M = 0.12
"""The free space that a camera needs on every side, in metres."""

_ABOVE_FLOOR_M = 0.06
_SEEN_LEAST = 0.6
_LOOKED_AT = (
    "crown", "chin", "nose", "left_eye", "right_eye", "sternum", "left_shoulder",
    "right_shoulder", "navel", "left_hip", "right_hip", "left_knee", "right_knee", "left_ankle",
    "right_ankle",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sight:
    """What was found of one camera: room in metres, and the least seen share of a subject."""

    room_m: float
    above_floor: bool
    seen: float

    @property
    def passes(self) -> bool:
        """Whether the camera can stand there and sees every subject."""
        return self.room_m >= ROOM_M and self.above_floor and self.seen >= _SEEN_LEAST

    @property
    def fault(self) -> str:
        """What is wrong, in words; empty when nothing is."""
        if not self.above_floor:
            return "the camera would be below the ground"
        if self.room_m < ROOM_M:
            return "the camera would be inside something"
        if self.seen < _SEEN_LEAST:
            return f"only {self.seen:.0%} of the subject would be seen"
        return ""


def look_points(subject: Subject) -> F64:
    """Return the (N, 3) points that are looked for: landmarks, or samples through a thing."""
    if subject.is_figure:
        return np.stack([subject.at(name) for name in _LOOKED_AT])
    middle = subject.key
    return np.concatenate([[middle], middle + 0.7 * (subject.points - middle)])


def seen_share(
    obstacles: Obstacles, camera: View, subject: Subject, *, through: Collection[str] = ()
) -> float:
    """Return the share of the subject's look points inside the frame that nothing hides.

    The subject's own surfaces, and those of the nodes ``through``, hide nothing. With no point in
    the frame it is 0.
    """
    points = look_points(subject)
    points = points[in_frame(camera.picture(points))]
    if not len(points):
        return 0.0
    ignored = subject.nodes | frozenset(through)
    if not camera.parallel:
        return float(np.mean(obstacles.sees(camera.eye, points, through=ignored)))
    back = camera.turn[:, 2]
    starts = points + ((camera.eye - points) @ back)[:, None] * back
    pairs = zip(starts, points, strict=True)
    return float(np.mean([obstacles.sees(a, b[None], through=ignored)[0] for a, b in pairs]))


def in_frame(picture: F64) -> npt.NDArray[np.bool_]:
    """Return (N,) bool: which of (N, 3) projected points are in front and inside the frame."""
    with np.errstate(invalid="ignore"):
        return np.asarray((np.abs(picture[:, :2]) <= 1.0).all(axis=1) & (picture[:, 2] > 0.0))


def sight(
    obstacles: Obstacles, cast: Cast, camera: CameraPlacement, *, through: Collection[str] = ()
) -> Sight:
    """Look whether a camera has room and sees its cast. ``through`` are nodes to look past."""
    eye = camera.world[:3, 3]
    floor = min(0.0, cast.foot)
    above = bool(eye[1] > floor + _ABOVE_FLOOR_M)
    if not above:
        return Sight(0.0, False, 0.0)
    room = obstacles.room(eye, through=through)
    if room < ROOM_M:
        return Sight(room, True, 0.0)
    view = View.of(camera.state)
    seen = min(seen_share(obstacles, view, s, through=through) for s in cast.subjects)
    return Sight(room, True, seen)


def is_clean(camera: CameraPlacement, cast: Cast, people: Iterable[Subject]) -> bool:
    """Tell whether nobody else stands in the frame nearer than three quarters of the way."""
    view = View.of(camera.state)
    near = 0.75 * float(view.picture(cast.key[None])[0, 2])
    return not any(
        (in_frame(picture) & (picture[:, 2] < near)).any()
        for picture in (view.picture(look_points(person)) for person in people)
    )
