"""JobDelegate: paints a job with its checklist, its progress, and what may be done about it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtGui import QHelpEvent, QImage, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
    QWidget,
)

from studio.painting import (
    Brush,
    by_keyboard,
    text_width,
    wrapped_height,
)
from studio.theme import Theme
from studio.theme.theme import Role
from studio.visualize_mode.job_rows import Deed, JobRow, Stand
from studio.visualize_mode.step_mark import paint_step
from studio.widgets.thumbnail import paint_picture

ROW = Qt.ItemDataRole.UserRole
_Index = QModelIndex | QPersistentModelIndex

_HEIGHT = 62
_PICTURE = QSize(96, 40)
_LEFT = 12 + 96 + 12
_CROSS = 28
_STEP, _NARROW = 88.0, 73.0
"""The widest that a step stands, and what its name needs."""
_WORDS = {
    Stand.STALLED: "stale",
    Stand.FAILED: "bad",
    Stand.DONE: "good",
}
_TIPS = {
    Deed.CANCEL: "Cancel this job (Del)",
    Deed.CLEAR: "List it no longer (Del)",
    Deed.ASK_AGAIN: "See that the runner works, and ask the provider again",
    Deed.MADE: "Its price counts as spent; its result is at the provider",
    Deed.NOT_MADE: "Nothing was made: it is sent again",
    Deed.FETCH: "Ask the provider for the result once more; this costs nothing",
    Deed.RETRY: "Nothing was made or paid: queue it again",
    Deed.PLAY: "Play the take (Return)",
}


@dataclass(frozen=True, slots=True)
class _Places:
    """Where the parts of a row lie. ``width`` is that of a sentence below the rest."""

    body: QRect
    width: int
    buttons: tuple[tuple[Deed, QRect], ...]
    cross: QRect


class JobDelegate(QStyledItemDelegate):
    """Paints one job.

    Parameters
    ----------
    picture
        Returns what stands for a row, or ``None`` while there is nothing.
    """

    wanted = QtSignal(str, str)
    """A button of a job was pressed: the job's id, and the deed."""

    def __init__(
        self, theme: Theme, picture: Callable[[JobRow], QImage | None], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._theme, self._picture = theme, picture

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Return a height that holds the sentence, where there is one."""
        row: JobRow = index.data(ROW)
        view = self.parent()
        width = view.viewport().width() if isinstance(view, QAbstractItemView) else 560
        option.rect = QRect(0, 0, width, _HEIGHT)
        return QSize(200, _HEIGHT + self._extra(row, self._places(option.rect, row).width))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint the picture, the words, the checklist, the bar and the buttons."""
        row: JobRow = index.data(ROW)
        rect: QRect = option.rect
        brush = Brush(painter, self._theme)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        if option.state & QStyle.StateFlag.State_Selected or hovered:
            painter.fillRect(rect, self._theme.color("bg2"))
        painter.fillRect(QRect(rect.x(), rect.bottom(), rect.width(), 1), self._theme.color("line"))
        self._paint_picture(painter, rect, row)
        places = self._places(rect, row)
        self._paint_words(brush, places.body, row)
        self._paint_steps(brush, places.body, row)
        if row.sentence:
            room = QRect(places.body.x(), rect.y() + _HEIGHT - 2, places.width, rect.height())
            brush.paragraph(room, row.sentence, "caption", "text2")
        for deed, place in places.buttons:
            brush.card(place, over=True)
            brush.text(place, deed.value, "body", align="centre")
        cross = places.cross.center() - QPoint(7, 7)
        brush.icon(cross.x(), cross.y(), "close", "text2", 16)
        if by_keyboard(option):
            brush.focus(rect)

    def deed_at(self, rect: QRect, row: JobRow, point: QPoint) -> Deed | None:
        """Return what a click at a point of a row asks for."""
        places = self._places(rect, row)
        if places.cross.contains(point):
            return row.cross
        return next((deed for deed, place in places.buttons if place.contains(point)), None)

    def editorEvent(
        self, event: QEvent, model: object, option: QStyleOptionViewItem, index: _Index
    ) -> bool:
        """Tell which button was pressed."""
        if event.type() is QEvent.Type.MouseButtonRelease and isinstance(event, QMouseEvent):
            row: JobRow = index.data(ROW)
            deed = self.deed_at(option.rect, row, event.position().toPoint())
            if deed is not None:
                self.wanted.emit(row.job.id, deed.value)
                return True
        return super().editorEvent(event, model, option, index)  # type: ignore[arg-type]

    def helpEvent(
        self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem,
        index: _Index,
    ) -> bool:  # fmt: skip
        """Say what a button does, and elsewhere all of what the row says."""
        row: JobRow | None = index.data(ROW)
        if row is None:
            return super().helpEvent(event, view, option, index)
        deed = self.deed_at(option.rect, row, event.pos())
        words = f"{row.title}: {row.status}" if deed is None else _TIPS[deed]
        QToolTip.showText(event.globalPos(), words, view)
        return True

    def _paint_picture(self, painter: QPainter, rect: QRect, row: JobRow) -> None:
        place = QRect(rect.topLeft() + QPoint(12, 10), _PICTURE)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("bg3"))
        painter.drawRoundedRect(place, 4, 4)
        image = self._picture(row)
        if image is not None:
            paint_picture(painter, place, image, cover=True)

    def _paint_words(self, brush: Brush, body: QRect, row: JobRow) -> None:
        line = QRect(body.x(), body.y() + 8, body.width(), 18)
        number, _, model = row.title.partition(" ")
        wanted = text_width(self._theme, row.title + row.take, "header") + 24
        free = max(line.width() - wanted, line.width() // 3)
        told = line.adjusted(line.width() - free, 0, 0, 0)
        token = _WORDS.get(row.stand, "text2")
        used = brush.text(told, row.status, "caption", token, align="right")
        left = line.adjusted(0, 0, -used - 8, 0)
        parts: tuple[tuple[str, Role, str], ...] = (
            (number, "header", "text1"), (model, "name", "text1"), (row.take, "caption", "text3"),
        )  # fmt: skip
        for words, role, ink in parts:
            left = left.adjusted(brush.text(left, words, role, ink) + 6, 0, 0, 0)

    def _paint_steps(self, brush: Brush, body: QRect, row: JobRow) -> None:
        y = body.y() + 29
        share = min(body.width() / len(row.steps), _STEP)
        x = body.x()
        for name, stand in row.steps:
            paint_step(brush, x, y + 1, stand, row.fraction)
            token = "text3" if stand is Stand.TO_DO else "text2"
            if share >= _NARROW:
                brush.text(QRect(x + 18, y - 1, round(share) - 20, 18), name, "caption", token)
                x += round(share)
            elif stand not in (Stand.TO_DO, Stand.DONE):  # where there is no room, where it stands
                x += 20 + brush.text(QRect(x + 18, y - 1, 60, 18), name, "caption", token) + 6
            else:
                x += 20
        ink = _WORDS.get(row.stand, "daylight")
        brush.bar(QRect(body.x(), body.y() + 50, body.width(), 3), row.fraction, ink)

    def _extra(self, row: JobRow, width: int) -> int:
        if not row.sentence:
            return 0
        return wrapped_height(self._theme, row.sentence, "caption", width) + 6

    def _places(self, rect: QRect, row: JobRow) -> _Places:
        cross = QRect(rect.right() - _CROSS - 4, rect.y() + 18, _CROSS, _CROSS)
        right, buttons = cross.left() - 6, []
        for deed in reversed(row.deeds):
            width = text_width(self._theme, deed.value, "body") + 22
            buttons.append((deed, QRect(right - width, rect.y() + 18, width, _CROSS)))
            right -= width + 6
        body = QRect(rect.x() + _LEFT, rect.y(), right - 2 - _LEFT - rect.x(), _HEIGHT)
        return _Places(body, rect.right() - 12 - body.x(), tuple(reversed(buttons)), cross)
