"""Sky, hemisphere light and fog as ``include/air.glsl`` reads them.

The light from straight above is the mean of the sky's zenith and horizon, and from below
``ground_color``; both times ``ambient``. The sky itself is times ``sky_brightness``.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from compose.snapshot import LightState, Snapshot
from visualize.render.pictures.uniforms import in_view

_LARGEST_DISC = np.radians(2.0)  # a larger one is a sun behind clouds
_BRIGHTEST = 3e3

_GLOW = 0.35
"""Share of the sun's radiance on a white card that its glow has at the middle."""


def air_uniforms(snapshot: Snapshot) -> dict[str, Any]:
    """Return the uniforms of sky, hemisphere light and fog of a frame."""
    air, camera = snapshot.environment, snapshot.camera
    zenith, horizon = np.array(air.zenith_color), np.array(air.horizon_color)
    ground = np.array(air.ground_color)
    sun = first_sun(snapshot)
    above = _set_sun(snapshot) if any(air.glow_color) else sun
    toward = (0.0, 1.0, 0.0) if above is None else tuple(-np.array(above.direction))
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
        "sun_disc": _disc(sun, air.sky_brightness),
        "low_glow": tuple(np.array(air.glow_color) * air.sky_brightness),
        "star_radiance": air.stars * air.sky_brightness,
        "sky_turn": np.array(camera.world[:3, :3].T),
        "fog": (
            air.fog_density,
            air.fog_falloff,
            float(camera.world[1, 3]) - air.fog_base_m,
            0.0,
        ),
        "fog_color": air.fog_color,
    }


def air_defines(snapshot: Snapshot) -> list[str]:
    """Return the defines of fog and stars."""
    air = snapshot.environment
    flags = {"FOG": air.fog_density > 0.0, "STARS": air.stars * air.sky_brightness > 0.0}
    return [name for name, wanted in flags.items() if wanted]


def _set_sun(snapshot: Snapshot) -> LightState | None:
    """Return the first directional light, also where it is dark because the sun has set."""
    return next((light for light in snapshot.lights if light.type == "directional"), None)


def _disc(sun: LightState | None, brightness: float) -> tuple[float, float, float, float]:
    """Return the radiance of the sun's disc and the cosine of its radius.

    The radiance is its light spread over the disc, but for what no film holds.
    """
    if sun is None or brightness <= 0.0 or sun.angular_radius > _LARGEST_DISC:
        return (0.0, 0.0, 0.0, 1.0)
    radius = max(sun.angular_radius, 1e-3)
    red, green, blue = np.minimum(np.array(sun.color) / (np.pi * np.sin(radius) ** 2), _BRIGHTEST)
    return (float(red), float(green), float(blue), float(np.cos(radius)))


def first_sun(snapshot: Snapshot) -> LightState | None:
    """Return the first directional light that shines at all."""
    return next(
        (light for light in snapshot.lights if light.type == "directional" and any(light.color)),
        None,
    )
