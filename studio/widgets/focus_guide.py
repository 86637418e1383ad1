"""FocusGuide: send the focus that a panel is given on to the part of it that works.

Qt's own focus proxy does so too, but Tab then jumps over what stands before that part.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QWidget


class FocusGuide(QObject):
    """Sends the focus of a panel on, for as long as the panel lives.

    Parameters
    ----------
    panel
        Is given the focus by ``setFocus``; Tab passes it by.
    to
        What works in it.
    """

    def __init__(self, panel: QWidget, to: QWidget) -> None:
        super().__init__(panel)
        self._to = to
        panel.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Send the focus on as it comes."""
        if event.type() is QEvent.Type.FocusIn and isinstance(event, QFocusEvent):
            self._to.setFocus(event.reason())
        return super().eventFilter(watched, event)
