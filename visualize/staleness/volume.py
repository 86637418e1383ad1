"""Volumes: what a camera can see of the world, and from where shadows fall into it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import combinations, product

import numpy as np
import numpy.typing as npt

from compose.snapshot import CameraState, LightState
from visualize.staleness.boxes import Boxes

F64 = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

_WIDER = 1.1
"""How much wider the picture is taken to be: strokes and rounding to whole pixels reach across."""

_DEEPER = 1.01
_SOFT_EDGE = 0.01
"""Breadth of a shadow map's filter, as a share of the length that the map covers."""

_LARGEST_SUN = math.radians(30.0)
_RING = 24
_AXES: F64 = np.array([
    np.array(axis) / np.linalg.norm(axis)
    for axis in product((-1.0, 0.0, 1.0), repeat=3) if any(axis)
])  # fmt: skip
_PARALLEL = 1e-9
_INSIDE = 1e-6


@dataclass(frozen=True, eq=False, slots=True)
class Volume:
    """Where ``normals @ p <= far`` holds for all of (N, 3) normals and (N,) ``far``."""

    normals: F64
    far: F64

    def meets(self, boxes: Boxes, margin: F64 | float = 0.0) -> Flags:
        """Tell which boxes may reach into the volume, made wider by a margin in metres."""
        nearest = boxes.center @ self.normals.T - boxes.half @ np.abs(self.normals).T
        return np.asarray((nearest <= self.far + np.reshape(margin, (-1, 1))).all(axis=1))


def seen_by(camera: CameraState) -> Volume:
    """Return what a camera sees, a little wider than its gate; everything when it has no place."""
    if not np.isfinite(camera.world).all():
        return Volume(np.zeros((0, 3)), np.zeros(0))
    if camera.orthographic_height_m > 0.0:
        tall = camera.orthographic_height_m / 2.0 * _WIDER
        sides = [(1.0, 0.0, 0.0), (-1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, -1.0, 0.0)]
        far = [tall * camera.aspect, tall * camera.aspect, tall, tall]
    else:
        wide, tall = (side / (2.0 * camera.focal_length_mm) * _WIDER for side in camera.gate_mm)
        sides = [(1.0, 0.0, wide), (-1.0, 0.0, wide), (0.0, 1.0, tall), (0.0, -1.0, tall)]
        far = [0.0, 0.0, 0.0, 0.0]
    normals = np.array([*sides, (0.0, 0.0, 1.0), (0.0, 0.0, -1.0)])
    offsets = np.array([*far, -camera.near_m / _DEEPER, camera.far_m * _DEEPER])
    lengths = np.linalg.norm(normals, axis=1)
    turned = (normals / lengths[:, None]) @ camera.world[:3, :3].T
    return Volume(turned, offsets / lengths + turned @ camera.world[:3, 3])


def shown_part(view: Volume, boxes: Boxes) -> F64:
    """Return (V, 3): the corners of the part of a view that boxes in it take up together.

    Shadows are seen nowhere else. Empty when nothing is in the view.
    """
    if not len(boxes.center):
        return np.zeros((0, 3))
    low, high = (boxes.center - boxes.half).min(axis=0), (boxes.center + boxes.half).max(axis=0)
    normals = np.concatenate([view.normals, np.eye(3), -np.eye(3)])
    far = np.concatenate([view.far, high, -low])
    corners = _meetings(normals, far)
    slack = _INSIDE * (1.0 + np.abs(far) + np.abs(corners).max(axis=1, initial=0.0)[:, None])
    inside = (corners @ normals.T <= far + slack).all(axis=1)
    return np.asarray(corners[inside])


def _meetings(normals: F64, far: F64) -> F64:
    """Return where any three of the planes ``normals @ p = far`` meet, by Cramer's rule."""
    first, second, third = np.array([*combinations(range(len(normals)), 3)]).T
    a, b, c = normals[first], normals[second], normals[third]
    across = np.cross(b, c)
    volume = np.einsum("ni,ni->n", a, across)
    meeting = np.abs(volume) > _PARALLEL
    sums = (
        far[first, None] * across
        + far[second, None] * np.cross(c, a)
        + far[third, None] * np.cross(a, b)
    )
    return np.asarray(sums[meeting] / volume[meeting, None])


def shadowing(light: LightState, corners: F64, boxes: Boxes) -> Flags:
    """Tell which boxes may cast a shadow of a light on what lies between corners (V, 3).

    Whatever shades a point stands between it and the light, and so in the hull of the corners and
    the light. The test is against planes around that hull, so it may say yes too often, never no.
    """
    if not len(corners):
        return np.zeros(len(boxes.center), bool)
    middle = corners.mean(axis=0)
    away = np.linalg.norm(boxes.center - middle, axis=1) + np.linalg.norm(boxes.half, axis=1)
    breadth = float(np.ptp(corners, axis=0).max())
    if light.type == "directional":
        hull = _before(np.array(light.direction), corners)
        soft = math.tan(min(light.angular_radius, _LARGEST_SUN))
        return hull.meets(boxes, soft * (away + breadth) + _SOFT_EDGE * breadth)
    place = np.array(light.position)
    reach = breadth + float(np.linalg.norm(place - middle))
    hull = _between(place, corners)
    found = hull.meets(boxes, light.radius_m + _SOFT_EDGE * reach)
    if light.range_m > 0.0:
        found &= _distance(boxes, place) <= light.range_m + light.radius_m
    return found


def lit_by(light: LightState, view: Volume) -> bool:
    """Tell whether a light may reach into a view."""
    if light.type == "directional" or light.range_m <= 0.0:
        return True
    reach = np.full((1, 3), light.range_m + light.radius_m)
    return bool(view.meets(Boxes(np.array([light.position]), reach))[0])


def _before(direction: F64, corners: F64) -> Volume:
    """Return the corners' hull drawn out without end towards a light that is far away."""
    normals = np.concatenate([_AXES, _ring(direction), direction[None]])
    normals = normals[normals @ -direction <= _PARALLEL]
    return Volume(normals, (corners @ normals.T).max(axis=0))


def _between(place: F64, corners: F64) -> Volume:
    """Return the hull of corners and a place."""
    points = np.concatenate([corners, place[None]])
    normals = np.concatenate([_AXES, _ring(corners.mean(axis=0) - place)])
    return Volume(normals, (points @ normals.T).max(axis=0))


def _ring(axis: F64) -> F64:
    """Return unit vectors all around an axis, at right angles to it."""
    length = float(np.linalg.norm(axis))
    if length <= _PARALLEL:
        return np.zeros((0, 3))
    axis = axis / length
    helper = np.eye(3)[int(np.abs(axis).argmin())]
    right = np.cross(axis, helper)
    right /= np.linalg.norm(right)
    up = np.cross(axis, right)
    angles = np.arange(_RING) * (2.0 * np.pi / _RING)
    return np.asarray(np.cos(angles)[:, None] * right + np.sin(angles)[:, None] * up)


def _distance(boxes: Boxes, place: F64) -> F64:
    beyond = np.maximum(np.abs(boxes.center - place) - boxes.half, 0.0)
    return np.asarray(np.linalg.norm(beyond, axis=1))
