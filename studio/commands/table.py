"""The table of commands: what a menu, a tooltip, the palette and the shortcut list say."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """One command.

    ``id`` is ``group.name``; ``where`` says which panel must have the focus for the shortcuts to
    work (``"window"``: any). ``menu`` is the menu it stands in, empty for none; ``checkable`` shows
    a state. ``words`` are other names that the palette finds it by.
    """

    id: str
    title: str
    where: str = "window"
    menu: str = ""
    keys: tuple[str, ...] = ()
    icon: str = ""
    checkable: bool = False
    words: str = ""


@lru_cache(maxsize=1)
def command_table() -> dict[str, Command]:
    """Return every command by id, in the order of the menus."""
    text = resources.files(__package__).joinpath("commands.toml").read_text("utf-8")
    found: dict[str, Command] = {}
    for group, entries in tomllib.loads(text).items():
        for name, entry in entries.items():
            keys = entry.pop("keys", ())
            keys = (keys,) if isinstance(keys, str) else tuple(keys)
            command = Command(id=f"{group}.{name}", keys=keys, **entry)
            found[command.id] = command
    return found
