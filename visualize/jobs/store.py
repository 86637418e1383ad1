"""JobStore: orders in, jobs out, and what the user does to them.

Several processes use one file. What a runner writes goes through `Writes`.
"""

from __future__ import annotations

import json
import time
from collections.abc import Collection, Iterable
from pathlib import Path
from types import TracebackType
from typing import Self, Unpack

from compose.errors import NotFoundError
from compose.values import new_id
from visualize.jobs import budget
from visualize.jobs.budget import Ask
from visualize.jobs.database import Database
from visualize.jobs.errors import ChangedError, JobError
from visualize.jobs.moves import EVENT, Changes, move, refuse_unless_held
from visualize.jobs.places import STORE_FILE, state_folder
from visualize.jobs.records import Charge, Event, Job
from visualize.jobs.schema import OPEN, UNDER_WAY
from visualize.jobs.states import ENDED, State
from visualize.jobs.writes import Writes
from visualize.order import Order

_INSERT = """
INSERT INTO jobs (id, batch, project, project_id, shot, shot_label, mode, model, provider, placed,
                  state, low_usd, high_usd, created_at, progress_at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'queued', ?, ?, ?, ?)
"""
_PLACED = """
INSERT INTO history (job, number, at, state, message)
SELECT number, 1, ?, 'queued', 'placed' FROM jobs WHERE id IN (SELECT value FROM json_each(?))
"""


class JobStore:
    """The jobs of this user. One object a thread; use it as a context manager.

    Parameters
    ----------
    state
        The state folder; by default ``places.state_folder()``.
    """

    def __init__(self, state: Path | None = None) -> None:
        self.state = state_folder() if state is None else state
        self.database = Database(self.state / STORE_FILE)

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
        self.database.close()

    # Placing and reading.

    def place(self, orders: Iterable[Order]) -> tuple[str, ...]:
        """Queue orders, all or none of them, and return the ids of their jobs.

        Raises
        ------
        BudgetError
            When together they would go over a budget, or one's price is unknown under any.
        """
        orders = list(orders)
        now = time.time()
        ids = tuple(new_id("job") for _ in orders)
        with self.database.transaction(lasting=True) as connection:
            budget.refuse_over(connection, map(_ask, orders), now=now, count_queued=True)
            connection.executemany(
                _INSERT, [_columns(job, o, now) for job, o in zip(ids, orders, strict=True)]
            )
            connection.execute(_PLACED, (now, json.dumps(ids)))
        return ids

    def job(self, job: str) -> Job:
        """Return a job by its id.

        Raises
        ------
        NotFoundError
            When there is none.
        """
        rows = self.database.read("SELECT * FROM jobs WHERE id = ?", (job,))
        if not rows:
            raise NotFoundError("job", job, self._known())
        return Job.from_row(rows[0])

    def find(self, start: str) -> Job:
        """Return the only job whose id begins so, with or without ``job_``.

        Raises
        ------
        NotFoundError
            When there is none.
        JobError
            When there are several.
        """
        wanted = f"job_{start.strip().removeprefix('job_')}"
        rows = self.database.read(
            "SELECT * FROM jobs WHERE substr(id, 1, ?) = ? ORDER BY number DESC LIMIT 4",
            (len(wanted), wanted),
        )
        if not rows or wanted == "job_":
            raise NotFoundError("job", start, self._known())
        found = [Job.from_row(row) for row in rows]
        if len(found) > 1:
            ids = ", ".join(job.id for job in found[:3])
            raise JobError(f"Several jobs begin with {start!r}: {ids}. Write more of the id.")
        return found[0]

    def jobs(self, ids: Collection[str] | None = None) -> list[Job]:
        """Return jobs, or these of them, in the order in which they were placed."""
        if ids is None:
            rows = self.database.read("SELECT * FROM jobs ORDER BY number")
        else:
            sql = "SELECT * FROM jobs WHERE id IN (SELECT value FROM json_each(?)) ORDER BY number"
            rows = self.database.read(sql, (json.dumps(list(ids)),))
        return [Job.from_row(row) for row in rows]

    def of_project(
        self, project_id: str, *, after: int, ids: Collection[str] = (), most: int = 500
    ) -> list[Job]:
        """Return a project's jobs placed after the job with a number, the newest ``most`` of them.

        Those of ``ids`` and those not ended come as well, whenever they were placed.
        """
        rows = self.database.read(
            "SELECT * FROM (SELECT * FROM jobs WHERE project_id = ?1 AND number > ?2"
            " ORDER BY number DESC LIMIT ?4) UNION SELECT * FROM jobs WHERE project_id = ?1 AND"
            f" ({OPEN} OR id IN (SELECT value FROM json_each(?3))) ORDER BY number",
            (project_id, after, json.dumps(list(ids)), most),
        )
        return [Job.from_row(row) for row in rows]

    def events(self, job: str, after: int = 0) -> list[Event]:
        """Return a job's history after the event with this number."""
        rows = self.database.read(
            "SELECT number, at, state, message FROM history"
            " WHERE job = (SELECT number FROM jobs WHERE id = ?) AND number > ? ORDER BY number",
            (job, after),
        )
        return [Event(job, row[0], row[1], State(row[2]), row[3]) for row in rows]

    # The runner's questions.

    def next_queued(self, provider: str, count: int, now: float) -> list[Job]:
        """Return the jobs whose turn it is at a provider, at most ``count``."""
        rows = self.database.read(
            "SELECT * FROM jobs WHERE state = 'queued' AND provider = ? AND not_before <= ?"
            " ORDER BY number LIMIT ?",
            (provider, now, count),
        )
        return [Job.from_row(row) for row in rows]

    def waiting_providers(self) -> list[str]:
        """Return the providers that jobs are queued for."""
        return [
            row[0]
            for row in self.database.read(
                "SELECT DISTINCT provider FROM jobs WHERE state = 'queued' ORDER BY provider"
            )
        ]

    def succeeded_of(self, ids: Collection[str]) -> list[str]:
        """Return which of these jobs succeeded."""
        sql = (
            "SELECT id FROM jobs WHERE state = 'succeeded'"
            " AND id IN (SELECT value FROM json_each(?))"
        )
        return [row[0] for row in self.database.read(sql, (json.dumps(list(ids)),))]

    def left_under_way(self) -> list[Job]:
        """Return the jobs that something is under way with, as a runner finds them at its start."""
        sql = f"SELECT * FROM jobs WHERE {OPEN} AND {UNDER_WAY} ORDER BY number"
        return [Job.from_row(row) for row in self.database.read(sql)]

    def unfinished(self) -> int:
        """Return how many jobs the runner still has to do something with."""
        return int(self.database.read(f"SELECT COUNT(*) FROM jobs WHERE {OPEN}")[0][0])

    def frozen_in_use(self) -> list[str]:
        """Return the frozen copies of projects that unfinished jobs were ordered of."""
        sql = f"SELECT DISTINCT json_extract(placed, '$.frozen') FROM jobs WHERE {OPEN}"
        return [row[0] for row in self.database.read(sql)]

    def cancel_asked(self) -> list[str]:
        """Return the jobs under way that the user asked to stop."""
        sql = f"SELECT id FROM jobs WHERE cancel_asked = 1 AND {OPEN}"
        return [row[0] for row in self.database.read(sql)]

    # Moving jobs.

    def writes(self, holder: str) -> Writes:
        """Return what writes for the runner that holds the lease with this token."""
        return Writes(self.database, holder)

    def move(
        self,
        job: Job,
        to: State,
        message: str = "",
        *,
        holder: str | None,
        lasting: bool = False,
        **changes: Unpack[Changes],
    ) -> Job:
        """Move a job that still stands where ``job`` says; return it as it then is.

        Parameters
        ----------
        holder
            The token of the lease a runner holds; ``None`` when the user moves it.
        lasting
            Whether it must have reached the disk before this returns.

        Raises
        ------
        ChangedError
            When another program moved it meanwhile, or another runner took the lease.
        JobError
            When no job may go from the one state to the other.
        """
        with self.database.transaction(lasting=lasting) as connection:
            if holder is not None:
                refuse_unless_held(connection, holder)
            return move(connection, job, to, message, changes, by_user=holder is None)

    def ask_to_cancel(self, job: Job) -> Job:
        """Cancel a job that waits, or ask the runner to stop one under way.

        Raises
        ------
        JobError
            When it has ended.
        """
        while True:
            if job.state in ENDED:
                raise JobError(f"Job {job.id} has {job.state} already; there is nothing to stop.")
            try:
                if job.state is State.QUEUED:
                    return self.move(job, State.CANCELLED, "cancelled before anything was sent",
                                     holder=None, lasting=True)  # fmt: skip
                if job.state is State.UNCERTAIN:
                    words = "cancelled while uncertain; it may have been made and billed"
                    return self.move(job, State.CANCELLED, words, holder=None, lasting=True,
                                     charge=Charge.POSSIBLE)  # fmt: skip
                return self._flag_cancel(job)
            except ChangedError:
                job = self.job(job.id)

    def _flag_cancel(self, job: Job) -> Job:
        with self.database.transaction(lasting=True) as connection:
            row = connection.execute(
                "UPDATE jobs SET cancel_asked = 1 WHERE id = ? AND state = ? RETURNING *",
                (job.id, job.state),
            ).fetchone()
            if row is None:
                raise ChangedError(f"Job {job.id} was moved on meanwhile.")
            connection.execute(EVENT, (job.number, time.time(), job.state, "asked to stop"))
        return Job.from_row(row)

    def _known(self) -> list[str]:
        rows = self.database.read("SELECT id FROM jobs ORDER BY number DESC LIMIT 200")
        return [row[0] for row in rows]


def _ask(order: Order) -> Ask:
    return Ask(
        project_id=order.project_id,
        shot=order.shot,
        shot_label=order.shot_label,
        high_usd=order.estimate.high_usd,
        allow_unknown=order.allow_unknown_price,
    )


def _columns(job: str, order: Order, now: float) -> tuple[object, ...]:
    low, high = order.estimate.low_usd, order.estimate.high_usd
    return (
        job, order.batch, order.project, order.project_id, order.shot, order.shot_label,
        order.mode.value, order.model, order.provider, order.model_dump_json(), low, high, now, now,
    )  # fmt: skip
