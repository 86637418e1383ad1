"""The tour: a few cards that point at the panels, one after another."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QDockWidget,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from studio.desk import Desk

if TYPE_CHECKING:
    from studio.window.window import Window

_WIDTH = 320


class Tour(QWidget):
    """Dims the window but for one panel at a time. Enter goes on, Esc ends."""

    def __init__(self, desk: Desk, window: Window) -> None:
        super().__init__(window)
        self._desk, self._window = desk, window
        self._at = 0
        self._hole = QRect()
        self.setObjectName("tour")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        window.installEventFilter(self)
        self._card = QFrame(self)
        self._card.setProperty("panel", "card")
        self._card.setFixedWidth(_WIDTH)
        self._count, self._title, self._text = QLabel(), QLabel(), QLabel()
        self._count.setProperty("role", "quiet")
        self._title.setProperty("role", "strong")
        self._text.setWordWrap(True)
        self._next, leave = QPushButton("Next"), QPushButton("Leave the tour")
        self._next.setProperty("kind", "primary")
        leave.setProperty("kind", "flat")
        self._next.clicked.connect(lambda *_: self._show(self._at + 1))
        leave.clicked.connect(lambda *_: self._end())
        column = QVBoxLayout(self._card)
        for widget in (self._count, self._title, self._text):
            column.addWidget(widget)
        row = QHBoxLayout()
        row.addWidget(leave)
        row.addStretch(1)
        row.addWidget(self._next)
        column.addLayout(row)

    def start(self) -> None:
        """Show the first step; a tour needs an open project."""
        if self._desk.session.project.root is None:
            self._desk.session.tell(
                "Open a project first", "The tour points at the panels around a scene."
            )
            self.deleteLater()
            return
        self.setGeometry(self._window.rect())
        self._show(0)
        self.show()
        self.raise_()
        self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go on with Enter or the right arrow, back with the left one, leave with Esc."""
        keys = Qt.Key
        if event.key() in (keys.Key_Return, keys.Key_Enter, keys.Key_Right, keys.Key_Space):
            self._show(self._at + 1)
        elif event.key() == keys.Key_Left:
            self._show(max(self._at - 1, 0))
        elif event.key() == keys.Key_Escape:
            self._end()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Cover the window also after it was resized, once its panels have their new places."""
        if watched is self._window and event.type() is QEvent.Type.Resize and self.isVisible():
            self.setGeometry(self._window.rect())
            QTimer.singleShot(0, self, lambda: self._show(self._at))
        return super().eventFilter(watched, event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Dim everything but the panel that is told of."""
        painter = QPainter(self)
        shade = self._desk.theme.color("bg0")
        shade.setAlphaF(0.6)
        around = self.rect()
        hole = self._hole
        for piece in (
            QRect(0, 0, around.width(), hole.top()),
            QRect(0, hole.bottom() + 1, around.width(), around.height() - hole.bottom()),
            QRect(0, hole.top(), hole.left(), hole.height()),
            QRect(hole.right() + 1, hole.top(), around.width() - hole.right(), hole.height()),
        ):
            painter.fillRect(piece, shade)
        painter.setPen(self._desk.theme.color("daylight"))
        painter.drawRect(hole.adjusted(0, 0, -1, -1))

    def _show(self, at: int) -> None:
        steps = _steps()
        if at >= len(steps):
            self._end()
            return
        self._at, step = at, steps[at]
        self._window.show_mode(step["mode"])
        self.raise_()
        self.setFocus()
        self._point_at(step["panel"])
        self._count.setText(f"{at + 1} of {len(steps)}")
        self._title.setText(step["title"])
        self._text.setText(step["text"])
        self._next.setText("Done" if at + 1 == len(steps) else "Next")
        self._card.setFixedHeight(self._card.heightForWidth(_WIDTH))
        self._place_card()
        self.update()

    def _point_at(self, name: str) -> None:
        """Leave a hole over a panel, brought to the front where it is behind a tab."""
        panel = self._window.findChild(QWidget, name)
        self._hole = QRect()
        if panel is None:
            return
        above = panel.parentWidget()
        while above is not None and not isinstance(above, QDockWidget):
            above = above.parentWidget()
        if above is not None:
            above.show()
            above.raise_()
        self._hole = QRect(panel.mapTo(self._window, QPoint(0, 0)), panel.size())

    def _place_card(self) -> None:
        """Put the card low inside the panel where that is large, else where there is room."""
        size, hole = self._card.size(), self._hole
        if hole.width() > 2 * size.width() and hole.height() > 2 * size.height():
            x = hole.center().x() - size.width() // 2
            self._card.move(x, hole.bottom() - size.height() - 16)
            return
        left, right = hole.left(), self.width() - hole.right()
        x = hole.right() + 16 if right > left else hole.left() - size.width() - 16
        if hole.width() > self.width() // 2:
            x = hole.center().x() - size.width() // 2
            y = hole.top() - size.height() - 16
        else:
            y = hole.center().y() - size.height() // 2
        self._card.move(
            min(max(x, 16), self.width() - size.width() - 16),
            min(max(y, 60), self.height() - size.height() - 40),
        )

    def _end(self) -> None:
        self._desk.settings.change(tour_seen=True)
        self.hide()
        self.deleteLater()
        self._window.show_mode("compose")


@lru_cache(maxsize=1)
def _steps() -> list[dict[str, str]]:
    text = resources.files(__package__).joinpath("tour.toml").read_text("utf-8")
    steps: list[dict[str, str]] = tomllib.loads(text)["step"]
    return steps
