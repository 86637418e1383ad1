"""Layout: every number of a scene that can be animated, in one flat array."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from compose.channels import Channel

F64 = npt.NDArray[np.float64]
Indices = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Field:
    """Where one kind of value lies: ``rows`` rows of ``width`` numbers from ``start``."""

    start: int
    rows: int
    width: int


@dataclass(frozen=True, slots=True, eq=False)
class Layout:
    """The fields of a flat value array, by name such as ``slot.translation``."""

    fields: dict[str, Field]

    def index(self, field: str, row: int, component: int = 0) -> int:
        """Return where one number lies."""
        found = self.fields[field]
        return found.start + row * found.width + component

    def view(self, values: F64, field: str) -> F64:
        """Return the (rows, width) view of one field; empty where nothing has that field."""
        found = self.fields.get(field)
        if found is None:
            return np.zeros((0, 1))
        stop = found.start + found.rows * found.width
        return values[found.start : stop].reshape(found.rows, found.width)

    def rows_among(self, field: str, places: Indices) -> Indices:
        """Return the rising rows of a field that hold any of these places of the array."""
        found = self.fields.get(field)
        if found is None:
            return np.zeros(0, np.intp)
        offset = places - found.start
        inside = (offset >= 0) & (offset < found.rows * found.width)
        held = np.zeros(found.rows, bool)
        held[offset[inside] // found.width] = True
        return np.flatnonzero(held)


def field_name(channel: Channel) -> str:
    """Return the field that holds a channel's values; places of nodes and joints are slots."""
    if channel.target == "joint":
        return f"slot.{channel.field}"
    if channel.target == "node" and channel.field not in ("color", "opacity"):
        return f"slot.{channel.field}"
    return f"{channel.target}.{channel.field}"


class LayoutBuilder:
    """Collects rows of fields, then lays them end to end."""

    def __init__(self) -> None:
        self._blocks: dict[str, list[F64]] = {}
        self._rows: dict[str, int] = {}

    def add(self, field: str, rows: npt.ArrayLike) -> int:
        """Append (N, width) rows to a field and return the number of the first one."""
        block = np.asarray(rows, np.float64)
        first = self._rows.get(field, 0)
        self._blocks.setdefault(field, []).append(block)
        self._rows[field] = first + len(block)
        return first

    def build(self) -> tuple[Layout, F64]:
        """Return the layout and the base value of every number."""
        fields: dict[str, Field] = {}
        parts: list[F64] = []
        start = 0
        for name, blocks in self._blocks.items():
            rows = np.concatenate(blocks)
            fields[name] = Field(start, len(rows), rows.shape[1])
            parts.append(rows.ravel())
            start += rows.size
        return Layout(fields), np.concatenate(parts) if parts else np.zeros(0)
