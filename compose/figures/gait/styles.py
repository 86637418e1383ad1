"""GaitStyle: the numbers that make one way of going differ from another, read from data."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from types import MappingProxyType
from typing import Any

import numpy as np
import numpy.typing as npt

F64 = npt.NDArray[np.float64]
Pair = tuple[float, float]

GRAVITY = 9.81


@dataclass(frozen=True, slots=True, kw_only=True)
class GaitStyle:
    """One way of going. Angles are degrees, lengths leg lengths; ``styles.toml`` says what is what.

    Pairs are of the left and the right foot. ``heel_strike`` is how far the toes are up when a foot
    lands (negative: they land first) and ``toe_off`` how far the heel is up when it leaves.
    ``short`` is how many steps a foot is put down behind its even place, ``circle`` how far it
    swings outward. ``lift`` and ``kick`` raise and turn the swinging foot beyond need.
    ``extension`` is how straight a leg may get, ``crouch`` how much lower than standing the hips
    go. A sore right leg has a ``hike`` of the hip that carries it, and a ``hitch`` of the trunk
    and a ``sink`` of the hips over it.
    """

    title: str
    length: float
    power: float
    shortest: float
    longest: float
    turn: float
    stance: Pair
    ahead: Pair
    short: Pair
    width: float
    toe_out: float
    heel_strike: Pair
    toe_off: Pair
    circle: Pair
    lift: float
    kick: float
    clearance_m: float
    extension: float
    crouch: float
    bounce: float
    sway: float
    yaw: float
    list: float
    lean: float
    twist: float
    arm_swing: float
    arm_forward: float
    arm_out: float
    elbow: float
    elbow_swing: float
    hitch: float
    hike: float
    sink: float
    hands: str

    def step_lengths(self, speeds: F64, leg: float) -> F64:
        """Return the lengths of steps in metres at (F,) speeds in m/s, for a leg in metres."""
        froude = np.asarray(speeds / np.sqrt(GRAVITY * leg), np.float64)
        free = self.length * np.maximum(froude, 0.0) ** self.power
        return np.asarray(leg * np.clip(free, self.shortest, self.longest))


def _read() -> Mapping[str, GaitStyle]:
    text = (files("compose.figures.gait") / "styles.toml").read_text(encoding="utf-8")
    return MappingProxyType(
        {
            name: GaitStyle(**{key: _frozen(value) for key, value in row.items()})
            for name, row in tomllib.loads(text).items()
        }
    )


def _frozen(value: Any) -> Any:  # noqa: ANN401 - what a table of numbers and words holds
    return tuple(value) if isinstance(value, list) else value


STYLES: Mapping[str, GaitStyle] = _read()
"""The cycles that follow travelled distance, by name."""
