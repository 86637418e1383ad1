"""Step mark: how one step of a job stands, in 14 pixels."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPen

from studio.painting import Brush
from studio.visualize_mode.job_rows import Stand

SIDE = 14
_ICONS = {
    Stand.DONE: ("check-circle", "good"),
    Stand.STALLED: ("alert-circle", "stale"),
    Stand.FAILED: ("close-circle", "bad"),
    Stand.STOPPED: ("minus-circle", "text3"),
    Stand.TO_DO: ("circle-outline", "text3"),
}


def paint_step(brush: Brush, x: int, y: int, stand: Stand, fraction: float | None) -> None:
    """Paint how a step stands: a part circle while it runs."""
    if stand is not Stand.RUNNING:
        name, token = _ICONS[stand]
        brush.icon(x, y, name, token, SIDE)
        return
    painter, ink = brush.painter, brush.theme.color("daylight")
    ring = QRectF(x + 1.5, y + 1.5, 11.0, 11.0)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(ink, 1.5))
    painter.drawEllipse(ring)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)
    share = 0.25 if fraction is None else max(fraction, 0.04)
    painter.drawPie(ring, 90 * 16, -round(360 * 16 * share))
