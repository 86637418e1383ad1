"""What the air leaves of sunlight: colour and illuminance by height above the horizon.

Sources: air mass, F. Kasten and A. Young (1989); Rayleigh, aerosol and ozone optical depths, A.
Preetham, P. Shirley and B. Smits, "A Practical Analytic Model for Daylight" (1999), appendix 2;
illuminance outside the air, 128 klux (IES); the moon's magnitude by phase, C. Allen,
"Astrophysical Quantities" (1973).
"""

from __future__ import annotations

import math

Color = tuple[float, float, float]

LUMINANCE: Color = (0.2126, 0.7152, 0.0722)
_WAVELENGTHS_UM: Color = (0.610, 0.549, 0.465)
_OZONE_PER_CM: Color = (0.125, 0.088, 0.019)
_OZONE_CM = 0.35
_SUN_LUX = 128000.0
_BALANCED_AT = math.radians(45.0)
_SUN_RADIUS = math.radians(0.267)
_MOON_HUE: Color = (0.78, 0.88, 1.0)
_MOON_KM = 384400.0


def air_mass(elevation: float) -> float:
    """Return the air that light crosses, in units of the zenith's; radians above the horizon."""
    degrees = max(math.degrees(elevation), -1.0)
    bend: float = (degrees + 6.07995) ** -1.6364
    return 1.0 / (math.sin(max(elevation, 0.0)) + 0.50572 * bend)


def transmittance(elevation: float, turbidity: float) -> Color:
    """Return the share of sunlight that arrives, for red, green and blue."""
    mass = air_mass(elevation)
    haze = max(0.04608 * turbidity - 0.04586, 0.0)
    red, green, blue = (
        math.exp(-mass * (0.008735 * um**-4.08 + haze * um**-1.3 + ozone * _OZONE_CM))
        for um, ozone in zip(_WAVELENGTHS_UM, _OZONE_PER_CM, strict=True)
    )
    return (red, green, blue)


def sunlight(elevation: float, distance: float, turbidity: float) -> tuple[Color, float]:
    """Return the sun's hue (largest part 1) and its illuminance on a card that faces it, in lux.

    White is the sun at 45 degrees through the same air: what a camera set to daylight shows so.
    ``distance`` is in astronomical units. The light goes as the disc sinks below the horizon.
    """
    arrives = transmittance(elevation, turbidity)
    lux = _SUN_LUX * luminance(arrives) / distance**2 * _risen(elevation)
    return _hue(arrives, transmittance(_BALANCED_AT, turbidity)), lux


def moonlight(
    elevation: float, distance: float, phase: float, turbidity: float
) -> tuple[Color, float]:
    """Return the moon's hue and illuminance in lux.

    ``distance`` is in kilometres and ``phase`` the phase angle, 0 when full. The hue is the blue
    that the eye adds to moonlight, warmed low above the horizon.
    """
    degrees = math.degrees(phase)
    magnitude = -12.73 + 0.026 * degrees + 4e-9 * degrees**4
    lux = 10.0 ** (-(magnitude + 14.18) / 2.5) * (_MOON_KM / distance) ** 2
    arrives = transmittance(elevation, turbidity)
    balance = transmittance(_BALANCED_AT, turbidity)
    hue = _hue(tuple(a * m for a, m in zip(arrives, _MOON_HUE, strict=True)), balance)
    return hue, lux * luminance(arrives) / luminance(balance) * _risen(elevation)


def luminance(color: Color) -> float:
    """Return the luminance of a linear Rec.709 colour."""
    return sum(part * weight for part, weight in zip(color, LUMINANCE, strict=True))


def _risen(elevation: float) -> float:
    """Return the share of a disc of the sun's size that is above the horizon, roughly."""
    share = min(max(0.5 + elevation / (2.0 * _SUN_RADIUS), 0.0), 1.0)
    return share * share * (3.0 - 2.0 * share)


def _hue(color: tuple[float, ...], white: Color) -> Color:
    red, green, blue = (part / reference for part, reference in zip(color, white, strict=True))
    largest = max(red, green, blue)
    return (red / largest, green / largest, blue / largest)
