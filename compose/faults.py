"""Say in a director's words what a value has wrong: the field, what was expected, what to do."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from compose.errors import nearest

MAX_FAULTS = 100

_WORDS = {
    "missing": "is missing",
    "float_type": "must be a number",
    "int_type": "must be a whole number",
    "int_from_float": "must be a whole number",
    "finite_number": "must be a finite number",
    "string_type": "must be text",
    "bool_type": "must be true or false",
    "tuple_type": "must be a list",
    "list_type": "must be a list",
    "dict_type": "must be an object in braces",
    "model_type": "must be an object in braces",
    "model_attributes_type": "must be an object in braces",
    "greater_than": "must be greater than {gt:g}",
    "greater_than_equal": "must be at least {ge:g}",
    "less_than_equal": "must be at most {le:g}",
    "too_long": "must hold at most {max_length} values",
    "too_short": "must hold at least {min_length} values",
    "union_tag_not_found": "must say what it is in a field 'kind'",
}


@dataclass(frozen=True, slots=True)
class Fault:
    """One wrong field: its path in the value, what is wrong, and a hint ("" where none helps)."""

    field: str
    message: str
    hint: str = ""

    def __str__(self) -> str:
        text = f"{self.field} {self.message}" if self.field else self.message
        return f"{text}. {self.hint}" if self.hint else text


def faults_of(error: ValidationError, data: object) -> list[Fault]:
    """Return what ``error`` found in ``data``, one fault a field, at most ``MAX_FAULTS``.

    Parameters
    ----------
    data
        What was validated: nested mappings and sequences, as a file holds them.
    """
    if error.error_count() > 100 * MAX_FAULTS:
        return [Fault("", f"has {error.error_count():,} faults: this is not a file of Shotwright")]
    by_field: dict[str, list[ErrorDetails]] = {}
    for detail in error.errors(include_url=False):
        field = _field_path(detail["loc"], data, missing=detail["type"] == "missing")
        by_field.setdefault(field, []).append(detail)
    for field in [name for name in by_field if _only_counts_bad_items(by_field[name])]:
        del by_field[field]
    return [_fault(field, details) for field, details in list(by_field.items())[:MAX_FAULTS]]


def _field_path(location: Sequence[str | int], data: object, *, missing: bool) -> str:
    """Write a location as ``nodes[3].payload.roughness``, without the names of union members.

    Those are the parts that ``data`` does not hold, but for the last one of a ``missing`` field.
    """
    path, here = "", data
    for i, part in enumerate(location):
        if isinstance(part, int) and isinstance(here, Sequence) and not isinstance(here, str):
            path += f"[{part}]"
            here = here[part] if part < len(here) else None
        elif isinstance(here, Mapping) and (part in here or (missing and i == len(location) - 1)):
            path += f".{part}" if path else str(part)
            here = here.get(part)
    return path


def _only_counts_bad_items(details: list[ErrorDetails]) -> bool:
    """Tell a list called too short only because its items, reported by themselves, were refused."""
    return all(d["type"] == "too_short" and d["input"] for d in details)


def _fault(field: str, details: list[ErrorDetails]) -> Fault:
    messages = list(dict.fromkeys(_message(detail) for detail in details))
    musts = [message for message in messages if message.startswith("must ")]
    message = _joined(musts) if len(musts) > 1 else messages[0]
    value = details[0]["input"]
    if details[0]["type"] not in ("missing", "value_error", "union_tag_not_found"):
        message += f", not {_shown(value)}"
    return Fault(field, message, _hint(details[0]))


def _joined(musts: list[str]) -> str:
    """Return what the members of a union each ask for, as one sentence."""
    start = "must be " if all(must.startswith("must be ") for must in musts) else "must "
    return start + " or ".join(must.removeprefix(start) for must in musts)


def _message(detail: ErrorDetails) -> str:
    kind, context = detail["type"], detail.get("ctx", {})
    if kind == "value_error":
        return str(context["error"])
    if names := _expected(context):
        return f"must be one of {', '.join(names)}"
    return _WORDS[kind].format_map(context) if kind in _WORDS else detail["msg"]


def _expected(context: Mapping[str, Any]) -> list[str]:
    text = context.get("expected_tags", context.get("expected", ""))
    return re.findall(r"'([^']*)'", text)


def _hint(detail: ErrorDetails) -> str:
    context = detail.get("ctx", {})
    found = context.get("tag", detail["input"])
    similar = nearest(found, _expected(context)) if isinstance(found, str) else ()
    return f"Did you mean {' or '.join(repr(s) for s in similar)}?" if similar else ""


def _shown(value: object) -> str:
    if isinstance(value, Mapping):
        return repr(value["kind"]) if isinstance(value.get("kind"), str) else "an object"
    text = "a list" if isinstance(value, list | tuple) and len(value) > 4 else repr(value)
    return text if len(text) <= 60 else text[:57] + "…"
