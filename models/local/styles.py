"""The table of styles. A new one is a module, a line here, and a card."""

from __future__ import annotations

from collections.abc import Callable

from models.errors import UnknownModelError
from models.local.blueprint import Blueprint
from models.local.finish import Finish
from models.local.ink import Ink
from models.local.noir import Noir
from models.local.style import Style
from models.local.toon import Toon
from models.local.watercolour import Watercolour

STYLES: dict[str, Callable[[tuple[int, int], int], Style]] = {
    "blueprint": Blueprint,
    "finish": Finish,
    "ink": Ink,
    "noir": Noir,
    "toon": Toon,
    "watercolour": Watercolour,
}


def make_style(name: str, size: tuple[int, int], seed: int) -> Style:
    """Return a style for pictures of (width, height).

    Raises
    ------
    UnknownModelError
        When there is none of this name.
    """
    if name not in STYLES:
        raise UnknownModelError("local style", name, STYLES)
    return STYLES[name](size, seed)
