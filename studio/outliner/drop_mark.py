"""The mark that shows where dragged rows go: a line in the gap, or a frame round the row."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView

Position = QAbstractItemView.DropIndicatorPosition

_WIDE = 2.0
_KNOB = 2.5
"""Radius of the knob at the line's beginning, which shows how deep the row will hang."""


def paint_drop_mark(painter: QPainter, row: QRect, position: Position, color: QColor) -> None:
    """Paint the mark for a drop.

    Parameters
    ----------
    row
        Where the row under the pointer is, from its icon to the edge of the view.
    position
        Whether the drop goes onto the row, above it or below.
    """
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(color, _WIDE))
    if position is Position.OnItem:
        painter.drawRoundedRect(QRectF(row).adjusted(1.0, 1.0, -1.0, -1.0), 4.0, 4.0)
    elif position is not Position.OnViewport:
        y = float(row.top() if position is Position.AboveItem else row.bottom() + 1)
        start = QPointF(row.left() + _KNOB, max(y, _KNOB + 1.0))
        painter.drawLine(start + QPointF(_KNOB, 0.0), QPointF(row.right(), start.y()))
        painter.drawEllipse(start, _KNOB, _KNOB)
    painter.restore()
