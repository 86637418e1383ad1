"""ShotStrip: the cards in a row, to be looked at, renamed, and dragged into another order."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QPoint, QSize, Qt
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QListView, QWidget

from studio.desk import Desk
from studio.listening import listen
from studio.storyboard.card import CARD, PICTURE, CardDelegate
from studio.storyboard.shots_model import ShotsModel
from studio.storyboard.thumbnails import Thumbnails
from studio.widgets.focus_ring import FocusRing


class ShotStrip(QListView):
    """One line of cards. A click looks at a shot, a second on its label renames it."""

    added = QtSignal()
    """The card that adds a shot was clicked."""
    menu_wanted = QtSignal(QPoint)
    """A context menu is wanted, at a global place; the shot under it is looked at."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = desk.session
        self.setObjectName("shot-strip")
        self.setAccessibleName("Shots of the storyboard")
        self.shots = ShotsModel(desk.session, self)
        self.thumbnails = Thumbnails(
            desk, "thumbnail", (2 * PICTURE.width(), 2 * PICTURE.height()), self
        )
        self.cards = CardDelegate(desk, self.shots, self.thumbnails, self)
        self.setModel(self.shots)
        self.setItemDelegate(self.cards)
        self._set_up()
        FocusRing(desk.theme, self)
        self.thumbnails.drawn.connect(self._show_picture)
        listen(self, desk.session.project_changed, lambda _: self._refresh())
        listen(self, desk.session.place_changed, self._show_place)
        self.thumbnails.refresh()
        self._show_place()

    def _set_up(self) -> None:
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(False)
        self.setHorizontalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QListView.SelectionMode.SingleSelection)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setDragDropMode(QListView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setDropIndicatorShown(True)
        self.setMouseTracking(True)
        self.setFixedHeight(CARD.height() + 4)

    def sizeHint(self) -> QSize:
        """Return the room for a few cards."""
        return QSize(4 * CARD.width(), CARD.height() + 4)

    def rename(self, part: str = "name") -> None:
        """Edit the name or the number of the shot that is looked at, in place."""
        shot = self._session.shot
        index = QModelIndex() if shot is None else self.shots.index_of(shot.id)
        if index.isValid():
            self.shots.edited = part
            self.scrollTo(index)
            self.edit(index)

    # -- hands -------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Look at the shot under the pointer."""
        super().mousePressEvent(event)
        self._look(self.indexAt(event.position().toPoint()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Add a shot where the last card is clicked."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        left = event.button() is Qt.MouseButton.LeftButton
        if left and index.isValid() and self.shots.shot(index) is None:
            self.added.emit()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Rename, by the label under the pointer."""
        place = event.position().toPoint()
        index = self.indexAt(place)
        shot = self.shots.shot(index) if index.isValid() else None
        if shot is None:
            return
        card = self.visualRect(index)
        in_words = place.y() > card.y() + PICTURE.height()
        self.rename(self.cards.part_at(card, shot, place.x()) if in_words else "name")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go along the shots with the arrows; add with Enter on the last card."""
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._session.step_shot(-1 if event.key() == Qt.Key.Key_Left else 1)
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll along."""
        turn = event.angleDelta()
        bar = self.horizontalScrollBar()
        bar.setValue(bar.value() - (turn.x() or turn.y()))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Look at the shot and ask for its menu."""
        self._look(self.indexAt(event.pos()))
        self.menu_wanted.emit(event.globalPos())

    def leaveEvent(self, event: QEvent) -> None:
        """Paint the card without its hover."""
        super().leaveEvent(event)
        self.viewport().update()

    def _look(self, index: QModelIndex) -> None:
        shot = self.shots.shot(index) if index.isValid() else None
        if shot is not None:
            self._session.look_at_shot(shot.id)

    # -- listening ---------------------------------------------------------------------------------

    def _refresh(self) -> None:
        if self.shots.refresh():
            self._show_place()

    def _show_place(self) -> None:
        shot = self._session.shot
        index = QModelIndex() if shot is None else self.shots.index_of(shot.id)
        self.setCurrentIndex(index)
        if index.isValid():
            self.scrollTo(index)
        self.viewport().update()

    def _show_picture(self, shot: str) -> None:
        index = self.shots.index_of(shot)
        if index.isValid():
            self.shots.tell([index.row()])
