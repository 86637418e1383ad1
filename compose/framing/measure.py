"""Measure: the words of a camera for a cast that is known, each with the number behind it."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from compose.framing.angles import DUTCH_FROM_DEG, angle_of, elevation_of
from compose.framing.composition import composition_of, heading_across
from compose.framing.placement import View
from compose.framing.sides import azimuth_of, side_of
from compose.framing.sizes import cast_heights, cast_points, place_in_picture, size_of
from compose.framing.subjects import Cast
from compose.snapshot import CameraState

_LEADS_FROM = 0.3


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """Words and numbers of one camera and one cast.

    ``across`` is where the cast is in the frame, −1 to 1, by which the composition is named;
    ``eyes_at`` is where the cast's key is in the frame, −1 to 1, right and up; ``head_room`` the
    share of the picture's height above the highest point, negative where that is cut.
    ``lead_room`` tells that the free side is ahead of the subject. Angles in degrees.
    """

    size: str
    angle: str
    side: str
    composition: str
    lead_room: bool
    dutch: bool
    roll_deg: float
    elevation_deg: float
    azimuth_deg: float
    tilt_deg: float
    picture_height_m: float
    distance_m: float
    across: float
    eyes_at: tuple[float, float]
    head_room: float
    looks_across: float


def measure(camera: CameraState, cast: Cast) -> Measured | None:
    """Return the words of a camera for a cast; ``None`` when the cast is behind the camera."""
    view = View.of(camera)
    x, y, depth = view.picture(cast.key[None])[0].tolist()
    if not depth > 1e-6:
        return None
    way = view.turn[:, 2] if view.parallel else view.eye - cast.key
    reach = float(np.linalg.norm(way))
    way = way / reach
    height = view.height_at(depth)
    tops = view.picture(np.concatenate([s.points for s in cast.subjects]))[:, 1]
    top = float(np.nanmax(tops)) if np.isfinite(tops).any() else math.inf
    elevation, azimuth = elevation_of(way), azimuth_of(cast.facing, way)
    roll = roll_of(camera)
    ahead = heading_across(cast, way)
    size = size_of(height, cast_heights(cast, way, camera.aspect))
    held = view.picture(cast_points(cast, size))
    figure = cast.subjects[0].is_figure
    across = place_in_picture(held, np.array([x, y]), size, figure=figure)
    composition = composition_of(across)
    return Measured(
        size=size,
        angle=angle_of(elevation),
        side=side_of(azimuth),
        composition=composition,
        lead_room=composition != "centre" and abs(ahead) >= _LEADS_FROM and ahead * across < 0.0,
        dutch=abs(roll) >= DUTCH_FROM_DEG,
        roll_deg=roll,
        elevation_deg=math.degrees(elevation),
        azimuth_deg=math.degrees(azimuth),
        tilt_deg=math.degrees(math.asin(min(max(-float(view.turn[1, 2]), -1.0), 1.0))),
        picture_height_m=height,
        distance_m=float(np.linalg.norm(view.eye - cast.key)),
        across=across,
        eyes_at=(x, y),
        head_room=(1.0 - top) / 2.0,
        looks_across=ahead,
    )


def roll_of(camera: CameraState) -> float:
    """Return the Dutch angle in degrees, by how the horizon lies; 0 when looking straight down.

    Of ``R = Ry(yaw) Rx(pitch) Rz(roll)`` the second row is ``cos pitch (sin roll, cos roll, …)``.
    """
    across, up = float(camera.world[1, 0]), float(camera.world[1, 1])
    return math.degrees(math.atan2(across, up)) if math.hypot(across, up) > 1e-6 else 0.0
