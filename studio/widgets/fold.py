"""Fold: a body that opens and closes."""

from __future__ import annotations

from PySide6.QtCore import QEasingCurve, QPropertyAnimation
from PySide6.QtWidgets import QVBoxLayout, QWidget

_OPEN = 16777215
"""Qt's own greatest height."""


class Fold(QWidget):
    """A column of widgets that folds away.

    Parameters
    ----------
    milliseconds
        How long folding takes; 0 for "reduce motion".
    """

    def __init__(self, milliseconds: int = 100, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._milliseconds = milliseconds
        self._is_open = True
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(4)
        self._motion = QPropertyAnimation(self, b"maximumHeight", self)
        self._motion.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._motion.finished.connect(self._arrived)

    @property
    def is_open(self) -> bool:
        """Whether it is open, or opening."""
        return self._is_open

    def set_open(self, is_open: bool, *, animated: bool = True) -> None:
        """Open or close it."""
        moving = self._motion.state() is QPropertyAnimation.State.Running
        if is_open == self._is_open and (animated or not moving):
            return
        self._is_open = is_open
        self._motion.stop()
        if not animated or not self._milliseconds or not self.isVisibleTo(self.window()):
            self._arrived()
            return
        start = 0 if is_open else self.height()
        self.setMaximumHeight(start)
        self.show()
        self._motion.setDuration(self._milliseconds)
        self._motion.setStartValue(start)
        self._motion.setEndValue(self.sizeHint().height() if is_open else 0)
        self._motion.start()

    def _arrived(self) -> None:
        self.setVisible(self._is_open)
        self.setMaximumHeight(_OPEN)
