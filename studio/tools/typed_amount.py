"""TypedAmount: a number typed during a drag, which then says how far it goes. No Qt."""

from __future__ import annotations

import math

_MOST = 12


class TypedAmount:
    """The keys typed so far. ``text`` is what is shown; empty until something is typed."""

    def __init__(self) -> None:
        self.text = ""

    @property
    def value(self) -> float | None:
        """The number typed, ``None`` while there is none yet (nothing, or a sign alone)."""
        try:
            number = float(self.text)
        except ValueError:
            return None
        return number if math.isfinite(number) else None

    def take(self, key: str) -> bool:
        """Take a key by its portable name; whether it belongs to a number.

        A minus anywhere turns the sign; a comma is a point.
        """
        if key == "Backspace" and self.text:
            self.text = self.text[:-1]
        elif key == "-":
            self.text = self.text[1:] if self.text.startswith("-") else f"-{self.text}"
        elif key in (".", ","):
            self.text += "" if "." in self.text else "."
        elif len(key) == 1 and key in "0123456789":
            self.text += key if len(self.text) < _MOST else ""
        else:
            return False
        return True
