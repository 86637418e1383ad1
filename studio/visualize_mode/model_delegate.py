"""ModelDelegate: paints a model as a card, a vendor as a line above its models."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from studio.painting import Brush, by_keyboard, chip_width, wrapped_height
from studio.theme import Theme
from studio.visualize_mode.model_rows import ModelRow
from studio.visualize_mode.quote import seconds_words

ENTRY = Qt.ItemDataRole.UserRole
CHOSEN = Qt.ItemDataRole.UserRole + 1
SEVERAL = Qt.ItemDataRole.UserRole + 2
_Index = QModelIndex | QPersistentModelIndex

_VENDOR_HEIGHT = 28
_MARGIN = 8
_INNER = 12
_TEXT_LEFT = 34
_ROW = 20


@dataclass(frozen=True, slots=True)
class Vendor:
    """A line above the models of one vendor; ``note`` stands at its right."""

    name: str
    note: str = ""


class ModelDelegate(QStyledItemDelegate):
    """Paints ``ModelRow`` and ``Vendor`` entries."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Return the height that the entry's lines need."""
        entry: ModelRow | Vendor = index.data(ENTRY)
        if isinstance(entry, Vendor):
            return QSize(100, _VENDOR_HEIGHT)
        view = self.parent()
        width = view.viewport().width() if isinstance(view, QAbstractItemView) else 324
        return QSize(100, self._height(entry, width))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint the entry."""
        entry: ModelRow | Vendor = index.data(ENTRY)
        brush = Brush(painter, self._theme)
        if isinstance(entry, Vendor):
            line = option.rect.adjusted(_MARGIN + 4, 6, -_MARGIN - 4, 0)
            used = brush.text(line, entry.note, "caption", "text3", align="right")
            brush.text(line.adjusted(0, 0, -used - 8, 0), entry.name, "name", "text2")
            return
        card = option.rect.adjusted(_MARGIN, 2, -_MARGIN, -2)
        chosen = bool(index.data(CHOSEN))
        over = bool(option.state & QStyle.StateFlag.State_MouseOver)
        brush.card(card, on=chosen, over=over and not chosen)
        mark = brush.check if index.data(SEVERAL) else brush.radio
        mark(card.x() + 12, card.y() + 11, on=chosen, able=not entry.trouble)
        self._paint_name(brush, card, entry)
        y = self._paint_facts(brush, card, entry, chosen=chosen)
        self._paint_below(brush, card, y, entry)
        if by_keyboard(option):
            brush.focus(card)

    def _paint_name(self, brush: Brush, card: QRect, row: ModelRow) -> None:
        line = QRect(card.x() + _TEXT_LEFT, card.y() + 8, card.width() - _TEXT_LEFT - 12, _ROW)
        token = "text3" if row.price == "unknown" or row.trouble else "text1"
        used = brush.text(line, row.price, "header", token, align="right")
        ink = "text2" if row.trouble else "text1"
        brush.text(line.adjusted(0, 0, -used - 8, 0), row.name, "strong", ink)

    def _paint_facts(self, brush: Brush, card: QRect, row: ModelRow, *, chosen: bool) -> int:
        """Paint chips, sound and wait; return where the next line begins."""
        y = card.y() + 30
        right = card.right() - 12
        if row.wait is not None:
            room = QRect(right - 76, y, 76, _ROW)
            right -= brush.text(room, seconds_words(row.wait), "caption", "text3", align="right")
            brush.icon(right - 18, y + 3, "timer-outline", "text3", 14)
            right -= 24
        sound, token = ("volume-high", "text2") if row.audio else ("volume-off", "text3")
        brush.icon(right - 14, y + 3, sound, token, 14)
        x, last = card.x() + _TEXT_LEFT, right - 22
        for place, words in enumerate(row.chips):
            width = chip_width(self._theme, words)
            rest = len(row.chips) - place
            if x + width > last - (0 if rest == 1 else 34):
                brush.chip(x, y, f"+{rest}")
                break
            x += brush.chip(x, y, words, on=chosen) + 4
        return y + _ROW + 3

    def _paint_below(self, brush: Brush, card: QRect, y: int, row: ModelRow) -> None:
        width = card.width() - _TEXT_LEFT - 12
        words, token = (row.trouble, "stale") if row.trouble else (row.card.best_for, "text3")
        sentence = f"{words[:1].upper()}{words[1:]}"
        height = wrapped_height(self._theme, sentence, "caption", width)
        room = QRect(card.x() + _TEXT_LEFT, y, width, height)
        brush.paragraph(room, sentence, "caption", token)
        if row.recommended:
            y += height + 8
            brush.painter.setPen(QPen(self._theme.color("daylight", 0.35), 1.0))
            brush.painter.drawLine(card.x() + _INNER, y, card.right() - _INNER, y)
            brush.icon(card.x() + 12, y + 7, "lightbulb-on-outline", "tungsten", 16)
            words = _recommended(row)
            below = QRect(card.x() + _TEXT_LEFT, y + 8, width, card.bottom() - y - 10)
            brush.paragraph(below, words, "caption", "text1")

    def _height(self, row: ModelRow, view_width: int) -> int:
        width = view_width - 2 * _MARGIN - _TEXT_LEFT - 12
        words = row.trouble or row.card.best_for
        height = 30 + _ROW + 3 + wrapped_height(self._theme, words, "caption", width) + 10
        if row.recommended:
            height += 16 + wrapped_height(self._theme, _recommended(row), "caption", width)
        return height + 4


def _recommended(row: ModelRow) -> str:
    return f"Recommended. {row.recommended}"
