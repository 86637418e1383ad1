"""Chip: a small tag that tells a state, filters, or offers a value."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from studio.theme import Theme

_TOKENS = {"": "text2", "on": "daylight", "gel": "gel", "keyed": "tungsten", "stale": "stale",
           "good": "good", "bad": "bad"}  # fmt: skip


class Chip(QPushButton):
    """A small tag.

    Parameters
    ----------
    theme
        The look.
    text
        What it says.
    kind
        Its colour by meaning: "", "on", "gel", "keyed", "stale", "good" or "bad".
    icon
        A Material Design icon before the text.
    checkable
        Whether it can be switched on.
    command
        Whether a click does something; then the keyboard reaches it. A plain tag only tells.
    """

    def __init__(
        self, theme: Theme, text: str, kind: str = "", icon: str = "", *, checkable: bool = False,
        command: bool = False,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(text, parent)
        self._theme, self._icon = theme, icon
        self.setProperty("kind", "chip")
        self.setCheckable(checkable)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setIconSize(QSize(12, 12))
        if checkable or command:
            self.setFixedHeight(24)
        else:
            self.setFixedHeight(20)
            self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.set_kind(kind)

    def set_kind(self, kind: str) -> None:
        """Give it another colour by meaning."""
        self.setProperty("chip", kind or "plain")
        if self._icon:
            self.setIcon(self._theme.icon(self._icon, _TOKENS[kind]))
        self.style().unpolish(self)
        self.style().polish(self)
