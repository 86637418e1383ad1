"""The index of a project's takes: one row a take, made from the sidecars and never needed."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from visualize.errors import TakeError
from visualize.takes.sidecar import is_sidecar, read_review, read_take, review_name
from visualize.takes.take import Review, Take

_VERSION = 2
_SCHEMA = """
CREATE TABLE takes (
    path TEXT PRIMARY KEY, stamp TEXT NOT NULL, id TEXT NOT NULL, stem TEXT NOT NULL,
    shot TEXT NOT NULL, number INTEGER NOT NULL, take TEXT NOT NULL, review TEXT NOT NULL
) STRICT;
CREATE INDEX takes_by_shot ON takes (shot, number, path);
CREATE INDEX takes_by_id ON takes (id);
CREATE INDEX takes_by_stem ON takes (stem);
"""
_COLUMNS = "path, take, review"
_ORDER = "ORDER BY shot, number, path"
_BATCH = 500

T = TypeVar("T")
_Stored = tuple[str, str, str, str, str, int, str, str]


@dataclass(frozen=True)
class Row:
    """One take as the index holds it. ``path`` is its sidecar, below the folder of takes."""

    path: Path
    take: Take
    review: Review

    @property
    def file(self) -> Path:
        """The picture or clip."""
        return self.path.with_name(self.take.clip.file)


@dataclass(frozen=True)
class Refreshed:
    """What a refresh found: rows read anew, rows dropped, and sidecars that cannot be used."""

    read: int
    dropped: int
    faults: tuple[TakeError, ...]


class Index:
    """The rows of one folder of takes, in a SQLite file outside the project.

    Synced drives break databases, so it lives in the user's cache; an index that is missing,
    damaged or of another version is simply made again, and one that cannot be had (a full disk, a
    cache that may not be written) is made in memory.
    """

    def __init__(self, takes: Path, file: Path | None) -> None:
        self._takes = takes
        self._file = file
        self._connection = _opened(file)

    def refresh(self) -> Refreshed:
        """Read what is new or changed since the last time, by size and time of the files."""
        return self._sound(self._refresh)

    def renew(self, sidecar: Path) -> None:
        """Read one take anew.

        Raises
        ------
        TakeError
            When its sidecar or review cannot be read.
        """
        row = _row(str(sidecar.relative_to(self._takes)), sidecar, "", read_review(sidecar))
        self._sound(lambda: self._put([row]))

    def rows(self, *, shot: str | None = None) -> list[Row]:
        """Return the takes of a shot, or all, by shot and number."""
        where, values = ("WHERE shot = ?", (shot,)) if shot is not None else ("", ())
        return self._sound(lambda: self._select(f"{where} {_ORDER}", values))

    def named(self, name: str) -> list[Row]:
        """Return the takes with this id, file name, or file name without its ending."""
        stem = name.rpartition(".")[0] or name
        values = (name, name, stem)
        found = self._sound(
            lambda: self._select(f"WHERE id = ? OR stem = ? OR stem = ? {_ORDER}", values)
        )
        return [row for row in found if name in {row.take.id, row.path.stem, row.take.clip.file}]

    def beginning(self, start: str) -> list[Row]:
        """Return the takes whose id begins so."""
        values = (start, start + chr(0x10FFFF))
        return self._sound(lambda: self._select(f"WHERE id >= ? AND id < ? {_ORDER}", values))

    def stems(self) -> list[str]:
        """Return the names of all takes without their endings, sorted."""
        select = "SELECT stem FROM takes ORDER BY stem"
        return self._sound(lambda: [stem for (stem,) in self._connection.execute(select)])

    def clear(self) -> None:
        """Forget every row."""
        self._sound(self._clear)

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def _sound(self, work: Callable[[], T]) -> T:
        """Do something with the rows; when their file fails, make them again in memory first."""
        try:
            return work()
        except sqlite3.DatabaseError as error:
            self._connection.close()
            if self._file is not None:
                _forget_if_damaged(self._file, error)
            self._connection = _with_schema(":memory:")
            self._refresh()
            return work()

    def _refresh(self) -> Refreshed:
        known = dict(self._connection.execute("SELECT path, stamp FROM takes"))
        faults: list[TakeError] = []
        there = dict(_sidecars(self._takes, faults))
        changed = [name for name, stamp in there.items() if known.get(name) != stamp]
        read = 0
        for start in range(0, len(changed), _BATCH):  # read first: nobody waits for us meanwhile
            names = changed[start : start + _BATCH]
            rows = [row for name in names for row in self._read(name, there[name], faults)]
            self._put(rows)
            read += len(rows)
            self._drop(set(names) & set(known) - {row[0] for row in rows})
        gone = [name for name in known if name not in there]
        self._drop(gone)
        return Refreshed(read, len(gone), tuple(faults))

    def _read(self, name: str, stamp: str, faults: list[TakeError]) -> Iterator[_Stored]:
        path = self._takes / name
        try:
            review = read_review(path)
        except TakeError as error:  # the take is no worse for it; it is read again the next time
            faults.append(error)
            review, stamp = Review(), ""
        try:
            yield _row(name, path, stamp, review)
        except TakeError as error:
            faults.append(error)

    def _put(self, rows: list[_Stored]) -> None:
        with self._connection:
            self._connection.executemany(
                "INSERT OR REPLACE INTO takes VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows
            )

    def _drop(self, names: set[str] | list[str]) -> None:
        with self._connection:
            self._connection.executemany(
                "DELETE FROM takes WHERE path = ?", [(name,) for name in names]
            )

    def _clear(self) -> None:
        with self._connection:
            self._connection.execute("DELETE FROM takes")

    def _select(self, where: str, values: tuple[str, ...]) -> list[Row]:
        found = self._connection.execute(f"SELECT {_COLUMNS} FROM takes {where}", values)
        return [
            Row(
                self._takes / path,
                Take.model_validate_json(take),
                Review.model_validate_json(review),
            )
            for path, take, review in found
        ]


def _row(name: str, path: Path, stamp: str, review: Review) -> _Stored:
    take = read_take(path)
    texts = take.model_dump_json(), review.model_dump_json()
    return name, stamp, take.id, path.stem, take.of.shot, take.number, *texts


def _sidecars(takes: Path, faults: list[TakeError]) -> Iterator[tuple[str, str]]:
    """Yield path below ``takes`` and stamp of every sidecar; linked folders are not looked into."""
    for folder in _listed(takes):
        if folder.name.startswith(".") or not folder.is_dir(follow_symlinks=False):
            continue
        entries = {entry.name: entry for entry in _listed(Path(folder.path))}
        for name, entry in entries.items():
            path = f"{folder.name}/{name}"
            if not is_sidecar(name):
                continue
            if not path.isprintable():
                faults.append(TakeError(ascii(path), "it has a name that no take of ours has"))
                continue
            review = entries.get(review_name(name))
            yield path, f"{_stamp(entry)} {_stamp(review)}"


def _listed(folder: Path) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as found:
            return sorted(found, key=lambda entry: entry.name)
    except OSError:  # not there, no folder, or not ours to read: it holds no takes for us
        return []


def _stamp(entry: os.DirEntry[str] | None) -> str:
    if entry is None:
        return "-"
    try:
        facts = entry.stat(follow_symlinks=False)
    except OSError:  # it went while we looked
        return "-"
    return f"{facts.st_mtime_ns}/{facts.st_size}"


def _opened(file: Path | None) -> sqlite3.Connection:
    if file is None:
        return _with_schema(":memory:")
    for _ in range(2):  # damaged: it holds nothing that the sidecars do not
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            return _with_schema(str(file))
        except OSError:
            break
        except sqlite3.DatabaseError as error:
            if not _forget_if_damaged(file, error):
                break
    return _with_schema(":memory:")


def _forget_if_damaged(file: Path, error: sqlite3.DatabaseError) -> bool:
    """Remove an index that is no database, with its journals; tell whether it was one."""
    if isinstance(error, sqlite3.OperationalError):
        return False
    for ending in ("", "-journal", "-wal", "-shm"):
        with suppress(OSError):
            file.with_name(file.name + ending).unlink(missing_ok=True)
    return True


def _with_schema(file: str) -> sqlite3.Connection:
    connection = sqlite3.connect(file, timeout=30.0)
    try:
        with connection:
            connection.execute("BEGIN IMMEDIATE")
            with closing(connection.execute("PRAGMA user_version")) as found:
                version = found.fetchone()[0]
            if version != _VERSION:
                connection.execute("DROP TABLE IF EXISTS takes")
                for statement in filter(str.strip, _SCHEMA.split(";")):
                    connection.execute(statement)
                connection.execute(f"PRAGMA user_version = {_VERSION}")
    except sqlite3.DatabaseError:
        connection.close()
        raise
    return connection
