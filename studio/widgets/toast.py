"""Toasts: sentences that come up in a corner, stay eight seconds, and offer two actions."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPropertyAnimation, QRect, QSize, Qt, QTimer
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtGui import QEnterEvent, QImage
from PySide6.QtWidgets import (
    QFrame,
    QGraphicsOpacityEffect,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from studio.session import Message
from studio.theme import Theme
from studio.widgets.icon_label import IconLabel
from studio.widgets.plain_tip import plain_tip
from studio.widgets.thumbnail import Thumbnail

STAYS_MS = 8000
_FADE_MS = 120
_WIDTH = 340
_MOST = 4
_LINES = 5
_CLEAR = 12
"""Pixels between the lowest toast and the edge."""
_ICONS = {
    "info": ("information-outline", "daylight"),
    "good": ("check-circle-outline", "good"),
    "warning": ("alert-outline", "stale"),
    "bad": ("alert-circle-outline", "bad"),
}


class Toast(QFrame):
    """One message. It leaves by itself, but not from under the pointer."""

    left = QtSignal()
    """It is gone."""

    def __init__(self, theme: Theme, message: Message, *, stays_ms: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.message = message
        self._theme = theme
        self.setProperty("panel", "toast")
        self.setFixedWidth(_WIDTH)
        self.setAccessibleName(f"{message.text}. {message.detail}".strip())
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 10, 8, 10)
        row.setSpacing(10)
        row.addWidget(self._picture(), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(self._column(), 1)
        close = QToolButton()
        close.setIcon(theme.icon("close"))
        close.setToolTip("Dismiss")
        close.setAccessibleName("Dismiss")
        close.clicked.connect(self.leave)
        row.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(stays_ms)
        self._timer.timeout.connect(self.leave)
        if not self.asks:
            self._timer.start()

    @property
    def asks(self) -> bool:
        """Whether it asks what to do about a trouble; then it stays until that is answered."""
        return bool(self.message.actions) and self.message.kind in ("warning", "bad")

    @property
    def waits(self) -> bool:
        """Whether its time is running."""
        return self._timer.isActive()

    def leave(self) -> None:
        """Go now."""
        self._timer.stop()
        self.left.emit()

    def enterEvent(self, event: QEnterEvent) -> None:
        """Stay while the pointer is on it."""
        super().enterEvent(event)
        self._timer.stop()

    def leaveEvent(self, event: QEvent) -> None:
        """Have the whole time again once the pointer is gone."""
        super().leaveEvent(event)
        if not self.asks:
            self._timer.start()

    def _picture(self) -> QWidget:
        if self.message.picture is not None:
            image = QImage(str(self.message.picture))
            if not image.isNull():
                picture = Thumbnail(self._theme, QSize(72, 44))
                picture.set_image(image)
                return picture
        name, token = _ICONS[self.message.kind]
        return IconLabel(self._theme, name, token, size=18)

    def _column(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(2)
        for text, role in ((self.message.text, "name"), (self.message.detail, "caption")):
            if text:
                label = QLabel(_brief(text))
                label.setToolTip(plain_tip(text) if label.text() != text else "")
                label.setTextFormat(Qt.TextFormat.PlainText)
                label.setWordWrap(True)
                label.setProperty("role", role)
                column.addWidget(label)
        if self.message.actions:
            buttons = QHBoxLayout()
            buttons.setContentsMargins(0, 6, 0, 0)
            for text, handler in self.message.actions[:2]:
                button = QPushButton(text)
                button.clicked.connect(self.leave)
                button.clicked.connect(lambda *_, call=handler: call())
                buttons.addWidget(button)
            buttons.addStretch(1)
            column.addLayout(buttons)
        return column


def _brief(text: str) -> str:
    """Return the first lines of a text, and how many more there are; the tooltip has them all."""
    lines = text.splitlines()
    if len(lines) <= _LINES:
        return text
    return "\n".join([*lines[: _LINES - 1], f"and {len(lines) - _LINES + 1} more lines"])


class ToastHost(QObject):
    """Where toasts come up: in the middle of a window's lower edge, the newest lowest.

    Parameters
    ----------
    theme
        The look.
    parent
        The widget that they float over.
    stays_ms
        How long one stays.
    motion
        Whether they fade in.
    room
        Returns the part of the parent at whose lower edge they stand, in the middle; by default
        all of it.
    """

    def __init__(
        self, theme: Theme, parent: QWidget, *, stays_ms: int = STAYS_MS, motion: bool = True,
        room: Callable[[], QRect] | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._theme, self._window = theme, parent
        self._stays_ms, self._motion = stays_ms, motion
        self._room = room or parent.rect
        self._toasts: list[Toast] = []
        self.watch(parent)

    def watch(self, widget: QWidget) -> None:
        """Move when a widget that bounds the room changes its size."""
        widget.installEventFilter(self)

    @property
    def toasts(self) -> tuple[Toast, ...]:
        """Those that are up, the oldest first."""
        return tuple(self._toasts)

    def show(self, message: Message) -> Toast:
        """Bring a message up; the oldest makes room where there are too many."""
        while len(self._toasts) >= _MOST:
            next((t for t in self._toasts if not t.asks), self._toasts[0]).leave()
        toast = Toast(self._theme, message, stays_ms=self._stays_ms, parent=self._window)
        toast.left.connect(lambda: self._remove(toast))
        self._toasts.append(toast)
        toast.show()
        self.place()
        if self._motion:
            self._fade(toast)
        return toast

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay in the middle of the room as it changes."""
        if event.type() is QEvent.Type.Resize:
            self.place()
        return super().eventFilter(watched, event)

    def _remove(self, toast: Toast) -> None:
        if toast in self._toasts:
            self._toasts.remove(toast)
            toast.hide()
            toast.deleteLater()
            self.place()

    def place(self) -> None:
        """Stand at the lower edge of the room as it is now."""
        room = self._room()
        bottom = room.bottom() - _CLEAR
        for toast in reversed(self._toasts):
            height = max(toast.heightForWidth(_WIDTH), toast.sizeHint().height())
            toast.setFixedHeight(height)
            toast.move(room.center().x() - _WIDTH // 2, bottom - height)
            toast.raise_()
            bottom -= height + 8

    @staticmethod
    def _fade(toast: Toast) -> None:
        effect = QGraphicsOpacityEffect(toast)
        toast.setGraphicsEffect(effect)
        fade = QPropertyAnimation(effect, b"opacity", toast)
        fade.setDuration(_FADE_MS)
        fade.setStartValue(0.0)
        fade.setEndValue(1.0)
        fade.finished.connect(lambda: toast.setGraphicsEffect(None))  # type: ignore[arg-type]
        fade.start()
