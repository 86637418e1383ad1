"""ShotBar: the windows of the scene's shots over scene time, to be looked at, moved and trimmed."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import (
    QContextMenuEvent,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QMenu, QSizePolicy, QWidget

from compose.shot import Shot
from studio.desk import Desk
from studio.listening import listen
from studio.timeline.drag import Drag, Held
from studio.timeline.grip import Grip
from studio.timeline.layout import Edge
from studio.timeline.sheet import Sheet
from studio.timeline.sheet_drags import WindowDrag
from studio.timeline.time_axis import NAMES_PX, TimeAxis, TimeNavigator
from studio.timeline.windows import Window, window_at, windows_of

_LANE_PX = 20


class ShotBar(QWidget):
    """The shots of the scene. A click looks at one; a drag moves its window or an end of it.

    With Alt the window moves and the shot's own keys stay.
    """

    def __init__(
        self, desk: Desk, axis: TimeAxis, sheet: Sheet, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._desk, self._axis, self._sheet = desk, axis, sheet
        self._session = desk.session
        self._grip: Grip[tuple[Shot, Edge]] = Grip(self._begin, NAMES_PX)
        self.setObjectName("shot-bar")
        self.setAccessibleName("Shot windows")
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        TimeNavigator(axis, self, NAMES_PX)
        axis.changed.connect(self.update)
        listen(self, self._session.project_changed, lambda _: self._fit_lanes())
        listen(self, self._session.place_changed, self._fit_lanes)
        self._fit_lanes()

    def windows(self) -> tuple[Window, ...]:
        """Return the windows on screen."""
        scene = self._session.scene
        return () if scene is None else windows_of(self._session.project, scene.id)

    def sizeHint(self) -> QSize:
        """Return the height of its lanes."""
        return QSize(400, self.height())

    # -- painting ----------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the windows that are asked for."""
        theme = self._desk.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(event.rect(), theme.color("input"))
        painter.fillRect(0, 0, NAMES_PX, self.height(), theme.color("bg1"))
        painter.setFont(theme.font("header"))
        painter.setPen(theme.color("text1"))
        name = QRectF(12, 0, NAMES_PX - 20, _LANE_PX)
        painter.drawText(name, Qt.AlignmentFlag.AlignVCenter, "Shots")
        painter.setClipRect(NAMES_PX, 0, self.width() - NAMES_PX, self.height())
        for window in self.windows():
            self._paint_window(painter, window)
        painter.end()

    def _paint_window(self, painter: QPainter, window: Window) -> None:
        theme, shot = self._desk.theme, window.shot
        rect = self._rect(window)
        if rect.right() < NAMES_PX or rect.left() > self.width():
            return
        looked_at = self._session.shot is not None and self._session.shot.id == shot.id
        painter.setPen(theme.color("daylight" if looked_at else "line2"))
        painter.setBrush(theme.color("daylight_fill" if looked_at else "bg3"))
        painter.drawRoundedRect(rect, 3, 3)
        inner = rect.adjusted(6, 0, -4, 0)
        inner.setLeft(max(inner.left(), NAMES_PX + 6.0))
        number_font, name_font = theme.font("header"), theme.font()
        metrics = QFontMetricsF(number_font)
        painter.setPen(theme.color("on_fill" if looked_at else "text1"))
        painter.setFont(number_font)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(inner, middle, metrics.elidedText(shot.number, _ELIDE, inner.width()))
        inner.setLeft(inner.left() + metrics.horizontalAdvance(shot.number) + 5)
        if inner.width() > 12:
            painter.setPen(theme.color("on_fill" if looked_at else "text2"))
            painter.setFont(name_font)
            text = QFontMetricsF(name_font).elidedText(shot.name, _ELIDE, inner.width())
            painter.drawText(inner, middle, text)

    def _rect(self, window: Window) -> QRectF:
        scale = self._axis.scale
        left, right = scale.x(window.shot.start), scale.x(window.shot.end)
        return QRectF(
            NAMES_PX + left + 0.5, window.lane * _LANE_PX + 1.5, right - left - 1.0, _LANE_PX - 3.0
        )

    def _fit_lanes(self) -> None:
        lanes = max((window.lane for window in self.windows()), default=0) + 1
        self.setFixedHeight(lanes * _LANE_PX)
        self.update()

    # -- hands -------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Look at the shot, and get ready to drag it."""
        found = self._at(event)
        if event.button() is Qt.MouseButton.LeftButton and found is not None:
            window, edge = found
            self._session.look_at_shot(window.shot.id)
            self._grip.press(event, (window.shot, edge))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag, or show what a drag would do."""
        self._grip.move(event)
        if not self._grip.holding:
            self._show_cursor(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Keep the drag."""
        self._grip.release()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take a drag back with Esc."""
        if not self._grip.escape(event):
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what can be done with a shot."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for id_ in ("in_here", "out_here", "rename", "duplicate", "delete"):
            action = self._desk.commands.action(f"shot.{id_}")
            if action is not None:
                menu.addAction(action)
        if not menu.isEmpty():
            menu.popup(event.globalPos())

    def _begin(self, grabbed: tuple[Shot, Edge], x: float, y: float, held: Held) -> Drag:
        return WindowDrag(self._sheet, self._axis.scale, x, *grabbed)

    def _at(self, event: QMouseEvent) -> tuple[Window, Edge] | None:
        x, lane = event.position().x() - NAMES_PX, int(event.position().y() // _LANE_PX)
        return None if x < 0 else window_at(self.windows(), self._axis.scale, x, lane)

    def _show_cursor(self, event: QMouseEvent) -> None:
        found = self._at(event)
        shapes: dict[str, Qt.CursorShape] = {
            "start": Qt.CursorShape.SizeHorCursor,
            "end": Qt.CursorShape.SizeHorCursor,
            "body": Qt.CursorShape.PointingHandCursor,
        }
        self.setCursor(Qt.CursorShape.ArrowCursor if found is None else shapes[found[1]])
        self.setToolTip("" if found is None else _told(found[0].shot, self._session.project.rate))


_ELIDE = Qt.TextElideMode.ElideRight


def _told(shot: Shot, rate: str) -> str:
    frames = shot.end - shot.start
    return f"{shot.label}: frames {shot.start} to {shot.end - 1}, {frames} at {rate} fps"
