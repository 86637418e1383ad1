"""A cache of parsed cards: TOML read once, and as JSON, which is a hundred times faster, after."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections.abc import Iterable
from pathlib import Path

from models.card_files import CardFile, card_json
from shotwright import CACHE_VARIABLE, cache_setting

_NAME = "model-cards.json"
_LARGEST = 16 * 1024 * 1024


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

    Nothing in it is believed: what comes out is validated as what comes from a file, a broken
    cache is as good as none, and one that cannot be written costs only time.
    """

    def __init__(self, folder: Path | None = None) -> None:
        folder = folder or cache_folder()
        self._path = None if folder is None else folder / _NAME
        self._kept = self._load()
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
        if self._path is None or self._used.keys() <= self._kept.keys():
            return
        import tempfile

        with contextlib.suppress(OSError):  # a home that cannot be written is no reason to fail
            self._path.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=self._path.parent, prefix=".model-cards-")
            try:
                with os.fdopen(handle, "w", encoding="utf-8") as stream:
                    json.dump(self._used, stream)
                os.replace(name, self._path)
            except BaseException:
                os.unlink(name)
                raise

    def _load(self) -> dict[str, str]:
        if self._path is None:
            return {}
        try:
            if self._path.stat().st_size > _LARGEST:
                return {}
            kept = json.loads(self._path.read_text("utf-8"))
        except (OSError, ValueError, RecursionError):
            return {}
        return _texts(kept.items()) if isinstance(kept, dict) else {}


def _texts(items: Iterable[tuple[object, object]]) -> dict[str, str]:
    return {k: v for k, v in items if isinstance(k, str) and isinstance(v, str)}
