"""Ride a rail: a shot's camera goes along a curve at a speed, and gets ordinary keys."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Literal

import numpy as np
import numpy.typing as npt

from compose.curve_spans import monotone_slopes
from compose.errors import NotFoundError, SceneError
from compose.evaluation import timeline_of
from compose.moves.easing import SpeedRamp
from compose.moves.framing import held_in_picture
from compose.moves.keying import Span
from compose.moves.motion import CameraMotion, frames_of, reach_of, sample_motion
from compose.moves.rails import Rail, rail_named
from compose.moves.rotations import look_turns
from compose.moves.subjects import subject_of
from compose.moves.writing import write_motion
from compose.paths import points_of
from compose.project import Project
from compose.shot import Shot
from compose.timing import FrameRange

F64 = npt.NDArray[np.float64]

Look = Literal["along", "keep", "aim"]


def ride_rail(
    project: Project, shot: Shot | str, rail: Rail | str | Sequence[Sequence[float]], *,
    frames: FrameRange | tuple[int, int] | None = None, own: bool = False,
    speed_mps: float | None = None, ease_in_s: float = 1.0, ease_out_s: float = 1.0,
    look: Look = "along", subject: str | None = None, joint: str | None = None,
    crane: Sequence[tuple[float, float]] = (), backward: bool = False,
) -> Project:  # fmt: skip
    """Return the project with a shot's camera riding a rail, as ordinary keys.

    Parameters
    ----------
    rail
        A rail, the name of one in the shot's scene (``add_rail``), or points in metres.
    speed_mps
        The speed between the ramps; without it the ride fills the frames. A ride that the frames
        cut short is still going at the last; one that ends before holds.
    ease_in_s, ease_out_s
        Seconds in which the speed rises from and falls to rest.
    look
        Where the camera looks: ``along`` the rail, ``keep`` its rotation, or ``aim``: hold the
        ``subject`` (a node, and a ``joint`` of it) where it is in the picture.
    crane
        Heights above the rail in metres at shares of its length, ``(0…1, height)``, joined
        smoothly: the arm on the dolly.
    backward
        Ride from the last point to the first, still looking the way it goes.

    Raises
    ------
    NotFoundError
        When there is no such shot, rail, subject or joint.
    SceneError
        When the points make no rail, or a number is out of range.
    """
    shot = project.shot(shot if isinstance(shot, str) else shot.id)
    _check(look, subject, speed_mps, (ease_in_s, ease_out_s))
    track = _rail(project, shot, rail)
    scene = project.scene(shot.scene)
    named = []
    if subject is not None:
        named = [subject_of(timeline_of(project, scene, shot=shot), scene, subject, joint)]
    window = frames_of(shot, frames)
    before, rig, found = sample_motion(project, shot, reach_of(project, shot, window), named)
    motion = before.first(len(window))
    ramp = _ramp(track.length_m, motion, speed_mps, ease_in_s, ease_out_s)
    after = _ridden(motion, track, ramp.distance(motion.seconds), crane, look, backward=backward)
    if look == "aim":
        target = found[named[0].slot][: len(window)]
        after = after.moved(turns=held_in_picture(motion, after.places, target))
    return write_motion(
        project, shot, before, after, rig,
        groups=("place",) if look == "keep" else ("place", "turn"),
        spans=_spans(motion, ramp), own=own,
    )  # fmt: skip


def _ridden(
    motion: CameraMotion, track: Rail, metres: F64, crane: Sequence[tuple[float, float]],
    look: Look, *, backward: bool,
) -> CameraMotion:  # fmt: skip
    """Return the motion on the rail after (N,) metres, turned along it if that is the look."""
    if backward:
        metres = track.length_m - metres
    places = track.places(metres)
    places[:, 1] += _heights(crane, metres / track.length_m)
    after = motion.moved(places=places)
    if look != "along":
        return after
    return after.moved(turns=look_turns(track.directions(metres) * (-1 if backward else 1)))


def _check(look: str, subject: str | None, speed: float | None, eases: tuple[float, float]) -> None:
    if look not in ("along", "keep", "aim"):
        raise NotFoundError("way to look", look, ("along", "keep", "aim"), "on a rail")
    if look == "aim" and subject is None:
        raise SceneError("To aim from a rail, name the subject.")
    if speed is not None and not 1e-3 <= speed <= 1000.0:
        raise SceneError(f"The speed on a rail is 0.001 to 1000 m/s, not {speed:g}.")
    if not all(0.0 <= ease <= 3600.0 for ease in eases):
        raise SceneError("The ramps of a ride take 0 to 3600 s each.")


def _rail(project: Project, shot: Shot, rail: Rail | str | Sequence[Sequence[float]]) -> Rail:
    if isinstance(rail, Rail):
        return rail
    if isinstance(rail, str):
        return rail_named(project, shot.scene, rail)
    return Rail(points_of(rail))


def _ramp(
    length: float, motion: CameraMotion, speed: float | None, into_s: float, out_s: float
) -> SpeedRamp:
    if speed is not None:
        return SpeedRamp.at_speed(length, speed, into_s, out_s)
    if len(motion.frames) < 2:
        raise SceneError("A ride needs at least two frames.")
    return SpeedRamp.lasting(length, float(motion.seconds[-1]), into_s, out_s)


def _spans(motion: CameraMotion, ramp: SpeedRamp) -> tuple[Span, ...]:
    """Return the stretches: both ramps, the steady ride between, and the hold after it."""
    stops = (ramp.into_s, ramp.duration_s - ramp.out_s, ramp.duration_s)
    last = len(motion.frames) - 1
    cuts = sorted({0, last, *(min(round(s * motion.rate), last) for s in stops)})
    return tuple(Span(a, b) for a, b in pairwise(cuts))


def _heights(crane: Sequence[tuple[float, float]], share: F64) -> F64:
    """Return (N,) metres above the rail, monotone between the profile's points."""
    if not crane:
        return np.zeros_like(share)
    try:
        profile = np.array(crane, np.float64).reshape(-1, 2)
    except ValueError as error:
        raise SceneError("The crane's profile is pairs of a share and a height.") from error
    at, height = profile.T
    if (
        not np.isfinite(profile).all()
        or (np.diff(at) <= 0.0).any()
        or not 0 <= at[0] <= at[-1] <= 1
    ):
        raise SceneError(
            "The crane's profile has rising shares from 0 to 1, with heights in metres."
        )
    ends = np.array([0]), np.array([len(at) - 1])
    slopes = monotone_slopes(at, height, *ends, np.array([False]))
    i = np.clip(np.searchsorted(at, share, side="right") - 1, 0, max(len(at) - 2, 0))
    if len(at) == 1:
        return np.full_like(share, height[0])
    length = at[i + 1] - at[i]
    t = np.clip((share - at[i]) / length, 0.0, 1.0)
    result: F64 = (
        (2.0 * t**3 - 3.0 * t**2 + 1.0) * height[i]
        + (t**3 - 2.0 * t**2 + t) * length * slopes[i]
        + (3.0 * t**2 - 2.0 * t**3) * height[i + 1]
        + (t**3 - t**2) * length * slopes[i + 1]
    )
    return result
