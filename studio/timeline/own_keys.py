"""OwnKeys: keeps keys of a widget from the shortcuts of its window."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget


class OwnKeys(QObject):
    """Lets a widget have some keys while it has the focus, without Ctrl, Alt or Shift.

    A filter, and no ``event`` of the widget's own: with that, PySide ends the program where a
    handler beneath it raises.
    """

    def __init__(self, widget: QWidget, keys: Collection[Qt.Key]) -> None:
        super().__init__(widget)
        self._keys = frozenset(keys)
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take a key before it becomes a shortcut."""
        if event.type() is not QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
            return False
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        if not plain or event.key() not in self._keys:
            return False
        event.accept()
        return True
