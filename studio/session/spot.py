"""Spot: where new things are put."""

from __future__ import annotations

from dataclasses import dataclass

from compose.values import Vec3


@dataclass(frozen=True, slots=True)
class Spot:
    """A point in the world, in metres, and where a thing put there faces.

    ``facing`` is in radians about +Y, 0 toward +Z.
    """

    point: Vec3 = (0.0, 0.0, 0.0)
    facing: float = 0.0
