"""Values of flags: numbers, places, colours, and ``name=value``."""

from __future__ import annotations

import math
import re
from argparse import ArgumentTypeError
from pathlib import Path

_LARGEST = 1e9
_LARGEST_WHOLE = 2**31 - 1
_LONGEST_NAME = 200

Setting = bool | int | float | str | tuple[float, ...]
Color = tuple[float, float, float]


def number(text: str) -> float:
    """Read a finite number of a size that can be meant."""
    try:
        value = float(text)
    except ValueError:
        value = float("nan")
    if math.isnan(value):
        raise ArgumentTypeError(f"{text.strip()!r} is not a number")
    if not abs(value) < _LARGEST:
        raise ArgumentTypeError(f"{text.strip()!r} is larger than anything can be here")
    return value


def label(text: str) -> str:
    """Read a name for something: a line of text that is not empty."""
    name = text.strip()
    if not name or not name.isprintable() or len(name) > _LONGEST_NAME:
        raise ArgumentTypeError(
            f"{text[:40]!r} is no name; write a line of 1 to {_LONGEST_NAME} characters"
        )
    return name


def whole(text: str) -> int:
    """Read a whole number from 0 up to the largest that a seed can be."""
    try:
        value = int(text)
    except ValueError:
        value = -1
    if not 0 <= value <= _LARGEST_WHOLE:
        raise ArgumentTypeError(f"{text!r} is not a whole number from 0 to {_LARGEST_WHOLE:,}")
    return value


def picture_file(text: str) -> Path:
    """Read the path of a picture to draw, which is a PNG."""
    path = Path(text)
    if path.suffix.lower() != ".png":
        raise ArgumentTypeError(f"{text!r} is drawn as a PNG; write a name that ends in .png")
    return path


def place(text: str) -> tuple[float, float, float]:
    """Read ``1.5,0,-2`` as a place in metres."""
    parts = text.split(",")
    if len(parts) != 3:
        raise ArgumentTypeError(
            f"{text.strip()!r} is not a place; write three numbers such as 1.5,0,-2"
        )
    x, y, z = (number(part) for part in parts)
    return x, y, z


def corner(text: str) -> tuple[float, float]:
    """Read ``4,-2`` as (x, z) on the ground, in metres."""
    parts = text.split(",")
    if len(parts) != 2:
        raise ArgumentTypeError(
            f"{text.strip()!r} is not a place on the ground; write x and z such as 4,-2"
        )
    x, z = (number(part) for part in parts)
    return x, z


def stop(text: str) -> tuple[float, float | None, float]:
    """Read ``4,-2`` (x and z) or ``4,0.3,-2`` as a place on a path; a height left out is None."""
    if text.count(",") == 1:
        x, z = corner(text)
        return x, None, z
    return place(text)


def setting(text: str) -> tuple[str, Setting]:
    """Read ``name=value``: true or false, a number, numbers with commas between, or a word."""
    name, equals, value = text.partition("=")
    if not equals or not name.strip() or not value.strip():
        raise ArgumentTypeError(f"{text!r} sets nothing; write it as name=value")
    return name.strip().replace("-", "_"), _value(value.strip())


def _value(text: str) -> Setting:
    if text in ("true", "false"):
        return text == "true"
    if re.fullmatch(r"[+-]?\d{1,9}", text):
        return int(text)
    try:
        numbers = tuple(number(part) for part in text.split(","))
    except ArgumentTypeError:
        return text
    return numbers[0] if len(numbers) == 1 else numbers


def color(text: str) -> Color:
    """Read ``#c0392b``, as a paint chip shows it (sRGB), as linear Rec.709."""
    import numpy as np

    from visualize.encode.colour import srgb_decoded

    match = re.fullmatch(r"#?([0-9a-fA-F]{6})", text.strip())
    if match is None:
        raise ArgumentTypeError(f"{text!r} is not a colour; write one such as '#c0392b'")
    codes = np.frombuffer(bytes.fromhex(match[1]), np.uint8)
    red, green, blue = (round(float(value), 6) for value in srgb_decoded(codes))
    return red, green, blue


def part_color(text: str) -> tuple[str, Color]:
    """Read ``seat=#c0392b``, or ``#c0392b`` for the whole, whose part is ""."""
    part, equals, code = text.rpartition("=")
    if equals and not part.strip():
        raise ArgumentTypeError(f"{text!r} colours nothing; write it as part=#c0392b")
    return part.strip(), color(code)
