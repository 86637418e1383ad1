"""CardDelegate: a shot as a card: its picture, number, name and seconds."""

from __future__ import annotations

from fractions import Fraction

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from compose.shot import Shot
from studio.desk import Desk
from studio.storyboard.shots_model import ShotsModel
from studio.storyboard.thumbnails import Thumbnails
from studio.widgets.thumbnail import paint_picture

PICTURE = QSize(162, 66)
GAP = 10
_CAPTION_PX = 18
CARD = QSize(PICTURE.width() + GAP, PICTURE.height() + _CAPTION_PX + 4)
_ADD_PX = 132
_ANY_INDEX = QModelIndex | QPersistentModelIndex


class CardDelegate(QStyledItemDelegate):
    """Paints cards and edits a name or a number in place."""

    def __init__(
        self, desk: Desk, model: ShotsModel, thumbnails: Thumbnails, parent: QAbstractItemView
    ) -> None:
        super().__init__(parent)
        self._desk, self._model, self._thumbnails = desk, model, thumbnails

    def sizeHint(self, option: QStyleOptionViewItem, index: _ANY_INDEX) -> QSize:
        """Return the size of a card with the gap behind it."""
        if self._model.shot(index) is None:
            return QSize(_ADD_PX + GAP, CARD.height())
        return CARD

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _ANY_INDEX) -> None:
        """Paint a card."""
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shot = self._model.shot(index)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        if shot is None:
            self._paint_add(painter, rect, hovered=hovered)
        else:
            focused = bool(state & QStyle.StateFlag.State_HasFocus)
            self._paint_shot(painter, rect, shot, hovered=hovered, focused=focused)
        painter.restore()

    def _paint_shot(
        self, painter: QPainter, rect: QRect, shot: Shot, *, hovered: bool, focused: bool
    ) -> None:
        theme, session = self._desk.theme, self._desk.session
        picture = QRectF(rect.x() + 1, rect.y() + 1, PICTURE.width() - 2, PICTURE.height() - 2)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("bg2"))
        painter.drawRoundedRect(picture, 4, 4)
        image = self._thumbnails.image(shot.id)
        if image is not None:
            paint_picture(painter, picture, image)
        looked_at = session.shot is not None and session.shot.id == shot.id
        token = "daylight" if looked_at or focused else "line2" if hovered else "line"
        painter.setPen(QPen(theme.color(token), 2 if looked_at else 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(picture, 4, 4)
        self._paint_caption(painter, self.caption_rect(rect), shot, looked_at=looked_at)

    def _paint_caption(
        self, painter: QPainter, rect: QRectF, shot: Shot, *, looked_at: bool
    ) -> None:
        theme, middle = self._desk.theme, Qt.AlignmentFlag.AlignVCenter
        seconds = _seconds(shot, self._desk.session.project.frame_rate)
        painter.setFont(theme.font("caption"))
        painter.setPen(theme.color("text3"))
        painter.drawText(rect, middle | Qt.AlignmentFlag.AlignRight, seconds)
        rect.setRight(rect.right() - QFontMetricsF(painter.font()).horizontalAdvance(seconds) - 6)
        painter.setFont(theme.font("header"))
        painter.setPen(theme.color("daylight" if looked_at else "text1"))
        painter.drawText(rect, middle, shot.number)
        rect.setLeft(rect.left() + self._number_width(shot) + 5)
        painter.setFont(theme.font("name" if looked_at else "body"))
        painter.setPen(theme.color("text1" if looked_at else "text2"))
        metrics = QFontMetricsF(painter.font())
        name = metrics.elidedText(shot.name, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, middle, name)

    def _paint_add(self, painter: QPainter, rect: QRect, *, hovered: bool) -> None:
        theme = self._desk.theme
        room = QRectF(rect.x() + 1, rect.y() + 1, _ADD_PX - 2, PICTURE.height() - 2)
        painter.setPen(
            QPen(theme.color("daylight" if hovered else "line2"), 1, Qt.PenStyle.DashLine)
        )
        painter.setBrush(theme.color("bg2") if hovered else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(room, 4, 4)
        token = "text1" if hovered else "text2"
        icon = theme.icon("plus", token)
        icon.paint(painter, int(room.center().x()) - 9, int(room.center().y()) - 21, 18, 18)
        painter.setFont(theme.font())
        painter.setPen(theme.color(token))
        words = room.adjusted(0, room.height() / 2 - 2, 0, -8)
        painter.drawText(words, Qt.AlignmentFlag.AlignCenter, "Add shot from view")

    @staticmethod
    def caption_rect(card: QRect) -> QRectF:
        """Return where the words of a card are."""
        top = card.y() + PICTURE.height() + 2
        return QRectF(card.x() + 1, top, PICTURE.width() - 2, _CAPTION_PX)

    def part_at(self, card: QRect, shot: Shot, x: float) -> str:
        """Return which label is at an x of a card: ``"number"`` or ``"name"``."""
        return "number" if x < card.x() + self._number_width(shot) + 4 else "name"

    def _number_width(self, shot: Shot) -> float:
        metrics = QFontMetricsF(self._desk.theme.font("header"))
        return metrics.horizontalAdvance(shot.number)

    # -- editing in place --------------------------------------------------------------------------

    def createEditor(
        self, parent: QWidget, option: QStyleOptionViewItem, index: _ANY_INDEX
    ) -> QWidget:
        """Return a line to write in."""
        editor = QLineEdit(parent)
        editor.setAccessibleName(f"Shot {self._model.edited}")
        editor.setMaxLength(80)
        return editor

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: _ANY_INDEX
    ) -> None:
        """Put the line over the label that it changes."""
        rect: QRect = option.rect
        caption = self.caption_rect(rect).toRect()
        shot = self._model.shot(index)
        number = 0 if shot is None else int(self._number_width(shot)) + 4
        if self._model.edited == "number":
            caption.setWidth(number + 28)
        else:
            caption.setLeft(caption.left() + number)
        editor.setGeometry(caption.adjusted(-2, -2, 0, 3))


def _seconds(shot: Shot, rate: Fraction) -> str:
    return f"{float((shot.end - shot.start) / rate):.1f} s"
