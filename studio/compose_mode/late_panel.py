"""LatePanel: a panel behind a tab that is made when it is first looked at."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from studio.widgets.focus_guide import FocusGuide


class LatePanel(QWidget):
    """Stands in a panel's place until it is shown, so that the window opens without it.

    Parameters
    ----------
    make
        Returns the panel; called once, in the window's thread.
    """

    def __init__(self, make: Callable[[], QWidget], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._make = make
        self.panel: QWidget | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    def showEvent(self, event: QShowEvent) -> None:
        """Make the panel the first time."""
        super().showEvent(event)
        if self.panel is None:
            self.panel = self._make()
            self._column.addWidget(self.panel)
            self.panel.show()
            FocusGuide(self, self.panel)
