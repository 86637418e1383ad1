"""Which lights of a frame cast shadows: pure CPU, no GL.

The first directional light that casts has the sun's maps, and the next one (a moon beside a sun)
one of its own unless it is lost beside the first. Of spot and point lights those cast that shine
brightest at the camera.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from compose.snapshot import LightState, Snapshot
from visualize.render.pictures.shadow_fit import MOST_POINTS, MOST_SPOTS

_LOST_BESIDE = 0.05
"""Share of the first directional light below which the second one's shadows are not seen."""

_NEAREST_M = 1.0  # the camera is taken to be no nearer to a light than this
_LUMINANCE = np.array([0.2126, 0.7152, 0.0722])


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class Casting:
    """The lights of a frame that have shadow maps, in the order of their tiles."""

    sun: LightState | None = None
    moon: LightState | None = None
    spots: tuple[LightState, ...] = ()
    points: tuple[LightState, ...] = ()

    @property
    def lamps(self) -> tuple[LightState, ...]:
        """All but the sun."""
        return tuple(light for light in self.lights if light is not self.sun)

    @property
    def lights(self) -> tuple[LightState, ...]:
        """All of them in that order."""
        found = (self.sun, self.moon, *self.spots, *self.points)
        return tuple(light for light in found if light is not None)


def casting_lights(snapshot: Snapshot) -> Casting:
    """Return the lights of a frame that cast shadows, as far as there is room for their maps."""
    lights = [light for light in snapshot.lights if light.shadow and any(light.color)]
    far = [light for light in lights if light.type == "directional"]
    sun = far[0] if far else None
    moon = far[1] if len(far) > 1 else None
    if sun is not None and moon is not None and _strength(moon) < _LOST_BESIDE * _strength(sun):
        moon = None
    eye = snapshot.camera.world[:3, 3]
    return Casting(
        sun=sun,
        moon=moon,
        spots=_brightest([light for light in lights if light.type == "spot"], eye, MOST_SPOTS),
        points=_brightest([light for light in lights if light.type == "point"], eye, MOST_POINTS),
    )


def _brightest(lights: list[LightState], eye: np.ndarray, most: int) -> tuple[LightState, ...]:
    """Return the brightest at a place, in the order they came."""
    if len(lights) <= most:
        return tuple(lights)

    def brightness(number: int) -> float:
        away = float(np.linalg.norm(np.array(lights[number].position) - eye))
        return _strength(lights[number]) / max(away, _NEAREST_M) ** 2

    chosen = sorted(range(len(lights)), key=brightness, reverse=True)[:most]
    return tuple(lights[number] for number in sorted(chosen))


def _strength(light: LightState) -> float:
    return float(_LUMINANCE @ np.array(light.color))
