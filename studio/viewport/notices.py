"""What floats over the picture: the recording banner, a fault's message, and the empty states."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from studio.session import Layer, Session
from studio.theme import Theme
from studio.widgets.empty_state import EmptyState
from studio.widgets.icon_label import IconLabel

_ICON = 16


class Banner(QFrame):
    """An icon and a sentence on a coloured tag.

    Parameters
    ----------
    theme
        The look.
    kind
        The value of the style sheet's ``panel``.
    icon
        A Material Design icon.
    """

    def __init__(self, theme: Theme, kind: str, icon: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("panel", kind)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 4, 10, 4)
        row.setSpacing(6)
        sign = IconLabel(theme, icon, "on_fill", size=_ICON)
        self._words = QLabel()
        self._words.setProperty("role", "on-fill")
        self._words.setWordWrap(False)
        row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._words, 1)
        self.hide()

    @property
    def text(self) -> str:
        """What it says."""
        return self._words.text()

    def say(self, text: str, widest: int | None = None) -> None:
        """Say something, in lines when it is wider than ``widest``; nothing hides it."""
        self._words.setText(text)
        long = widest is not None and self.sizeHint().width() > widest
        self._words.setWordWrap(long)
        if long and widest is not None:
            self.setFixedWidth(widest)
        else:
            self.setMinimumWidth(0)
            self.setMaximumWidth(16777215)
        self.adjustSize()
        self.setVisible(bool(text))


def recording_words(session: Session) -> str:
    """Return where changes are recorded now, "" while auto-key is off."""
    if session.recording is None:
        return ""
    if session.recording is Layer.SHOT and session.shot is not None:
        return f"Auto-key records into shot {session.shot.number}"
    return "Auto-key records into scene time"


class CentreNotice(QFrame):
    """A card in the middle of the picture: what is missing, and the nearest actions."""

    def __init__(
        self, theme: Theme, icon: str, text: str,
        actions: Iterable[tuple[str, Callable[[], object]]], parent: QWidget,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.setProperty("panel", "notice")
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        self.state = EmptyState(theme, icon, text, actions)
        column.addWidget(self.state)
        self.setFixedWidth(380)
        self.hide()
