"""Moves: an option that a model does not take is refused, or moved and reported."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeVar

from models.errors import OptionError

T = TypeVar("T")


@dataclass(frozen=True)
class Change:
    """One option that was moved to what the model takes.

    ``field`` names the option, ``asked`` and ``given`` its two values, ``why`` the reason.
    ``asked`` is empty where nothing was asked.
    """

    field: str
    asked: str
    given: str
    why: str

    def __str__(self) -> str:
        became = f"{self.asked} became {self.given}" if self.asked else self.given
        return f"{self.field}: {became}. {self.why}"


@dataclass
class Moves:
    """The moves made so far; where none is ``allowed``, the first raises its error instead."""

    allowed: bool
    made: list[Change] = field(default_factory=list)

    def make(self, error: OptionError, asked: str, given: str, value: T, *, why: str = "") -> T:
        """Record that an option moved, and return its new value.

        The reason is the error's, without what is allowed, unless ``why`` gives a shorter one.

        Raises
        ------
        OptionError
            The given error, where nothing may move.
        """
        if not self.allowed:
            raise error
        reason = why or str(error).partition(" Allowed: ")[0]
        self.made.append(Change(error.field, asked, given, reason))
        return value
