"""Where takes and the headers of their shots lie on the wall, worked out from counts alone."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

Box = tuple[int, int, int, int]
"""Left, top, width and height in pixels."""


@dataclass(frozen=True, slots=True)
class Measure:
    """Sizes in pixels: of a tile (a width of 0 takes the whole row), between, around, of a band."""

    tile: tuple[int, int]
    gap: tuple[int, int] = (16, 12)
    margin: int = 16
    header: int = 36
    empty: int = 60
    below: int = 12


@dataclass(frozen=True, slots=True)
class Stretch:
    """One group: how many takes, whether it is folded, and whether it has a header."""

    count: int
    folded: bool = False
    headed: bool = True


class WallLayout:
    """The places of all takes at a width; nothing here grows with the number of takes."""

    def __init__(self, groups: Sequence[Stretch], width: int, measure: Measure) -> None:
        self._groups, self._measure = groups, measure
        across = max(width - 2 * measure.margin, 1)
        wide = measure.tile[0] or across
        self.columns = max((across + measure.gap[0]) // (wide + measure.gap[0]), 1)
        self._tile = (wide, measure.tile[1])
        self._width = width
        heights = [self._height(group) for group in groups]
        self._tops = list(accumulate(heights, initial=0))
        self._firsts = list(accumulate((group.count for group in groups), initial=0))

    @property
    def height(self) -> int:
        """Of everything."""
        return self._tops[-1] + self._measure.below if self._groups else 0

    @property
    def count(self) -> int:
        """How many takes there are, those of folded groups too."""
        return self._firsts[-1]

    def group_of(self, take: int) -> int:
        """Return the group that a take is in."""
        return bisect_right(self._firsts, take) - 1

    def first_of(self, group: int) -> int:
        """Return the first take of a group."""
        return self._firsts[group]

    @property
    def groups(self) -> int:
        """How many groups there are."""
        return len(self._groups)

    def headed(self, group: int) -> bool:
        """Tell whether a group has a header."""
        return self._groups[group].headed

    def opened(self, group: int) -> bool:
        """Tell whether takes of a group are to be seen."""
        one = self._groups[group]
        return bool(one.count) and not one.folded

    def last_row_of(self, group: int) -> int:
        """Return the first take in the last row of a group."""
        last = self._groups[group].count - 1
        return self._firsts[group] + last // self.columns * self.columns

    def place(self, take: int) -> Box:
        """Return where a take lies; that of a folded group lies at its header, without height."""
        number = self.group_of(take)
        group, measure = self._groups[number], self._measure
        top = self._tops[number] + self._head(group)
        if group.folded:
            return (measure.margin, top, self._tile[0], 0)
        row, column = divmod(take - self._firsts[number], self.columns)
        left = measure.margin + column * (self._tile[0] + measure.gap[0])
        return (left, top + row * self._step(), *self._tile)

    def header(self, group: int) -> Box:
        """Return where the header of a group lies."""
        return (0, self._tops[group], self._width, self._head(self._groups[group]))

    def band(self, group: int) -> Box | None:
        """Return where an empty group says that it is, ``None`` for one that has takes."""
        one, measure = self._groups[group], self._measure
        if one.count or one.folded or not one.headed:
            return None
        top = self._tops[group] + self._head(one)
        return (measure.margin, top, self._width - 2 * measure.margin, measure.empty)

    def groups_between(self, top: int, bottom: int) -> range:
        """Return the groups of which something lies between two heights."""
        first = max(bisect_right(self._tops, top) - 1, 0)
        last = bisect_right(self._tops, bottom)
        return range(first, min(last, len(self._groups)))

    def takes_between(self, top: int, bottom: int) -> list[int]:
        """Return the takes of which something lies between two heights."""
        found: list[int] = []
        for number in self.groups_between(top, bottom):
            group = self._groups[number]
            if group.folded or not group.count:
                continue
            start = self._tops[number] + self._head(group)
            first = max((top - start) // self._step(), 0) * self.columns
            last = max((bottom - start) // self._step() + 1, 0) * self.columns
            found += range(
                self._firsts[number] + first, self._firsts[number] + min(last, group.count)
            )
        return found

    def take_at(self, x: int, y: int) -> int | None:
        """Return the take at a point."""
        for take in self.takes_between(y, y):
            left, top, wide, high = self.place(take)
            if left <= x < left + wide and top <= y < top + high:
                return take
        return None

    def beside(self, take: int, across: int, down: int) -> int:
        """Return the take so many places on and rows down; the nearest there is."""
        if across:
            return self._open(take + across, 1 if across > 0 else -1, take)
        left, top, _, high = self.place(take)
        aim = top + high // 2 + (self._step() if down > 0 else -self._step())
        rows = range(1, 4 + len(self._groups))
        for _ in rows:
            level = [n for n in self.takes_between(aim, aim) if self._is_at(n, aim)]
            if level:
                return min(level, key=lambda n: abs(self.place(n)[0] - left))
            aim += (self._measure.header // 2) * (1 if down > 0 else -1)
            if not 0 <= aim <= self.height:
                break
        return take

    def _open(self, take: int, step: int, kept: int) -> int:
        while 0 <= take < self.count:
            if not self._groups[self.group_of(take)].folded:
                return take
            take += step
        return kept

    def _is_at(self, take: int, y: int) -> bool:
        _, top, _, high = self.place(take)
        return top <= y <= top + high

    def _step(self) -> int:
        return self._tile[1] + self._measure.gap[1]

    def _head(self, group: Stretch) -> int:
        return self._measure.header if group.headed else self._measure.below

    def _height(self, group: Stretch) -> int:
        head = self._head(group)
        if group.folded:
            return head
        if not group.count:
            return head + (self._measure.empty + self._measure.below if group.headed else 0)
        return head + -(-group.count // self.columns) * self._step()
