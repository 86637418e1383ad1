"""The index of a project's takes: one row a take, made from the sidecars and never needed."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeVar

from visualize.errors import TakeError
from visualize.takes.columns import Columns
from visualize.takes.facts import Facts
from visualize.takes.index_file import FACTS, forget_if_damaged, in_memory, open_index
from visualize.takes.query import Page, Query
from visualize.takes.reading import Stored, read_stored
from visualize.takes.row import Row
from visualize.takes.scanning import LOOK_AGAIN, folders, sidecars
from visualize.takes.selecting import Selection, select
from visualize.takes.take import Review, Take

__all__ = ["Index", "Refreshed", "Row"]

_FROM = "FROM takes JOIN documents USING (key)"
_ORDER = "ORDER BY shot, number, path"
_BATCH = 500
_FEW = 5_000
"""Takes of a gallery whose files are all looked at, each time it is opened."""

_PUT_ONE_BY_ONE = 32
"""Rows that are set in the columns; for more at once these are filled anew."""

_UPSERT = (
    f"INSERT INTO takes (folder, {FACTS}) VALUES ({', '.join('?' * (len(Facts._fields) + 1))})"
    " ON CONFLICT (path) DO UPDATE SET "
    + ", ".join(f"{name} = excluded.{name}" for name in Facts._fields)
    + " RETURNING key"
)

T = TypeVar("T")


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
    cache that may not be written) is made in memory. Queries run over columns in memory, which are
    filled from the file by the first of them and kept in step with it.
    """

    def __init__(self, takes: Path, file: Path | None) -> None:
        self._takes = takes
        self._file = file
        self._connection = open_index(file)
        self._columns: Columns | None = None
        self._seen = -1

    def refresh(self) -> Refreshed:
        """Read what is new or changed since the last time.

        In a gallery of at most ``_FEW`` takes, size and time of every file tell what changed; in
        a larger one the folders tell first, so that files written over in place are not noticed.
        """
        return self._sound(self._refresh)

    def renew(self, sidecar: Path) -> Row:
        """Read one take anew and return it.

        Raises
        ------
        TakeError
            When its sidecar cannot be read.
        """
        faults: list[TakeError] = []
        found = read_stored(self._takes, self._path(sidecar), LOOK_AGAIN, faults)
        if found is None:
            raise faults[0]
        path = found.facts.path
        self._sound(lambda: self._put([found]))
        (row,) = self._sound(lambda: self._select("WHERE path = ?", (path,))).values()
        return row

    def forget(self, sidecar: Path) -> None:
        """Drop one take."""
        self._sound(lambda: self._drop([self._path(sidecar)]))

    def query(self, query: Query) -> Page:
        """Return the takes that a query looks for."""
        return self._sound(lambda: self._query(query))

    def rows(self, *, shot: str | None = None) -> list[Row]:
        """Return the takes of a shot, or all, by shot and number."""
        where, values = ("WHERE shot = ?", (shot,)) if shot is not None else ("", ())
        return list(self._sound(lambda: self._select(f"{where} {_ORDER}", values)).values())

    def named(self, name: str) -> list[Row]:
        """Return the takes with this id, file name, or file name without its ending."""
        stem = name.rpartition(".")[0] or name
        where = f"WHERE id = ? OR stem = ? OR stem = ? {_ORDER}"
        found = self._sound(lambda: self._select(where, (name, name, stem))).values()
        return [row for row in found if name in {row.take.id, row.path.stem, row.take.clip.file}]

    def with_ids(self, ids: Iterable[str]) -> dict[str, Row]:
        """Return the takes that have these ids, by id; where two have one, the last."""
        wanted, found = sorted(set(ids)), dict[str, Row]()
        for start in range(0, len(wanted), _BATCH):
            some = wanted[start : start + _BATCH]
            where = f"WHERE id IN ({', '.join('?' * len(some))}) {_ORDER}"
            rows = self._sound(partial(self._select, where, some))
            found |= {row.take.id: row for row in rows.values()}
        return found

    def beginning(self, start: str) -> list[Row]:
        """Return the takes whose id begins so."""
        values = (start, start + chr(0x10FFFF))
        where = f"WHERE id >= ? AND id < ? {_ORDER}"
        return list(self._sound(lambda: self._select(where, values)).values())

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
                forget_if_damaged(self._file, error)
            self._connection, self._columns = in_memory(), None
            self._refresh()
            return work()

    def _path(self, sidecar: Path) -> str:
        return str(sidecar.relative_to(self._takes))

    def _refresh(self) -> Refreshed:
        known = dict(self._connection.execute("SELECT name, stamp FROM folders"))
        ((count,),) = self._connection.execute("SELECT count(*) FROM takes")
        there = folders(self._takes)
        faults: list[TakeError] = []
        read = dropped = 0
        rows: list[Stored] = []
        looked: dict[str, str] = {}
        for folder, stamp in there.items():  # read first: nobody waits for us meanwhile
            if count > _FEW and known.get(folder) == stamp != LOOK_AGAIN:
                continue
            before = len(faults)
            gone = self._look_into(folder, rows, faults)
            dropped += len(gone)
            self._drop(gone)
            looked[folder] = stamp if len(faults) == before else LOOK_AGAIN
            if len(rows) >= _BATCH:
                read += len(rows)
                self._put(rows, looked)
                rows, looked = [], {}
        self._put(rows, looked)
        return Refreshed(
            read + len(rows), dropped + self._drop_folders(set(known) - set(there)), tuple(faults)
        )

    def _look_into(
        self, folder: str, rows: list[Stored], faults: list[TakeError]
    ) -> Collection[str]:
        """Read what changed in one folder into ``rows``; return what must be dropped."""
        known = dict(
            self._connection.execute("SELECT path, stamp FROM takes WHERE folder = ?", (folder,))
        )
        there = dict(sidecars(self._takes, folder, faults))
        changed = [name for name, stamp in there.items() if known.get(name) != stamp]
        tried = [read_stored(self._takes, name, there[name], faults) for name in changed]
        read = [row for row in tried if row is not None]
        rows.extend(read)
        unusable = set(changed) - {row.facts.path for row in read}
        return {name for name in known if name not in there or name in unusable}

    def _put(self, rows: list[Stored], looked: Mapping[str, str] | None = None) -> None:
        """Store rows, and that these folders were looked into when they had these stamps."""
        keys = []
        columns = self._columns if len(rows) <= _PUT_ONE_BY_ONE else None
        self._columns = None  # until all of it is stored
        with self._connection:
            for row in rows:
                folder = row.facts.path.partition("/")[0]
                ((key,),) = self._connection.execute(_UPSERT, (folder, *row.facts)).fetchall()
                keys.append(key)
            self._connection.executemany(
                "INSERT OR REPLACE INTO documents VALUES (?, ?, ?)",
                [(key, row.take, row.review) for key, row in zip(keys, rows, strict=True)],
            )
            self._connection.executemany(
                "INSERT OR REPLACE INTO folders VALUES (?, ?)", (looked or {}).items()
            )
        if columns is not None:
            for key, row in zip(keys, rows, strict=True):
                columns.put(key, row.facts)
        self._columns = columns

    def _drop(self, names: Collection[str]) -> None:
        with self._connection:
            for name in names:
                found = self._connection.execute(
                    "DELETE FROM takes WHERE path = ? RETURNING key", (name,)
                )
                for (key,) in found.fetchall():
                    self._connection.execute("DELETE FROM documents WHERE key = ?", (key,))
                    if self._columns is not None:
                        self._columns.drop(key)

    def _drop_folders(self, names: Iterable[str]) -> int:
        """Drop the takes of folders that are gone, and return how many those were."""
        dropped = 0
        for name in names:
            with self._connection:
                self._connection.execute(
                    "DELETE FROM documents WHERE key IN (SELECT key FROM takes WHERE folder = ?)",
                    (name,),
                )
                gone = self._connection.execute("DELETE FROM takes WHERE folder = ?", (name,))
                self._connection.execute("DELETE FROM folders WHERE name = ?", (name,))
            dropped += gone.rowcount
            self._columns = None
        return dropped

    def _clear(self) -> None:
        self._columns = None
        with self._connection:
            for table in ("takes", "documents", "folders"):
                self._connection.execute(f"DELETE FROM {table}")

    def _query(self, query: Query) -> Page:
        columns = self._filled()
        found = select(columns, query)
        rows = self._by_key(found)
        if len(rows) < len(found.keys):  # another program dropped some a moment ago
            self._columns = None
            columns = self._filled()
            found = select(columns, query)
            rows = self._by_key(found)
        return Page(rows, found.total, found.cost_usd, len(columns), found.facets)

    def _filled(self) -> Columns:
        """Return the columns, filled anew when another program wrote to the file."""
        ((seen,),) = self._connection.execute("PRAGMA data_version")
        if self._columns is None or seen != self._seen:
            select = f"SELECT key, {FACTS} FROM takes ORDER BY key"
            self._columns = Columns(self._connection.execute(select))
            self._seen = seen
        return self._columns

    def _by_key(self, found: Selection) -> tuple[Row, ...]:
        keys = [int(key) for key in found.keys]
        rows: dict[int, Row] = {}
        for start in range(0, len(keys), _BATCH):
            some = keys[start : start + _BATCH]
            rows |= self._select(f"WHERE key IN ({', '.join('?' * len(some))})", some)
        return tuple(rows[key] for key in keys if key in rows)

    def _select(self, where: str, values: Sequence[str | int]) -> dict[int, Row]:
        """Return takes by key, in the order asked for."""
        select = f"SELECT key, path, take, review, fidelity {_FROM} {where}"
        return {
            key: Row(
                self._takes / path,
                Take.model_validate_json(take),
                Review.model_validate_json(review),
                fidelity,
            )
            for key, path, take, review, fidelity in self._connection.execute(select, values)
        }
