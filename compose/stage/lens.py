"""The lens of a camera at one frame: sensor, gate and the numbers that tracks may move."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from compose.camera import GATES, SENSORS_MM, CameraLens
from compose.errors import NotFoundError, SceneError
from compose.snapshot import CameraState
from compose.stage.layout import Layout
from compose.values import Vec2

F64 = npt.NDArray[np.float64]


def sensor_size(sensor: str | Vec2, owner: str = "a camera") -> Vec2:
    """Return the width and height of a sensor in millimetres; ``owner`` is named in errors.

    Raises
    ------
    NotFoundError
        For an unknown name; the nearest are offered.
    SceneError
        For a side outside 0.1 to 1000 mm.
    """
    if isinstance(sensor, str):
        if sensor not in SENSORS_MM:
            raise NotFoundError("sensor", sensor, SENSORS_MM, f"for {owner}")
        return SENSORS_MM[sensor]
    if not 0.1 <= min(sensor) <= max(sensor) <= 1000.0:
        raise SceneError(
            f"The sensor of {owner} is {sensor[0]:g} x {sensor[1]:g} mm; each side must "
            "be between 0.1 and 1000 mm."
        )
    return sensor


def gate_aspect(gate: str | float, owner: str = "a camera") -> float:
    """Return the width divided by the height of a gate; ``owner`` is named in errors.

    Raises
    ------
    NotFoundError
        For an unknown name; the nearest are offered.
    SceneError
        For an aspect outside 0.05 to 20.
    """
    if isinstance(gate, str):
        if gate not in GATES:
            raise NotFoundError("gate", gate, GATES, f"for {owner}")
        return GATES[gate]
    if not 0.05 <= gate <= 20.0:
        raise SceneError(
            f"The gate of {owner} is {gate:g}:1; its aspect must be between 0.05 and 20."
        )
    return gate


def gate_inside(sensor: Vec2, aspect: float) -> Vec2:
    """Return the size in millimetres of the largest rectangle of ``aspect`` inside the sensor."""
    width, height = sensor
    if width / height > aspect:
        return (height * aspect, height)
    return (width, width / aspect)


def camera_state(
    lens: CameraLens, gate: str | float | None, values: F64, layout: Layout, row: int,
    world: F64, node: str, name: str,
) -> CameraState:  # fmt: skip
    """Return the camera of one frame; ``world`` is its slot's matrix, free of scale.

    Raises
    ------
    SceneError
        When the sensor or gate is wrong, or near does not lie before far.
    """
    owner = f"camera {name!r}"
    sensor = sensor_size(lens.sensor, owner)
    number = {
        field: float(layout.view(values, f"camera.{field}")[row, 0])
        for field in (
            "focal_length_mm",
            "near_m",
            "far_m",
            "focus_distance_m",
            "f_stop",
            "orthographic_height_m",
        )
    }
    if number["near_m"] >= number["far_m"]:
        raise SceneError(
            f"Camera {name!r} sees from near_m {number['near_m']:g} to far_m {number['far_m']:g}; "
            "near must be less than far."
        )
    placed = world.copy()
    placed.setflags(write=False)
    return CameraState(
        world=placed,
        sensor_mm=sensor,
        gate_mm=gate_inside(sensor, gate_aspect(lens.gate if gate is None else gate, owner)),
        node=node,
        **number,
    )
