"""How a row of the outliner is painted: icon and name, the lock, the eye."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPalette
from PySide6.QtWidgets import QLineEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from compose.payload import CameraPayload
from studio.desk import Desk
from studio.outliner.eyes import Eye
from studio.outliner.icons import icon_of, icon_of_joint
from studio.outliner.joints import is_part, label_of
from studio.outliner.model import OutlineModel
from studio.outliner.row_model import EYE, NAME
from studio.outliner.rows import ENVIRONMENT, SCENE, RowKey

ROW_HEIGHT = 24
_ICON = 16
_EYE_TOKENS = {"": "text2", "animated": "tungsten", "keyed": "tungsten", "overridden": "gel"}
_Index = QModelIndex | QPersistentModelIndex


class RowDelegate(QStyledItemDelegate):
    """Paints the rows of an ``OutlineModel``."""

    def __init__(self, desk: Desk, model: OutlineModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._rows = desk, model
        self._icons: dict[tuple[str, str], QIcon] = {}

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Return the one height of all rows."""
        return QSize(super().sizeHint(option, index).width(), ROW_HEIGHT)

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: _Index) -> QWidget:
        """Return a line that fills the row."""
        editor = super().createEditor(parent, option, index)
        if isinstance(editor, QLineEdit):
            editor.setMaxLength(200)
            editor.setAccessibleName("Name")
        return editor

    def initStyleOption(self, option: QStyleOptionViewItem, index: _Index) -> None:
        """Give a name its icon and its colour; what is not seen is quiet."""
        super().initStyleOption(option, index)
        if index.column() != NAME:
            return
        key = self._rows.key(index)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        eye = self._rows.eye(key)
        quiet = eye is not None and not eye.seen
        token = "daylight" if selected else ("text3" if quiet else "text2")
        option.icon = self._icon(self._icon_name(key, selected), token)
        option.decorationSize = QSize(_ICON, _ICON)
        option.features |= QStyleOptionViewItem.ViewItemFeature.HasDecoration
        text = self._desk.theme.color("text3" if quiet else "text1")
        for role in (QPalette.ColorRole.Text, QPalette.ColorRole.HighlightedText):
            option.palette.setColor(role, text)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint one cell."""
        super().paint(painter, option, index)
        key = self._rows.key(index)
        if index.column() == NAME or not key.node or key.inner:
            return
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        shown = self._eye(key) if index.column() == EYE else self._lock(key.node, hovered)
        if shown is not None:
            room: QRect = option.rect
            place = QRect(0, 0, _ICON, _ICON)
            place.moveCenter(room.center())
            self._icon(*shown).paint(painter, place, Qt.AlignmentFlag.AlignCenter)

    def _eye(self, key: RowKey) -> tuple[str, str] | None:
        eye: Eye | None = self._rows.eye(key)
        if eye is None:
            return None
        token = _EYE_TOKENS[eye.animated] if eye.seen or eye.animated else "text3"
        return ("eye-outline" if eye.shown else "eye-off-outline"), token

    def _lock(self, node: str, hovered: bool) -> tuple[str, str] | None:
        session = self._desk.session
        if node in session.locked:
            return "lock-outline", "text2"
        if session.is_locked(node):
            return "lock-outline", "line2"
        return ("lock-open-variant-outline", "text3") if hovered else None

    def _icon_name(self, key: RowKey, selected: bool) -> str:
        if key == SCENE:
            return "earth"
        if key == ENVIRONMENT:
            return "weather-sunset"
        if key.inner:
            return icon_of_joint(label_of(key) if is_part(key) else key.inner)
        node = self._rows.node(key)
        if node is None:
            return "circle-small"
        shot = self._desk.session.shot
        filming = shot is not None and shot.camera == node.id
        if isinstance(node.payload, CameraPayload) and (filming or selected):
            return "video"
        return icon_of(node)

    def _icon(self, name: str, token: str) -> QIcon:
        if (name, token) not in self._icons:
            self._icons[name, token] = self._desk.theme.icon(name, token, on=token)
        return self._icons[name, token]
