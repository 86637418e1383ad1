"""The axes of the world in the corner."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter

from studio.viewport.overlays.stage import OverlayStage
from studio.viewport.overlays.strokes import pen

_LENGTH, _INSET = 26.0, 44.0
_LETTER = 12.0


def paint_axes(painter: QPainter, stage: OverlayStage) -> None:
    """Paint X, Y and Z as the view turns them, the nearest last."""
    turn = stage.projection.camera.world[:3, :3].T
    origin = QPointF(_INSET, stage.height - _INSET)
    painter.setFont(stage.theme.font("caption"))
    for axis in np.argsort(turn[2]).tolist():
        x, y, _ = turn[:, axis].tolist()
        tip = origin + QPointF(x * _LENGTH, -y * _LENGTH)
        painter.setPen(pen(stage.theme.color(f"axis_{'xyz'[axis]}"), 2.0))
        painter.drawLine(origin, tip)
        middle = origin + (tip - origin) * (1.0 + 0.32)
        box = QRectF(middle.x() - _LETTER, middle.y() - _LETTER, 2 * _LETTER, 2 * _LETTER)
        if abs(x) + abs(y) > 0.2:
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, "XYZ"[axis])
