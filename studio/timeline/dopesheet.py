"""Dopesheet: every key of the scene and the shot over time. Only what is visible is painted."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import (
    QContextMenuEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from studio.desk import Desk
from studio.listening import listen
from studio.timeline.drag import Box, BoxDrag, Drag, Held
from studio.timeline.grip import Grip, paint_band
from studio.timeline.key_menu import key_menu
from studio.timeline.keys import KeySelection
from studio.timeline.layout import ROW_PX, Grid
from studio.timeline.row_painting import RowPainter
from studio.timeline.rows import Row
from studio.timeline.sheet import Sheet
from studio.timeline.sheet_drags import KeyDrag, PlayDrag
from studio.timeline.time_axis import NAMES_PX, TimeAxis, TimeNavigator
from studio.widgets.focus_ring import FocusRing

_SHIFT = Qt.KeyboardModifier.ShiftModifier
_CONTROL = Qt.KeyboardModifier.ControlModifier


class Dopesheet(QAbstractScrollArea):
    """Rows of keys. Click and box select, drag moves, Ctrl drag copies, Alt does not snap."""

    def __init__(
        self, desk: Desk, axis: TimeAxis, sheet: Sheet, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._desk, self._axis, self._sheet = desk, axis, sheet
        self._grip: Grip[tuple[Row, float] | None] = Grip(self._begin, NAMES_PX)
        self._box: Box | None = None
        self.setObjectName("dopesheet")
        self.setAccessibleName("Dopesheet")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalScrollBar().setSingleStep(ROW_PX)
        TimeNavigator(axis, self.viewport(), NAMES_PX)
        FocusRing(desk.theme, self)
        axis.changed.connect(self.viewport().update)
        listen(self, sheet.changed, self._refresh)
        listen(self, desk.session.selection_changed, self._show_selected)
        self._bind()
        self._refresh()

    @property
    def grid(self) -> Grid:
        """Where rows and frames lie, from the right edge of the names on."""
        return Grid(self._axis.scale, self.verticalScrollBar().value())

    def point_of(self, row: int, frame: float) -> QPointF:
        """Return where a key lies in the viewport."""
        grid = self.grid
        return QPointF(NAMES_PX + grid.scale.x(frame), grid.y(row) + ROW_PX / 2)

    def _bind(self) -> None:
        sheet = self._sheet
        self._desk.commands.bind(
            self,
            {
                "edit.delete": sheet.delete,
                "edit.copy": sheet.copy,
                "edit.cut": sheet.cut,
                "edit.paste": sheet.paste,
                "edit.duplicate": sheet.duplicate,
                "edit.select_all": sheet.select_all,
                "edit.select_none": lambda: sheet.select(KeySelection()),
            },
        )

    def _refresh(self) -> None:
        height = len(self._sheet.rows) * ROW_PX
        self.verticalScrollBar().setRange(0, max(height - self.viewport().height(), 0))
        self.verticalScrollBar().setPageStep(self.viewport().height())
        self.viewport().update()

    def _show_selected(self) -> None:
        """Bring the rows of the active node into view."""
        active = self._desk.session.active
        owners = [row.node for row in self._sheet.rows]
        if active is not None and active.id in owners:
            first, bar = owners.index(active.id) * ROW_PX, self.verticalScrollBar()
            last = first + owners.count(active.id) * ROW_PX
            if first < bar.value() or last > bar.value() + self.viewport().height():
                bar.setValue(first)
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Scroll as far as the rows reach."""
        super().resizeEvent(event)
        self._refresh()

    # -- painting ----------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows and the frames that are asked for."""
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        region, theme = event.rect(), self._desk.theme
        painter.fillRect(region, theme.color("input"))
        painter.fillRect(0, 0, NAMES_PX, self.viewport().height(), theme.color("bg1"))
        rows, scene = self._sheet.rows, self._desk.session.scene
        if not rows or scene is None:
            self._paint_empty(painter)
            painter.end()
            return
        grid = self.grid
        numbers = grid.visible(region.top(), region.bottom(), len(rows))
        rowing = RowPainter(
            theme=theme,
            grid=grid,
            width=self.viewport().width(),
            selected=self._sheet.keys,
            nodes=frozenset(self._desk.session.selection),
            scene=scene,
        )
        self._paint_ground(painter, numbers)
        painter.setClipRect(QRect(NAMES_PX, 0, self.viewport().width(), self.viewport().height()))
        for number in numbers:
            rowing.paint_lane(painter, rows[number], number)
        paint_band(painter, theme, self._box, NAMES_PX)
        painter.setClipRect(QRect(0, 0, NAMES_PX, self.viewport().height()))
        for number in numbers:
            rowing.paint_name(painter, rows[number], number)
        painter.setClipping(False)
        painter.setPen(theme.color("line"))
        painter.drawLine(NAMES_PX - 1, 0, NAMES_PX - 1, self.viewport().height())
        painter.end()

    def _paint_ground(self, painter: QPainter, numbers: range) -> None:
        """Paint the window of the shot, and a hairline under each row."""
        theme, grid, shot = self._desk.theme, self.grid, self._desk.session.shot
        width, height = self.viewport().width(), self.viewport().height()
        if shot is not None:
            left, right = grid.scale.x(shot.start), grid.scale.x(shot.end)
            left = max(left, 0.0)
            if right > left:
                band = QRectF(NAMES_PX + left, 0, right - left, height)
                painter.fillRect(band, theme.color("daylight_soft", 0.4))
        painter.setPen(QPen(theme.color("line", 0.6), 1))
        for number in numbers:
            y = grid.y(number) + ROW_PX - 1
            painter.drawLine(0, y, width, y)

    def _paint_empty(self, painter: QPainter) -> None:
        theme, node = self._desk.theme, self._desk.session.active
        painter.setFont(theme.font())
        painter.setPen(theme.color("text3"))
        keys = self._desk.commands.keys_of("time.key")
        press = f" Press {keys[0]} to key it." if keys else ""
        whose = "Nothing moves yet." if node is None else f"No keys on {node.name}."
        hint = press if node is not None else " Select something and press I to key it."
        rect = self.viewport().rect().adjusted(NAMES_PX, 0, 0, 0)
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, whose + hint)

    # -- hands -------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Select, and get ready to drag."""
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        place = event.position()
        if place.x() < NAMES_PX:
            self._press_name(place, event.modifiers())
            return
        found = self.grid.key_at(self._sheet.rows, place.x() - NAMES_PX, place.y())
        self._grip.press(event, found)
        if found is None:
            return
        row, frame = found
        keys = row.keys_at(frame)
        if event.modifiers() & _SHIFT:
            self._sheet.select(keys, toggle=True)
        elif not self._sheet.keys.covers(keys):
            self._sheet.select(keys)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag, once the pointer has left the place of a click."""
        self._grip.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Keep the drag; a click beside everything selects nothing."""
        if self._grip.release() and not event.modifiers() & _SHIFT:
            self._sheet.select(KeySelection())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Move the playhead to a key; open a row at its name."""
        place = event.position()
        if place.x() < NAMES_PX:
            self._press_name(place, event.modifiers())
            return
        found = self.grid.key_at(self._sheet.rows, place.x() - NAMES_PX, place.y())
        if found is not None:
            self._desk.session.set_frame(found[1])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take a drag back with Esc."""
        if not self._grip.escape(event):
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what can be done with the keys under the pointer."""
        place = event.pos()
        found = self.grid.key_at(self._sheet.rows, place.x() - NAMES_PX, place.y())
        if found is not None and not self._sheet.keys.covers(found[0].keys_at(found[1])):
            self._sheet.select(found[0].keys_at(found[1]))
        key_menu(self, self._sheet, self._desk.commands).popup(event.globalPos())

    def _begin(self, key: tuple[Row, float] | None, x: float, y: float, held: Held) -> Drag:
        grid, sheet = self.grid, self._sheet
        if key is not None:
            return KeyDrag(sheet, grid.scale, x, key[1], copy=held.ctrl)
        found = grid.block_at(sheet.rows, x, y)
        if found is not None:
            return PlayDrag(sheet, grid.scale, x, *found)
        return BoxDrag(
            sheet, x, y, add=held.shift, show=self._show_box,
            keys_in=lambda box: grid.keys_in(sheet.rows, *box),
        )  # fmt: skip

    def _press_name(self, place: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        number = self.grid.number(place.y())
        rows = self._sheet.rows
        if not 0 <= number < len(rows):
            return
        row = rows[number]
        if row.expandable and place.x() < 22 + 12 * row.depth:
            self._sheet.toggle_row(row.id)
        elif row.node is not None:
            self._desk.session.select([row.node], add=bool(modifiers & (_SHIFT | _CONTROL)))

    def _show_box(self, box: Box | None) -> None:
        self._box = box
        self.viewport().update()
