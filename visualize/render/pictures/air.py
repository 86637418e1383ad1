"""Sky, hemisphere light and fog as ``include/air.glsl`` reads them.

The light from straight above is the mean of the sky's zenith and horizon, and from below
``ground_color``; both times ``ambient``. The sky itself is times ``sky_brightness``.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from compose.snapshot import LightState, Snapshot
from visualize.render.pictures.uniforms import in_view

_GLOW = 0.35
"""Share of the sun's radiance on a white card that its glow has at the middle."""


def air_uniforms(snapshot: Snapshot) -> dict[str, Any]:
    """Return the uniforms of sky, hemisphere light and fog of a frame."""
    air, camera = snapshot.environment, snapshot.camera
    zenith, horizon = np.array(air.zenith_color), np.array(air.horizon_color)
    ground = np.array(air.ground_color)
    sun = first_sun(snapshot)
    toward = (0.0, 1.0, 0.0) if sun is None else tuple(-np.array(sun.direction))
    glow = np.zeros(3) if sun is None else np.array(sun.color) / np.pi * _GLOW
    return {
        "world_up": in_view(camera, (0.0, 1.0, 0.0)),
        "zenith_color": tuple(zenith * air.sky_brightness),
        "horizon_color": tuple(horizon * air.sky_brightness),
        "nadir_color": tuple(ground * air.sky_brightness),
        "above_color": tuple((zenith + horizon) * (0.5 * air.ambient)),
        "below_color": tuple(ground * air.ambient),
        "ambient_scale": air.ambient,
        "sun_toward": in_view(camera, toward),
        "sun_glow": tuple(glow * air.sky_brightness),
        "fog": (
            air.fog_density,
            air.fog_falloff,
            float(camera.world[1, 3]) - air.fog_base_m,
            0.0,
        ),
        "fog_color": air.fog_color,
    }


def first_sun(snapshot: Snapshot) -> LightState | None:
    """Return the first directional light that shines at all."""
    return next(
        (light for light in snapshot.lights if light.type == "directional" and any(light.color)),
        None,
    )
