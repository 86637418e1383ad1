"""HeaderPainter: over each shot's takes its name, its numbers and what can be done with them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPen

from studio.gallery_mode.take_model import TakeGroup
from studio.painting import Brush, text_width
from studio.theme import Theme

Button = tuple[str, str, str]
"""What it does, its label, and its icon."""

_HIGH = 24
_NEAREST = " Draft one free with the Ink look, or pick a model."


class HeaderPainter:
    """Paints headers and empty bands, and knows where their buttons are."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme

    def places(self, rect: QRect, buttons: Sequence[Button]) -> list[tuple[str, QRect]]:
        """Return where buttons lie, the last at the right end."""
        found, right = [], rect.right() - 15
        for deed, label, _ in reversed(buttons):
            wide = text_width(self._theme, label, "body") + 38
            place = QRect(right - wide, rect.center().y() - _HIGH // 2 + 1, wide, _HIGH)
            found.append((deed, place))
            right -= wide + 12
        return found[::-1]

    def header(
        self, brush: Brush, rect: QRect, group: TakeGroup, buttons: Sequence[Button], *,
        folded: bool, over: str, current: bool,
    ) -> None:  # fmt: skip
        """Paint a header. ``over`` is the deed under the pointer."""
        y = rect.center().y() - 7
        brush.icon(rect.x() + 16, y, "chevron-right" if folded else "chevron-down")
        line = QRect(rect.x() + 40, rect.y(), rect.width() - 200, rect.height())
        line.setLeft(line.x() + brush.text(line, group.number, "strong") + 8)
        line.setLeft(line.x() + brush.text(line, group.name, "name") + 10)
        line.setLeft(line.x() + brush.text(line, group.words, "caption", "text3") + 10)
        brush.text(line, group.coming, "caption", "daylight")
        self._buttons(brush, rect, buttons, over, flat=not current)

    def band(
        self, brush: Brush, rect: QRect, group: TakeGroup, buttons: Sequence[Button], over: str
    ) -> None:
        """Paint that a shot has no takes, and the nearest two things to do about it."""
        brush.painter.setPen(QPen(self._theme.color("line2"), 1.0, Qt.PenStyle.DashLine))
        brush.painter.setBrush(Qt.BrushStyle.NoBrush)
        brush.painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        brush.icon(rect.x() + 16, rect.center().y() - 9, "movie-open-plus-outline", "text3", 20)
        taken = sum(place.width() + 12 for _, place in self.places(rect, buttons))
        room = rect.adjusted(48, 0, -taken - 16, 0)
        said = f"{group.coming}." if group.coming else f"No takes for {group.number}."
        more = (
            said if group.coming else f"{said} Draft one free with the Ink look, or pick a model."
        )
        fits = text_width(self._theme, more, "body") <= room.width()
        brush.text(room, more if fits else said, "body", "text2")
        self._buttons(brush, rect, buttons, over, flat=False)

    def _buttons(
        self, brush: Brush, rect: QRect, buttons: Sequence[Button], over: str, *, flat: bool
    ) -> None:
        icons = {deed: (label, icon) for deed, label, icon in buttons}
        for deed, place in self.places(rect, buttons):
            label, icon = icons[deed]
            if not flat or over == deed:
                edge = "line2" if not flat else "bg3"
                brush.painter.setPen(QPen(self._theme.color(edge), 1.0))
                brush.painter.setBrush(self._theme.color("bg4" if over == deed else "bg3"))
                brush.painter.drawRoundedRect(QRectF(place).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
            brush.icon(place.x() + 9, place.y() + 4, icon)
            token = "text2" if flat and over != deed else "text1"
            brush.text(place.adjusted(30, 0, 0, 0), label, "body", token)
