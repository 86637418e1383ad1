"""How the curve editor is painted: its grid and axes, the curves, their keys and handles."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QPolygonF

from studio.session import Layer
from studio.theme import Theme
from studio.timeline.curve_layout import CurveLayout, Hit
from studio.timeline.curve_lines import CurveLine
from studio.timeline.curve_shape import speed
from studio.timeline.row_painting import diamond
from studio.timeline.scale import ticks
from studio.timeline.value_scale import with_unit

_KEY_PX = 3.0
_HANDLE_PX = 4.0
_LABEL_PX = 8.0
"""Half the height of a value at an axis."""
_OWN_COLOURS = ("tungsten", "gel", "good", "stale", "daylight")


def line_color(theme: Theme, line: CurveLine) -> QColor:
    """Return the colour of a curve, the same in the list and on the canvas."""
    color = theme.color(line.color or _OWN_COLOURS[line.place % len(_OWN_COLOURS)])
    if not line.tint:
        return color
    tint = theme.color(line.tint)
    return QColor(
        (color.red() + tint.red()) // 2,
        (color.green() + tint.green()) // 2,
        (color.blue() + tint.blue()) // 2,
    )


@dataclass(frozen=True, slots=True)
class CurvePainter:
    """Paints one state of the canvas."""

    theme: Theme
    layout: CurveLayout
    rate: Fraction
    pixel: float
    """A pixel of the screen, in units of the painter."""

    def paint(self, painter: QPainter) -> None:
        """Paint everything but the box and what the pointer says."""
        model = self.layout.model
        self._grid(painter)
        active = model.active
        for line in model.shown:
            self._curve(painter, line, strong=line is active)
        for line in model.turns:
            self._turn_row(painter, line)
        for line in model.shown:
            self._handles(painter, line)
            self._keys(painter, line)
        self._axes(painter)

    def _grid(self, painter: QPainter) -> None:
        theme, layout = self.theme, self.layout
        painter.setPen(QPen(theme.color("line"), 1))
        for tick in ticks(layout.time, layout.width, self.rate):
            if tick.labelled:
                x = layout.time.x(tick.frame)
                painter.drawLine(QPointF(x, 0), QPointF(x, layout.height))
        active = layout.model.active
        if active is None:
            return
        scale = layout.model.scale(active.unit)
        for value in scale.ticks(layout.height):
            y = scale.y(value, layout.height)
            painter.setPen(QPen(theme.color("line2" if value == 0.0 else "line"), 1))
            painter.drawLine(QPointF(0, y), QPointF(layout.width, y))

    def _axes(self, painter: QPainter) -> None:
        """Write the active curve's values at the left, those of another unit at the right."""
        layout, theme = self.layout, self.theme
        active = layout.model.active
        if active is None:
            return
        painter.setFont(theme.font("caption"))
        self._axis(painter, active.unit, theme.color("text3"), left=True)
        other = next((ln for ln in reversed(layout.model.shown) if ln.unit != active.unit), None)
        if other is not None:
            self._axis(painter, other.unit, line_color(theme, other), left=False)

    def _axis(self, painter: QPainter, unit: str, color: QColor, *, left: bool) -> None:
        layout = self.layout
        scale = layout.model.scale(unit)
        metrics = QFontMetricsF(painter.font())
        for value in scale.ticks(layout.height):
            y = scale.y(value, layout.height)
            if not _LABEL_PX <= y <= layout.height - _LABEL_PX:
                continue
            text = scale.text(value, unit)
            width = metrics.horizontalAdvance(text)
            x = 6.0 if left else layout.width - width - 6.0
            ground = QRectF(x - 3, y - 8, width + 6, 16)
            painter.fillRect(ground, self.theme.color("input", 0.85))
            painter.setPen(color)
            painter.drawText(QPointF(x, y + 4), text)

    def _curve(self, painter: QPainter, line: CurveLine, *, strong: bool) -> None:
        color = line_color(self.theme, line)
        color.setAlphaF(1.0 if strong else 0.75)
        x, y = self.layout.path(line, self.pixel)
        points = QPolygonF([QPointF(*pair) for pair in zip(x.tolist(), y.tolist(), strict=True)])
        pen = QPen(color, 2.0 if strong else 1.5)
        if line.ref.layer is Layer.SHOT:
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(points)

    def _keys(self, painter: QPainter, line: CurveLine) -> None:
        theme, layout = self.theme, self.layout
        chosen = layout.model.sheet.keys.frames.get(line.ref, frozenset())
        color = line_color(theme, line)
        for key in line.curve.keys:
            x, y = layout.key_point(line, key)
            if not -8 <= x <= layout.width + 8:
                continue
            is_chosen = key.frame in chosen
            reach = _KEY_PX + (1.0 if is_chosen else 0.0)
            painter.setPen(QPen(theme.color("text1") if is_chosen else color, 1.5))
            painter.setBrush(color if is_chosen else theme.color("input"))
            painter.drawRect(QRectF(x - reach, y - reach, 2 * reach, 2 * reach))

    def _handles(self, painter: QPainter, line: CurveLine) -> None:
        layout, theme = self.layout, self.theme
        keys = {key.frame: key for key in line.curve.keys}
        for frame in layout.model.sheet.keys.frames.get(line.ref, ()):
            if frame not in keys:
                continue
            start = QPointF(*layout.key_point(line, keys[frame]))
            for _, (x, y) in layout.handles(line, frame):
                painter.setPen(QPen(theme.color("text1"), 1.2))
                painter.setBrush(theme.color("input"))
                painter.drawLine(start, QPointF(x, y))
                painter.drawEllipse(QPointF(x, y), _HANDLE_PX, _HANDLE_PX)

    def _turn_row(self, painter: QPainter, line: CurveLine) -> None:
        """Paint the keys of a quaternion as a row of diamonds at the bottom."""
        layout, theme = self.layout, self.theme
        color = line_color(theme, line)
        chosen = layout.model.sheet.keys.frames.get(line.ref, frozenset())
        points = [(key.frame, *layout.key_point(line, key)) for key in line.curve.keys]
        painter.setPen(QPen(color, 1.5))
        painter.drawLine(QPointF(*points[0][1:]), QPointF(*points[-1][1:]))
        for frame, x, y in points:
            edge = QPen(theme.color("daylight"), 1.5)
            painter.setPen(edge if frame in chosen else Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("text1") if frame in chosen else color)
            painter.drawPolygon(diamond(x, y, 4.6))

    def paint_told(self, painter: QPainter, hit: Hit) -> None:
        """Paint what the pointer is on: ``"Y 1.842 m · 2.6 m/s"``."""
        text = told(self.layout, hit, float(self.rate))
        value = next((k for k in hit.line.curve.keys if k.frame == hit.frame), None)
        if value is None:
            return
        x, y = self.layout.key_point(hit.line, value)
        painter.setFont(self.theme.font("name"))
        width = QFontMetricsF(painter.font()).horizontalAdvance(text) + 20
        left = min(x + 14, self.layout.width - width - 4)
        top = y + 12 if y < self.layout.height - 44 else y - 36
        rect = QRectF(left, top, width, 24)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.theme.color("tag"))
        painter.drawRoundedRect(rect, 4, 4)
        painter.setPen(QColor("#ECEDEF"))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)


def told(layout: CurveLayout, hit: Hit, rate: float) -> str:
    """Return a key's channel, value and speed in words."""
    line = hit.line
    key = next((k for k in line.curve.keys if k.frame == hit.frame), None)
    if key is None or isinstance(key.value, tuple):
        return line.title
    pace = with_unit(speed(line.curve, hit.frame, rate), line.unit, 1)
    name = line.title.rpartition(" ")[2] if line.color else line.title
    return f"{name} {with_unit(key.value, line.unit, 3)} · {pace}/s"
