"""A cache of parsed cards: TOML read once, and as JSON, which is a hundred times faster, after."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from models.cache_file import CacheFile
from models.card_files import CardFile, card_json
from shotwright import CACHE_VARIABLE, cache_setting

_NAME = "model-cards.json"


def cache_folder() -> Path | None:
    """Return the folder of caches: ``SHOTWRIGHT_CACHE``, else the system's place.

    ``None`` where caches are switched off: ``SHOTWRIGHT_CACHE=off``.
    """
    given = os.environ.get(CACHE_VARIABLE)
    if given is not None:
        named = cache_setting(given)
        return None if named is None else Path(named)
    from platformdirs import user_cache_path

    return user_cache_path("shotwright", appauthor=False)


class ParsedCards:
    """The JSON of card files by the SHA-256 of their text.

    Nothing in it is believed: what comes out is validated as what comes from a file.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._file = CacheFile(folder or cache_folder(), _NAME)
        self._kept = {k: v for k, v in self._file.load().items() if isinstance(v, str)}
        self._used: dict[str, str] = {}

    def json_of(self, file: CardFile) -> str:
        """Return the file's TOML as JSON.

        Raises
        ------
        CardError
            When it is not TOML.
        """
        digest = hashlib.sha256(file.text.encode()).hexdigest()
        text = self._kept.get(digest) or card_json(file)
        self._used[digest] = text
        return text

    def save(self) -> None:
        """Keep what was used since it was made, if any of it is new."""
        if not self._used.keys() <= self._kept.keys():
            self._file.save(self._used)
