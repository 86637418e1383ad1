"""Grid shape: in how many columns pictures stand largest."""

from __future__ import annotations

from collections.abc import Sequence

_STEP = 100.0
"""Square pixels that nobody sees the difference of."""


def columns_for(
    aspects: Sequence[float], room: tuple[int, int], *, head: int, gap: int
) -> int:  # fmt: skip
    """Return the columns in which pictures are largest, with one more cell for something else.

    Of equals the fullest grid is taken.

    Parameters
    ----------
    aspects
        Width by height of each picture.
    room
        Width and height of the whole grid in pixels.
    head
        Height of the line above each picture.
    gap
        Between pictures, either way.
    """
    count = len(aspects) + 1

    def worth(columns: int) -> tuple[int, int, int]:
        rows = -(-count // columns)
        wide = max((room[0] - (columns - 1) * gap) / columns, 0.0)
        high = max((room[1] - (rows - 1) * gap) / rows - head, 0.0)
        area = sum(min(wide, high * aspect) ** 2 / aspect for aspect in aspects)
        return round(area / _STEP), columns * -rows, columns

    return max(range(1, count + 1), key=worth)


def pane_places(count: int, columns: int) -> list[tuple[int, int]]:
    """Return row and column of each of so many panes.

    Something else stands at the upper right: as high as leaves no hole, at most the whole column.
    """
    rows = -(-(count + 1) // columns)
    high = min(columns * rows - count, rows)
    free = (
        (row, column) for row in range(rows) for column in range(columns)
        if column < columns - 1 or row >= high
    )  # fmt: skip
    return [place for place, _ in zip(free, range(count), strict=False)]
