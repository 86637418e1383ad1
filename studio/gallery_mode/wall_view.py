"""WallView: the takes under the hand: keys and pointer on the wall."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QWidget

from studio.gallery_mode.wall_heads import FOLD, WallHeads
from studio.gallery_mode.wall_layout import WallLayout
from studio.gallery_mode.wall_steps import Spot, above, below, spot_of
from studio.gallery_mode.wall_surface import WallSurface
from studio.take_pictures import TakePictures
from studio.theme import Theme

_HEAD_ROOM = 120
"""What is kept in view below the top of a header that is gone to by key."""
_VERTICAL = {Qt.Key.Key_Up: above, Qt.Key.Key_Down: below}
_ACROSS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_PRESSES = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class WallView(WallSurface):
    """The takes. Everything that is done to them goes through signals.

    Up and Down go over takes and headers; on a header Left and Right go along its buttons, Return
    and Space press.
    """

    wanted = QtSignal(str, str)
    """A button of a shot was pressed: what it does, and the shot's id."""
    menu_wanted = QtSignal(QPoint)
    """A menu for what is selected, at a point of the screen."""
    opened = QtSignal()
    """The current take is to fill the screen."""

    def __init__(self, theme: Theme, pictures: TakePictures, parent: QWidget | None = None) -> None:
        super().__init__(theme, pictures, parent)
        self.setMouseTracking(True)
        self.viewport().setMouseTracking(True)
        self.doubleClicked.connect(lambda _: self.opened.emit())
        _HeaderKeys(self._heads, self)

    # -- the keys --------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go up and down over takes and headers; on a header along its buttons."""
        key, ringed = Qt.Key(event.key()), self._heads.ringed
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and key in _VERTICAL and self._step(_VERTICAL[key]):
            return
        if plain and ringed is not None and key in _ACROSS:
            self._heads.step(self.takes.groups[ringed[0]], _ACROSS[key])
            self.viewport().update()
        elif plain and ringed is not None and key in _PRESSES:
            self._press(*ringed)
        else:
            super().keyPressEvent(event)

    def _step(self, step: Callable[[WallLayout, Spot], Spot]) -> bool:
        """Go to the next spot; false where there is none to start from."""
        ringed, current = self._heads.ringed, self.currentIndex()
        if ringed is None and not current.isValid():
            return False
        spot = spot_of(self.laid, current.row()) if ringed is None else Spot(ringed[0])
        spot = step(self.laid, spot)
        self._heads.ringed = (spot.group, FOLD) if spot.take is None else None
        if spot.take is not None:
            self.select_only(spot.take)
        else:
            top = self.laid.header(spot.group)[1]
            bar, seen = self.verticalScrollBar(), self.viewport().height()
            bar.setValue(min(max(bar.value(), top + _HEAD_ROOM - seen), top))
        self.viewport().update()
        return True

    def _press(self, number: int, deed: str) -> None:
        shot = self.takes.groups[number].shot
        if deed == FOLD:
            self.takes.fold(shot)
            self.lay_out()
        else:
            self.wanted.emit(deed, shot)

    # -- the pointer -----------------------------------------------------------------------------

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Scrub the take under the pointer, light the button under it."""
        super().mouseMoveEvent(event)
        point = event.position().toPoint()
        over = self._deed_at(point)
        index = self.indexAt(point)
        hover = index.row() if index.isValid() else None
        if over != self._heads.over or hover is not None or hover != self._hover:
            self._heads.over, self._hover = over, hover
            if hover is not None:
                rect = self.visualRect(index)
                self._scrub = min(max((point.x() - rect.x()) / max(rect.width(), 1), 0.0), 1.0)
            self.viewport().update()

    def leaveEvent(self, event: QEvent) -> None:
        """Show the poster again."""
        super().leaveEvent(event)
        self._hover = self._heads.over = None
        self.viewport().update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Press a button, or select."""
        self._heads.ringed = None
        found = self._deed_at(event.position().toPoint())
        if found is None or event.button() is not Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)
        else:
            self._press(*found)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for a menu for what is selected; by the menu key at the current take."""
        if not self.selectedIndexes():
            return
        place = event.globalPos()
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            place = self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).center())
        self.menu_wanted.emit(place)

    def _deed_at(self, point: QPoint) -> tuple[int, str] | None:
        y = point.y() + self.verticalOffset()
        for number in self.laid.groups_between(y, y):
            group = self.takes.groups[number]
            if group.headed:
                chosen = self._chosen_of(number)
                deed = self._heads.deed_at(group, *self._head_places(number), chosen, point)
                if deed is not None:
                    return number, deed
        return None


class _HeaderKeys(QObject):
    """Keeps Return and Space for a header that has the ring: elsewhere they are commands."""

    def __init__(self, heads: WallHeads, view: WallSurface) -> None:
        super().__init__(view)
        self._heads = heads
        view.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        asked = event.type() is QEvent.Type.ShortcutOverride
        if not asked or self._heads.ringed is None or not isinstance(event, QKeyEvent):
            return False
        if event.key() in _PRESSES:
            event.accept()
        return event.key() in _PRESSES
