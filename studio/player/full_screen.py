"""FullScreen: a clip as it is, on the whole screen, until Esc."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from studio.player.player import Player
from studio.theme import Theme
from studio.work import Work


class FullScreen(QWidget):
    """A window of its own with a player in it; it is shown by ``play``."""

    def __init__(self, theme: Theme, work: Work, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setObjectName("player-full-screen")
        self.setWindowTitle("Player")
        self.setAccessibleName("Player, full screen")
        self.player = Player(theme, work)
        self.player.full_screen.connect(self.close)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.addWidget(self.player)

    def play(self, path: Path, frames: int, rate: Fraction | None, *, audio: bool) -> None:
        """Fill the screen with a clip and play it."""
        self.showFullScreen()
        self.player.load(path, frames, rate, audio=audio)
        self.player.setFocus()
        self.player.play()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave with Esc, Enter or F11."""
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F11):
            self.close()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Let go of the clip."""
        self.player.clear("")
        super().closeEvent(event)
