"""A camera's move in a director's words, read off its places over a shot."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from compose.snapshot import CameraState

_STILL_M, _STILL_DEG, _STILL_MM = 0.03, 0.75, 0.25
_MINOR = 0.08
"""Parts of a move smaller than this share of the largest are left unsaid."""


def camera_move(cameras: Sequence[CameraState]) -> str:
    """Return a phrase such as ``"crane down 5.2 m, tilt up 8°"``, the largest part first.

    Parameters
    ----------
    cameras
        The camera at frames spread over the shot, first to last. Travel is told in the axes of
        the first, without its tilt: forward and right are level, up is the world's.
    """
    first, last = cameras[0], cameras[-1]
    travel = _travel(first, last) + _turns(first, last)
    travel.sort(key=lambda part: -part[0])
    phrases = [phrase for weight, phrase in travel[:3] if weight >= _MINOR * travel[0][0]]
    lens = (first.focal_length_mm, last.focal_length_mm)
    if abs(lens[1] - lens[0]) > _STILL_MM:
        phrases.append(f"zoom {lens[0]:.0f} to {lens[1]:.0f} mm")
    if phrases:
        return ", ".join(phrases)
    length = _path_length(cameras)
    return f"moves {length:.1f} m and returns" if length > _STILL_M else "locked off"


def _travel(first: CameraState, last: CameraState) -> list[tuple[float, str]]:
    """Return (weight, phrase) for each direction the camera went; metres weigh by themselves."""
    up = np.array([0.0, 1.0, 0.0])
    right = first.world[:3, 0] * (1.0, 0.0, 1.0)
    length = np.linalg.norm(right)
    right = right / length if length > 1e-6 else np.array([1.0, 0.0, 0.0])
    forward = np.cross(up, right)
    way = last.world[:3, 3] - first.world[:3, 3]
    words = (
        (forward, "push in", "pull out"),
        (right, "track right", "track left"),
        (up, "crane up", "crane down"),
    )
    parts = [(float(way @ axis), there, back) for axis, there, back in words]
    return [
        (abs(metres), f"{there if metres > 0 else back} {abs(metres):.1f} m")
        for metres, there, back in parts
        if abs(metres) > _STILL_M
    ]


def _turns(first: CameraState, last: CameraState) -> list[tuple[float, str]]:
    """Return (weight, phrase) for pan and tilt in degrees; ten degrees weigh as one metre."""
    (pan_0, tilt_0), (pan_1, tilt_1) = _angles(first), _angles(last)
    pan = (pan_1 - pan_0 + 180.0) % 360.0 - 180.0
    parts = ((pan, "pan left", "pan right"), (tilt_1 - tilt_0, "tilt up", "tilt down"))
    return [
        (abs(degrees) / 10.0, f"{there if degrees > 0 else back} {abs(degrees):.0f}°")
        for degrees, there, back in parts
        if abs(degrees) > _STILL_DEG
    ]


def _angles(camera: CameraState) -> tuple[float, float]:
    """Return the heading (left is positive) and the tilt of the view, in degrees."""
    x, y, z = (float(value) for value in -camera.world[:3, 2])
    heading = float(np.degrees(np.arctan2(-x, -z)))
    return heading, float(np.degrees(np.arcsin(np.clip(y, -1.0, 1.0))))


def _path_length(cameras: Sequence[CameraState]) -> float:
    places = np.array([camera.world[:3, 3] for camera in cameras])
    return float(np.linalg.norm(np.diff(places, axis=0), axis=1).sum())
