"""FidelityCurve: every take's score over the shot's frames; a drag moves all to a frame."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from studio.gallery_mode.reading import curve_of, finding, score_at, span_of
from studio.gallery_mode.spreading import spread
from studio.theme import Theme
from visualize.compare.showing import Comparison, Entry

_LEFT, _RIGHT, _TOP, _BELOW = 44.0, 20.0, 12.0, 22.0
_LEVELS = (25, 50, 75, 100)
_MOST_TICKS = 9
_TAG = 36.0
_LETTER = 13.0


class FidelityCurve(QWidget):
    """The curves, the gravest finding's span, and the frame that all are at."""

    wanted = QtSignal(float)
    """A scene frame to go to."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("compare-curve")
        self.setAccessibleName("Fidelity by frame")
        self._theme = theme
        self._comparison: Comparison | None = None
        self._metric, self._frame = "fidelity", 0.0
        self.hidden_names = False
        self.setMinimumHeight(120)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def show_comparison(self, comparison: Comparison | None, metric: str) -> None:
        """Show the curves of a metric."""
        self._comparison, self._metric = comparison, metric
        self.update()

    def set_frame(self, frame: float) -> None:
        """Show where all are."""
        self._frame = frame
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the scale, the finding, the curves and the playhead."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), self._theme.color("input"))
        comparison = self._comparison
        if comparison is not None:
            self._paint_scale(painter, comparison)
            if self.hidden_names:
                painter.setPen(self._theme.color("text3"))
                painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignCenter),
                                 "Scores are hidden until you have voted.")  # fmt: skip
            else:
                self._paint_finding(painter, comparison)
                for place, entry in enumerate(comparison.entries):
                    self._paint_curve(painter, entry, place)
                self._paint_letters(painter, comparison)
            self._paint_playhead(painter, comparison)
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to a frame."""
        self._go(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Scrub."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._go(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go a frame on or back."""
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.wanted.emit(self._frame + step)

    def _go(self, event: QMouseEvent) -> None:
        if self._comparison is not None:
            share = (event.position().x() - _LEFT) / max(self._wide(), 1.0)
            window = self._comparison.shot.window
            self.wanted.emit(window.start + share * (len(window) - 1))

    def _wide(self) -> float:
        return self.width() - _LEFT - _RIGHT

    def _x(self, comparison: Comparison, frame: float) -> float:
        window = comparison.shot.window
        return _LEFT + self._wide() * (frame - window.start) / max(len(window) - 1, 1)

    def _y(self, score: float) -> float:
        return _TOP + (self.height() - _TOP - _BELOW) * (1.0 - score / 100.0)

    def _paint_scale(self, painter: QPainter, comparison: Comparison) -> None:
        painter.setFont(self._theme.font("caption"))
        for level in _LEVELS:
            y = self._y(level)
            painter.setPen(QPen(self._theme.color("line"), 1.0))
            painter.drawLine(QPointF(_LEFT, y), QPointF(self.width() - _RIGHT, y))
            painter.setPen(self._theme.color("text3"))
            place = QRectF(0, y - 8, _LEFT - 10, 16)
            right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(place, int(right), str(level))
        window = comparison.shot.window
        step = max(-(-len(window) // _MOST_TICKS), 1)
        for frame in (*range(window.start, window.stop - step // 2, step), window.stop - 1):
            place = QRectF(self._x(comparison, frame) - 24, self.height() - _BELOW + 2, 48, 18)
            painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter), str(frame))

    def _paint_finding(self, painter: QPainter, comparison: Comparison) -> None:
        found = finding(comparison)
        if found is None:
            return
        entry, remark = found
        start, end = (self._x(comparison, at) for at in span_of(entry, remark))
        span = QRectF(start, _TOP, max(end - start, 2.0), self.height() - _TOP - _BELOW)
        painter.fillRect(span, self._theme.color("bad_soft", 0.6))
        painter.setPen(self._theme.color("bad"))
        words = painter.fontMetrics().elidedText(
            f"{entry.letter}: {remark.text}", Qt.TextElideMode.ElideRight,
            round(self.width() - _RIGHT - start - 8),
        )  # fmt: skip
        painter.drawText(QPointF(span.left() + 6, span.bottom() - 6), words)

    def _paint_curve(self, painter: QPainter, entry: Entry, place: int) -> None:
        comparison = self._comparison
        assert comparison is not None  # asked before
        painter.setPen(QPen(self._theme.take_color(place), 1.75))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        line = QPolygonF()
        for at, score in enumerate(curve_of(entry, self._metric)):
            if score is None:
                painter.drawPolyline(line)
                line = QPolygonF()
            else:
                x = self._x(comparison, entry.clock.scene_frame(at))
                line.append(QPointF(x, self._y(score)))
        painter.drawPolyline(line)
        now = score_at(entry, self._metric, self._frame)
        if now is not None:
            painter.setBrush(self._theme.take_color(place))
            painter.setPen(QPen(self._theme.color("input"), 1.5))
            painter.drawEllipse(QPointF(self._x(comparison, self._frame), self._y(now)), 4.5, 4.5)

    def _paint_letters(self, painter: QPainter, comparison: Comparison) -> None:
        """Write at the right whose curve is whose."""
        ends = [
            (place, entry.letter, self._y(scores[-1]))
            for place, entry in enumerate(comparison.entries)
            if (scores := [one for one in curve_of(entry, self._metric) if one is not None])
        ]
        painter.setFont(self._theme.font("caption"))
        heights = spread([y for *_, y in ends], _LETTER, _TOP, self.height() - _BELOW)
        for (place, letter, _), y in zip(ends, heights, strict=True):
            painter.setPen(self._theme.take_color(place))
            room = QRectF(self.width() - _RIGHT, y - _LETTER / 2, _RIGHT, _LETTER)
            painter.drawText(room, int(Qt.AlignmentFlag.AlignCenter), letter)

    def _paint_playhead(self, painter: QPainter, comparison: Comparison) -> None:
        x = self._x(comparison, self._frame)
        painter.setPen(QPen(self._theme.color("text1"), 1.0))
        painter.drawLine(QPointF(x, 2.0), QPointF(x, self.height() - _BELOW))
        tag = QRectF(x - _TAG / 2, self.height() - _BELOW + 2, _TAG, 18)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("text1"))
        painter.drawRoundedRect(tag, 3, 3)
        painter.setPen(self._theme.color("bg0"))
        painter.drawText(tag, int(Qt.AlignmentFlag.AlignCenter), f"{self._frame:g}")
