"""A portrait: one model under studio light, filling its frame. Catalogues are made of them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from compose.environment import Environment
from compose.geometry.bounds import rest_bounds
from compose.geometry.material import Material
from compose.geometry.mesh import F64
from compose.geometry.model import Model
from compose.geometry.shapes import make_shape
from compose.snapshot import CameraState, LightState, Snapshot, Surface
from compose.transform import look_rotation

_SENSOR_MM, _FOCAL_MM = 36.0, 70.0
_LEAST_M = 2.0
"""Smaller things are drawn as large as this, so that their shadows are as soft as a chair's."""

_GROUND = Material(name="ground", base_color=(0.145, 0.15, 0.16, 1.0), metallic=0.0, roughness=0.95)
_STUDIO = Environment(
    zenith_color=(0.62, 0.66, 0.72),
    horizon_color=(0.62, 0.64, 0.67),
    ground_color=(0.25, 0.25, 0.25),
    ambient=0.62,
)


Box = tuple[tuple[float, float, float], tuple[float, float, float]]
"""The least and the greatest corner of a box, in metres."""


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """From where a model is seen, and how its frame is filled.

    Parameters
    ----------
    turn, rise
        Radians round from its front toward its left (+X), and above the horizon.
    aspect
        Height of the frame by its width.
    filled
        How much of the frame the model fills, across or up.
    box
        The least and the greatest corner, in the model's space, of what fills the frame; all of
        the model when ``None``.
    least_distance
        Metres from the camera to the model's middle, at least.
    """

    turn: float
    rise: float
    aspect: float
    filled: float = 0.84
    box: Box | None = None
    least_distance: float = 0.0


def portrait(model: Model, view: View) -> Snapshot:
    """Return a snapshot of a model that fills the frame as the view says."""
    grown = max(1.0, _LEAST_M / float(np.linalg.norm(np.ptp(rest_bounds(model), axis=0))))
    low, high = rest_bounds(model) * grown
    enlarged = np.diag([grown, grown, grown, 1.0])
    floor = _ground_matrix(low, high, float(np.linalg.norm(high - low)))
    target, distance = _fitted(_shown(model, view) * grown, view)
    world = [*(enlarged @ matrix for matrix in _placed(model)), floor]
    surfaces = (*_surfaces(model), _ground(len(world)))
    rows = len(surfaces)
    return Snapshot(
        frame=0.0,
        camera=_camera(target, max(distance, view.least_distance * grown), view),
        environment=_STUDIO,
        lights=_lights(view.turn),
        surfaces=surfaces,
        world=np.array(world, np.float64),
        visible=np.ones(rows, bool),
        color=np.ones((rows, 4), np.float32),
        joints=np.zeros((0, 4, 4)),
        joint_start=np.full(rows, -1, np.int32),
        morph_weights=np.zeros(0, np.float32),
        morph_start=np.full(rows, -1, np.int32),
    )


def _surfaces(model: Model) -> tuple[Surface, ...]:
    rows = [(node.path, part) for node in model.nodes for part in node.parts]
    return tuple(
        Surface(
            node="model",
            name=path,
            part=path,
            instance=-1,
            pass_id=row + 1,
            mesh=part.mesh,
            material=part.material,
        )
        for row, (path, part) in enumerate(rows)
    )


def _placed(model: Model) -> list[F64]:
    """Return the matrix of each drawn part, in the order of `_surfaces`."""
    world = model.rest_world()
    return [world[i] for i, node in enumerate(model.nodes) for _ in node.parts]


def _ground(pass_id: int) -> Surface:
    return Surface(
        node="ground",
        name="ground",
        part="",
        instance=-1,
        pass_id=pass_id,
        mesh=make_shape("plane", {"width": 1.0, "depth": 1.0}),
        material=_GROUND,
        casts_shadow=False,
    )


def _ground_matrix(low: F64, high: F64, size: float) -> F64:
    """Return the matrix of a floor that fills the frame, just under the lowest point."""
    matrix = np.diag([size * 80.0, 1.0, size * 80.0, 1.0])
    middle = (low + high) / 2.0
    matrix[:3, 3] = middle[0], low[1] - 0.0005 * size, middle[2]
    return matrix


def _drawn_points(model: Model) -> F64:
    """Return (N, 3): the vertices of the model in its own space."""
    world = model.rest_world()
    return np.concatenate(
        [
            part.mesh.positions @ world[i, :3, :3].T + world[i, :3, 3]
            for i, node in enumerate(model.nodes)
            for part in node.parts
        ]
    )


def _corners(box: Box) -> F64:
    """Return (8, 3): the corners of a box."""
    grid = np.meshgrid(*np.array(box, np.float64).T, indexing="ij")
    return np.stack([axis.ravel() for axis in grid], axis=1)


def _shown(model: Model, view: View) -> F64:
    """Return (N, 3): the points that fill the frame."""
    return _drawn_points(model) if view.box is None else _corners(view.box)


def _eye_way(view: View) -> F64:
    """Return the direction from the model to the camera."""
    across = np.cos(view.rise)
    return np.array([np.sin(view.turn) * across, np.sin(view.rise), np.cos(view.turn) * across])


def fitting_distance(model: Model, view: View) -> float:
    """Return how far away, in metres, the camera is from which the model fills the frame."""
    return _fitted(_shown(model, view), view)[1]


def _fitted(points: F64, view: View) -> tuple[F64, float]:
    """Return where a camera looks, and from how far, that the points just fill."""
    rotation = look_rotation(-_eye_way(view))
    gate = np.array([_SENSOR_MM, _SENSOR_MM * view.aspect])
    tangent = gate / (2.0 * _FOCAL_MM) * view.filled
    target = (points.min(0) + points.max(0)) / 2.0
    for _ in range(3):
        local = (points - target) @ rotation
        distance = float((np.abs(local[:, :2]) / tangent + local[:, 2:]).max())
        seen = local[:, :2] / (distance - local[:, 2:])
        drift = (seen.min(0) + seen.max(0)) / 2.0 * distance
        target = target + rotation[:, :2] @ drift
    local = (points - target) @ rotation
    return target, float((np.abs(local[:, :2]) / tangent + local[:, 2:]).max())


def _camera(target: F64, distance: float, view: View) -> CameraState:
    """Return a camera that looks at a point from a distance."""
    eye_way = _eye_way(view)
    gate = (_SENSOR_MM, _SENSOR_MM * view.aspect)
    world = np.eye(4)
    world[:3, :3], world[:3, 3] = look_rotation(-eye_way), target + eye_way * distance
    return CameraState(
        world=world,
        focal_length_mm=_FOCAL_MM,
        sensor_mm=(_SENSOR_MM, max(gate)),
        gate_mm=gate,
        near_m=distance * 0.02,
        far_m=distance * 60.0,
        focus_distance_m=distance,
        f_stop=8.0,
    )


def _lights(turn: float) -> tuple[LightState, ...]:
    """Return a key from the camera's left with a shadow, and a rim from behind its right."""
    return (
        _sun(turn - 0.75, 0.85, (2.5, 2.42, 2.3), shadow=True),
        _sun(turn + 2.3, 0.6, (0.55, 0.6, 0.7), shadow=False),
    )


def _sun(
    turn: float, rise: float, color: tuple[float, float, float], *, shadow: bool
) -> LightState:
    across = np.cos(rise)
    return LightState(
        type="directional",
        position=(0.0, 0.0, 0.0),
        direction=(
            float(-np.sin(turn) * across),
            float(-np.sin(rise)),
            float(-np.cos(turn) * across),
        ),
        color=color,
        range_m=0.0,
        inner_cone=0.0,
        outer_cone=0.0,
        radius_m=0.0,
        angular_radius=0.03,
        shadow=shadow,
    )
