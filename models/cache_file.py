"""A file of a cache: one JSON object that saves time and nothing else."""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

_LARGEST = 16 * 1024 * 1024


class CacheFile:
    """A JSON object in a folder of caches.

    A broken one is as good as none, and one that cannot be written costs only time.

    Parameters
    ----------
    folder
        The folder of caches; ``None`` where caches are switched off.
    name
        The file's name in it.
    """

    def __init__(self, folder: Path | None, name: str) -> None:
        self._path = None if folder is None else folder / name

    def load(self) -> dict[str, Any]:
        """Return what is kept; whoever reads it must believe nothing of it."""
        if self._path is None:
            return {}
        try:
            if self._path.stat().st_size > _LARGEST:
                return {}
            kept = json.loads(self._path.read_bytes())
        except (OSError, ValueError, RecursionError):
            return {}
        return kept if isinstance(kept, dict) else {}

    def save(self, content: Mapping[str, Any]) -> None:
        """Replace what is kept, whole or not at all."""
        if self._path is None:
            return
        import tempfile

        with contextlib.suppress(OSError):  # a home that cannot be written is no reason to fail
            self._path.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=self._path.parent, prefix=f".{self._path.stem}-")
            try:
                with os.fdopen(handle, "w", encoding="utf-8") as stream:
                    json.dump(content, stream)
                os.replace(name, self._path)
            except BaseException:
                os.unlink(name)
                raise
