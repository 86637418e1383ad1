"""The lights of a frame as ``beauty.glsl`` reads them: in camera space, shadowed ones first."""

from __future__ import annotations

from typing import Any

import numpy as np

from compose.snapshot import CameraState, LightState, Snapshot
from visualize.errors import RenderError
from visualize.render.pictures.light_shares import light_place
from visualize.render.pictures.shadow_maps import Shadows

MOST_LIGHTS = 32


def light_defines(snapshot: Snapshot, shadows: Shadows) -> list[str]:
    """Return how many lights there are and where each kind begins."""
    casting = shadows.casting
    first_spot = int(casting.sun is not None) + int(casting.moon is not None)
    first_point = first_spot + len(casting.spots)
    return [
        f"LIGHTS {len(_ordered(snapshot, shadows))}",
        f"FIRST_SPOT {first_spot}",
        f"FIRST_POINT {first_point}",
        f"FIRST_PLAIN {first_point + len(casting.points)}",
    ]


def light_uniforms(snapshot: Snapshot, shadows: Shadows) -> dict[str, Any]:
    """Return the arrays of all lights that shine.

    Raises
    ------
    RenderError
        When there are more than a shader holds.
    """
    lights = _ordered(snapshot, shadows)
    if len(lights) > MOST_LIGHTS:
        raise RenderError(
            f"Frame {snapshot.frame:g} has {len(lights)} lights that shine; beauty holds "
            f"{MOST_LIGHTS}. Hide or dim some to 0, or light the scene with fewer."
        )
    if not lights:
        return {}
    return {
        "light_place": np.array([light_place(light, snapshot.camera) for light in lights]),
        "light_axis": np.array([_axis(light, snapshot.camera) for light in lights]),
        "light_color": np.array([(*light.color, 0.0) for light in lights]),
        "light_cone": np.array([_cone(light) for light in lights]),
    }


def _ordered(snapshot: Snapshot, shadows: Shadows) -> list[LightState]:
    shadowed = [*shadows.casting.lights]
    rest = [
        light
        for light in snapshot.lights
        if any(light.color) and not any(light is other for other in shadowed)
    ]
    return shadowed + rest


def _axis(light: LightState, camera: CameraState) -> tuple[float, ...]:
    axis = camera.world[:3, :3].T @ np.array(light.direction)
    reach = light.range_m if light.type != "directional" else 0.0
    return (*axis, 1.0 / reach**4 if reach > 0.0 else 0.0)


def _cone(light: LightState) -> tuple[float, float]:
    """Return scale and offset of the angle's cosine (KHR_lights_punctual); all 1 without a cone."""
    if light.type != "spot":
        return (0.0, 1.0)
    outer = np.cos(light.outer_cone)
    scale = 1.0 / max(np.cos(light.inner_cone) - outer, 1e-3)
    return (float(scale), float(-outer * scale))
