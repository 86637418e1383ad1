"""Moves: how one job's row is changed, inside a transaction that the caller opened.

A job is moved by comparing its state and setting the new one, so that two writers can never both
move it. Each function either writes all that it stands for, or raises having written nothing, so
that writes of many jobs may share one transaction.
"""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Sequence
from enum import StrEnum
from functools import cache
from typing import TypedDict

from models.provider import Remote
from visualize.jobs.budget import Ask, refuse_over
from visualize.jobs.errors import ChangedError, JobError
from visualize.jobs.logs import without_signatures
from visualize.jobs.records import Charge, Job
from visualize.jobs.states import ENDED, State, may_move

EVENT = """
INSERT INTO history (job, number, at, state, message)
VALUES (?1, (SELECT COALESCE(MAX(number), 0) + 1 FROM history WHERE job = ?1), ?2, ?3, ?4)
"""
_MESSAGE_LENGTH = 2000
_SENT = """
UPDATE jobs SET sent_at = ?1, submitted_at = ?1, progress_at = ?1
WHERE number = ?2 AND state = 'submitting'
"""
_PROGRESS = """
UPDATE jobs SET fraction = ?, message = ?, progress_at = ? WHERE number = ? AND state = ?
"""


class Changes(TypedDict, total=False):
    """What a move may write besides the state."""

    request: str
    fingerprint: str
    sent_at: float | None
    remote: Remote | None
    outcome: str
    takes: Sequence[str]
    attempts: int
    not_before: float
    cancel_asked: bool
    charge: Charge
    charged_at: float | None
    reported_usd: float | None
    submitted_at: float | None
    finished_at: float | None


def refuse_unless_held(connection: sqlite3.Connection, holder: str) -> None:
    """Refuse to write for a runner whose lease another holds by now.

    Raises
    ------
    ChangedError
        When it does.
    """
    if connection.execute("SELECT 1 FROM lease WHERE token = ?", (holder,)).fetchone() is None:
        raise ChangedError("Another runner took over the jobs.")


def move(
    connection: sqlite3.Connection,
    job: Job,
    to: State,
    message: str,
    changes: Changes,
    *,
    by_user: bool = False,
) -> Job:
    """Move a job that still stands where ``job`` says; return it as it then is.

    Raises
    ------
    ChangedError
        When another program moved it meanwhile.
    JobError
        When no job may go from the one state to the other.
    """
    if not may_move(job.state, to, by_user=by_user):
        raise JobError(f"Job {job.id} is {job.state} and cannot become {to}.")
    now, message = time.time(), said(message)
    cells = {name: _cell(value) for name, value in changes.items()}
    cells["state"], cells["message"] = to.value, message
    cells["fraction"], cells["progress_at"] = None, now
    cells["finished_at"] = now if to in ENDED else None
    written = connection.execute(
        _setting(tuple(cells)), (*cells.values(), job.number, job.state.value)
    )
    if written.rowcount != 1:
        raise ChangedError(f"Job {job.id} is no longer {job.state}: another program moved it.")
    connection.execute(EVENT, (job.number, now, to.value, message))
    return job.with_cells(cells)


def reserve(connection: sqlite3.Connection, job: Job) -> Job:
    """Reserve a job's upper bound and move it to ``submitting``.

    Raises
    ------
    BudgetError
        When a budget refuses; the job stays where it is.
    ChangedError
        When another program moved it meanwhile.
    """
    now = time.time()
    refuse_over(connection, [_ask_of(job)], now=now)
    changes: Changes = {"charge": Charge.RESERVED, "charged_at": now, "sent_at": None}
    return move(connection, job, State.SUBMITTING, "", changes)


def mark_sent(connection: sqlite3.Connection, job: Job) -> Job:
    """Note that the first byte of a job's create is about to leave.

    Raises
    ------
    ChangedError
        When the job was moved; then nothing may be sent.
    """
    now = time.time()
    if connection.execute(_SENT, (now, job.number)).rowcount != 1:
        raise ChangedError(f"Job {job.id} is no longer this runner's to submit.")
    return job.with_cells({"sent_at": now, "submitted_at": now, "progress_at": now})


def progress(
    connection: sqlite3.Connection, job: Job, fraction: float | None, message: str
) -> None:
    """Note that a job got on. It is no error when it was moved meanwhile."""
    connection.execute(
        _PROGRESS, (fraction, said(message), time.time(), job.number, job.state.value)
    )


def note(connection: sqlite3.Connection, job: Job, message: str) -> None:
    """Add a line to a job's history, and show it, without counting it as progress."""
    words = said(message)
    connection.execute("UPDATE jobs SET message = ? WHERE number = ?", (words, job.number))
    connection.execute(EVENT, (job.number, time.time(), job.state.value, words))


def said(message: str) -> str:
    """Return what is kept of a message: not too much, and no signed address."""
    return without_signatures(message[:_MESSAGE_LENGTH])


@cache
def _setting(names: tuple[str, ...]) -> str:
    """Return the statement that sets these columns; SQLite keeps it compiled by its text."""
    setting = ", ".join(f"{name} = ?" for name in names)
    return f"UPDATE jobs SET {setting} WHERE number = ? AND state = ?"


def _cell(value: object) -> object:
    """Return what stands in the table for a value: JSON for what is not a plain number or text."""
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, dict | list | tuple):
        return json.dumps(value)
    return int(value) if isinstance(value, bool) else value


def _ask_of(job: Job) -> Ask:
    """Return what a job asks for; its order is only read where no price is known."""
    allowed = job.high_usd is None and job.order.allow_unknown_price
    return Ask(job.project_id, job.shot, job.shot_label, job.high_usd, allowed)
