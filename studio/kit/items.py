"""KitItem: each thing that can be put into a scene, with its group and the words to find it by."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any, Literal

from compose.camera import CameraLens
from compose.errors import NotFoundError
from compose.figures.body import FigureBody
from compose.geometry.shapes import SHAPES
from compose.kit import FAMILIES, PROPS
from compose.light import Light

Kind = Literal["prop", "figure", "shape", "light", "camera"]
KINDS: tuple[Kind, ...] = ("prop", "figure", "shape", "light", "camera")
EVERYTHING = ""
"""As a group: all of them."""


@dataclass(frozen=True, slots=True)
class KitItem:
    """A thing of the kit.

    ``kind`` and ``name`` are what a drag carries; ``icon`` is shown where no picture is drawn.
    ``goes_by`` are other names of it; ``words`` describe it.
    """

    kind: Kind
    name: str
    title: str
    group: str
    words: str = ""
    icon: str = ""
    goes_by: str = ""

    @property
    def key(self) -> str:
        """The item's own key: ``"prop/car"``."""
        return f"{self.kind}/{self.name}"

    def is_found_by(self, text: str) -> bool:
        """Tell whether every word of a search is in what the item is called."""
        told = f"{self.title} {self.name} {self.goes_by} {self.words} {self.group}"
        told = told.replace("_", " ").casefold()
        return all(word in told for word in text.casefold().split())

    def distance(self, text: str) -> int:
        """Return how far a search is from what the item is called: 0 where its title begins so.

        1 is a word of its title or of those it goes by, 2 a part of such a word, 3 what its
        description mentions.
        """
        wanted, title = text.casefold().split(), self.title.casefold()
        if not wanted or title.startswith(" ".join(wanted)):
            return 0
        names = f"{title} {self.name.replace('_', ' ')} {self.goes_by}".casefold()
        if all(word in names.split() for word in wanted):
            return 1
        return 2 if all(word in names for word in wanted) else 3


def groups() -> Mapping[str, str]:
    """Return the titles of the groups by their keys, in order."""
    titles: Mapping[str, str] = _table()["groups"]
    return titles


@lru_cache(maxsize=1)
def kit_items() -> tuple[KitItem, ...]:
    """Return everything, by group; what a new scene needs first stands first."""
    table = _table()
    people = [_item("figure", name, "people", row) for name, row in table["figure"].items()]
    props = [_prop_item(name) for name in PROPS]
    goes_by: Mapping[str, str] = table["shape"]
    shapes = [
        KitItem("shape", name, _words(name), "shapes", "primitive", goes_by=goes_by.get(name, ""))
        for name in SHAPES
    ]
    lights = [_item("light", name, "lights", row) for name, row in table["light"].items()]
    cameras = [_item("camera", name, "lights", row) for name, row in table["camera"].items()]
    order = list(groups())
    every = sorted(
        (*people, *props, *shapes, *cameras, *lights), key=lambda i: order.index(i.group)
    )
    first = {item.key: place for place, item in enumerate(first_items())}
    return tuple(sorted(every, key=lambda item: first.get(item.key, len(first))))


@lru_cache(maxsize=1)
def first_items() -> tuple[KitItem, ...]:
    """Return the first of ``kit_items``, at once: of the props no more than their names is read."""
    table = _table()
    items = [KitItem("prop", name, _words(name), EVERYTHING) for name in table["first"]["props"]]
    items[1:1] = [
        _item("figure", name, "people", table["figure"][name]) for name in table["first"]["figures"]
    ]
    return tuple(items)


def found_items(
    text: str = "", group: str = EVERYTHING, among: Iterable[KitItem] | None = None
) -> tuple[KitItem, ...]:
    """Return the items of a group that a search finds: by their titles first, then by other words.

    Parameters
    ----------
    among
        What is searched, ``None`` for everything.
    """
    found = [
        item
        for item in (kit_items() if among is None else among)
        if group in (EVERYTHING, item.group) and item.is_found_by(text)
    ]
    return tuple(sorted(found, key=lambda item: item.distance(text)))


def item_named(kind: str, name: str) -> KitItem:
    """Return an item.

    Raises
    ------
    NotFoundError
        When the kit has none; the nearest names are offered.
    """
    for item in kit_items():
        if (item.kind, item.name) == (kind, name):
            return item
    known = [item.name for item in kit_items() if item.kind == kind]
    raise NotFoundError(kind, name, known, "in the kit")


def body_of(name: str) -> FigureBody:
    """Return the body of a figure of the kit.

    Raises
    ------
    NotFoundError
        When there is none of this name.
    """
    return FigureBody.model_validate_json(json.dumps(_row("figure", name)["body"]))


def lens_of(name: str) -> CameraLens:
    """Return the lens of a camera of the kit."""
    return CameraLens.model_validate_json(json.dumps(_row("camera", name).get("fields", {})))


def light_of(name: str) -> Light:
    """Return the light of a lamp of the kit."""
    return Light.model_validate_json(json.dumps(_row("light", name)["fields"]))


def hanging_of(kind: str, name: str) -> tuple[float, float]:
    """Return how high a lamp or a camera hangs, in metres, and its pitch in degrees."""
    row = _row(kind, name)
    return float(row["at_m"]), float(row.get("pitch_deg", 0.0))


def _prop_item(name: str) -> KitItem:
    family = PROPS[name].family
    return KitItem("prop", name, _words(name), family if family in FAMILIES else "sets",
                   PROPS[name].title)  # fmt: skip


def _item(kind: Kind, name: str, group: str, row: Mapping[str, Any]) -> KitItem:
    return KitItem(kind, name, row["title"], group, f"{kind} {row.get('words', '')}",
                   row.get("icon", ""))  # fmt: skip


def _words(name: str) -> str:
    words = name.replace("_", " ")
    return words[:1].upper() + words[1:]


def _row(kind: str, name: str) -> Mapping[str, Any]:
    rows: Mapping[str, Mapping[str, Any]] = _table()[kind]
    if name not in rows:
        raise NotFoundError(kind, name, rows, "in the kit")
    return rows[name]


@lru_cache(maxsize=1)
def _table() -> dict[str, Any]:
    return tomllib.loads(resources.files(__package__).joinpath("kit.toml").read_text("utf-8"))
