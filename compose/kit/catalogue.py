"""What the kit holds, measured: each prop at its defaults with its size, parts and triangles."""

from __future__ import annotations

from dataclasses import dataclass

from compose.errors import NotFoundError
from compose.geometry.bounds import rest_bounds
from compose.geometry.model import Model
from compose.kit import FAMILIES, PROPS, make_prop


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A prop at its defaults: ``size`` is its width, height and depth (X, Y, Z) in metres."""

    name: str
    family: str
    title: str
    origin: str
    size: tuple[float, float, float]
    parts: tuple[str, ...]
    triangles: int


def entry_of(name: str) -> Entry:
    """Return the entry of one prop.

    Raises
    ------
    NotFoundError
        When there is no such prop; the nearest names are offered.
    """
    model = make_prop(name)
    declared = PROPS[name]
    low, high = rest_bounds(model)
    width, height, depth = (float(x) for x in high - low)
    return Entry(
        name=name,
        family=declared.family,
        title=declared.title,
        origin=declared.origin,
        size=(width, height, depth),
        parts=tuple(node.path for node in model.nodes if node.parts),
        triangles=triangles_of(model),
    )


def names_in(family: str | None = None) -> tuple[str, ...]:
    """Return the names of every prop, or of those of a family, in the order of the catalogue.

    Raises
    ------
    NotFoundError
        When there is no such family; the nearest is offered.
    """
    if family is not None and family not in FAMILIES:
        raise NotFoundError("family", family, FAMILIES, "in the kit")
    return tuple(name for name in PROPS if family is None or PROPS[name].family == family)


def triangles_of(model: Model) -> int:
    """Return how many triangles are drawn."""
    return sum(len(part.mesh.triangles) for node in model.nodes for part in node.parts)
