"""Hostile JSON, read field by field: every wrong type or range names its field."""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from compose.errors import AssetError

Choice = TypeVar("Choice")

MAX_JSON_BYTES = 256 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class JsonObject:
    """An object of a JSON file with its place there, such as ``meshes[0].primitives[1]``."""

    path: Path
    where: str
    values: dict[str, Any]

    def field(self, name: str) -> str:
        """Return the full place of a field of this object."""
        return f"{self.where}.{name}" if self.where else name

    def error(self, name: str, message: str) -> AssetError:
        """Return the error that says what is wrong with a field of this object."""
        place = self.field(name) if name else self.where
        return AssetError(self.path, f"{place} {message}")

    def has(self, name: str) -> bool:
        """Tell whether the field is there and not null."""
        return self.values.get(name) is not None

    def child(self, name: str) -> JsonObject:
        """Return the object in a field; an empty one when it is not there."""
        value = self.values.get(name)
        if value is None:
            value = {}
        if not isinstance(value, dict):
            raise self.error(name, "is not an object.")
        return JsonObject(self.path, self.field(name), value)

    def children(self, name: str) -> list[JsonObject]:
        """Return the objects of a list; none when it is not there."""
        result = []
        for i, value in enumerate(self.array(name)):
            if not isinstance(value, dict):
                raise self.error(f"{name}[{i}]", "is not an object.")
            result.append(JsonObject(self.path, self.field(f"{name}[{i}]"), value))
        return result

    def array(self, name: str) -> list[Any]:
        """Return a list; an empty one when it is not there."""
        value = self.values.get(name)
        if value is None:
            return []
        if not isinstance(value, list):
            raise self.error(name, "is not a list.")
        return value

    def text(self, name: str, default: str = "") -> str:
        """Return a text of any length."""
        value = self.values.get(name)
        if value is None:
            return default
        if not isinstance(value, str):
            raise self.error(name, "is not a text.")
        return value

    def choice(self, name: str, known: Mapping[str, Choice], default: str = "") -> Choice:
        """Return what a text stands for; it must be one of ``known``."""
        value = self.text(name, default)
        if value not in known:
            raise self.error(name, f"is {value[:20]!r}, not one of {', '.join(known)}.")
        return known[value]

    def flag(self, name: str) -> bool:
        """Return true or false (false when it is not there)."""
        value = self.values.get(name)
        if value is not None and not isinstance(value, bool):
            raise self.error(name, "is not true or false.")
        return bool(value)

    def whole(
        self, name: str, default: int | None = None, *, low: int = 0, high: int = 2**40
    ) -> int:
        """Return a whole number from ``low`` to ``high``; it must be there without a default."""
        value = self.values.get(name)
        if value is None:
            if default is None:
                raise self.error(name, "is missing.")
            return default
        number = _whole(value)
        if number is None:
            raise self.error(name, "is not a whole number.")
        if not low <= number <= high:
            raise self.error(name, f"is {number}, not from {low} to {high}.")
        return number

    def index(self, name: str, count: int) -> int:
        """Return an index below ``count``, or −1 when it is not there."""
        if not self.has(name):
            return -1
        number = self.whole(name, low=-(2**53), high=2**53)
        if not 0 <= number < count:
            raise self.error(name, f"points at entry {number} of {count}.")
        return number

    def indices(self, name: str, count: int) -> list[int]:
        """Return a list of indices below ``count``."""
        result = []
        for i, value in enumerate(self.array(name)):
            number = _whole(value)
            if number is None or not 0 <= number < count:
                raise self.error(f"{name}[{i}]", f"points at entry {str(value)[:20]} of {count}.")
            result.append(number)
        return result

    def number(
        self, name: str, default: float | None = None, low: float = -1e30, high: float = 1e30
    ) -> float:
        """Return a number from ``low`` to ``high``; it must be there without a default."""
        value = self.values.get(name)
        if value is None:
            if default is None:
                raise self.error(name, "is missing.")
            return default
        number = _finite(value)
        if number is None:
            raise self.error(name, "is not a finite number.")
        if not low <= number <= high:
            raise self.error(name, f"is {number:g}, not from {low:g} to {high:g}.")
        return number

    def vector(
        self, name: str, default: Sequence[float], low: float = -1e30, high: float = 1e30
    ) -> tuple[float, ...]:
        """Return as many numbers as ``default`` has."""
        if not self.has(name):
            return tuple(default)
        values = self.array(name)
        if len(values) != len(default):
            raise self.error(name, f"holds {len(values)} numbers, not {len(default)}.")
        return self._finite_numbers(name, values, low, high)

    def numbers(self, name: str) -> tuple[float, ...]:
        """Return a list of numbers of any length."""
        return self._finite_numbers(name, self.array(name), -1e30, 1e30)

    def _finite_numbers(
        self, name: str, values: Sequence[Any], low: float, high: float
    ) -> tuple[float, ...]:
        result = []
        for i, value in enumerate(values):
            number = _finite(value)
            if number is None or not low <= number <= high:
                raise self.error(
                    f"{name}[{i}]", f"is {str(value)[:20]}, not a number from {low:g} to {high:g}."
                )
            result.append(number)
        return tuple(result)


def parse_json(path: Path, data: bytes) -> JsonObject:
    """Return the object that ``data`` holds.

    Raises
    ------
    AssetError
        When it is not UTF-8, not JSON, no object, too large, nested too deep, or holds a name
        twice in one object.
    """
    if len(data) > MAX_JSON_BYTES:
        raise AssetError(path, f"its JSON is larger than {MAX_JSON_BYTES >> 20} MiB.")
    try:
        value = json.loads(data.decode("utf-8-sig"), object_pairs_hook=_unique)
    except UnicodeDecodeError as error:
        raise AssetError(path, f"its JSON is not UTF-8 (byte {error.start}).") from error
    except RecursionError as error:
        raise AssetError(path, "its JSON is nested too deep.") from error
    except ValueError as error:
        raise AssetError(
            path, f"its JSON cannot be read: {error}. Export the file again."
        ) from error
    if not isinstance(value, dict):
        raise AssetError(path, "its JSON is not an object.")
    return JsonObject(path, "", value)


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    result = dict(pairs)
    if len(result) != len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name, count in Counter(names).items() if count > 1)
        raise ValueError(f"the name {twice[:40]!r} appears twice in one object")
    return result


def _finite(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        number = float(value)
    except OverflowError:
        return None
    return number if math.isfinite(number) else None


def _whole(value: object) -> int | None:
    """Return a whole number; 3.0 is one (JSON knows one kind of number)."""
    number = _finite(value)
    return int(number) if number is not None and number.is_integer() else None
