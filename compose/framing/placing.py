"""Placing: words and a lens become a camera, by geometry alone; nothing in the way is known."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from compose.camera import LENSES_MM
from compose.errors import SceneError
from compose.framing.composition import place_across
from compose.framing.placement import CameraPlacement, Gate, View, turned_to
from compose.framing.sides import way_from
from compose.framing.sizes import (
    RULES,
    SIDE_ROOM,
    SizeRule,
    cast_heights,
    cast_points,
    framed_points,
    place_in_picture,
    size_band,
)
from compose.framing.subjects import Cast
from compose.framing.words import SIZES

F64 = npt.NDArray[np.float64]

_ROUNDS = 8
_INSIDE_BAND = 1.05
_SETTLED = 1e-5
_OUTMOST, _HIGHEST = 1.6, 0.9
_USUAL_MM = {
    "extreme-wide": 24.0, "wide": 28.0, "full": 35.0, "cowboy": 35.0, "medium-wide": 50.0,
    "medium": 50.0, "medium-close-up": 65.0, "close-up": 85.0, "big-close-up": 100.0,
    "extreme-close-up": 100.0,
}  # fmt: skip
_GATE_HEIGHT_MM = 14.0
_HEAD_HALF_M = 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class Stand:
    """All that fixes a camera: words settled to numbers (radians), a lens and a gate."""

    size: str
    composition: str
    azimuth: float
    elevation: float
    roll: float
    focal_length_mm: float
    gate: Gate


def usual_lens(size: str, gate: Gate) -> float:
    """Return the focal length in millimetres that a size is usually shot with on this gate.

    The lengths are those for a 16:9 picture on Super 35; another gate gets the lens of
    ``LENSES_MM`` whose field of view is nearest.
    """
    wanted = _USUAL_MM[size] * gate.size_mm[1] / _GATE_HEIGHT_MM
    return min(LENSES_MM, key=lambda mm: abs(math.log(mm / wanted)))


def place(cast: Cast, stand: Stand) -> CameraPlacement:
    """Return the camera that shows a cast as asked.

    The key (the eyes) is at the asked azimuth and elevation exactly. Its place in the frame and
    the distance follow from where the landmarks of the size fall in perspective, by fixed-point
    steps from the answer without perspective; the distance stays within what the word means.

    Raises
    ------
    SceneError
        When the angle is too steep for a place off the centre.
    """
    rule = RULES[stand.size]
    way = way_from(cast.facing, stand.azimuth, stand.elevation)
    across = place_across(stand.composition, cast, way)
    width, height = stand.gate.size_mm
    heights = cast_heights(cast, way, width / height)
    tall = float(heights[SIZES.index(stand.size)])
    at = (across, rule.eyes)
    points = cast_points(cast, stand.size)
    figure = cast.subjects[0].is_figure
    if rule.heads and figure:
        return _camera(cast, stand, way, tall, at)
    below, above = size_band(heights, stand.size)
    least, most = max(below * _INSIDE_BAND, tall * 0.9), above / _INSIDE_BAND
    camera = _camera(cast, stand, way, tall, at)
    for _ in range(_ROUNDS):
        view = View.of(camera.state)
        picture = view.picture(points)
        if np.isfinite(picture).all():
            lift, scale = _correction(picture, rule, across, figure=figure)
            key = view.picture(cast.key[None])[0]
            shift = across - place_in_picture(picture, key, stand.size, figure=figure)
            at = (_within(at[0] + shift, _OUTMOST), _within(at[1] + lift, _HIGHEST))
        else:
            lift, shift, scale = 0.0, 0.0, 1.2
        wanted = min(max(tall * scale, least), most)
        if abs(wanted - tall) < _SETTLED * tall and max(abs(shift), abs(lift)) < _SETTLED:
            break
        tall = wanted
        try:
            camera = _camera(cast, stand, way, tall, at)
        except SceneError:  # too steep to go on that way: the last camera is as near as it gets
            break
    return camera


def _within(place: float, most: float) -> float:
    return min(max(place, -most), most)


def _correction(
    picture: F64, rule: SizeRule, across: float, *, figure: bool
) -> tuple[float, float]:
    """Return how far the picture must go up, and how much more it must show."""
    low, high = float(picture[:, 1].min()), float(picture[:, 1].max())
    if not figure:
        return -(low + high) / 2.0, 1.0
    top, bottom = 1.0 - 2.0 * rule.head_room, -1.0 + 2.0 * rule.foot_room
    room = 1.0 - abs(across) - 2.0 * SIDE_ROOM * (across == 0.0)
    reach = float(np.ptp(picture[:, 0])) / (2.0 * room)
    scale = max((high - low) / (top - bottom), reach)
    if rule.cut == "heel" and scale <= 1.0:
        return (top + bottom) / 2.0 - (low + high) / 2.0, scale
    return top - high, scale


def _camera(
    cast: Cast, stand: Stand, way: F64, tall: float, at: tuple[float, float]
) -> CameraPlacement:
    width, height = stand.gate.size_mm
    half = (width / 2.0 / stand.focal_length_mm, height / 2.0 / stand.focal_length_mm)
    depth = tall / (2.0 * half[1])
    reach = depth * math.sqrt(1.0 + (at[0] * half[0]) ** 2 + (at[1] * half[1]) ** 2)
    eye = cast.key + reach * way
    yaw, pitch = turned_to(cast.key, eye, at, half, stand.roll)
    return CameraPlacement(
        position=(float(eye[0]), float(eye[1]), float(eye[2])),
        yaw=yaw,
        pitch=pitch,
        roll=stand.roll,
        focal_length_mm=stand.focal_length_mm,
        gate=stand.gate,
        focus_distance_m=depth,
    )


def holds_all(cast: Cast, camera: CameraPlacement, size: str) -> bool:
    """Tell whether every subject's part of this size is inside the frame, heads and all.

    A single subject may be cut at the sides, as a close-up cuts shoulders; several may not.
    """
    view = View.of(camera.state)
    for subject in cast.subjects:
        points = framed_points(subject, size)
        picture = view.picture(points)
        if not np.isfinite(picture).all():
            return False
        head = 2.0 * _HEAD_HALF_M / (view.height_at(float(picture[:, 2].min())) * _aspect(camera))
        if np.abs(picture[:, 0]).max() + head > 1.0:
            return False
    return True


def _aspect(camera: CameraPlacement) -> float:
    width, height = camera.gate.size_mm
    return width / height
