"""Fields: what a field of a saved value is by its type: number, choice, switch, colour, text."""

from __future__ import annotations

import math
from collections.abc import Iterator
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from compose.values import LinearColor, Value
from studio.inspector.choices import words
from studio.inspector.property import Kind

Limits = tuple[float, float]


def field_at(owner: Value, path: tuple[str, ...]) -> FieldInfo | None:
    """Return the declaration of a field down a path of attributes, ``None`` where there is none."""
    *above, name = path
    value: Any = owner
    for step in above:
        value = getattr(value, step, None)
    return type(value).model_fields.get(name) if isinstance(value, Value) else None


def kind_of_field(field: FieldInfo) -> tuple[Kind, tuple[tuple[str, str], ...]]:
    """Return what a field is edited as, and its choices where it has some."""
    hint: Any = field.annotation
    if hint == LinearColor:
        return "color", ()
    plain = _plain(hint)
    if get_origin(plain) is Literal:
        return "choice", tuple((str(key), words(str(key))) for key in get_args(plain))
    if plain is bool:
        return "switch", ()
    if plain is str:
        return "text", ()
    return "number", ()


def limits_of(field: FieldInfo) -> Limits:
    """Return the least and the greatest value that a number may have."""
    low, high = -math.inf, math.inf
    for mark in _marks(field):
        for name in ("ge", "gt"):
            if _has(mark, name):
                low = max(low, float(getattr(mark, name)))
        for name in ("le", "lt"):
            if _has(mark, name):
                high = min(high, float(getattr(mark, name)))
    return low, high


def is_whole(field: FieldInfo) -> bool:
    """Tell whether a number is counted, not measured."""
    return _plain(field.annotation) is int


def _plain(hint: Any) -> Any:  # noqa: ANN401 - any annotation
    """Return an annotation without its marks, and without ``None`` as an alternative."""
    if get_origin(hint) is Annotated:
        return _plain(get_args(hint)[0])
    if get_origin(hint) in (Union, UnionType):
        parts = [part for part in get_args(hint) if part is not NoneType]
        return _plain(parts[0]) if len(parts) == 1 else hint
    return hint


def _marks(field: FieldInfo) -> Iterator[object]:
    yield from field.metadata
    for part in get_args(field.annotation):
        if get_origin(part) is Annotated:
            for mark in get_args(part)[1:]:
                yield from mark.metadata if isinstance(mark, FieldInfo) else (mark,)


def _has(mark: object, name: str) -> bool:
    return getattr(mark, name, None) is not None
