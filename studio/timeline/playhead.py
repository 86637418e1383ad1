"""Playhead: a line and the frame's number over the timeline, moved without painting what is under.

Both are widgets of their own: moving them repaints the strip that they leave, and nothing else.
"""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from studio.desk import Desk
from studio.listening import listen
from studio.timeline.ruler import RULER_PX, Ruler
from studio.timeline.time_axis import NAMES_PX, TimeAxis


class _Line(QWidget):
    """Two pixels of the playhead's colour."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(QRectF(0, 0, 1.5, self.height()), self._desk.theme.color("text1"))
        painter.end()


class Playhead(QWidget):
    """The badge with the frame; it owns and moves the line below it.

    Parameters
    ----------
    parent
        The widget that ruler, windows and tracks lie in, one above the other.
    """

    def __init__(self, desk: Desk, axis: TimeAxis, ruler: Ruler, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._axis, self._ruler = desk, axis, ruler
        self._over, self._line = parent, _Line(desk, parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setObjectName("playhead")
        axis.changed.connect(self.place)
        listen(self, desk.session.frame_changed, self.place)

    def place(self) -> None:
        """Go to where the frame is now."""
        frame = self._desk.session.frame
        x = NAMES_PX + round(self._axis.scale.x(frame))
        inside = NAMES_PX <= x < self._over.width()
        self._line.setVisible(inside)
        self.setVisible(inside)
        if not inside:
            return
        self.setAccessibleName(f"Playhead at {self._text()}")
        width = self.fontMetrics().horizontalAdvance(self._text()) + 20
        self.setGeometry(x - width // 2, 1, width, RULER_PX - 1)
        self._line.setGeometry(x, RULER_PX - 1, 2, self._over.height() - RULER_PX + 1)
        self._line.raise_()
        self.raise_()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the badge."""
        theme = self._desk.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("text1"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 0, -1, -1), 3, 3)
        painter.setPen(theme.color("bg0"))
        painter.setFont(theme.font("name"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._text())
        painter.end()

    def _text(self) -> str:
        return self._ruler.frame_text(self._desk.session.frame)
