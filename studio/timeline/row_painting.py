"""How a row of the dopesheet is painted: its name, its keys, and what lasts."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QPixmap, QPolygonF

from compose.scene import Scene
from studio.outliner.icons import icon_of
from studio.session import Layer
from studio.theme import Theme
from studio.timeline.keys import KeySelection
from studio.timeline.layout import ROW_PX, Grid
from studio.timeline.rows import Block, Row
from studio.timeline.time_axis import NAMES_PX

_KEY_PX = 4.6
_CLOSEST_PX = 2.0
"""Keys nearer than this to the last painted one would only cover it."""
_INDENT_PX = 12
_ICON_PX = 16


@dataclass(frozen=True, slots=True)
class RowPainter:
    """Paints rows of one state of the sheet.

    ``selected`` are the keys, ``nodes`` the nodes selected, ``width`` that of the whole view;
    ``marks`` are the diamonds painted so far, by colour.
    """

    theme: Theme
    grid: Grid
    width: int
    selected: KeySelection
    nodes: frozenset[str | None]
    scene: Scene
    marks: dict[int, QPixmap] = field(default_factory=dict)

    def paint_lane(self, painter: QPainter, row: Row, number: int) -> None:
        """Paint the keys and blocks of a row, right of the names."""
        middle = self.grid.y(number) + ROW_PX / 2
        token = "gel" if row.layer is Layer.SHOT else "tungsten"
        strength = 0.35 if row.beneath else 1.0
        color = self.theme.color(token, strength)
        for block in row.blocks:
            self._paint_block(painter, block, self.grid.y(number))
        if len(row.frames) == 0:
            return
        self._paint_span(painter, row, middle, color)
        self._paint_keys(painter, row, middle, color)

    def _paint_span(self, painter: QPainter, row: Row, middle: float, color: QColor) -> None:
        scale = self.grid.scale
        left = NAMES_PX + scale.x(float(row.frames[0]))
        right = NAMES_PX + scale.x(float(row.frames[-1]))
        faint = QColor(color)
        faint.setAlphaF(color.alphaF() * 0.55)
        painter.setPen(QPen(faint, 1.5))
        painter.drawLine(
            QPointF(max(left, NAMES_PX), middle), QPointF(min(right, self.width), middle)
        )

    def _paint_keys(self, painter: QPainter, row: Row, middle: float, color: QColor) -> None:
        """Paint the keys, those under others left out and the selected ones on top."""
        scale = self.grid.scale
        frames = self.grid.shown_frames(row, 0.0, self.width - NAMES_PX)
        places = NAMES_PX + (frames - scale.left) * scale.pixels
        _, apart = np.unique(np.floor(places / _CLOSEST_PX), return_index=True)
        mark = self._mark(painter, color)
        reach = mark.deviceIndependentSize().width() / 2.0
        for x in places[apart].tolist():
            painter.drawPixmap(QPointF(round(x) - reach, middle - reach), mark)
        chosen = self._selected_frames(row)
        painter.setPen(QPen(self.theme.color("daylight"), 1.5))
        painter.setBrush(self.theme.color("text1"))
        for frame in chosen:
            painter.drawPolygon(diamond(NAMES_PX + scale.x(frame), middle, _KEY_PX + 0.8))

    def _mark(self, painter: QPainter, color: QColor) -> QPixmap:
        """Return the diamond as a pixmap: far quicker to paint a thousand times than a polygon."""
        number = color.rgba()
        if number not in self.marks:
            ratio = painter.deviceTransform().m11()
            size = 2.0 * (_KEY_PX + 1.0)
            mark = QPixmap(round(size * ratio), round(size * ratio))
            mark.setDevicePixelRatio(ratio)
            mark.fill(Qt.GlobalColor.transparent)
            inner = QPainter(mark)
            inner.setRenderHint(QPainter.RenderHint.Antialiasing)
            inner.setPen(Qt.PenStyle.NoPen)
            inner.setBrush(color)
            middle = mark.deviceIndependentSize().width() / 2.0
            inner.drawPolygon(diamond(middle, middle, _KEY_PX))
            inner.end()
            self.marks[number] = mark
        return self.marks[number]

    def _selected_frames(self, row: Row) -> frozenset[float]:
        chosen = self.selected.frames
        return frozenset().union(*(chosen.get(ref, frozenset()) for ref in row.all_refs))

    def _paint_block(self, painter: QPainter, block: Block, top: int) -> None:
        scale, theme = self.grid.scale, self.theme
        left = NAMES_PX + scale.x(block.start)
        right = self.width + 8.0 if block.end is None else NAMES_PX + scale.x(block.end)
        if right < NAMES_PX or left > self.width:
            return
        rect = QRectF(left + 0.5, top + 2.5, right - left - 1.0, ROW_PX - 5.0)
        painter.setPen(theme.color("tungsten"))
        painter.setBrush(theme.color("tungsten_soft"))
        painter.drawRoundedRect(rect, 3, 3)
        inner = rect.adjusted(6, 0, -6, 0)
        inner.setLeft(max(inner.left(), NAMES_PX + 6.0))
        painter.setFont(theme.font("caption"))
        elided = QFontMetricsF(theme.font("caption")).elidedText(
            block.label, Qt.TextElideMode.ElideRight, inner.width()
        )
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter, elided)

    def paint_name(self, painter: QPainter, row: Row, number: int) -> None:
        """Paint the name column's part of a row."""
        theme, top = self.theme, self.grid.y(number)
        if row.node in self.nodes and row.depth == 0:
            painter.fillRect(0, top, NAMES_PX, ROW_PX, theme.color("daylight_soft"))
        x = 4 + row.depth * _INDENT_PX
        if row.expandable:
            arrow = "chevron-down" if row.open else "chevron-right"
            theme.icon(arrow).paint(painter, x, top + 3, 14, 14)
        x += 16
        if row.depth == 0:
            name = "earth" if row.node is None else icon_of(self.scene.node(row.node))
            icon = theme.icon(name, "daylight" if row.node in self.nodes else "text2")
            icon.paint(painter, x, top + 2, _ICON_PX, _ICON_PX)
            x += _ICON_PX + 6
        right = NAMES_PX - 8
        if row.layer is Layer.SHOT:
            theme.icon("source-branch", "gel").paint(painter, right - 14, top + 3, 14, 14)
            right -= 18
        self._paint_words(painter, row, QRectF(x, top, right - x, ROW_PX))

    def _paint_words(self, painter: QPainter, row: Row, rect: QRectF) -> None:
        theme = self.theme
        middle, elide = Qt.AlignmentFlag.AlignVCenter, Qt.TextElideMode.ElideRight
        if row.title:
            font = theme.font("name")
            metrics = QFontMetricsF(font)
            text = metrics.elidedText(row.title, elide, rect.width())
            painter.setFont(font)
            painter.setPen(theme.color("text1"))
            painter.drawText(rect, middle, text)
            rect.setLeft(rect.left() + metrics.horizontalAdvance(text) + 6)
        if row.detail and rect.width() > 16:
            font = theme.font()
            painter.setFont(font)
            painter.setPen(theme.color("text3" if row.title or row.beneath else "text2"))
            detail = QFontMetricsF(font).elidedText(row.detail, elide, rect.width())
            painter.drawText(rect, middle, detail)


def diamond(x: float, y: float, reach: float) -> QPolygonF:
    """Return the mark of a key."""
    return QPolygonF(
        [QPointF(x, y - reach), QPointF(x + reach, y), QPointF(x, y + reach), QPointF(x - reach, y)]
    )
