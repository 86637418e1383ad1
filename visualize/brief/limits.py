"""Limits: the size at which a slot gets its picture, within what the card says it accepts."""

from __future__ import annotations

import math

from models.card import Input
from models.errors import OptionError


def size_for(
    accepted: Input, width: int, height: int, slot: str, *, even: bool = True
) -> tuple[int, int]:
    """Return the size nearest to ``width`` x ``height`` of the same shape that a slot accepts.

    Raises
    ------
    OptionError
        When the shape or every size of it is refused by the card.
    """
    aspect = width / height
    low, high = accepted.min_aspect or 0.0, accepted.max_aspect or math.inf
    if not low * 0.99 <= aspect <= high * 1.01:
        raise OptionError(
            "aspect",
            f"The {slot} picture is {aspect:.2f} times as wide as high; the model takes"
            f" {low:g} to {high:g}. Change the shot's gate or choose another model.",
        )
    scale = max(1.0, (accepted.min_side or 0) / min(width, height))
    if accepted.max_side is not None:
        scale = min(scale, accepted.max_side / max(width, height))
    step = 2 if even else 1
    sides = [_side(value * scale, step, shrinks=scale < 1.0) for value in (width, height)]
    if scale == 1.0:
        sides = [width, height]
    elif accepted.max_side is not None:  # rounded up, a side may be a pixel too long
        sides = [min(side, max(step, accepted.max_side // step * step)) for side in sides]
    if min(sides) < (accepted.min_side or 1):
        raise OptionError(
            "aspect",
            f"No {slot} picture of this shape has sides from {accepted.min_side} to"
            f" {accepted.max_side} pixels, as the model wants. Change the shot's gate.",
        )
    return sides[0], sides[1]


def _side(exact: float, step: int, *, shrinks: bool) -> int:
    rounded = math.floor if shrinks else math.ceil
    return max(step, step * rounded(exact / step - (0.0 if shrinks else 1e-9)))
