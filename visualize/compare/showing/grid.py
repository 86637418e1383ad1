"""Grid: panes of one shape on a canvas, as large as they can be."""

from __future__ import annotations

from dataclasses import dataclass

MARGIN, GAP = 12, 8
LABEL = 32
"""Height of the line over each pane."""

FOOT = 44
"""Height of the band at the bottom."""


@dataclass(frozen=True, slots=True)
class Grid:
    """Where panes go: ``size`` is the canvas, ``pane`` each picture's, (width, height)."""

    size: tuple[int, int]
    pane: tuple[int, int]
    places: tuple[tuple[int, int], ...]
    """Left and top of each picture; its label lies over it."""


def grid_of(count: int, aspect: float, within: tuple[int, int]) -> Grid:
    """Return the grid of so many panes that shows them largest.

    Parameters
    ----------
    aspect
        Width over height of a pane.
    within
        The largest canvas (width, height); the result is cut down to what the panes need, even.
    """
    columns, pane = max(
        ((columns, _pane(columns, count, aspect, within)) for columns in range(1, count + 1)),
        key=lambda found: found[1][0],
    )
    rows = -(-count // columns)
    width = 2 * MARGIN + columns * pane[0] + (columns - 1) * GAP
    height = MARGIN + rows * (LABEL + pane[1] + GAP) + FOOT
    size = (width + width % 2, height + height % 2)
    places = tuple(
        (
            MARGIN + i % columns * (pane[0] + GAP),
            MARGIN + i // columns * (LABEL + pane[1] + GAP) + LABEL,
        )
        for i in range(count)
    )
    return Grid(size=size, pane=pane, places=places)


def _pane(columns: int, count: int, aspect: float, within: tuple[int, int]) -> tuple[int, int]:
    rows = -(-count // columns)
    widest = (within[0] - 2 * MARGIN - (columns - 1) * GAP) / columns
    highest = (within[1] - MARGIN - FOOT - rows * (LABEL + GAP)) / rows
    width = max(2, int(min(widest, highest * aspect)) // 2 * 2)
    return width, max(2, 2 * round(width / aspect / 2))
