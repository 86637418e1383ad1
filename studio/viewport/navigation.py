"""Navigation: what a drag, a wheel or the flying keys make of a free view. No Qt."""

from __future__ import annotations

import math
from collections.abc import Collection
from typing import Literal

import numpy.typing as npt

from studio.viewport.free_camera import FreeCamera

Drag = Literal["orbit", "pan", "dolly", "look"]

_ORBIT = 1.25 * math.pi
"""Radians of orbit for a drag as long as the view is high."""
_LOOK = 1.5
"""How far the head turns, in heights of the view, for a drag as long as the view is high."""
_DOLLY = 4.0
_NOTCH = 0.88
"""What a notch of the wheel leaves of the distance."""
_FLIGHT = 0.7
"""Metres a second for each metre of the view's distance."""
_SLOWEST_M_S, _FAST = 0.6, 4.0

FLYING_KEYS: dict[str, tuple[float, float, float]] = {
    "W": (0.0, 0.0, 1.0),
    "S": (0.0, 0.0, -1.0),
    "A": (-1.0, 0.0, 0.0),
    "D": (1.0, 0.0, 0.0),
    "E": (0.0, 1.0, 0.0),
    "Q": (0.0, -1.0, 0.0),
}
"""Keys held while flying: right, up and ahead."""


def dragged(camera: FreeCamera, how: Drag, right: float, down: float, height: float) -> FreeCamera:
    """Return the view after the pointer went ``right`` and ``down`` in a view ``height`` high."""
    x, y = right / height, down / height
    if how == "orbit":
        return camera.orbited(-x * _ORBIT, y * _ORBIT)
    if how == "look":
        angle = 2.0 * camera.half_height * _LOOK
        return camera.turned(x * angle, -y * angle)
    if how == "dolly":
        return camera.dollied(math.exp(y * _DOLLY))
    shown = 2.0 * camera.half_height * camera.distance
    return camera.moved(-x * shown, y * shown, 0.0)


def wheeled(camera: FreeCamera, notches: float, towards: npt.ArrayLike | None) -> FreeCamera:
    """Return the view after notches of the wheel, forward positive; see ``FreeCamera.dollied``."""
    return camera.dollied(_NOTCH**notches, towards)


def flown(
    camera: FreeCamera, keys: Collection[str], seconds: float, *, fast: bool, speed: float = 1.0
) -> FreeCamera:
    """Return the view after keys of ``FLYING_KEYS`` were held for some time."""
    steps = [FLYING_KEYS[key] for key in keys if key in FLYING_KEYS]
    pace = max(camera.distance * _FLIGHT, _SLOWEST_M_S) * speed * (_FAST if fast else 1.0)
    right, up, ahead = (sum(step[axis] for step in steps) * pace * seconds for axis in range(3))
    return camera.moved(right, up, ahead)
