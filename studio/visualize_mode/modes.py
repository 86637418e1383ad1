"""Modes in words: what each is called, what it does, and what its button says."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

from compose.shot import Shot
from models.modes import Mode


@dataclass(frozen=True, slots=True, kw_only=True)
class ModeWords:
    """One mode of the list. ``does`` and ``then`` are two sentences, ``cannot`` ends one."""

    mode: Mode
    title: str
    icon: str
    button: str
    does: str
    then: str
    cannot: str

    def asks(self, count: int) -> str:
        """Return what the button says for so many takes: ``Capture 3 Animations``."""
        verb, _, noun = self.button.partition(" ")
        return self.button if count == 1 else f"{verb} {count} {noun}s"

    def told(self, shot: Shot, frame: int, last: int | None = None) -> str:
        """Return what the mode does with a shot, in two lines.

        ``last`` is the last frame that is taken, by default the shot's.
        """
        last = shot.end - 1 if last is None else last
        first = self.does.format(number=shot.number, first=shot.start, last=last, frame=frame)
        return f"{first}\n{self.then}"


@cache
def mode_words() -> dict[Mode, ModeWords]:
    """Return the modes in the order in which they are listed."""
    text = resources.files(__package__).joinpath("modes.toml").read_text("utf-8")
    return {
        Mode(name): ModeWords(mode=Mode(name), **entry)
        for name, entry in tomllib.loads(text).items()
    }
