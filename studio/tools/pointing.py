"""FinePointer: a pointer that goes a tenth as far while Shift is held, without leaps. No Qt."""

from __future__ import annotations

_FINE = 0.1


class FinePointer:
    """Where the pointer counts as being, in logical pixels of the viewport.

    Attributes
    ----------
    x, y
        The place.
    """

    def __init__(self, x: float, y: float) -> None:
        self.x, self.y = x, y
        self._last = (x, y)

    def follow(self, x: float, y: float, *, fine: bool) -> None:
        """Follow the true pointer to a place."""
        share = _FINE if fine else 1.0
        self.x += share * (x - self._last[0])
        self.y += share * (y - self._last[1])
        self._last = (x, y)
