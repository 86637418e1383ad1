"""Daylight: where sun and moon stand at a time and place, and the light that they and the sky give.

Angles are radians; azimuths count clockwise from north, and the world's −Z is north.
"""

from compose.daylight.horizontal import SkyPosition
from compose.daylight.moon import moon_phase, moon_position
from compose.daylight.sky import Beam, SkyLight, moment_of, sky_light
from compose.daylight.sun import sun_position

__all__ = [
    "Beam",
    "SkyLight",
    "SkyPosition",
    "moment_of",
    "moon_phase",
    "moon_position",
    "sky_light",
    "sun_position",
]
