"""The house fronts: a few houses of the kit, each copied along the rows and painted differently."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from compose.project import Project
from compose.values import Vec3
from scenes.street.parts import DISTANT, FRONT_Z, PAVEMENT_Y, Color, copies, group, on

DEPTH_M = 10.0
AVENUE_FRONT_X = 63.0

BAKERY_X, BAKERY_WIDTH_M = -3.0, 10.0
"""Middle and width of the bakery, which the north row leaves free (``bakery.py``)."""

WIDTHS: dict[str, float] = {"narrow": 8.0, "wide": 11.0, "tall": 9.0}


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """A kind of house in one coat of paint."""

    name: str
    kind: str
    colors: dict[str, Color]
    parameters: dict[str, Any] = field(default_factory=dict)


KINDS: dict[str, dict[str, Any]] = {
    "narrow": {"floors": 3, "bays": 3, "made_of": "brick"},
    "wide": {"floors": 3, "bays": 5, "made_of": "cream"},
    "tall": {"floors": 4, "bays": 4, "made_of": "stone", "awning": False},
}
LOOKS: dict[str, Look] = {
    "b": Look(name="Brick houses", kind="narrow",
              colors={"timber": (0.05, 0.08, 0.13), "awning": (0.42, 0.13, 0.07)}),
    "c": Look(name="Cream houses", kind="wide",
              colors={"timber": (0.10, 0.035, 0.025), "awning": (0.62, 0.55, 0.42)}),
    "s": Look(name="Stone houses", kind="tall",
              colors={"walls": (0.40, 0.36, 0.30), "timber": (0.03, 0.055, 0.045)}),
    "o": Look(name="Ochre houses", kind="wide",
              colors={"walls": (0.52, 0.34, 0.16), "timber": (0.045, 0.06, 0.05),
                      "awning": (0.12, 0.20, 0.17)}),
    "r": Look(name="Rose houses", kind="narrow",
              colors={"walls": (0.47, 0.27, 0.20), "timber": (0.16, 0.11, 0.06),
                      "awning": (0.60, 0.50, 0.36)}),
}  # fmt: skip

NORTH_WEST, NORTH_EAST, SOUTH, AVENUE = "rso", "cbsrob", "sbor", "bosc"
"""The looks of each row, from where it begins: beside the bakery, or at the corner."""


def build(project: Project) -> Project:
    """Add the rows of houses, one node for each look."""
    project = group(
        project, "Houses", (0.0, PAVEMENT_Y, 0.0), description="Worn 19th century fronts"
    )
    places: dict[str, list[tuple[Vec3, float]]] = {letter: [] for letter in LOOKS}
    for letter, place in _rows():
        places[letter].append(place)
    for letter, look in LOOKS.items():
        project = copies(
            project, look.name, "town_house", places[letter], colors=look.colors,
            parent=on("Houses"), width=WIDTHS[look.kind], depth=DEPTH_M, detail=DISTANT,
            **KINDS[look.kind],
        )  # fmt: skip
    return project


def _rows() -> list[tuple[str, tuple[Vec3, float]]]:
    """Return each house's look, and where its middle stands and how far it is turned."""
    back = FRONT_Z + DEPTH_M / 2.0
    west, east = BAKERY_X - BAKERY_WIDTH_M / 2.0, BAKERY_X + BAKERY_WIDTH_M / 2.0
    found = [(k, ((x, 0.0, -back), 0.0)) for k, x in _abreast(NORTH_WEST, west, -1.0)]
    found += [(k, ((x, 0.0, -back), 0.0)) for k, x in _abreast(NORTH_EAST, east, 1.0)]
    found += [(k, ((x, 0.0, back), 180.0)) for k, x in _abreast(SOUTH, 17.0, 1.0)]
    middle = AVENUE_FRONT_X + DEPTH_M / 2.0
    found += [(k, ((middle, 0.0, z), -90.0)) for k, z in _abreast(AVENUE, -19.5, 1.0)]
    return found


def _abreast(letters: str, start: float, way: float) -> list[tuple[str, float]]:
    """Return the middles of houses wall to wall, from ``start`` up or down an axis."""
    found, edge = [], start
    for letter in letters:
        width = WIDTHS[LOOKS[letter].kind]
        found.append((letter, edge + way * width / 2.0))
        edge += way * width
    return found
