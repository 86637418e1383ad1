"""The folder of the model store, by the customs of each system."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path

from shotwright import CACHE_VARIABLE, cache_setting


def store_folder(
    environment: Mapping[str, str] = os.environ, platform: str = sys.platform
) -> Path | None:
    """Return where models are kept; ``None`` where nowhere.

    ``SHOTWRIGHT_CACHE`` is a folder or ``off``. Without it the folder is ``shotwright/models`` in
    ``XDG_CACHE_HOME`` or ``~/.cache``, in ``~/Library/Caches`` on macOS, and in ``LOCALAPPDATA``
    on Windows.
    """
    given = environment.get(CACHE_VARIABLE)
    if given is not None:
        named = cache_setting(given)
        return None if named is None else Path(named) / "models"
    base = _users_caches(environment, platform)
    return None if base is None else base / "shotwright" / "models"


def _users_caches(environment: Mapping[str, str], platform: str) -> Path | None:
    """Return the user's folder for caches; ``None`` for a user without a home."""
    named = environment.get("LOCALAPPDATA" if platform == "win32" else "XDG_CACHE_HOME", "")
    if named and Path(named).is_absolute():  # others are to be ignored (XDG base directories)
        return Path(named)
    home = environment.get("USERPROFILE" if platform == "win32" else "HOME", "")
    if not home or not Path(home).is_absolute():
        return None
    below = {"win32": "AppData/Local", "darwin": "Library/Caches"}.get(platform, ".cache")
    return Path(home) / below
