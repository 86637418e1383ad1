"""Which materials differ in their colour alone, so that one draw serves them all. No GL here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace
from typing import Any

from compose.geometry.material import Material, Texture


class Looks:
    """Numbers for materials: equal ones for those that are alike but for name and colour."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[Any, ...], int] = {}
        self._known: dict[int, int] = {}
        self._white: dict[int, Material] = {}

    def number(self, material: Material) -> int:
        """Return the number of a material's look."""
        known = self._known.get(id(material))
        if known is None:
            known = self._numbers.setdefault(_look(material), len(self._numbers))
            self._known[id(material)] = known
        return known

    def shared(self, materials: Sequence[Material]) -> Material:
        """Return the material that draws all of these, which have one look.

        The first of them when they are of one colour, else a white one: each row then has its
        colour in its tint.
        """
        first = materials[0]
        if all(other.base_color == first.base_color for other in materials):
            return first
        number = self.number(first)
        if number not in self._white:
            color = (1.0, 1.0, 1.0, first.base_color[3])
            self._white[number] = replace(first, base_color=color)
        return self._white[number]


def _look(material: Material) -> tuple[Any, ...]:
    """Return all that a draw sets for a material, but for red, green and blue."""
    values = [getattr(material, item.name) for item in fields(material) if item.name not in _FREE]
    named = [id(value) if isinstance(value, Texture) else value for value in values]
    return (*named, material.base_color[3])


_FREE = ("name", "base_color")
