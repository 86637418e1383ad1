"""Marks: the handles that only a camera or a spot has: focus, dolly, cone. No Qt."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from compose.node import Node
from compose.payload import CameraPayload, LightPayload
from studio.session import Session
from studio.tools import words
from studio.tools.changing import moved
from studio.tools.dragging import along_line, on_plane, snapped
from studio.tools.drags import Drag, Snapping
from studio.tools.handles import LENGTH_PX, Handle, point
from studio.tools.held import Held
from studio.tools.turns import Writing
from studio.viewport.projection import Projection
from studio.viewport.staging import Staging

F64 = npt.NDArray[np.float64]

FOCUS, DOLLY, CONE = "focus", "dolly", "cone"
NAMES = (FOCUS, DOLLY, CONE)

_CONE_M = 2.0
"""How far before a spot its cone is shown; as the overlay of lights has it."""
_WIDEST_SHOWN_DEG, _WIDEST_DEG = 80.0, 89.0
_NEAREST_M = 0.05
_BEHIND = 1.35
_OWN_EYE_M = 1e-3


def marks(session: Session, staging: Staging, projection: Projection) -> tuple[Handle, ...]:
    """Return the handles that the active node has for being a camera or a spot."""
    node = session.active
    if node is None or node.id not in staging.world or session.is_locked(node.id):
        return ()
    world = staging.world[node.id]
    eye, axes = world[:3, 3], _axes(world)
    if np.linalg.norm(eye - projection.eye) < _OWN_EYE_M:
        return ()
    found: list[Handle | None] = []
    if isinstance(node.payload, CameraPayload) and node.id in staging.cameras:
        focus = staging.cameras[node.id].focus_distance_m
        behind = _BEHIND * LENGTH_PX * projection.metres_per_pixel(eye)
        found.append(point(projection, FOCUS, eye - focus * axes[:, 2]))
        found.append(point(projection, DOLLY, eye + behind * axes[:, 2]))
    elif isinstance(node.payload, LightPayload) and node.payload.type == "spot":
        found.append(point(projection, CONE, _cone_edge(world, _cone(session, node))))
    return tuple(handle for handle in found if handle is not None)


def mark_drag(
    session: Session, held: Held, projection: Projection, name: str, x: float, y: float
) -> Drag | None:
    """Return the drag of a mark of the active node, ``None`` where it is gone."""
    node = session.active
    if node is None:
        return None
    world = held.staging.world[node.id]
    if name == CONE:
        return ConeDrag(node.id, world, _cone(session, node), projection)
    if name == FOCUS:
        focus = held.staging.cameras[node.id].focus_distance_m
        return FocusDrag(node.id, world, focus, projection, x, y)
    return DollyDrag(held, world, projection, x, y)


class FocusDrag:
    """Moves the plane that a camera is sharp in, along its view."""

    def __init__(
        self, node: str, world: F64, focus: float, projection: Projection, x: float, y: float
    ) -> None:
        self._node, self._focus, self._distance = node, focus, focus
        self._along = _Along(projection, world, x, y)

    @property
    def words(self) -> str:
        """What it has come to."""
        return f"Focus {self._distance:.2f} m"

    def along(self, name: str) -> None:
        """Stay: focus lies along the view."""

    def to(self, x: float, y: float, snapping: Snapping) -> list[Writing]:
        """Follow the pointer."""
        return self.by(snapped(self._focus + self._along.to(x, y), snapping.step_m))

    def by(self, amount: float) -> list[Writing]:
        """Focus at exactly so many metres."""
        self._distance = max(amount, _NEAREST_M)
        return [(self._node, "camera.focus_distance_m", round(self._distance, 6))]


class DollyDrag:
    """Moves a camera, and what is selected with it, along the camera's view."""

    def __init__(self, held: Held, world: F64, projection: Projection, x: float, y: float) -> None:
        self._held, self._ahead, self._amount = held, -_axes(world)[:, 2], 0.0
        self._along = _Along(projection, world, x, y)

    @property
    def words(self) -> str:
        """What it has come to."""
        return f"Dolly {words.signed(self._amount, 2)} m"

    def along(self, name: str) -> None:
        """Stay: a dolly goes along the view."""

    def to(self, x: float, y: float, snapping: Snapping) -> list[Writing]:
        """Follow the pointer."""
        return self.by(snapped(self._along.to(x, y), snapping.step_m))

    def by(self, amount: float) -> list[Writing]:
        """Go exactly so many metres on."""
        self._amount = amount
        return moved(self._held, amount * self._ahead)


class ConeDrag:
    """Opens and closes the cone of a spot."""

    def __init__(self, node: str, world: F64, cone: float, projection: Projection) -> None:
        self._node, self._world, self._cone = node, world, cone
        self._projection = projection

    @property
    def words(self) -> str:
        """What it has come to."""
        return f"Cone {self._cone:.1f}°"

    def along(self, name: str) -> None:
        """Stay: a cone only opens and closes."""

    def to(self, x: float, y: float, snapping: Snapping) -> list[Writing]:
        """Follow the pointer."""
        ahead = -_axes(self._world)[:, 2]
        far = self._world[:3, 3] + _CONE_M * ahead
        found = on_plane(self._projection.ray(x, y), far, ahead)
        if found is None:
            return self.by(self._cone)
        angle = math.degrees(math.atan2(float(np.linalg.norm(found - far)), _CONE_M))
        return self.by(snapped(angle, snapping.step_deg))

    def by(self, amount: float) -> list[Writing]:
        """Open to exactly so many degrees from the middle."""
        self._cone = min(max(amount, 1.0), _WIDEST_DEG)
        return [(self._node, "light.outer_cone_deg", round(self._cone, 4))]


class _Along:
    """Metres that the pointer goes along a camera's view."""

    def __init__(self, projection: Projection, world: F64, x: float, y: float) -> None:
        self._projection = projection
        self._eye, self._ahead = world[:3, 3], -_axes(world)[:, 2]
        self._start = along_line(projection.ray(x, y), self._eye, self._ahead)
        self._last = 0.0

    def to(self, x: float, y: float) -> float:
        """Return the metres from the press; where the pointer points nowhere, the last ones."""
        now = along_line(self._projection.ray(x, y), self._eye, self._ahead)
        if now is not None and self._start is not None:
            self._last = now - self._start
        return self._last


def _axes(world: F64) -> F64:
    result: F64 = world[:3, :3] / np.linalg.norm(world[:3, :3], axis=0)
    return result


def _cone(session: Session, node: Node) -> float:
    value = session.standing(node.id, "light.outer_cone_deg").value
    return 0.0 if isinstance(value, tuple) else value


def _cone_edge(world: F64, cone: float) -> F64:
    axes = _axes(world)
    radius = _CONE_M * math.tan(math.radians(min(cone, _WIDEST_SHOWN_DEG)))
    result: F64 = world[:3, 3] - _CONE_M * axes[:, 2] + radius * axes[:, 0]
    return result
