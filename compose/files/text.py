"""The text of a file in our form: two spaces, one field a line, vectors and keys on one line."""

from __future__ import annotations

import json
from typing import Any

_ONE_LINE = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode


def to_bytes(document: dict[str, Any]) -> bytes:
    """Return a document as UTF-8 in our form, ending in a line break.

    Numbers are written with the fewest digits that read back as the same number. A list of
    numbers takes one line, and so does a ``Line`` of ``compose.files.dump``.

    Raises
    ------
    TypeError, ValueError
        When the document holds what JSON cannot: an object, NaN, half of a character.
    """
    pieces: list[str] = []
    _write(document, "\n", pieces)
    pieces.append("\n")
    return "".join(pieces).encode()


def _write(value: Any, newline: str, pieces: list[str]) -> None:  # noqa: ANN401 - any JSON data
    kind = type(value)
    inner = newline + "  "
    if kind is dict and value:  # and so no Line
        separator = "{" + inner
        for name, item in value.items():
            pieces.append(f"{separator}{_ONE_LINE(name)}: ")
            _write(item, inner, pieces)
            separator = "," + inner
        pieces.append(newline + "}")
    elif kind is list and not all(type(item) in (float, int) for item in value):
        separator = "[" + inner
        for item in value:
            pieces.append(separator)
            _write(item, inner, pieces)
            separator = "," + inner
        pieces.append(newline + "]")
    else:
        pieces.append(_ONE_LINE(value))
