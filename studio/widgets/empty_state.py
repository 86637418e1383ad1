"""EmptyState: what is missing, then the nearest two actions."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from studio.theme import Theme
from studio.widgets.flow_layout import FlowLayout
from studio.widgets.icon_label import IconLabel


class EmptyState(QWidget):
    """A sentence in the middle of an empty panel, and what to do about it.

    Parameters
    ----------
    theme
        The look.
    icon
        A Material Design icon above the sentence.
    text
        What is missing.
    actions
        Label and handler of the nearest actions.
    """

    def __init__(
        self, theme: Theme, icon: str, text: str,
        actions: Iterable[tuple[str, Callable[[], object]]] = (), parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(8)
        self._words = QLabel(text)
        self._words.setProperty("role", "label")
        self._words.setWordWrap(True)
        self._words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        picture = IconLabel(theme, icon, "text3", size=28)
        column.addWidget(picture, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._words)
        self.buttons: list[QPushButton] = []
        buttons = QWidget()
        row = FlowLayout(buttons, spacing=8, centred=True)
        for label, handler in actions:
            button = QPushButton(label)
            button.clicked.connect(lambda *_, call=handler: call())
            row.addWidget(button)
            self.buttons.append(button)
        column.addWidget(buttons)
        buttons.setVisible(bool(self.buttons))
        column.addStretch(1)

    @property
    def text(self) -> str:
        """What is missing."""
        return self._words.text()

    def set_text(self, text: str) -> None:
        """Say something else."""
        self._words.setText(text)
