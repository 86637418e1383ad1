"""Job and Event: what the store knows of a job, as plain frozen data."""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from pydantic import Field, ValidationError

from models.provider import Outcome, Remote
from models.request import Request
from models.values import Value
from visualize.jobs.errors import JobError
from visualize.jobs.states import BUSY, SETTLED, State
from visualize.order import Order

V = TypeVar("V", bound=Value)

STALLED_SECONDS = 300.0
"""After so long without any progress a job is shown as stalled."""


class Charge(StrEnum):
    """What is known of a job's cost. Every kind but ``NONE`` counts in budgets."""

    NONE = "none"
    """Nothing was asked for, or the provider certainly made nothing."""
    RESERVED = "reserved"
    """Under way: its upper bound counts."""
    ESTIMATED = "estimated"
    """Made; the provider did not say what it cost."""
    REPORTED = "reported"
    """Made, at the price that the provider reported."""
    POSSIBLE = "possible"
    """Failed, cancelled or lost after it was sent: it may be billed, so its bound counts."""


class Result(Value):
    """A provider's ``Outcome`` as it is saved; ``files`` are names in the job's result folder."""

    files: tuple[str, ...] = Field(max_length=64)
    cost_usd: float | None = Field(default=None, ge=0.0)
    seed: int | None = None

    @classmethod
    def of(cls, outcome: Outcome, folder: Path) -> Result:
        """Return what to save of an outcome whose files lie in ``folder``.

        Raises
        ------
        ValueError
            When a file lies elsewhere.
        """
        names = tuple(_name_in(folder, path) for path in outcome.files)
        cost = outcome.cost_usd
        known = cost if cost is not None and 0.0 <= cost < float("inf") else None
        return cls(files=names, cost_usd=known, seed=outcome.seed)

    def outcome(self, folder: Path) -> Outcome:
        """Return the outcome again."""
        return Outcome(tuple(folder / name for name in self.files), self.cost_usd, self.seed)


_STATES = {state.value: state for state in State}
_CHARGES = {charge.value: charge for charge in Charge}


@dataclass(frozen=True)
class Event:
    """One line of a job's history. ``at`` is in seconds since 1970."""

    job: str
    number: int
    at: float
    state: State
    message: str


@dataclass(frozen=True)
class Job:
    """One job as it stood when it was read. Times are seconds since 1970, money US dollars.

    ``low_usd`` and ``high_usd`` are the estimate, ``None`` where nobody knows. ``not_before`` is
    when a queued job may try again; ``attempts`` counts what failed in passing since it last got
    on. ``sent_at`` is set before the first byte of the create left.
    """

    number: int
    id: str
    batch: str
    project: str
    project_id: str
    shot: str
    shot_label: str
    mode: str
    model: str
    provider: str
    placed: str
    state: State
    message: str
    fraction: float | None
    request_text: str | None
    fingerprint: str | None
    sent_at: float | None
    remote_text: str | None
    result_text: str | None
    takes: tuple[str, ...]
    attempts: int
    not_before: float
    cancel_asked: bool
    low_usd: float | None
    high_usd: float | None
    charge: Charge
    charged_at: float | None
    reported_usd: float | None
    created_at: float
    submitted_at: float | None
    progress_at: float
    finished_at: float | None

    @cached_property
    def order(self) -> Order:
        """What was ordered.

        Raises
        ------
        JobError
            When another version of Shotwright wrote what this one cannot read.
        """
        return _read(Order, self.placed, self.id, "order")

    @cached_property
    def request(self) -> Request | None:
        """What will be or was sent, once it is prepared."""
        if self.request_text is None:
            return None
        return _read(Request, self.request_text, self.id, "request")

    @cached_property
    def result(self) -> Result | None:
        """What was downloaded."""
        if self.result_text is None:
            return None
        return _read(Result, self.result_text, self.id, "result")

    @cached_property
    def remote(self) -> Remote | None:
        """The provider's own id and addresses, once it has the job."""
        return None if self.remote_text is None else _object(self.remote_text, self.id)

    @property
    def settled(self) -> bool:
        """Whether the runner has nothing more to do with it."""
        return self.state in SETTLED

    def stalled(self, now: float | None = None) -> bool:
        """Tell whether something is under way that has not got on for five minutes."""
        quiet = (time.time() if now is None else now) - self.progress_at
        return self.state in BUSY and quiet > STALLED_SECONDS

    def with_cells(self, cells: Mapping[str, Any]) -> Job:
        """Return the job as it is once these columns of its row were written.

        What was read of its other texts stays read, so that an order is checked once, not at
        every move.
        """
        fields = self.__dict__.copy()
        for column, cell in cells.items():
            if (texts := _TEXTS.get(column)) is not None:
                text, read = texts
                fields[text] = cell
                fields.pop(read, None)
            elif (value_of := _FROM_CELL.get(column)) is not None:
                fields[column] = value_of(cell)
            else:
                fields[column] = cell
        moved = object.__new__(Job)
        object.__setattr__(moved, "__dict__", fields)
        return moved

    @classmethod
    def from_row(cls, row: sqlite3.Row) -> Job:
        """Return the job of a row of the table ``jobs``."""
        (
            number, job, batch, project, project_id, shot, label, mode, model, provider, placed,
            state, message, fraction, request, fingerprint, sent, remote, outcome, takes, attempts,
            not_before, cancel, low, high, charge, charged, reported, created, submitted, progress,
            finished,
        ) = row  # fmt: skip
        return cls(
            number, job, batch, project, project_id, shot, label, mode, model, provider, placed,
            _STATES[state], message, fraction, request, fingerprint, sent, remote, outcome,
            () if takes == "[]" else tuple(json.loads(takes)), attempts,
            not_before, bool(cancel), low, high, _CHARGES[charge], charged, reported, created,
            submitted, progress, finished,
        )  # fmt: skip


_TEXTS = {
    "request": ("request_text", "request"),
    "remote": ("remote_text", "remote"),
    "outcome": ("result_text", "result"),
}
"""Columns of JSON: the fields that keep it, and the properties under which it is kept once read."""

_FROM_CELL: Mapping[str, Callable[[Any], object]] = {
    "state": _STATES.__getitem__,
    "charge": _CHARGES.__getitem__,
    "takes": lambda text: tuple(json.loads(text)),
    "cancel_asked": bool,
}


def _name_in(folder: Path, path: Path) -> str:
    if path.parent == folder:
        return path.name
    return path.absolute().relative_to(folder).as_posix()


def as_time(seconds: float) -> datetime:
    """Return seconds since 1970 as a time in UTC."""
    return datetime.fromtimestamp(seconds, UTC)


def _object(text: str, job: str) -> dict[str, Any]:
    found = json.loads(text)
    if not isinstance(found, dict):
        raise JobError(f"What is kept of job {job} at its provider cannot be read.")
    return found


def _read(kind: type[V], text: str, job: str, what: str) -> V:
    try:
        return kind.model_validate_json(text)
    except ValidationError as error:
        raise JobError(
            f"The {what} of job {job} was written by another version of Shotwright and cannot be"
            f" read. Place the order again."
        ) from error
