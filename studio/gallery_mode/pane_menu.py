"""PaneMenu: what can be done with one pane of a comparison."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from studio.gallery_mode.comparing import Comparing
from studio.gallery_mode.deeds import Deeds
from studio.gallery_mode.filtering import MOST_STARS
from studio.gallery_mode.take_words import model_words, price_words
from visualize.compare.showing import Comparison, Entry
from visualize.takes.row import Row

_LOOKS = (("clay", "Clay"), ("beauty", "Beauty"), ("wire", "Wire"), ("depth", "Depth"))
_FEWEST = 2


class PaneMenu(QObject):
    """Makes the menus. A refusal is a line that is off and says why."""

    decided = QtSignal(str)
    """The letter of the take to pick, or to vote for."""
    mixed = QtSignal(str)
    """A take is to be wiped against the blocking, by its id."""
    use_settings = QtSignal(str)
    """The settings of a take are wanted again, by its id."""

    def __init__(self, comparing: Comparing, deeds: Deeds, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._comparing, self._deeds = comparing, deeds

    def of_pane(self, id_: str, shown: Comparison, over: QWidget, *, blind: bool) -> QMenu:
        """Return the menu of a pane, by its id, in the comparison that is shown."""
        entry = next((one for one in shown.entries if one.row.take.id == id_), None)
        if entry is None:
            return self.of_blocking(over)
        if blind:
            return self.of_ballot(entry.letter, over)
        return self.of_take(entry, over, picked=shown.shot.pick == id_)

    def of_blocking(self, over: QWidget) -> QMenu:
        """Return the menu of the blocking: how it is drawn."""
        menu = _menu(over)
        group = QActionGroup(menu)
        for look, label in _LOOKS:
            action = menu.addAction(label, partial(self._comparing.set_look, look))
            action.setCheckable(True)
            action.setChecked(look == self._comparing.look)
            group.addAction(action)
        return menu

    def of_ballot(self, letter: str, over: QWidget) -> QMenu:
        """Return the menu of a take whose name is hidden."""
        menu = _menu(over)
        menu.addAction(f"Vote {letter}", lambda: self.decided.emit(letter))
        return menu

    def of_take(self, entry: Entry, over: QWidget, *, picked: bool) -> QMenu:
        """Return the menu of a take."""
        menu, row, deeds = _menu(over), entry.row, self._deeds
        id_ = row.take.id
        pick = menu.addAction(f"Pick {entry.letter}", lambda: self.decided.emit(entry.letter))
        if picked:
            pick.setText("Take the pick back")
        stars = menu.addMenu("Rate")
        for number in range(1, MOST_STARS + 1):
            action = stars.addAction("★" * number, partial(deeds.rate, (row,), number))
            action.setCheckable(True)
            action.setChecked(row.review.rating == number)
        menu.addAction("Wipe against the blocking", lambda: self.mixed.emit(id_))
        menu.addAction("Use these settings again", lambda: self.use_settings.emit(id_))
        menu.addSeparator()
        self._add_exchange(menu, row)
        menu.addSeparator()
        menu.addAction("Show in its folder", lambda: deeds.reveal(row))
        menu.addAction("Export…", lambda: deeds.export(row, over))
        return menu

    def of_more(self, over: QWidget) -> QMenu:
        """Return the menu of the takes that may come in."""
        menu = _menu(over)
        for row in self._comparing.others():
            menu.addAction(_said(row), partial(self._comparing.exchange, (), (row.take.id,)))
        if menu.isEmpty():
            menu.addAction("All takes of this shot are here").setEnabled(False)
        return menu

    def _add_exchange(self, menu: QMenu, row: Row) -> None:
        id_, others = row.take.id, self._comparing.others()
        instead = menu.addMenu("Replace with")
        instead.setEnabled(bool(others))
        for other in others:
            swap = partial(self._comparing.exchange, (id_,), (other.take.id,))
            instead.addAction(_said(other), swap)
        remove = menu.addAction("Take out", partial(self._comparing.exchange, (id_,), ()))
        if len(self._comparing.ids) <= _FEWEST:
            remove.setText("Take out (two are needed)")
            remove.setEnabled(False)


def _menu(over: QWidget) -> QMenu:
    menu = QMenu(over)
    menu.aboutToHide.connect(menu.deleteLater)
    return menu


def _said(row: Row) -> str:
    rejected = ", rejected" if row.review.rejected else ""
    return f"Take {row.take.number}  {model_words(row.take)}, {price_words(row.take)}{rejected}"
