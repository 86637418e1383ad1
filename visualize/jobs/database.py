"""Database: one SQLite file, safely shared by several processes, with errors in plain words."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import NoReturn, Self

from visualize.jobs.errors import StoreError
from visualize.jobs.schema import SCRIPTS, VERSION

_BUSY_MS = 15_000
_WAL_PAGES = 4000
_APPLICATION = 0x53484F54  # "SHOT": tells our file from any other SQLite file


class Database:
    """A connection for the thread that made it. Use it as a context manager, or ``close`` it.

    Parameters
    ----------
    path
        The file; it is made if it is missing.

    Raises
    ------
    StoreError
        When the file is damaged, not ours, or of a newer Shotwright; it is left as it is.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._syncs_fully = False
        with self._plain_errors():
            self._connection = sqlite3.connect(
                path, timeout=_BUSY_MS / 1000.0, isolation_level=None, cached_statements=256
            )
        try:
            with self._plain_errors():
                self._prepare()
        except BaseException:
            self._connection.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def read(self, sql: str, values: tuple[object, ...] = ()) -> list[sqlite3.Row]:
        """Return the rows of a query."""
        with self._plain_errors():
            return self._connection.execute(sql, values).fetchall()

    def changes_elsewhere(self) -> int:
        """Return a number that changes whenever another connection wrote something."""
        return int(self.read("PRAGMA data_version")[0][0])

    def transaction(self, *, lasting: bool = False) -> Transaction:
        """Return a block in which the connection is inside one immediate transaction.

        With ``lasting`` it has reached the disk when the block ends, even if the power fails the
        next moment; else only a crash of this process is survived for certain.
        """
        return Transaction(self, self._connection, lasting=lasting)

    def sync_fully(self, lasting: bool) -> None:
        """Let commits from now on wait for the disk, or not; it costs nothing to say it again."""
        if lasting is not self._syncs_fully:
            self._connection.execute(f"PRAGMA synchronous = {'FULL' if lasting else 'NORMAL'}")
            self._syncs_fully = lasting

    def _prepare(self) -> None:
        connection = self._connection
        connection.row_factory = sqlite3.Row
        connection.execute(f"PRAGMA busy_timeout = {_BUSY_MS}")
        version = self._version()
        if version == 0 and connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
            self._refuse_strangers()
        self._keep_a_log()
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute(f"PRAGMA wal_autocheckpoint = {_WAL_PAGES}")
        if version < VERSION:
            self._migrate()
        elif connection.execute("PRAGMA application_id").fetchone()[0] != _APPLICATION:
            raise self._stranger()

    def _keep_a_log(self) -> None:
        """Switch to SQLite's write-ahead log; unlike other writes, this does not wait by itself.

        Raises
        ------
        sqlite3.OperationalError
            When another program keeps the file busy for too long.
        """
        deadline = time.monotonic() + _BUSY_MS / 1000.0
        while True:
            try:
                self._connection.execute("PRAGMA journal_mode = WAL")
            except sqlite3.OperationalError as error:
                busy = error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY
                if not busy or time.monotonic() > deadline:
                    raise
                time.sleep(0.01)
            else:
                return

    def _version(self) -> int:
        version = int(self._connection.execute("PRAGMA user_version").fetchone()[0])
        if version > VERSION:
            raise StoreError(
                self.path,
                f"was written by a newer Shotwright (version {version} of the file; this program"
                f" reads up to {VERSION}). Update Shotwright.",
            )
        return version

    def _migrate(self) -> None:
        """Bring the file to this version, once, however many programs open it at the same time."""
        with self.transaction(lasting=True) as connection:
            for script in SCRIPTS[self._version() :]:
                for statement in script.split(";\n"):
                    if statement.strip():
                        connection.execute(statement)
            connection.execute(f"PRAGMA application_id = {_APPLICATION}")
            connection.execute(f"PRAGMA user_version = {VERSION}")

    def _refuse_strangers(self) -> None:
        """Refuse a file with tables but no version, unless another program is just making it."""
        with self.transaction():
            if self._version() == 0:
                raise self._stranger()

    def _stranger(self) -> StoreError:
        return StoreError(
            self.path, "is a SQLite file of another program. Move it away, or name another folder."
        )

    @contextmanager
    def _plain_errors(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.DatabaseError as error:
            _raise_plainly(self.path, error)


class Transaction:
    """One immediate transaction, undone if the block raises. Made by ``Database.transaction``.

    It is a plain class since a job needs a dozen of them.
    """

    def __init__(
        self, database: Database, connection: sqlite3.Connection, *, lasting: bool
    ) -> None:
        self._database, self._connection, self._lasting = database, connection, lasting

    def __enter__(self) -> sqlite3.Connection:
        try:
            self._database.sync_fully(self._lasting)
            self._connection.execute("BEGIN IMMEDIATE")
        except sqlite3.DatabaseError as error:
            _raise_plainly(self._database.path, error)
        return self._connection

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            if error is None:
                self._connection.execute("COMMIT")
        except sqlite3.DatabaseError as refused:
            _raise_plainly(self._database.path, refused)
        finally:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
        if isinstance(error, sqlite3.DatabaseError):
            _raise_plainly(self._database.path, error)


def _raise_plainly(path: Path, error: sqlite3.DatabaseError) -> NoReturn:
    """Raise what SQLite said in words for the user; a fault of ours is raised as it is.

    Raises
    ------
    StoreError
        When the file or the system is at fault.
    """
    if isinstance(error, sqlite3.OperationalError):
        raise StoreError(path, _words(error)) from error
    if isinstance(error, (sqlite3.IntegrityError, sqlite3.ProgrammingError)):
        raise error
    raise StoreError(
        path,
        f"is damaged ({error}). Nothing in it was removed. Stop Shotwright, move the file away with"
        " those named like it, and keep them: jobs under way at a provider can only be found by"
        " what it holds.",
    ) from error


def _words(error: sqlite3.OperationalError) -> str:
    name = getattr(error, "sqlite_errorname", "") or ""
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return "another program kept it busy for too long. Try again."
    if name.startswith("SQLITE_FULL"):
        return "the disk is full. Free some space and try again."
    if name.startswith(("SQLITE_CANTOPEN", "SQLITE_READONLY", "SQLITE_PERM")):
        return f"cannot be opened or written ({error}). Look at the rights of its folder."
    return f"the system refused it ({error})."
