"""Writes: what a runner writes down, what many jobs write at once in one transaction.

A job that moves waits for the transaction before it acts, so that each move is on record before
the act that it names. What many jobs write at the same time costs one commit and, where any of
them asks for it, one wait for the disk.
"""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from collections.abc import Callable
from typing import Any, NamedTuple, TypeVar, Unpack

from visualize.jobs import moves
from visualize.jobs.database import Database
from visualize.jobs.moves import Changes
from visualize.jobs.records import Job
from visualize.jobs.states import State

T = TypeVar("T")

_LOG = logging.getLogger(__name__)
_GATHER_SECONDS = 0.004
"""How long the first write waits for others, unless it was alone the last time."""


class _Entry(NamedTuple):
    write: Callable[[sqlite3.Connection], Any]
    told: asyncio.Future[Any]


class Writes:
    """The writes of one runner, each fenced by its lease. Used in the thread of the database.

    Parameters
    ----------
    database
        The store's file.
    holder
        The token of the lease that the runner holds.
    """

    def __init__(self, database: Database, holder: str) -> None:
        self._database, self._holder = database, holder
        self._waiting: list[_Entry] = []
        self._lasting = False
        self._alone = False

    def move(
        self, job: Job, to: State, message: str = "", *, lasting: bool = False,
        **changes: Unpack[Changes],
    ) -> asyncio.Future[Job]:  # fmt: skip
        """Move a job that still stands where ``job`` says; what is awaited is it as it then is.

        Parameters
        ----------
        lasting
            Whether it must have reached the disk before that, even if the power fails.

        Raises
        ------
        ChangedError
            When another program moved it meanwhile, or another runner took the lease.
        JobError
            When no job may go from the one state to the other.
        """
        return self._add(lambda c: moves.move(c, job, to, message, changes), lasting=lasting)

    def reserve(self, job: Job) -> asyncio.Future[Job]:
        """Reserve a job's upper bound and move it to ``submitting``, lastingly.

        Raises
        ------
        BudgetError
            When a budget refuses; the job stays where it is.
        ChangedError
            As for `move`.
        """
        return self._add(lambda c: moves.reserve(c, job), lasting=True)

    def mark_sent(self, job: Job) -> asyncio.Future[Job]:
        """Note, lastingly, that the first byte of the create is about to leave.

        Raises
        ------
        ChangedError
            When the job or the lease is no longer ours; then nothing may be sent.
        """
        return self._add(lambda c: moves.mark_sent(c, job), lasting=True)

    def progress(self, job: Job, fraction: float | None, message: str) -> None:
        """Note soon that a job got on. It is no error when it was moved meanwhile."""
        noted = self._add(lambda c: moves.progress(c, job, fraction, message))
        noted.add_done_callback(_log_a_fault)

    def note(self, job: Job, message: str) -> None:
        """Add soon a line to a job's history, and show it, without counting it as progress."""
        noted = self._add(lambda c: moves.note(c, job, message))
        noted.add_done_callback(_log_a_fault)

    def flush(self) -> None:
        """Write now what waits, in one transaction, and tell everybody how it went.

        A write that is refused leaves the others as they are; when the store fails, all have.
        """
        waiting, self._waiting = self._waiting, []
        lasting, self._lasting = self._lasting, False
        if not waiting:
            return
        self._alone = len(waiting) == 1
        try:
            with self._database.transaction(lasting=lasting) as connection:
                moves.refuse_unless_held(connection, self._holder)
                ends = [_end_of(entry.write, connection) for entry in waiting]
        except Exception as error:  # noqa: BLE001 - raised again in every job that waits
            ends = [(None, error)] * len(waiting)
        for entry, (value, fault) in zip(waiting, ends, strict=True):
            if entry.told.done():
                continue  # its job was left meanwhile
            if fault is None:
                entry.told.set_result(value)
            else:
                entry.told.set_exception(fault)

    def _add(
        self, write: Callable[[sqlite3.Connection], T], *, lasting: bool = False
    ) -> asyncio.Future[T]:
        """Let something be written with what else comes within a moment."""
        loop = asyncio.get_running_loop()
        told: asyncio.Future[T] = loop.create_future()
        if not self._waiting:
            if self._alone:
                loop.call_soon(self.flush)
            else:
                loop.call_later(_GATHER_SECONDS, self.flush)
        self._waiting.append(_Entry(write, told))
        self._lasting = self._lasting or lasting
        return told


def _end_of(
    write: Callable[[sqlite3.Connection], Any], connection: sqlite3.Connection
) -> tuple[Any, Exception | None]:
    """Return what a write gave, or why it was refused, having written nothing."""
    try:
        return write(connection), None
    except sqlite3.DatabaseError:
        raise  # nobody knows what was written: the whole transaction is undone
    except Exception as error:  # noqa: BLE001 - raised again in the job that waits
        return None, error


def _log_a_fault(noted: asyncio.Future[None]) -> None:
    if not noted.cancelled() and (error := noted.exception()) is not None:
        _LOG.warning("not noted: %s", error)
