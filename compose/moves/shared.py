"""Parameters that several moves share."""

from __future__ import annotations

from collections.abc import Callable

from compose.moves.move import Group, Move, Parameter
from compose.moves.plan import MovePlan, Setup

Planned = tuple[Move, Callable[[Setup], MovePlan]]
"""A move, and what turns its setup into a plan."""

EASE = (
    Parameter(name="ease_in", summary="share of the time in which it gathers speed",
              default=1.0 / 3.0, low=0.0, high=1.0),
    Parameter(name="ease_out", summary="share of the time in which it slows down",
              default=1.0 / 3.0, low=0.0, high=1.0),
)  # fmt: skip

SUBJECT = (
    Parameter(name="subject", kind="name", summary="the node, by name or id"),
    Parameter(name="joint", kind="name", summary="a joint or landmark of it"),
    Parameter(name="point", kind="point", unit="m", summary="a place in the world instead"),
)

STATION = (
    Parameter(name="height_m", unit="m", summary="camera above the subject's aim point; as it is",
              low=-50.0, high=200.0),
    Parameter(name="side_m", unit="m", summary="station to the subject's left; as it is",
              low=-200.0, high=200.0),
    Parameter(name="smooth_s", unit="s", summary="how long the camera lags and rounds off",
              default=0.5, low=0.0, high=5.0),
)  # fmt: skip


def amount(name: str, unit: str, default: float | None, summary: str, most: float) -> Parameter:
    """Return a signed amount up to ``most`` either way."""
    return Parameter(name=name, unit=unit, default=default, summary=summary, low=-most, high=most)


def speed(unit: str) -> Parameter:
    """Return the mean speed that decides how long a move takes; without it, all its frames."""
    return Parameter(
        name="speed", unit=unit, summary="mean speed; then it holds", low=1e-3, high=1e5
    )


def one_way(
    name: str, summary: str, group: Group, way: Parameter, plan: Callable[[Setup], MovePlan]
) -> Planned:
    """Return a move that goes one way, by an amount, at a speed, with an ease at both ends."""
    parameters = (way, speed(f"{way.unit}/s"), *EASE)
    return Move(name=name, summary=summary, writes=(group,), parameters=parameters), plan
