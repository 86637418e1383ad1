"""Property: one row of the inspector as data, and the table that says which there are."""

from __future__ import annotations

import json
import tomllib
from functools import cache
from importlib import resources
from typing import Literal

from pydantic import TypeAdapter

from compose.values import Value

Kind = Literal[
    "number", "vector", "color", "switch", "choice", "text", "turn", "picture"
]  # fmt: skip


class RowEntry(Value):
    """A row as ``properties.toml`` has it."""

    label: str
    channel: str = ""
    field: str = ""
    step: float | None = None
    decimals: int | None = None
    unit: str = ""
    low: float | None = None
    high: float | None = None
    choices: str = ""
    default: str = ""
    tip: str = ""
    when: str = ""
    special: str = ""


class SectionEntry(Value):
    """A section as ``properties.toml`` has it."""

    title: str
    kinds: tuple[str, ...] = ()
    special: str = ""
    folded: bool = False
    rows: tuple[RowEntry, ...] = ()


class Property(Value):
    """A row of the inspector, ready to be shown.

    Either ``channels`` (keyable, one for each component) or ``path`` (attributes and keys from the
    node on) says what it is of. ``low`` and ``high`` are limits in the unit shown, ``default`` is
    what a reset brings back.
    """

    label: str
    kind: Kind
    channels: tuple[str, ...] = ()
    path: tuple[str, ...] = ()
    unit: str = ""
    decimals: int = 2
    step: float = 0.01
    low: float = -1e9
    high: float = 1e9
    choices: tuple[tuple[str, str], ...] = ()
    default: object = None
    tip: str = ""
    special: str = ""

    @property
    def key(self) -> str:
        """What tells it from the others of a node."""
        return ".".join(self.path) if self.path else "+".join(self.channels)


@cache
def section_table(package: str = "studio.inspector") -> tuple[SectionEntry, ...]:
    """Return the sections of a package's ``properties.toml`` in their order."""
    text = resources.files(package).joinpath("properties.toml").read_text("utf-8")
    data = json.dumps(tomllib.loads(text)["section"])
    return TypeAdapter(tuple[SectionEntry, ...]).validate_json(data)
