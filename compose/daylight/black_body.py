"""The colour of a glowing body by its temperature: lamps, candles, the sky of a cold day."""

from __future__ import annotations

Color = tuple[float, float, float]

_COLDEST_K, _HOTTEST_K = 1667.0, 25000.0


def black_body(kelvin: float) -> Color:
    """Return the linear Rec.709 hue of a black body, its largest part 1.

    The chromaticity is the cubic fit of B. Kang et al., "Design of Advanced Color Temperature
    Control System for HDTV Applications" (2002), for 1667 to 25,000 K; others are taken as the
    nearest of these. White is 6500 K, as near as the fit is.
    """
    t = min(max(kelvin, _COLDEST_K), _HOTTEST_K)
    x, y = _chromaticity(t)
    big_x, big_z = x / y, (1.0 - x - y) / y
    red = 3.2404542 * big_x - 1.5371385 - 0.4985314 * big_z
    green = -0.9692660 * big_x + 1.8760108 + 0.0415560 * big_z
    blue = 0.0556434 * big_x - 0.2040259 + 1.0572252 * big_z
    largest = max(red, green, blue)
    return (max(red, 0.0) / largest, max(green, 0.0) / largest, max(blue, 0.0) / largest)


def _chromaticity(t: float) -> tuple[float, float]:
    """Return CIE 1931 x and y on the Planckian locus."""
    k = 1e3 / t
    if t <= 4000.0:
        x = -0.2661239 * k**3 - 0.2343589 * k**2 + 0.8776956 * k + 0.179910
    else:
        x = -3.0258469 * k**3 + 2.1070379 * k**2 + 0.2226347 * k + 0.240390
    if t <= 2222.0:
        return x, -1.1063814 * x**3 - 1.34811020 * x**2 + 2.18555832 * x - 0.20219683
    if t <= 4000.0:
        return x, -0.9549476 * x**3 - 1.37418593 * x**2 + 2.09137015 * x - 0.16748867
    return x, 3.0817580 * x**3 - 5.87338670 * x**2 + 3.75112997 * x - 0.37001483
