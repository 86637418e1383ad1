"""BarButton: a button of the bar on top that can do without its words."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton, QWidget

from studio.commands import command_table
from studio.desk import Desk


class BarButton(QPushButton):
    """Carries out a command, whoever has bound it, and says something with its words.

    Parameters
    ----------
    words, icon
        What it shows.
    command
        What it does; its tooltip says the command and the shortcut.
    """

    def __init__(
        self, desk: Desk, words: str, icon: str, command: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._desk, self._command = desk, command
        self._words, self._few, self._brief = words, "", False
        self._shown_icon = ("", "")
        self.show_icon(icon)
        self.setToolTip(desk.commands.tip(command))
        self._show()
        self.clicked.connect(lambda *_: self._run())

    def show_words(self, words: str, few: str) -> None:
        """Say something else: in words, or in few where there is no room."""
        self._words, self._few = words, few
        self._show()

    def show_icon(self, icon: str, token: str = "text2") -> None:
        """Show another icon."""
        if (icon, token) != self._shown_icon:
            self._shown_icon = (icon, token)
            self.setIcon(self._desk.theme.icon(icon, token))

    def set_brief(self, brief: bool) -> None:
        """Do without most of the words, or show them again."""
        self._brief = brief
        self._show()

    def _show(self) -> None:
        self.setText(self._few if self._brief else self._words)
        title = command_table()[self._command].title
        said = "" if self._words == title else f": {self._words}"
        self.setAccessibleName(title + said)

    def _run(self) -> None:
        action = self._desk.commands.action(self._command)
        if action is not None:
            action.trigger()
