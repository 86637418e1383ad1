"""Corners: where small panels lie in the corners of a large one. No Qt."""

from __future__ import annotations

from collections.abc import Mapping

Corner = tuple[bool, bool]
"""Right rather than left, lower rather than upper."""

Size = tuple[int, int]

_MARGIN, _GAP = 12, 8

NAMES: Mapping[str, Corner] = {
    "top-left": (False, False),
    "top-right": (True, False),
    "bottom-left": (False, True),
    "bottom-right": (True, True),
}


def in_corners(
    area: Size, panels: Mapping[str, tuple[Size, str]], left: int = _MARGIN
) -> dict[str, tuple[int, int]]:
    """Return the left and top of each panel, by its size and the name of its corner.

    Panels of a corner lie one above the other, the first at the edge; ``left`` is kept free. One
    that the panels before it at its side leave no room for is left out.
    """
    used: dict[str, int] = {}
    room = dict.fromkeys((False, True), area[1] - 2 * _MARGIN)
    places = {}
    for name, ((wide, high), corner) in panels.items():
        right, lower = NAMES[corner]
        if high > room[right]:
            continue
        room[right] -= high + _GAP
        along = used.get(corner, _MARGIN)
        x = area[0] - wide - _MARGIN if right else left
        places[name] = (x, area[1] - high - along if lower else along)
        used[corner] = along + high + _GAP
    return places


def nearest_corner(area: Size, x: float, y: float) -> str:
    """Return the name of the corner whose quarter holds a point."""
    wanted = (x > area[0] / 2.0, y > area[1] / 2.0)
    return next(name for name, corner in NAMES.items() if corner == wanted)
