"""CurveList: the channels at the left of the curves, with colour, value at the playhead and eye."""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QFontMetricsF, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from studio.desk import Desk
from studio.listening import listen
from studio.timeline.curve_lines import CurveLine, Line
from studio.timeline.curve_model import CurveModel
from studio.timeline.curve_painting import line_color
from studio.timeline.curve_shape import value_text
from studio.timeline.focus_ring import FocusRing

_LINE_PX = 24
_EYE_PX = 28
_ANY_INDEX = QModelIndex | QPersistentModelIndex


class CurveListModel(QAbstractListModel):
    """The lines of a curve model."""

    def __init__(self, model: CurveModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model
        self._lines: tuple[Line, ...] = ()

    def line(self, index: _ANY_INDEX) -> Line:
        """Return the line at an index."""
        return self._lines[index.row()]

    def refresh(self) -> None:
        """Take the model's lines; only what they say is told where they are as many."""
        lines = self._model.lines
        if [_label(ln) for ln in lines] != [_label(ln) for ln in self._lines]:
            self.beginResetModel()
            self._lines = lines
            self.endResetModel()
        else:
            self._lines = lines
            self.tell_values()

    def tell_values(self) -> None:
        """Say that the values are others."""
        if self._lines:
            self.dataChanged.emit(self.index(0), self.index(len(self._lines) - 1))

    def rowCount(self, parent: _ANY_INDEX = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return how many lines there are."""
        return 0 if parent.isValid() else len(self._lines)

    def data(self, index: _ANY_INDEX, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        """Return a line's name."""
        roles = Qt.ItemDataRole
        if role in (roles.DisplayRole, roles.AccessibleTextRole, roles.ToolTipRole):
            return self.line(index).title
        return None

    def flags(self, index: _ANY_INDEX) -> Qt.ItemFlag:
        """Let channels be selected; headings are only read."""
        if isinstance(self.line(index), CurveLine):
            return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return Qt.ItemFlag.ItemIsEnabled


class CurveList(QListView):
    """The list; a click brings a curve to the front, one on the eye hides it."""

    def __init__(self, desk: Desk, model: CurveModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.setObjectName("curve-list")
        self.setAccessibleName("Channels")
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        FocusRing(desk.theme, self)
        self.lines = CurveListModel(model, self)
        self.setModel(self.lines)
        self.setItemDelegate(_LineDelegate(desk, model, self))
        self.selectionModel().currentChanged.connect(self._activate)
        listen(self, model.changed, self.lines.refresh)
        listen(self, desk.session.frame_changed, self.lines.tell_values)
        self.lines.refresh()

    def _activate(self, index: QModelIndex) -> None:
        if index.isValid():
            line = self.lines.line(index)
            if isinstance(line, CurveLine):
                self._model.activate(line.ref)


class _LineDelegate(QStyledItemDelegate):
    """Paints a line and takes clicks on its eye."""

    def __init__(self, desk: Desk, model: CurveModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._model = desk, model

    def sizeHint(self, option: QStyleOptionViewItem, index: _ANY_INDEX) -> QSize:
        return QSize(100, _LINE_PX)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _ANY_INDEX) -> None:
        theme = self._desk.theme
        line = index.model().line(index)  # type: ignore[attr-defined]
        rect = QRectF(option.rect)
        active = self._model.active
        painter.save()
        if isinstance(line, CurveLine) and active is not None and active.ref == line.ref:
            painter.fillRect(rect, theme.color("daylight_soft"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, theme.color("bg2"))
        rect.setLeft(rect.left() + 12 + 12 * line.depth)
        if isinstance(line, CurveLine):
            self._paint_channel(painter, line, rect)
        else:
            painter.setFont(theme.font("header" if line.depth == 0 else "name"))
            painter.setPen(theme.color("text1"))
            _draw(painter, rect.adjusted(0, 0, -8, 0), line.title)
        painter.restore()

    def _paint_channel(self, painter: QPainter, line: CurveLine, rect: QRectF) -> None:
        theme, hidden = self._desk.theme, self._model.is_hidden(line)
        swatch = QRectF(rect.left(), rect.center().y() - 4.5, 9, 9)
        color = line_color(theme, line)
        painter.setPen(theme.color("text3") if hidden else color)
        painter.setBrush(Qt.BrushStyle.NoBrush if hidden else color)
        painter.drawRect(swatch)
        eye = "eye-off-outline" if hidden else "eye-outline"
        right = int(rect.right())
        middle = int(rect.center().y())
        theme.icon(eye, "text3" if hidden else "text2").paint(
            painter, right - _EYE_PX + 4, middle - 8, 16, 16
        )
        value = value_text(line.curve, self._desk.session.frame, line.unit)
        painter.setFont(theme.font("caption"))
        painter.setPen(theme.color("text2"))
        room = rect.adjusted(15, 0, -_EYE_PX - 4, 0)
        painter.drawText(room, _RIGHT, value)
        room.setRight(room.right() - QFontMetricsF(painter.font()).horizontalAdvance(value) - 6)
        painter.setFont(theme.font())
        painter.setPen(theme.color("text3" if hidden else "text1"))
        _draw(painter, room, line.short)

    def editorEvent(
        self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem,
        index: _ANY_INDEX,
    ) -> bool:  # fmt: skip
        line = index.model().line(index)  # type: ignore[attr-defined]
        pressed = event.type() is QEvent.Type.MouseButtonPress
        if pressed and isinstance(event, QMouseEvent) and isinstance(line, CurveLine):
            right = option.rect.right()
            if event.position().x() > right - _EYE_PX:
                self._model.toggle_eye(line)
                return True
        return False


_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight


def _draw(painter: QPainter, rect: QRectF, text: str) -> None:
    elided = QFontMetricsF(painter.font()).elidedText(
        text, Qt.TextElideMode.ElideRight, rect.width()
    )
    painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter, elided)


def _label(line: Line) -> tuple[object, ...]:
    return (line.title, line.depth, line.ref if isinstance(line, CurveLine) else None)
