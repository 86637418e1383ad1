"""The file of an index: opened with its tables, and made anew when it is not what it should be."""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from visualize.takes.facts import Facts

_VERSION = 3
_TABLES = ("takes", "documents", "folders")
_SCHEMA = """
CREATE TABLE takes (
    key INTEGER PRIMARY KEY, folder TEXT NOT NULL,
    path TEXT NOT NULL UNIQUE, stamp TEXT NOT NULL, id TEXT NOT NULL, stem TEXT NOT NULL,
    shot TEXT NOT NULL, label TEXT NOT NULL, number INTEGER NOT NULL,
    model TEXT NOT NULL, model_name TEXT NOT NULL, mode TEXT NOT NULL, kind TEXT NOT NULL,
    prompt TEXT NOT NULL, cost_usd REAL, seconds REAL NOT NULL, made REAL NOT NULL,
    rating INTEGER NOT NULL, rejected INTEGER NOT NULL, tags TEXT NOT NULL, note TEXT NOT NULL,
    fidelity REAL
) STRICT;
CREATE INDEX takes_by_shot ON takes (shot, number, path);
CREATE INDEX takes_by_id ON takes (id);
CREATE INDEX takes_by_stem ON takes (stem);
CREATE INDEX takes_by_folder ON takes (folder, path, stamp);
CREATE TABLE documents (
    key INTEGER PRIMARY KEY, take TEXT NOT NULL, review TEXT NOT NULL
) STRICT;
CREATE TABLE folders (name TEXT PRIMARY KEY, stamp TEXT NOT NULL) STRICT;
"""
FACTS = ", ".join(Facts._fields)


def open_index(file: Path | None) -> sqlite3.Connection:
    """Open the index in this file; one that cannot be had there is made in memory."""
    if file is None:
        return in_memory()
    for _ in range(2):  # damaged: it holds nothing that the sidecars do not
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            return _with_schema(str(file))
        except OSError:
            break
        except sqlite3.DatabaseError as error:
            if not forget_if_damaged(file, error):
                break
    return in_memory()


def in_memory() -> sqlite3.Connection:
    """Return an empty index that lasts as long as the program."""
    return _with_schema(":memory:")


def forget_if_damaged(file: Path, error: sqlite3.DatabaseError) -> bool:
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
                for table in _TABLES:
                    connection.execute(f"DROP TABLE IF EXISTS {table}")
                for statement in filter(str.strip, _SCHEMA.split(";")):
                    connection.execute(statement)
                connection.execute(f"PRAGMA user_version = {_VERSION}")
    except sqlite3.DatabaseError:
        connection.close()
        raise
    return connection
