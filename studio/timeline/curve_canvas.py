"""CurveCanvas: curves over time, with keys and handles to be dragged."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import (
    QContextMenuEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from studio.desk import Desk
from studio.listening import listen
from studio.timeline.curve_drags import CurveKeyDrag, HandleDrag
from studio.timeline.curve_layout import CurveLayout, Hit
from studio.timeline.curve_model import CurveModel
from studio.timeline.curve_painting import CurvePainter
from studio.timeline.drag import Box, BoxDrag, Drag, Held
from studio.timeline.grip import Grip, paint_band
from studio.timeline.key_menu import key_menu
from studio.timeline.keys import KeySelection
from studio.timeline.scale import TimeScale
from studio.timeline.time_axis import TimeAxis, TimeNavigator
from studio.widgets.focus_ring import FocusRing

_ZOOM_A_NOTCH = 1.15
_FIT_MARGIN_PX = 56.0
"""What the values at the left take, and those of another unit at the right."""
_SHIFT = Qt.KeyboardModifier.ShiftModifier


class CurveCanvas(QWidget):
    """Keys to drag in time and value (Shift keeps one axis, Ctrl snaps), handles to turn.

    The wheel scales values, Ctrl wheel time; the middle button moves the whole.
    """

    def __init__(
        self, desk: Desk, axis: TimeAxis, model: CurveModel, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._desk, self._axis, self._model = desk, axis, model
        self._grip: Grip[Hit | None] = Grip(self._begin)
        self._hovered: Hit | None = None
        self._box: Box | None = None
        self._panned_to: float | None = None
        self._fitted: tuple[str | None, ...] = ()
        self.setObjectName("curve-canvas")
        self.setAccessibleName("Curves")
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        TimeNavigator(axis, self)
        FocusRing(desk.theme, self)
        axis.changed.connect(self.update)
        listen(self, model.changed, self._refresh)

    @property
    def layout_now(self) -> CurveLayout:
        """Where everything lies."""
        return CurveLayout(self._model, self._axis.scale, self.width(), self.height())

    def sizeHint(self) -> QSize:
        """Return a size that curves can be read at."""
        return QSize(640, 200)

    def fit(self) -> None:
        """Show the selected keys, or the shown curves from their first key to their last."""
        span = self._model.span
        if span is not None:
            self._axis.set_scale(TimeScale.fitting(*span, self.width(), _FIT_MARGIN_PX))
        self._fit_values()

    def _fit_values(self) -> None:
        """Scale the values of what is visible to the height."""
        first, last = self._axis.scale.frame(0), self._axis.scale.frame(self.width())
        self._model.fit(first, last, self.height())

    def _refresh(self) -> None:
        self._hovered = None
        if self.isVisible() and not self._grip.dragging:
            self._fit_what_is_new()
        self.update()

    def _fit_what_is_new(self) -> None:
        """Fit when other nodes' curves are listed than those that were fitted last."""
        nodes = self._model.nodes
        if self._model.shown and (nodes != self._fitted or not self._model.has_scales()):
            self._fitted = nodes
            self._fit_values()

    def showEvent(self, event: QShowEvent) -> None:
        """Fit the values when they are seen for the first time."""
        super().showEvent(event)
        self._refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep what is shown between top and bottom there."""
        super().resizeEvent(event)
        before = event.oldSize().height()
        if before > 0 and self.height() > 0:
            self._model.stretch(before / self.height())

    # -- painting ----------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the canvas."""
        theme = self._desk.theme
        painter = QPainter(self)
        painter.fillRect(event.rect(), theme.color("input"))
        if not self._model.channels:
            self._paint_empty(painter)
            painter.end()
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rate = self._desk.session.project.frame_rate
        curving = CurvePainter(theme, self.layout_now, rate, 1.0 / self.devicePixelRatioF())
        curving.paint(painter)
        paint_band(painter, theme, self._box)
        told = self._told()
        if told is not None:
            curving.paint_told(painter, told)
        painter.end()

    def _told(self) -> Hit | None:
        """Return the key to tell about: the one under the pointer, else the only one selected."""
        if self._hovered is not None and self._hovered.kind == "key":
            return self._hovered
        keys = self._model.sheet.keys
        if len(keys) != 1:
            return None
        ((ref, frame),) = keys
        line = next((ln for ln in self._model.shown if ln.ref == ref), None)
        return None if line is None else Hit("key", line, frame)

    def _paint_empty(self, painter: QPainter) -> None:
        theme, node = self._desk.theme, self._desk.session.active
        keys = self._desk.commands.keys_of("time.key")
        press = keys[0] if keys else "Key the selection"
        text = f"Select something to see its curves, or press {press} to key it."
        if node is not None:
            text = (
                f"No keys on {node.name}. Press {press} to key it, or a diamond to key one channel."
            )
        painter.setFont(theme.font())
        painter.setPen(theme.color("text3"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, text)

    # -- hands -------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Select, and get ready to drag."""
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        place = event.position()
        hit = self.layout_now.at(place.x(), place.y())
        self._grip.press(event, hit)
        if hit is None:
            return
        self._model.activate(hit.line.ref)
        keys = KeySelection.of([(hit.line.ref, hit.frame)])
        if hit.kind == "key" and event.modifiers() & _SHIFT:
            self._model.sheet.select(keys, toggle=True)
        elif hit.kind == "key" and not self._model.sheet.keys.covers(keys):
            self._model.sheet.select(keys)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag, move the whole, or tell what is under the pointer."""
        place = event.position()
        if event.buttons() & Qt.MouseButton.MiddleButton:
            self._pan(place.y())
            return
        self._panned_to = None
        self._grip.move(event)
        if not self._grip.holding:
            self._hover(place)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Keep the drag; a click beside everything selects nothing."""
        if self._grip.release() and not event.modifiers() & _SHIFT:
            self._model.sheet.select(KeySelection())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take a drag back with Esc."""
        if not self._grip.escape(event):
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scale the values about the pointer."""
        notches = event.angleDelta().y() / 120.0
        self._model.zoom(event.position().y(), self.height(), _ZOOM_A_NOTCH**notches)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what can be done with the keys."""
        key_menu(self, self._model.sheet, self._desk.commands).popup(event.globalPos())

    def _begin(self, hit: Hit | None, x: float, y: float, held: Held) -> Drag:
        layout = self.layout_now
        if hit is not None and hit.kind == "handle":
            return HandleDrag(layout, hit)
        if hit is not None and hit.kind == "key":
            return CurveKeyDrag(layout, hit, x, y)
        return BoxDrag(
            self._model.sheet, x, y, add=held.shift, show=self._show_box,
            keys_in=lambda box: layout.keys_in(*box),
        )  # fmt: skip

    def _hover(self, place: QPointF) -> None:
        hit = self.layout_now.at(place.x(), place.y())
        if hit != self._hovered:
            self._hovered = hit
            hand = hit is not None and hit.kind != "curve"
            self.setCursor(
                Qt.CursorShape.PointingHandCursor if hand else Qt.CursorShape.ArrowCursor
            )
            self.update()

    def _pan(self, y: float) -> None:
        if self._panned_to is not None:
            self._model.pan(y - self._panned_to)
        self._panned_to = y

    def _show_box(self, box: Box | None) -> None:
        self._box = box
        self.update()
