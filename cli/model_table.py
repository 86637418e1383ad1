"""The table of models, kept ready: made anew only when a card or the program has changed.

Making it costs a third of a second, most of it the import of what checks cards. So the cells are
kept under a digest of all that they come from: the text of every card there is, the providers
that are installed, the day, this program's own files and what was asked.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

import cli
import models
from cli.output import Column, Output, counted
from models.cache_file import CacheFile
from models.card_cache import cache_folder
from models.plugins import Found
from shotwright import __version__

_COLUMNS = (
    Column("model", wraps=True),
    Column("mode"),
    Column("secs", right=True),
    Column("sound"),
    Column("shape"),
    Column("price", right=True),
    Column("runs on", wraps=True),
)
_NAME = "model-tables.json"
_MOST = 12
"""Tables that are kept: every mode, with and without what is retired, and some providers."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Which models are asked for: those with a mode, of a provider, retired ones too."""

    mode: str | None = None
    provider: str | None = None
    retired: bool = False


@dataclass(frozen=True, slots=True)
class ModelTable:
    """The cells of the table, and a warning for each card or plug-in that is broken."""

    rows: tuple[tuple[str, ...], ...]
    warnings: tuple[str, ...]

    def print(self, output: Output) -> None:
        """Print it for people, with what its letters mean."""
        output.table(_COLUMNS, self.rows)
        output.note(
            f"\n{counted(len(self.rows), 'model')}; modes: i image, s start-frame, e start-end,"
            " a from-animation;\nshape: how many there are, or that of the shot's gate."
            "\nPrices are US dollars before tax; for a bracketed name no provider is installed."
            "\nshotwright models MODEL tells all of one, with sources; shotwright keys shows"
            " your keys."
        )
        for warning in self.warnings:
            output.warn(warning)


def kept_table(asked: Asked, found: Found, make: Callable[[], ModelTable]) -> ModelTable:
    """Return the table as it was made of the very same things before, or make and keep it.

    Raises
    ------
    ShotwrightError
        What ``make`` raises; nothing is kept then.
    """
    file = CacheFile(cache_folder(), _NAME)
    kept = {key: table for key, held in file.load().items() if (table := _table(held))}
    key = _key(asked, found)
    if key in kept:
        return kept[key]
    made = make()
    newest = {key: made} | dict(list(kept.items())[: _MOST - 1])
    file.save({key: asdict(table) for key, table in newest.items()})
    return made


def _key(asked: Asked, found: Found) -> str:
    told = (found.digest(), date.today().isoformat(), asdict(asked), __version__, *_program())
    return hashlib.sha256(repr(told).encode(errors="surrogatepass")).hexdigest()


def _program() -> Iterable[tuple[str, int, int]]:
    """Yield the size and time of change of each file of ours that may have a part in the table."""
    for package in (models, cli):
        with os.scandir(Path(str(package.__file__)).parent) as entries:
            for entry in sorted(entries, key=lambda entry: entry.name):
                if entry.is_file():
                    facts = entry.stat()
                    yield entry.name, facts.st_size, facts.st_mtime_ns


def _table(held: object) -> ModelTable | None:
    """Return a kept table, or ``None`` where it is not one."""
    if not isinstance(held, dict) or held.keys() != {"rows", "warnings"}:
        return None
    rows, warnings = held["rows"], held["warnings"]
    if not (isinstance(rows, list) and all(_are_texts(row, len(_COLUMNS)) for row in rows)):
        return None
    if not _are_texts(warnings):
        return None
    return ModelTable(tuple(map(tuple, rows)), tuple(warnings))


def _are_texts(found: object, count: int | None = None) -> bool:
    return (
        isinstance(found, list)
        and count in (None, len(found))
        and all(isinstance(text, str) for text in found)
    )
