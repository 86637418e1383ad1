"""Populator: a seeded rule that fills an area or a path with things of the kit and people."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field

from compose.figures.body import FigureBody
from compose.values import LinearColor, NotNegative, Positive, Value, Vec2, Vec3

MOST_COPIES = 20_000


class PopulatorItem(Value):
    """One kind of thing: a prop with its parameters, or a person with poses.

    Each copy takes one of ``colors`` (a choice of colours by the name of a part, or for a person
    by a colour field of the body) and one of ``poses``. ``weight`` is its share among the items.
    """

    prop: str | None = None
    body: FigureBody | None = None
    parameters: dict[str, Any] = Field(default_factory=dict)
    poses: Annotated[tuple[str, ...], Field(max_length=64)] = ()
    colors: Annotated[tuple[dict[str, LinearColor], ...], Field(max_length=64)] = ()
    weight: Positive = 1.0


class Populator(Value):
    """Where, what and how many. The same fields always give the same copies.

    ``area`` is a polygon of (x, z) in the node's space; without one the copies stand along
    ``path``, spread over ``width_m`` across it. No two stand nearer than ``spacing_m``, so there
    may be fewer than ``count``. None stands inside a polygon of ``avoid``. ``facing`` is random,
    along the path (or back along it), or at the point ``toward``, give or take ``turn_deg``.
    ``scale`` is the least and the greatest size. With a speed the copies drive along the path,
    and begin it again at its end; a ``closed`` path goes round.
    """

    kind: Literal["populator"]
    items: Annotated[tuple[PopulatorItem, ...], Field(min_length=1, max_length=32)]
    count: Annotated[int, Field(ge=1, le=MOST_COPIES)] = 20
    seed: int = 0
    area: Annotated[tuple[Vec2, ...], Field(max_length=256)] = ()
    path: Annotated[tuple[Vec3, ...], Field(max_length=1024)] = ()
    closed: bool = False
    width_m: NotNegative = 0.0
    spacing_m: NotNegative = 0.0
    avoid: Annotated[tuple[tuple[Vec2, ...], ...], Field(max_length=64)] = ()
    facing: Literal["random", "along", "back", "toward"] = "random"
    toward: Vec3 = (0.0, 0.0, 0.0)
    turn_deg: NotNegative = 0.0
    scale: tuple[Positive, Positive] = (1.0, 1.0)
    speed_m_s: float = 0.0
