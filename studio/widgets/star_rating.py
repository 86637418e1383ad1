"""StarRating: none to five stars, by click or key."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from studio.theme import Theme
from studio.widgets.ringed import Ringed

STARS = 5
_SIDE = 16


class StarRating(Ringed):
    """Stars. A click on the last one that is on clears them; 0 to 5, Left and Right work too."""

    rated = QtSignal(int)
    """The rating that was given by hand."""

    def __init__(self, theme: Theme, rating: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._hover = 0
        self._rating = -1
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self.setAccessibleName("Rating")
        self.set_rating(rating)

    @property
    def rating(self) -> int:
        """The stars that are on, 0 to 5."""
        return self._rating

    def set_rating(self, rating: int) -> None:
        """Show a rating without telling."""
        self._rating = min(max(rating, 0), STARS)
        stars = "1 star" if self._rating == 1 else f"{self._rating} stars"
        self.setAccessibleDescription(stars)
        self.setToolTip(f"{stars}. Press 1 to 5" if self._rating else "Not rated. Press 1 to 5")
        self.update()

    def sizeHint(self) -> QSize:
        """Return the room for five stars."""
        return QSize(STARS * _SIDE + 4, 24)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the stars, those under the pointer as they would be."""
        painter = QPainter(self)
        on = self._hover or self._rating
        for place in range(STARS):
            icon = (
                self._theme.icon("star", "tungsten")
                if place < on
                else self._theme.icon("star-outline", "text3")
            )
            icon.paint(painter, QRect(2 + place * _SIDE, (self.height() - 14) // 2, 14, 14))
        if self.ringed:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(self._theme.color("daylight"), 2.0))
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 4, 4)
        painter.end()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show what a click would give."""
        self._hover = self._star_at(event.position().x())
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Show the rating again."""
        super().leaveEvent(event)
        self._hover = 0
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Rate."""
        if event.button() is Qt.MouseButton.LeftButton:
            star = self._star_at(event.position().x())
            self._hover = 0
            self._rate(0 if star == self._rating else star)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Rate by digit, or one more or less."""
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        if step:
            self._rate(min(max(self._rating + step, 0), STARS))
        elif len(event.text()) == 1 and event.text() in "012345":
            self._rate(int(event.text()))
        else:
            super().keyPressEvent(event)

    def _rate(self, rating: int) -> None:
        if rating != self._rating:
            self.set_rating(rating)
            self.rated.emit(rating)

    def _star_at(self, x: float) -> int:
        return min(max(int((x - 2) // _SIDE) + 1, 1), STARS)
