"""A saved value as plain JSON data: fields in the model's order, defaults left out."""

from __future__ import annotations

from enum import Enum
from functools import cache
from typing import Any, NamedTuple

from compose.camera import Aim
from compose.curve import Keyframe
from compose.node import Parent
from compose.payload import ClipPlay, Placement
from compose.values import Value

ALWAYS_WRITTEN = frozenset({"kind", "id", "name", "type"})
ONE_LINE = (Keyframe, Parent, Aim, Placement, ClipPlay)
"""Values written on one line, so that a moved key is a change of one line."""


class Line(dict[str, Any]):
    """An object that the file holds on one line."""


class _Field(NamedTuple):
    name: str
    always: bool
    default: object
    free: bool


def document(value: Value) -> dict[str, Any]:
    """Return what a file holds for ``value``.

    Fields come in the model's order (``kind`` before all), then fields this version does not
    know, sorted. A field that equals its default is left out, unless it is required or one of
    ``ALWAYS_WRITTEN``.
    """
    result: dict[str, Any] = Line() if isinstance(value, ONE_LINE) else {}
    for field in _fields(type(value)):
        content = getattr(value, field.name)
        if field.always or content != field.default:
            result[field.name] = _free(content) if field.free else _known(content)
    for name, content in sorted((value.model_extra or {}).items()):
        result[name] = _free(content)
    return result


def _known(content: Any) -> Any:  # noqa: ANN401 - whatever a field may hold
    """Return a declared field as JSON data; a whole float needs no ``.0`` to be read as one."""
    kind = type(content)
    if kind is float:
        is_exact = content.is_integer() and abs(content) < 2**53 and str(content) != "-0.0"
        return int(content) if is_exact else content
    if kind is tuple:
        return [_known(item) for item in content]
    if kind is dict:
        return {name: _known(content[name]) for name in sorted(content)}
    if isinstance(content, Value):
        return document(content)
    return content.value if isinstance(content, Enum) else content


def _free(content: Any) -> Any:  # noqa: ANN401 - whatever JSON can hold
    """Return undeclared data, numbers as they are, objects in lists on one line where flat."""
    if isinstance(content, Value):
        return document(content)
    if isinstance(content, dict):
        return {name: _free(content[name]) for name in sorted(content)}
    if isinstance(content, list | tuple):
        return [
            Line(_free(item)) if isinstance(item, dict) and _is_flat(item) else _free(item)
            for item in content
        ]
    return content


def _is_flat(item: dict[str, Any]) -> bool:
    return not any(isinstance(content, dict | list | tuple) for content in item.values())


@cache
def _fields(model: type[Value]) -> tuple[_Field, ...]:
    fields = [
        _Field(
            name,
            info.is_required() or name in ALWAYS_WRITTEN,
            info.get_default(call_default_factory=True),
            info.annotation == dict[str, Any],
        )
        for name, info in model.model_fields.items()
        if not info.exclude
    ]
    return tuple(sorted(fields, key=lambda field: field.name != "kind"))
