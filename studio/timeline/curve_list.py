"""CurveList: the channels at the left of the curves, to be shown, hidden, keyed and folded."""

from __future__ import annotations

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QShowEvent
from PySide6.QtWidgets import QListView, QMenu, QWidget

from studio.desk import Desk
from studio.listening import listen
from studio.timeline.curve_lines import CurveLine, Heading, Line, StillLine
from studio.timeline.curve_list_painting import BUTTON_PX, AnyIndex, LinePainter
from studio.timeline.curve_model import CurveModel
from studio.timeline.own_keys import OwnKeys
from studio.widgets.focus_ring import FocusRing


class CurveListModel(QAbstractListModel):
    """The lines of a curve model."""

    def __init__(self, model: CurveModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model
        self._lines: tuple[Line, ...] = ()

    def line(self, index: AnyIndex) -> Line:
        """Return the line at an index."""
        return self._lines[index.row()]

    def refresh(self) -> None:
        """Take the model's lines; only what they say is told where they are as many."""
        lines = self._model.lines
        if list(map(_what, lines)) != list(map(_what, self._lines)):
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

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return how many lines there are."""
        return 0 if parent.isValid() else len(self._lines)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        """Return a line's name, and what can be done with it."""
        roles, line = Qt.ItemDataRole, self.line(index)
        if role == roles.DisplayRole:
            return line.title
        if role == roles.AccessibleTextRole:
            return _said(line, hidden=isinstance(line, CurveLine) and self._model.is_hidden(line))
        if role == roles.ToolTipRole:
            return _tip(line)
        return None


class CurveList(QListView):
    """The list. A click brings a curve to the front; its eye hides it, a diamond keys a channel.

    A click does not take the focus, so that Space goes on playing. With the focus by Tab, Space
    does what the eye or the diamond does, Return keys, and left and right fold.
    """

    def __init__(self, desk: Desk, model: CurveModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._model = desk, model
        self.setObjectName("curve-list")
        self.setAccessibleName("Channels")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        FocusRing(desk.theme, self)
        OwnKeys(self, (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter))
        self.lines = CurveListModel(model, self)
        self.setModel(self.lines)
        self.setItemDelegate(LinePainter(desk.theme, model, lambda: desk.session.frame, self))
        self.selectionModel().currentChanged.connect(self._activate)
        listen(self, model.changed, self._refresh)
        listen(self, desk.session.frame_changed, self.lines.tell_values)

    def showEvent(self, event: QShowEvent) -> None:
        """List what came while nobody looked."""
        self._refresh()
        super().showEvent(event)

    def _refresh(self) -> None:
        if not self.isVisibleTo(self.window()):
            return
        now = self.currentIndex()
        before = self.lines.line(now) if now.isValid() else None
        self.lines.refresh()
        if before is not None and not self.currentIndex().isValid():
            self._come_back_to(before)

    def _come_back_to(self, before: Line) -> None:
        """Make a line current again after the lines about it were folded, or it was keyed."""
        for row in range(self.lines.rowCount()):
            index = self.lines.index(row)
            if _channel_of(self.lines.line(index)) == _channel_of(before):
                self.setCurrentIndex(index)
                return

    def _activate(self, index: QModelIndex) -> None:
        line = self.lines.line(index) if index.isValid() else None
        if isinstance(line, CurveLine):
            self._model.activate(line.ref)

    # -- hands -------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Fold under a heading, shut an eye, key a channel; else make a line current."""
        place = event.position()
        index = self.indexAt(place.toPoint())
        line = self.lines.line(index) if index.isValid() else None
        left = event.button() is Qt.MouseButton.LeftButton
        at_button = place.x() > self.viewport().width() - BUTTON_PX
        if left and (isinstance(line, Heading) or (line is not None and at_button)):
            self._use(line)
            event.accept()
            return
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do by keyboard what the mouse does at the right end of a line."""
        index, keys = self.currentIndex(), Qt.Key
        line = self.lines.line(index) if index.isValid() else None
        if line is None:
            super().keyPressEvent(event)
        elif event.key() == keys.Key_Space:
            self._use(line)
        elif event.key() in (keys.Key_Return, keys.Key_Enter) and not isinstance(line, Heading):
            self._model.key_channel(line)
        elif event.key() in (keys.Key_Left, keys.Key_Right):
            self._fold(index, event.key() == keys.Key_Left)
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what can be done with a channel."""
        keyed = event.reason() is QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if keyed else self.indexAt(event.pos())
        line = self.lines.line(index) if index.isValid() else None
        if line is not None and not isinstance(line, Heading):
            at = self.visualRect(index).bottomLeft() if keyed else event.pos()
            self.menu_of(line).popup(self.viewport().mapToGlobal(QPoint(at)))

    def menu_of(self, line: CurveLine | StillLine) -> QMenu:
        """Return the menu of a channel."""
        menu, model = QMenu(self), self._model
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        key = menu.addAction(f"Key {line.title} at {self._desk.session.frame:g}")
        key.triggered.connect(lambda: model.key_channel(line))
        if isinstance(line, CurveLine):
            clear = menu.addAction(f"Remove all keys of {line.title}")
            clear.triggered.connect(lambda: model.clear_channel(line))
            menu.addSeparator()
            eye = menu.addAction("Show curve" if model.is_hidden(line) else "Hide curve")
            eye.triggered.connect(lambda: model.toggle_eye(line))
            menu.addAction("Show only this curve").triggered.connect(lambda: model.show_only(line))
        menu.addAction("Show all curves").triggered.connect(lambda: model.show_only(None))
        return menu

    def _use(self, line: Line) -> None:
        if isinstance(line, Heading):
            self._model.fold(line, not line.folded)
        elif isinstance(line, CurveLine):
            self._model.toggle_eye(line)
        else:
            self._model.key_channel(line)

    def _fold(self, index: QModelIndex, folded: bool) -> None:
        """Fold a heading or open it; from a channel go left to its heading."""
        row = index.row()
        line = self.lines.line(index)
        if isinstance(line, Heading) and line.folded != folded:
            self._model.fold(line, folded)
        elif folded:
            above = (self.lines.index(at) for at in range(row - 1, -1, -1))
            head = next((i for i in above if self.lines.line(i).depth < line.depth), index)
            self.setCurrentIndex(head)


def _channel_of(line: Line) -> tuple[object, ...]:
    """Return what a line is about, the same before and after it is keyed."""
    return (line.id,) if isinstance(line, Heading) else line.key


def _what(line: Line) -> tuple[object, ...]:
    return (type(line), line.title, line.depth, _channel_of(line))


def _said(line: Line, *, hidden: bool) -> str:
    if isinstance(line, Heading):
        return f"{line.title}, {'folded' if line.folded else 'open'}"
    if isinstance(line, StillLine):
        return f"{line.title}, no keys"
    return f"{line.title}, hidden" if hidden else line.title


def _tip(line: Line) -> str:
    if isinstance(line, Heading):
        return line.title
    if isinstance(line, StillLine):
        return f"{line.title} has no keys. The diamond keys it at the playhead (Space)"
    return f"{line.title}. The eye shows or hides its curve (Space)"
