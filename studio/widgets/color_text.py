"""Colour text: linear Rec.709 to what a display and a hex code say, and back.

The transfer curve is sRGB's (IEC 61966-2-1).
"""

from __future__ import annotations

import re

from studio.errors import ExpressionError

Linear = tuple[float, float, float]
_HEX = re.compile(r"#?([0-9a-fA-F]{3}|[0-9a-fA-F]{6})")


def encoded(linear: float) -> float:
    """Return the display value, 0 to 1, of a linear one; what is out of range is clipped."""
    clipped = min(max(linear, 0.0), 1.0)
    return 12.92 * clipped if clipped <= 0.0031308 else 1.055 * clipped ** (1 / 2.4) - 0.055


def decoded(shown: float) -> float:
    """Return the linear value of a display value, 0 to 1."""
    return shown / 12.92 if shown <= 0.04045 else ((shown + 0.055) / 1.055) ** 2.4


def hex_of(color: Linear) -> str:
    """Return a linear colour as ``#RRGGBB``; brighter than white is clipped."""
    return "#" + "".join(f"{round(encoded(part) * 255):02X}" for part in color)


def color_of(text: str) -> Linear:
    """Return the linear colour of a hex code, ``#RGB`` or ``#RRGGBB``.

    Raises
    ------
    ExpressionError
        When it is none.
    """
    found = _HEX.fullmatch(text.strip())
    if found is None:
        raise ExpressionError(f"{text!r} is not a colour such as #D8A060.")
    digits = found[1]
    if len(digits) == 3:
        digits = "".join(2 * digit for digit in digits)
    red, green, blue = (decoded(int(digits[at : at + 2], 16) / 255.0) for at in (0, 2, 4))
    return (round(red, 6), round(green, 6), round(blue, 6))
