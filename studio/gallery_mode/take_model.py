"""TakeModel: the takes on the wall, read from the gallery by the page as they come into view."""

from __future__ import annotations

from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from studio.gallery_mode.take_words import cause, spoken
from studio.gallery_mode.wall_layout import Stretch
from visualize.staleness import Reason
from visualize.takes.row import Row

ROW = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex
_NO_INDEX = QModelIndex()
_PAGE = 16
_MOST_PAGES = 128
_MOST_SEARCHED = 4000


@dataclass(frozen=True, kw_only=True)
class TakeGroup:
    """The takes of one shot, or all of them where ``shot`` is "".

    ``read`` returns takes from an offset on, as many as asked for. ``number`` is the shot's,
    ``words`` say how many takes there are and what they cost, ``coming`` how many are on their way.
    """

    count: int
    read: Callable[[int, int], Sequence[Row]]
    shot: str = ""
    number: str = ""
    name: str = ""
    words: str = ""
    coming: str = ""
    headed: bool = True

    @property
    def in_project(self) -> bool:
        """Whether its shot is still there."""
        return bool(self.number)


class TakeModel(QAbstractListModel):
    """A flat list of all takes on the wall, in groups."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.groups: tuple[TakeGroup, ...] = ()
        self.folded: frozenset[str] = frozenset()
        self.picks: frozenset[str] = frozenset()
        self.reasons: Mapping[str, Sequence[Reason]] = {}
        self._firsts: list[int] = [0]
        self._pages: OrderedDict[tuple[int, int], Sequence[Row]] = OrderedDict()

    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        """Return how many takes there are."""
        return 0 if parent.isValid() else self._firsts[-1]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a take for the painter, its words for a screen reader."""
        if role == ROW:
            return self.take(index.row())
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            row = self.take(index.row())
            if row is None:
                return "A take that is gone"
            return spoken(row, self.stale_word(row), picked=row.take.id in self.picks)
        return None

    def stretches(self) -> list[Stretch]:
        """Return the groups as the layout needs them."""
        return [
            Stretch(group.count, group.shot in self.folded, group.headed) for group in self.groups
        ]

    def take(self, number: int) -> Row | None:
        """Return a take by its place; ``None`` when it went away meanwhile."""
        group = self._group_of(number)
        at = number - self._firsts[group]
        key = (group, at // _PAGE)
        page = self._pages.get(key)
        if page is None:
            page = self.groups[group].read(key[1] * _PAGE, _PAGE)
            self._pages[key] = page
            while len(self._pages) > _MOST_PAGES:
                self._pages.popitem(last=False)
        else:
            self._pages.move_to_end(key)
        return page[at % _PAGE] if at % _PAGE < len(page) else None

    def place_of(self, take: str, shot: str) -> int | None:
        """Return the place of a take, looked for in its shot's group."""
        for number, group in enumerate(self.groups):
            if group.shot in (shot, ""):
                for at in range(min(group.count, _MOST_SEARCHED)):
                    row = self.take(self._firsts[number] + at)
                    if row is not None and row.take.id == take:
                        return self._firsts[number] + at
        return None

    def stale_word(self, row: Row) -> str:
        """Return in a word why a take is stale."""
        return cause(self.reasons.get(row.take.id, ()))

    def show(self, groups: Sequence[TakeGroup], picks: frozenset[str]) -> None:
        """Show other takes; where there are as many as before, the selection stays."""
        same = _shape(groups) == _shape(self.groups)
        if not same:
            self.beginResetModel()
        self.groups, self.picks = tuple(groups), picks
        self._pages.clear()
        self._firsts = [0]
        for group in groups:
            self._firsts.append(self._firsts[-1] + group.count)
        if same:
            self._tell_all()
        else:
            self.endResetModel()

    def set_reasons(self, reasons: Mapping[str, Sequence[Reason]]) -> None:
        """Take in which takes are stale, and why."""
        self.reasons = reasons
        self._tell_all()

    def fold(self, shot: str) -> None:
        """Fold a shot's takes away, or open them."""
        self.folded ^= {shot}

    def _tell_all(self) -> None:
        if self._firsts[-1]:
            self.dataChanged.emit(self.index(0), self.index(self._firsts[-1] - 1))

    def _group_of(self, number: int) -> int:
        return bisect_right(self._firsts, number) - 1


def _shape(groups: Sequence[TakeGroup]) -> list[tuple[str, int, bool]]:
    return [(group.shot, group.count, group.headed) for group in groups]
