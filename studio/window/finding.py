"""Find commands by a few letters of their title, group or other words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from studio.commands.table import Command

_Action = TypeVar("_Action")


def ranked(text: str, commands: Iterable[tuple[Command, _Action]]) -> list[tuple[Command, _Action]]:
    """Return the commands that ``text`` fits, the best first, of equal ones in their own order."""
    words = text.lower().split()
    scored = [(_score(words, command), command, action) for command, action in commands]
    fits = [(score, command, action) for score, command, action in scored if score is not None]
    fits.sort(key=lambda entry: entry[0])
    return [(command, action) for _, command, action in fits]


def _score(words: list[str], command: Command) -> int | None:
    """Return how far a command is from the words: the sum over words, ``None`` for one it lacks."""
    total = 0
    title = command.title.lower()
    beyond = (
        f"{command.words} {command.menu} {command.id.replace('.', ' ').replace('_', ' ')}".lower()
    )
    for word in words:
        if title.startswith(word):
            continue
        if any(part.startswith(word) for part in title.split()):
            total += 1
        elif word in title:
            total += 2
        elif word in beyond:
            total += 3
        elif _in_order(word, title):
            total += 5
        else:
            return None
    return total


def _in_order(letters: str, text: str) -> bool:
    """Tell whether the letters come one after another somewhere in the text."""
    rest = iter(text)
    return len(letters) > 1 and all(letter in rest for letter in letters)
