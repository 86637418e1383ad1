"""WallHeads: the headers of shots on the wall, what they offer, and which one has the keys."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect

from studio.gallery_mode.header_painter import Button, HeaderPainter
from studio.gallery_mode.take_model import TakeGroup
from studio.painting import Brush
from studio.theme import Theme

FOLD = "fold"
"""What a header itself does."""

_EMPTY: list[Button] = [
    ("draft", "Draft with Ink", "brush-outline"),
    ("visualize", "Open in Visualize", "creation-outline"),
]


class WallHeads:
    """Headers and the bands of shots without takes.

    ``over`` is the group and the deed under the pointer, ``ringed`` those that the keys press.
    """

    def __init__(self, theme: Theme) -> None:
        self._painter = HeaderPainter(theme)
        self.over: tuple[int, str] | None = None
        self.ringed: tuple[int, str] | None = None

    def stops(self, group: TakeGroup) -> list[str]:
        """Return the deeds of a header in the order that Left and Right go through them."""
        shown = _EMPTY if _is_empty(group) else _buttons(group, 0)
        return [FOLD, *(deed for deed, _, _ in shown)]

    def step(self, group: TakeGroup, by: int) -> None:
        """Move the ring along its header."""
        if self.ringed is not None:
            number, deed = self.ringed
            stops = self.stops(group)
            at = stops.index(deed) + by if deed in stops else 0
            self.ringed = (number, stops[min(max(at, 0), len(stops) - 1)])

    def deed_at(
        self, group: TakeGroup, header: QRect, band: QRect | None, chosen: int, point: QPoint
    ) -> str | None:
        """Return what a click at a point does."""
        places = self._painter.places(header, _buttons(group, chosen))
        if band is not None:
            places += self._painter.places(band, _EMPTY)
        for deed, place in places:
            if place.contains(point):
                return deed
        return FOLD if header.contains(point) else None

    def paint(
        self, brush: Brush, number: int, group: TakeGroup, header: QRect, band: QRect | None,
        *, chosen: int, current: bool, folded: bool,
    ) -> None:  # fmt: skip
        """Paint a header, the band below it, and the ring."""
        over = _deed(self.over, number)
        buttons = _buttons(group, chosen)
        self._painter.header(
            brush, header, group, buttons, current=current, over=over, folded=folded
        )
        if band is not None:
            self._painter.band(brush, band, group, _EMPTY, over)
        ringed = _deed(self.ringed, number)
        if ringed == FOLD:
            brush.focus(header.adjusted(8, 3, -8, -3))
        elif ringed:
            places = dict(self._painter.places(header, buttons))
            places |= {} if band is None else dict(self._painter.places(band, _EMPTY))
            if ringed in places:
                brush.focus(places[ringed])


def _buttons(group: TakeGroup, chosen: int) -> list[Button]:
    if group.count < 2 or not group.in_project:
        return []
    return [("compare", f"Compare {chosen}" if chosen > 1 else "Compare", "compare")]


def _is_empty(group: TakeGroup) -> bool:
    return group.headed and not group.count


def _deed(place: tuple[int, str] | None, number: int) -> str:
    return place[1] if place is not None and place[0] == number else ""
