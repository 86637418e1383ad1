"""Cameras and lights of a glTF (3.10, and KHR_lights_punctual)."""

from __future__ import annotations

import math
from typing import Literal

from compose.camera import GATES, SENSORS_MM, CameraLens
from compose.importers.json_object import JsonObject
from compose.light import Light

SENSOR = "super-35"
FAR_M = 1000.0
_TYPES: dict[str, Literal["directional", "point", "spot"]] = {
    "directional": "directional",
    "point": "point",
    "spot": "spot",
}


def read_camera(source: JsonObject) -> CameraLens:
    """Return a lens on a Super 35 sensor with the camera's vertical field of view and aspect.

    A camera without an aspect ratio (glTF leaves it to the window) gets 16:9, without a far plane
    one at a kilometre or ten thousand times the near one.
    """
    kind = source.text("type")
    if kind == "perspective":
        return _perspective(source.child("perspective"))
    if kind == "orthographic":
        return _orthographic(source.child("orthographic"))
    raise source.error("type", f"is {kind[:20]!r}, not perspective or orthographic.")


def _perspective(source: JsonObject) -> CameraLens:
    fov = source.number("yfov", None, 1e-4, math.pi - 1e-4)
    aspect = source.number("aspectRatio", 16.0 / 9.0, 1e-3, 1e3)
    near = source.number("znear", None, 1e-6, 1e9)
    far = source.number("zfar", max(FAR_M, near * 10_000.0), 1e-6, 1e15)
    if far <= near:
        raise source.error("zfar", f"is {far:g}, not beyond znear {near:g}.")
    width, height = SENSORS_MM[SENSOR]
    gate_height = min(height, width / aspect)
    return CameraLens(
        sensor=SENSOR,
        gate=_gate(aspect),
        focal_length_mm=gate_height / (2.0 * math.tan(fov / 2.0)),
        near_m=near,
        far_m=far,
    )


def _orthographic(source: JsonObject) -> CameraLens:
    width, height = (abs(source.number(name)) for name in ("xmag", "ymag"))
    if width <= 0.0 or height <= 0.0:
        raise source.error("ymag" if width > 0.0 else "xmag", "is 0: the picture has no size.")
    near = source.number("znear", None, 0.0, 1e9)
    far = source.number("zfar", None, 0.0, 1e15)
    if far <= near:
        raise source.error("zfar", f"is {far:g}, not beyond znear {near:g}.")
    return CameraLens(
        sensor=SENSOR,
        gate=_gate(width / height),
        orthographic_height_m=2.0 * height,
        near_m=max(near, 1e-4),
        far_m=far,
    )


def _gate(aspect: float) -> str | float:
    """Return the film gate's name where the aspect is one (to a tenth of a percent)."""
    return next((n for n, known in GATES.items() if abs(aspect / known - 1.0) < 1e-3), aspect)


def read_light(source: JsonObject) -> Light:
    """Return a light; its units are ours already (lux, candela, linear colour)."""
    kind = source.choice("type", _TYPES)
    cone = source.child("spot")
    inner = cone.number("innerConeAngle", 0.0, 0.0, math.pi)
    outer = cone.number("outerConeAngle", math.pi / 4.0, 0.0, math.pi)
    red, green, blue = source.vector("color", (1.0, 1.0, 1.0), 0.0)
    return Light(
        type=kind,
        color=(red, green, blue),
        intensity=source.number("intensity", 1.0, 0.0),
        range_m=source.number("range", 0.0, 0.0),
        inner_cone_deg=math.degrees(min(inner, outer)),
        outer_cone_deg=math.degrees(outer),
    )
