"""What is said beside a drag: amounts with their axis and unit. No Qt."""

from __future__ import annotations

from collections.abc import Iterable


def signed(value: float, decimals: int) -> str:
    """Return a number with its sign, and a true minus: ``"−0.25"``; zero has none."""
    text = f"{abs(value):.{decimals}f}"
    if float(text) == 0.0:
        return text
    return f"{'−' if value < 0.0 else '+'}{text}"


def metres(amounts: Iterable[tuple[str, float]]) -> str:
    """Return lengths along axes: ``"X +1.25  Z −0.50 m"``."""
    return "  ".join(f"{name.upper()} {signed(value, 2)}" for name, value in amounts) + " m"


def degrees(name: str, value: float) -> str:
    """Return a turn: ``"Y +15.0°"``."""
    return f"{name.upper()} {signed(value, 1)}°" if len(name) == 1 else f"{signed(value, 1)}°"


def times(name: str, value: float) -> str:
    """Return a factor: ``"X × 1.20"``."""
    shown = f"× {value:.2f}".replace("-", "−")
    return f"{name.upper()} {shown}" if name else shown
