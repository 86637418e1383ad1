"""Number face: a number field as it is painted."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from studio.theme import Theme

_AXES = {"X": "axis_x", "Y": "axis_y", "Z": "axis_z", "R": "axis_x", "G": "axis_y", "B": "axis_z"}
_SOFT = {"keyed": "tungsten", "overridden": "gel"}
_MARGIN, _TIGHT_MARGIN = 7.0, 5.0
_GAP, _TIGHT_GAP = 5.0, 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberFace:
    """What there is to see of a number field at one moment.

    ``values`` are ways to write the value, the longest first; the first that fits is painted.
    """

    values: tuple[str, ...]
    unit: str = ""
    prefix: str = ""
    state: str = ""
    reason: str = ""
    hovered: bool = False
    pressed: bool = False
    ringed: bool = False
    enabled: bool = True


def paint_number(painter: QPainter, rect: QRectF, face: NumberFace, theme: Theme) -> None:
    """Paint a number field into a rectangle."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _ground(painter, rect, face, theme)
    tight = face.prefix in _AXES
    margin, gap = (_TIGHT_MARGIN, _TIGHT_GAP) if tight else (_MARGIN, _GAP)
    inner = rect.adjusted(margin, 0, -margin, 0)
    painter.setFont(theme.font())
    if not face.enabled and face.reason:
        _text(painter, inner, face.reason, theme.color("text3"), Qt.AlignmentFlag.AlignLeft)
        return
    if face.prefix:
        token = _AXES.get(face.prefix, "text3")
        painter.setFont(theme.font("name"))
        used = _text(painter, inner, face.prefix, theme.color(token), Qt.AlignmentFlag.AlignLeft)
        inner.setLeft(inner.left() + used + gap)
        painter.setFont(theme.font())
    if face.unit:
        used = _text(painter, inner, face.unit, theme.color("text3"), Qt.AlignmentFlag.AlignRight)
        inner.setRight(inner.right() - used - gap)
    color = theme.color("text1" if face.enabled else "text3")
    side = Qt.AlignmentFlag.AlignRight if tight else Qt.AlignmentFlag.AlignLeft
    _text(painter, inner, _fitting(painter, inner, face.values), color, side)


def _fitting(painter: QPainter, room: QRectF, values: tuple[str, ...]) -> str:
    metrics = QFontMetricsF(painter.font())
    fitting = (text for text in values if metrics.horizontalAdvance(text) <= room.width() + 1.0)
    return next(fitting, values[-1])


def _ground(painter: QPainter, rect: QRectF, face: NumberFace, theme: Theme) -> None:
    soft = _SOFT.get(face.state) if face.enabled else None
    fill = theme.color(f"{soft}_soft" if soft else "input")
    if face.hovered and face.enabled and not soft and not face.pressed:
        fill = theme.color("bg2" if theme.scheme == "light" else "bg3")
    pen = QPen(theme.color(soft or "line2"), 1.0)
    if not face.enabled:
        pen.setStyle(Qt.PenStyle.DashLine)
        fill = QColor(Qt.GlobalColor.transparent)
    if face.ringed:
        pen = QPen(theme.color("daylight"), 2.0)
    half = pen.widthF() / 2.0
    painter.setPen(pen)
    painter.setBrush(fill)
    painter.drawRoundedRect(rect.adjusted(half, half, -half, -half), 4.0, 4.0)


def _text(
    painter: QPainter, rect: QRectF, text: str, color: QColor, side: Qt.AlignmentFlag
) -> float:
    """Draw one line, cut short where it does not fit, and return its width."""
    metrics = QFontMetricsF(painter.font())
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(rect.width(), 0.0) + 1.0)
    painter.setPen(color)
    painter.drawText(rect, side | Qt.AlignmentFlag.AlignVCenter, shown)
    return metrics.horizontalAdvance(shown)
