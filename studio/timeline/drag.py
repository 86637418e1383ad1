"""What every hand on the timeline does from press to release, and the box that selects. No Qt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from studio.timeline.keys import KeySelection
from studio.timeline.sheet import Sheet

Box = tuple[float, float, float, float]
"""Left, top, right and bottom in pixels."""


@dataclass(frozen=True, slots=True)
class Held:
    """The keys that are held while the pointer moves."""

    shift: bool = False
    ctrl: bool = False
    alt: bool = False


class Drag(Protocol):
    """From press to release. Pixels are from the right edge of the names."""

    def move(self, x: float, y: float, held: Held) -> None:
        """Follow the pointer."""

    def finish(self) -> None:
        """Keep what was dragged."""

    def cancel(self) -> None:
        """Put everything back."""


class BoxDrag:
    """Selects the keys in a box.

    Parameters
    ----------
    keys_in
        Gives the keys in a box.
    add
        Keep what was selected before.
    show
        Called with the box, ``None`` when there is none.
    """

    def __init__(
        self, sheet: Sheet, x: float, y: float, *, add: bool,
        keys_in: Callable[[Box], KeySelection], show: Callable[[Box | None], None],
    ) -> None:  # fmt: skip
        self._sheet, self._x, self._y = sheet, x, y
        self._keys_in, self._show = keys_in, show
        self._before = sheet.keys
        self._kept = sheet.keys if add else KeySelection()
        sheet.select(self._kept)

    def move(self, x: float, y: float, held: Held) -> None:
        """Select what the box touches."""
        left, right = sorted((self._x, x))
        top, bottom = sorted((self._y, y))
        box = (left, top, right, bottom)
        self._show(box)
        self._sheet.select(self._kept.plus(self._keys_in(box)))

    def finish(self) -> None:
        """Keep the selection."""
        self._show(None)

    def cancel(self) -> None:
        """Select what was selected before."""
        self._show(None)
        self._sheet.select(self._before)
