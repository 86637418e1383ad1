"""Lease: the one row that says which process runs jobs, so that there is never a second runner.

A dead holder's lease is taken over; a live one's never, however long it is silent (it may be
stopped, or the machine asleep). Whether it lives is asked of the system, by process number and
start time. Only where that cannot be known (another machine on a shared disk) does silence count.
"""

from __future__ import annotations

import secrets
import sqlite3
import time
from dataclasses import dataclass
from typing import Self

from visualize.jobs.database import Database
from visualize.jobs.errors import ChangedError
from visualize.jobs.process import Identity
from visualize.jobs.schema import OPEN

SILENT_SECONDS = 120.0
"""How long a holder that cannot be asked after must be silent before it counts as dead."""


@dataclass(frozen=True)
class Holder:
    """Who holds the lease."""

    token: str
    process: Identity
    heartbeat: float

    def lives(self, now: float) -> bool:
        """Tell whether it runs, or may run."""
        runs = self.process.runs()
        return now - self.heartbeat < SILENT_SECONDS if runs is None else runs


class Lease:
    """A lease that this process holds. ``token`` is new each time; every move is fenced by it."""

    def __init__(self, database: Database, token: str) -> None:
        self.token = token
        self._database = database

    @classmethod
    def take(cls, database: Database) -> Self | None:
        """Take the lease if nobody alive holds it, else return ``None``."""
        token, own, now = secrets.token_hex(8), Identity.own(), time.time()
        with database.transaction(lasting=True) as connection:
            holder = _holder(connection.execute("SELECT * FROM lease").fetchone())
            if holder is not None and holder.lives(now):
                return None
            connection.execute(
                "INSERT OR REPLACE INTO lease (one, token, host, pid, born, heartbeat)"
                " VALUES (1, ?, ?, ?, ?, ?)",
                (token, own.host, own.pid, own.born, now),
            )
        return cls(database, token)

    def beat(self) -> None:
        """Show that the holder is alive.

        Raises
        ------
        ChangedError
            When the lease is another's by now.
        """
        with self._database.transaction() as connection:
            beaten = connection.execute(
                "UPDATE lease SET heartbeat = ? WHERE token = ?", (time.time(), self.token)
            )
            if beaten.rowcount != 1:
                raise ChangedError("Another runner took over the jobs.")

    def release(self) -> None:
        """Give the lease back."""
        with self._database.transaction(lasting=True) as connection:
            connection.execute("DELETE FROM lease WHERE token = ?", (self.token,))

    def release_if_idle(self) -> bool:
        """Give the lease back unless a job waits; tell whether it was.

        Who places an order and then looks for a holder either finds this one, which then sees the
        order, or finds none.
        """
        with self._database.transaction(lasting=True) as connection:
            connection.execute(
                f"DELETE FROM lease WHERE token = ? AND NOT EXISTS"
                f" (SELECT 1 FROM jobs WHERE {OPEN})",
                (self.token,),
            )
            held = connection.execute("SELECT 1 FROM lease WHERE token = ?", (self.token,))
            return held.fetchone() is None


def living_holder(database: Database) -> Holder | None:
    """Return who runs jobs at this moment, if anybody does."""
    rows = database.read("SELECT * FROM lease")
    holder = _holder(rows[0] if rows else None)
    return holder if holder is not None and holder.lives(time.time()) else None


def _holder(row: sqlite3.Row | None) -> Holder | None:
    if row is None:
        return None
    process = Identity(row["host"], row["pid"], row["born"])
    return Holder(row["token"], process, row["heartbeat"])
