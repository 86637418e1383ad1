"""The words of framing, how people shorten them, and ``Words``: what is asked of a camera."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from compose.errors import NotFoundError, SceneError

SIZES: tuple[str, ...] = (
    "extreme-wide",
    "wide",
    "full",
    "cowboy",
    "medium-wide",
    "medium",
    "medium-close-up",
    "close-up",
    "big-close-up",
    "extreme-close-up",
)
"""Shot sizes from the widest to the tightest."""

ANGLES: tuple[str, ...] = ("worms-eye", "low", "eye", "high", "birds-eye")
"""Angles from the lowest to the highest camera."""

SIDES: tuple[str, ...] = (
    "front",
    "three-quarter-left",
    "three-quarter-right",
    "profile-left",
    "profile-right",
    "back-three-quarter-left",
    "back-three-quarter-right",
    "back",
)
"""The side of the subject that is seen; left is the subject's own left, and where it faces."""

EITHER_SIDES: tuple[str, ...] = ("three-quarter", "profile", "back-three-quarter")
"""Sides without a left or right: whichever sees the subject better."""

COMPOSITIONS: tuple[str, ...] = ("centre", "left-third", "right-third", "lead-room")
"""Where in the frame the subject's eyes are; ``lead-room`` leaves space ahead of it."""

_SHORT_SIZES = {
    "ews": "extreme-wide", "els": "extreme-wide", "extreme-long": "extreme-wide",
    "ws": "wide", "ls": "wide", "long": "wide", "establishing": "extreme-wide",
    "fs": "full", "american": "cowboy", "medium-full": "cowboy", "mfs": "cowboy",
    "mws": "medium-wide", "medium-long": "medium-wide", "mls": "medium-wide",
    "ms": "medium", "mid": "medium", "mcu": "medium-close-up", "medium-close": "medium-close-up",
    "cu": "close-up", "close": "close-up", "bcu": "big-close-up", "big-close": "big-close-up",
    "ecu": "extreme-close-up", "extreme-close": "extreme-close-up", "xcu": "extreme-close-up",
}  # fmt: skip
_SHORT_ANGLES = {
    "worm": "worms-eye", "worms": "worms-eye", "worm's": "worms-eye", "worm's-eye": "worms-eye",
    "eye-level": "eye", "level": "eye",
    "bird": "birds-eye", "birds": "birds-eye", "bird's": "birds-eye", "bird's-eye": "birds-eye",
    "overhead": "birds-eye", "top": "birds-eye",
}  # fmt: skip
_SHORT_SIDES = {
    "three-quarters": "three-quarter", "3/4": "three-quarter", "side": "profile",
    "three-quarter-back": "back-three-quarter", "behind": "back",
}  # fmt: skip
_SHORT_COMPOSITIONS = {"center": "centre", "middle": "centre", "left": "left-third",
                       "right": "right-third", "lead": "lead-room"}  # fmt: skip


def size_named(text: str) -> str:
    """Return the shot size called so, short forms (``mcu``) included.

    Raises
    ------
    NotFoundError
        When there is none; the nearest words are offered.
    """
    return _named("shot size", text, SIZES, _SHORT_SIZES)


def angle_named(text: str) -> str:
    """Return the angle called so, other common names (``overhead``) included.

    Raises
    ------
    NotFoundError
        When there is none; the nearest words are offered.
    """
    return _named("angle", text, ANGLES, _SHORT_ANGLES)


def side_named(text: str) -> str:
    """Return the side called so; it may be without a left or right.

    Raises
    ------
    NotFoundError
        When there is none; the nearest words are offered.
    """
    return _named("side", text, (*SIDES, *EITHER_SIDES), _SHORT_SIDES)


def composition_named(text: str) -> str:
    """Return the composition called so.

    Raises
    ------
    NotFoundError
        When there is none; the nearest words are offered.
    """
    return _named("composition", text, COMPOSITIONS, _SHORT_COMPOSITIONS)


def _named(what: str, text: str, known: Iterable[str], short: Mapping[str, str]) -> str:
    folded = text.strip().lower().replace("_", "-").replace(" ", "-").replace("’", "'")
    found = short.get(folded, folded)
    if found not in known:
        raise NotFoundError(what, text, known)
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What is asked of a camera. Any common name of a word may be given; it is kept in full.

    ``roll_deg`` is the Dutch angle: positive leans the picture's content clockwise, that is, the
    camera turns anticlockwise as seen from behind.

    Raises
    ------
    NotFoundError
        For an unknown word; the nearest are offered.
    SceneError
        For a roll beyond a quarter turn.
    """

    size: str = "medium"
    angle: str = "eye"
    side: str = "three-quarter"
    composition: str = "centre"
    roll_deg: float = 0.0

    def __post_init__(self) -> None:
        object.__setattr__(self, "size", size_named(self.size))
        object.__setattr__(self, "angle", angle_named(self.angle))
        object.__setattr__(self, "side", side_named(self.side))
        object.__setattr__(self, "composition", composition_named(self.composition))
        if not abs(self.roll_deg) <= 90.0:
            raise SceneError(
                f"A Dutch angle is at most 90 degrees either way, not {self.roll_deg:g};"
                " 10 to 20 are usual."
            )


_SPOKEN = {
    "left-third": "left third", "right-third": "right third", "lead-room": "lead room",
    "worms-eye": "worm's-eye", "birds-eye": "bird's-eye", "medium-close-up": "medium close-up",
    "big-close-up": "big close-up", "extreme-close-up": "extreme close-up",
    **{size: f"{size.replace('-', ' ')} shot" for size in SIZES if not size.endswith("close-up")},
}  # fmt: skip


def spoken(word: str) -> str:
    """Return a word as it is said on set: ``medium close-up``, ``three-quarter left``."""
    for side in ("-left", "-right"):
        if word.endswith(side):
            return f"{word.removesuffix(side)} {side[1:]}"
    return _SPOKEN.get(word, word)
