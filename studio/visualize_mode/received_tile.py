"""ReceivedTile: one picture of what a model receives, drawn live and small."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtGui import QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QWidget

from studio.desk import Desk
from studio.drawing import Picture, Wish
from studio.painting import Brush
from studio.visualize_mode.pictures import pass_image, pass_words
from studio.visualize_mode.received import Received
from studio.widgets.thumbnail import paint_picture

_CAPTION = 22
_LATER = 2


class ReceivedTile(QWidget):
    """A pass, a frame or a picture of the user's own, with what it is below.

    Parameters
    ----------
    slot
        Its name among the wishes of the drawing.
    cover
        Fill the tile and cut what is over, in place of showing the whole picture.
    """

    chosen = QtSignal(str)
    """The pass of a guide that is off was clicked."""

    def __init__(
        self, desk: Desk, slot: str, *, cover: bool = True, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._desk, self._theme, self._slot = desk, desk.theme, slot
        self._thing: Received | None = None
        self._image = QImage()
        self._told = ""
        self._wanted: object = None
        self.setMinimumWidth(84)
        self._cover = cover
        desk.drawing.drawn.connect(self._drawn)

    @property
    def thing(self) -> Received | None:
        """What it shows."""
        return self._thing

    @property
    def image(self) -> QImage:
        """The picture, null until it is drawn."""
        return self._image

    def show_thing(self, thing: Received) -> None:
        """Show something, at the playhead where it is a film."""
        if self._thing is None or (thing.pass_name, thing.own) != (
            self._thing.pass_name, self._thing.own,
        ):  # fmt: skip
            self._image, self._told = QImage(), ""
        self._thing = thing
        able = thing.slot == "guide" and not thing.on
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if able else Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor if able else Qt.CursorShape.ArrowCursor)
        self.setToolTip(f"Guide by {thing.label.lower()} instead" if able else "")
        self.setAccessibleName(f"{thing.label}, {thing.caption}")
        self.refresh()

    def refresh(self) -> None:
        """Draw it as the scene is now."""
        thing, session = self._thing, self._desk.session
        shot = session.shot
        if thing is None or shot is None or not self.isVisible():
            return
        if thing.own is not None:
            if self._image.isNull():
                self._image = QImage(str(thing.own))
            self.update()
            return
        inside = shot.start <= session.frame < shot.end
        frame = session.frame if thing.moves and inside else thing.frame
        wanted = (session.project, shot.id, frame, thing.pass_name, self.size())
        if wanted != self._wanted:
            self._wanted = wanted
            ratio = self.devicePixelRatioF()
            box = self._room().size() * ratio
            self._desk.drawing.ask(
                Wish(
                    slot=self._slot, project=session.project, scene=shot.scene, shot=shot.id,
                    frame=frame, size=(max(box.width(), 16), max(box.height(), 16)),
                    passes=(thing.pass_name,), urgency=_LATER,
                )
            )  # fmt: skip
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw at the size there is now."""
        super().resizeEvent(event)
        self.refresh()

    def sizeHint(self) -> QSize:
        """Return a small picture's size."""
        return QSize(156, 68 + _CAPTION)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint picture, edge and caption."""
        thing = self._thing
        if thing is None:
            return
        painter = QPainter(self)
        brush = Brush(painter, self._theme)
        room = self._room()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("input"))
        painter.drawRoundedRect(room, 4, 4)
        if not thing.on:
            painter.setOpacity(0.45)
        paint_picture(painter, room, self._image, cover=self._cover)
        painter.setOpacity(1.0)
        edge = "daylight" if thing.on else "line2"
        painter.setPen(QPen(self._theme.color(edge), 2.0 if thing.on else 1.0))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(room).adjusted(1, 1, -1, -1), 4, 4)
        self._paint_caption(brush, thing)
        if self.hasFocus():
            brush.focus(self.rect())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Choose the pass."""
        if self.rect().contains(event.position().toPoint()):
            self._choose()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose the pass with Space or Return."""
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return):
            self._choose()
        else:
            super().keyPressEvent(event)

    def _choose(self) -> None:
        if self._thing is not None and self._thing.slot == "guide" and not self._thing.on:
            self.chosen.emit(self._thing.pass_name)

    def _paint_caption(self, brush: Brush, thing: Received) -> None:
        y = self.height() - _CAPTION
        icon, token = ("check", "daylight") if thing.on else ("minus", "text3")
        brush.icon(0, y + 5, icon, token, 14)
        line = QRect(18, y + 2, self.width() - 18, 20)
        used = brush.text(line, thing.label, "name", "text1" if thing.on else "text2") + 6
        told = self._told if thing.on and self._told else thing.caption
        brush.text(line.adjusted(used, 0, 0, 0), told, "caption", "text3")

    def _room(self) -> QRect:
        return QRect(0, 0, self.width(), self.height() - _CAPTION)

    def _drawn(self, picture: Picture) -> None:
        wish = picture.wish
        if wish.slot == self._slot and self._thing is not None:
            name = wish.passes[0]
            if name == self._thing.pass_name:
                self._image = pass_image(name, picture.frame)
                self._told = pass_words(name, picture.frame)
                self.update()
