"""Phrases: the tables of ``phrases.toml`` and ``colours.toml``, read once."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def table(name: str) -> dict[str, Any]:
    """Return one table of the phrases by name."""
    found: dict[str, Any] = _read("phrases")[name]
    return found


@cache
def colour_table() -> tuple[tuple[str, tuple[int, int, int]], ...]:
    """Return the names of colours, each with its sRGB bytes."""
    return tuple(
        (name, (int(code[1:3], 16), int(code[3:5], 16), int(code[5:7], 16)))
        for name, code in _read("colours").items()
    )


@cache
def _read(name: str) -> dict[str, Any]:
    text = files("visualize.prompt").joinpath(f"{name}.toml").read_text("utf-8")
    return tomllib.loads(text)


def band(name: str, value: float) -> str:
    """Return the first word of a table of bands (``[upper limit, word]``) that a value is below.

    The last band has no limit.
    """
    rows: list[list[Any]] = table("bands")[name]
    return str(next((row[-1] for row in rows[:-1] if value < row[0]), rows[-1][-1]))


def listed(names: Sequence[str]) -> str:
    """Return ``a``, ``a and b``, ``a, b and c``."""
    *first, last = names
    return f"{', '.join(first)} and {last}" if first else last


def capital(text: str) -> str:
    """Return the text with a capital at its head."""
    return text[:1].upper() + text[1:]


def with_article(noun: str) -> str:
    """Return a common noun with ``a`` or ``an``."""
    return f"{'an' if noun[:1].lower() in 'aeiou' else 'a'} {noun}"
