"""KeptKeys: lets a widget have keys, while it has the focus, that would be taken as shortcuts.

A filter, for a widget must not override ``event``: with that, PySide ends the program where
another handler of the widget raises.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget


class KeptKeys(QObject):
    """Keeps keys for a widget, for as long as the widget lives.

    Parameters
    ----------
    widget
        Whose keys they are.
    wanted
        Tells whether it wants a key.
    """

    def __init__(self, widget: QWidget, wanted: Callable[[QKeyEvent], bool]) -> None:
        super().__init__(widget)
        self._wanted = wanted
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take a key before it becomes a shortcut."""
        if (
            event.type() is QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and self._wanted(event)
        ):
            event.accept()
            return True
        return False
