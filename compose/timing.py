"""Frame rates (rational), half-open frame ranges and timecode."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from compose.errors import SceneError

FILM_RATES = {
    "23.976": Fraction(24000, 1001),
    "29.97": Fraction(30000, 1001),
    "59.94": Fraction(60000, 1001),
}

_RATE = re.compile(r"[0-9]{1,9}(\.[0-9]{1,9}|/0*[1-9][0-9]{0,8})?")
"""Without exponents: ``Fraction`` would work for minutes on 1e99999999."""


def parse_rate(text: str) -> Fraction:
    """Read ``"24"``, ``"25"``, ``"23.976"`` or ``"24000/1001"`` as frames a second.

    Raises
    ------
    SceneError
        When the text is not a rate between 1 and 1000.
    """
    if text in FILM_RATES:
        return FILM_RATES[text]
    if not _RATE.fullmatch(text):
        raise SceneError(f"{text[:40]!r} is not a frame rate; write 24, 23.976 or 24000/1001.")
    rate = Fraction(text)
    if not 1 <= rate <= 1000:
        raise SceneError(f"A frame rate is between 1 and 1000, not {text}.")
    return rate


@dataclass(frozen=True, slots=True)
class FrameRange:
    """Whole scene frames ``start <= frame < stop``."""

    start: int
    stop: int

    def __len__(self) -> int:
        return max(0, self.stop - self.start)

    def __iter__(self) -> Iterator[int]:
        return iter(range(self.start, self.stop))

    def __contains__(self, frame: float) -> bool:
        return self.start <= frame < self.stop

    @classmethod
    def parse(cls, text: str) -> FrameRange:
        """Read ``"A:B"``, half-open, in scene frames; ``"A"`` alone is one frame.

        Raises
        ------
        SceneError
            When the text is not a range or holds no frame.
        """
        first, colon, last = text.partition(":")
        try:
            start = int(first)
            stop = int(last) if colon else start + 1
        except ValueError as error:
            raise SceneError(
                f"{text!r} is not a frame range; write 0:24 for frames 0 to 23."
            ) from error
        if stop <= start:
            raise SceneError(f"The frame range {text} holds no frame; the end is not included.")
        return cls(start, stop)


def timecode(frame: int, rate: Fraction) -> str:
    """Return ``HH:MM:SS:FF`` without drop frames, counting frames at the rounded rate."""
    count = round(rate)
    sign, frame = ("-" if frame < 0 else ""), abs(frame)
    seconds, rest = divmod(frame, count)
    minutes, second = divmod(seconds, 60)
    hour, minute = divmod(minutes, 60)
    return f"{sign}{hour:02d}:{minute:02d}:{second:02d}:{rest:02d}"
