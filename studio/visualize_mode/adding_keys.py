"""Adding keys: the way from a model that cannot be used to the page where its key goes."""

from __future__ import annotations

from studio.desk import Desk


def open_keys(desk: Desk) -> None:
    """Open the preferences, whose first page is the keys."""
    action = desk.commands.action("edit.preferences")
    if action is not None:
        action.trigger()
    else:
        desk.session.tell("Preferences hold the keys", "Edit, Preferences, Keys")
