"""Ready populators: a crowd, a wood, an avenue, parked cars, moving traffic."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np

from compose.edits.building import built
from compose.errors import NotFoundError, SceneError
from compose.figures.body import FigureBody
from compose.populate.populator import Populator, PopulatorItem
from compose.values import LinearColor, Vec2, Vec3

PRESETS = ("crowd", "trees", "avenue", "parked", "traffic")
"""The names of the presets. ``trees`` and ``crowd`` fill an area or a path, the others a path."""

_DETAIL = (0.25, 4.0)
_OUTFITS = 8
"""Different clothes of each body of a crowd."""


def preset(
    name: str,
    *,
    area: Iterable[Vec2] = (),
    path: Iterable[Vec3] = (),
    count: int = 20,
    seed: int = 0,
    detail: float = 0.25,
    **fields: Any,  # noqa: ANN401 - pydantic checks them
) -> Populator:
    """Return a populator of ready things; every field may be given another value.

    Parameters
    ----------
    name
        One of ``PRESETS``.
    area, path
        Where: a polygon of (x, z), or a line through (x, y, z), in metres.
    count, seed
        How many at most, and which chance.
    detail
        Of every mesh: 0.25 for a crowd in the distance, 1 for what is seen close up.
    fields
        Any field of ``Populator``.

    Raises
    ------
    NotFoundError
        When no preset or field has the name; the nearest is offered.
    SceneError
        When a field cannot have its value.
    """
    if name not in PRESETS:
        raise NotFoundError("populator called", name, PRESETS)
    low, high = _DETAIL
    if not low <= detail <= high:
        raise SceneError(f"The detail of {name} is from {low:g} to {high:g}, not {detail:g}.")
    table = dict(_tables()[name])
    own: dict[str, Any] = {
        "kind": "populator",
        "area": tuple(tuple(map(float, corner)) for corner in area),
        "path": tuple(tuple(map(float, point)) for point in path),
        "count": count,
        "seed": seed,
        "facing": table["facing"],
        "spacing_m": table["spacing_m"],
        "turn_deg": table.get("turn_deg", 0.0),
        "scale": tuple(table.get("scale", (1.0, 1.0))),
        "speed_m_s": table.get("speed_m_s", 0.0),
        "items": _items(name, table, seed, detail),
    }
    return built(Populator, f"the populator {name!r}", **(own | fields))


def _items(name: str, table: dict[str, Any], seed: int, detail: float) -> tuple[PopulatorItem, ...]:
    if name == "crowd":
        return tuple(_people(table, seed, detail))
    if table.get("vehicles"):
        return tuple(_vehicles(_tables()["vehicles"], detail))
    return tuple(
        PopulatorItem(
            prop=row["prop"],
            parameters={"detail": detail, "seed": kind},
            weight=row["weight"] / row["seeds"],
        )
        for row in table["items"]
        for kind in range(row["seeds"])
    )


def _people(table: dict[str, Any], seed: int, detail: float) -> Iterable[PopulatorItem]:
    """Give every body its share of the poses and a wardrobe, by chance."""
    rng = np.random.default_rng([abs(seed), 1])
    for row in table["bodies"]:
        fields = {name: value for name, value in row.items() if name != "weight"}
        poses = rng.permutation(table["poses"])[: len(table["poses"]) // 2]
        yield PopulatorItem(
            body=FigureBody(**fields, detail=detail),
            poses=tuple(str(pose) for pose in poses),
            colors=tuple(_clothes(table, rng) for _ in range(_OUTFITS)),
            weight=row["weight"],
        )


def _clothes(table: dict[str, Any], rng: np.random.Generator) -> dict[str, LinearColor]:
    kinds = {"skin": "skins", "hair": "hairs", "top": "tops", "bottom": "bottoms"}
    return {
        field: _color(table[rows][int(rng.integers(len(table[rows])))])
        for field, rows in kinds.items()
    }


def _vehicles(table: dict[str, Any], detail: float) -> Iterable[PopulatorItem]:
    paints = tuple({"body": _color(paint)} for paint in table["paints"])
    for row in table["items"]:
        yield PopulatorItem(
            prop=row["prop"],
            parameters={**row.get("parameters", {}), "detail": detail},
            colors=() if row.get("own_paint") else paints,
            weight=row["weight"],
        )


def _color(values: list[float]) -> LinearColor:
    red, green, blue = values
    return (red, green, blue)


@cache
def _tables() -> dict[str, dict[str, Any]]:
    text = (files("compose.populate") / "presets.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
