"""What the modules of the dialogue share: names, and where the table stands."""

from __future__ import annotations

from compose.values import Vec3

FILM, SCENE = "Half past nine", "Kitchen"
ANNA, BEN = "Anna", "Ben"
ANNAS_MUG, BENS_MUG = "Anna's mug", "Ben's mug"

TABLE_AT: Vec3 = (0.0, 0.0, -0.75)
TABLE_M = 0.74
"""How high the table's top is."""

SEAT_FROM_MIDDLE_M = 0.74
"""How far from the table's middle the two sit, along X: Anna on the left, at −X."""

SEATS_M = {ANNA: 0.415, BEN: 0.44}
"""How high the seats are: a chair fits the one who sits on it, feet on the floor."""


def on_table(x: float, z: float, above: float = 0.0) -> Vec3:
    """Return a place on the table's top, from its middle."""
    return (TABLE_AT[0] + x, TABLE_AT[1] + TABLE_M + above, TABLE_AT[2] + z)


LAST = 208
"""The frame after the last one of the film."""
