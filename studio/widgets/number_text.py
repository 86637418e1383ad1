"""Number text: how a field writes a number, and how far one step of a drag goes."""

from __future__ import annotations

import math

MIXED = "–"
"""What a field shows for several things that differ."""


def number_text(value: float | None, decimals: int) -> str:
    """Return a value with so many decimals and a true minus; ``None`` as ``MIXED``."""
    if value is None:
        return MIXED
    text = f"{value:.{decimals}f}"
    if float(text) == 0.0:
        text = text.lstrip("-")
    return text.replace("-", "−")


def edit_text(value: float | None, decimals: int) -> str:
    """Return what typing starts from: all the digits that matter, up to three more than shown."""
    if value is None:
        return ""
    text = f"{value:.{decimals + 3}f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def scrubbed(start: float, pixels: float, step: float, *, fine: bool, coarse: bool) -> float:
    """Return the value a drag leads to.

    A pixel is a step; ``fine`` makes it a tenth; ``coarse`` brings the result to whole tens of
    steps.
    """
    value = start + pixels * step * (0.1 if fine else 1.0)
    if coarse:
        return round(value / (10.0 * step)) * 10.0 * step
    return value


def within(value: float, low: float, high: float) -> float:
    """Return the value brought between the limits, without dust from adding steps."""
    return min(max(round(value, 9), low), high) if math.isfinite(value) else low
