"""Shapes: aspect ratios by name, and the pixels of a picture of a shape and a resolution."""

from __future__ import annotations

import math
import re

from models.card import Input, Resolution, Route
from models.errors import OptionError

_COMMON = (
    "16:9", "9:16", "1:1", "4:3", "3:4", "3:2", "2:3", "5:4", "4:5", "21:9", "9:21", "2:1", "1:2",
    "1.85:1", "2.39:1",
)  # fmt: skip
_SAME = 0.01
"""Two shapes whose ratios differ by less than this part are the same."""

_CROPPED_TO = 0.03
"""A gate may be cropped by this part to a shape a model offers: 2.39:1 to 21:9, not 1.85:1."""

_WIDEST_FULL = 16 / 9
"""Wider pictures keep the width of this shape at their resolution, and are lower instead."""

_DEFAULT_SIDE = 720


def ratio_of(aspect: str) -> float:
    """Return width divided by height of ``16:9`` or ``2.39:1``.

    Raises
    ------
    OptionError
        When the text is not a ratio between 1:10 and 10:1.
    """
    match = re.fullmatch(r"(\d{1,4}(?:\.\d{1,4})?):(\d{1,4}(?:\.\d{1,4})?)", aspect)
    if match is None or not float(match[2]) or not 0.1 <= float(match[1]) / float(match[2]) <= 10:
        raise OptionError("aspect", f"{aspect[:40]!r} is not a shape; write it as 16:9 or 2.39:1.")
    return float(match[1]) / float(match[2])


def same_shape(one: float, other: float) -> bool:
    """Tell whether two ratios are the same shape, to one part in a hundred."""
    return abs(math.log(one / other)) < _SAME


def crops_to(ratio: float, offered: float) -> bool:
    """Tell whether a gate is so near to a shape that it is simply cropped to it."""
    return abs(math.log(ratio / offered)) < _CROPPED_TO


def aspect_name(ratio: float) -> str:
    """Return the common name of a shape (``16:9``), else the ratio itself (``2.2:1``)."""
    for name in _COMMON:
        if same_shape(ratio, ratio_of(name)):
            return name
    return f"{ratio:.4g}:1" if ratio >= 1 else f"1:{1 / ratio:.4g}"


def orientation_of(ratio: float) -> str:
    """Return ``landscape``, ``portrait`` or ``square``."""
    if same_shape(ratio, 1.0):
        return "square"
    return "landscape" if ratio > 1 else "portrait"


def nearest_aspect(aspects: tuple[str, ...], ratio: float) -> str:
    """Return the offered aspect whose shape is nearest to the ratio."""
    return min(aspects, key=lambda name: abs(math.log(ratio_of(name) / ratio)))


def pixels(route: Route, resolution: str, aspect: str, ratio: float) -> tuple[int, int]:
    """Return width and height of what is sent, at most of the card's sides and in its multiple.

    A size listed by the card is taken as it is. Else the short side is the resolution's, and a
    picture wider than 16:9 (or taller than 9:16) keeps that shape's long side.
    """
    limits = route.resolutions.get(resolution, Resolution())
    if aspect in limits.sizes:
        return limits.sizes[aspect]
    short = float(limits.short_side or _DEFAULT_SIDE)
    lean = max(ratio, 1 / ratio)
    if lean > _WIDEST_FULL:
        short *= _WIDEST_FULL / lean
    short *= _shrink(route, short, short * lean)
    width, height = (short * lean, short) if ratio >= 1 else (short, short * lean)
    multiple = math.lcm(route.size_multiple, 2)
    return _cropped(width, multiple), _cropped(height, multiple)


def picture_inputs(route: Route) -> tuple[Input, ...]:
    """Return the slots that get a picture drawn in the clip's own shape."""
    return tuple(
        accepted
        for slot, accepted in route.inputs.items()
        if slot in {"start", "end", "image", "guide", "keyframes"}
    )


def refuse_shape(route: Route, aspect: str, ratio: float) -> None:
    """Refuse a shape that the slots for pictures do not accept.

    Raises
    ------
    OptionError
        Naming the limits.
    """
    for accepted in picture_inputs(route):
        low, high = accepted.min_aspect or 0.0, accepted.max_aspect or math.inf
        if not low * (1 - _SAME) <= ratio <= high * (1 + _SAME):
            raise OptionError(
                "aspect",
                f"The model takes no picture of the shape {aspect}: width by height must be"
                f" between {low:g} and {high:g}. Change the shot's gate or choose another model.",
            )


def _shrink(route: Route, short: float, long: float) -> float:
    """Return the factor, at most 1, that brings a picture under the largest side accepted."""
    sides = [accepted.max_side for accepted in picture_inputs(route) if accepted.max_side]
    return min([1.0, *(side / long for side in sides)]) if short > 0 else 1.0


def _cropped(side: float, multiple: int) -> int:
    even = 2 * round(side / 2)
    return max(multiple, even // multiple * multiple)
