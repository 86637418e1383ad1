"""Ledger: what was spent, estimated and reported, by take, shot, model or day."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePath
from typing import Literal, get_args

from visualize.jobs.database import Database
from visualize.jobs.records import Charge, Job

By = Literal["take", "shot", "model", "day"]
BY: tuple[By, ...] = get_args(By)


@dataclass(frozen=True)
class Entry:
    """What one job cost. Dollars; ``None`` where nobody said."""

    job: str
    project: str
    project_id: str
    shot: str
    shot_label: str
    model: str
    takes: tuple[str, ...]
    day: str
    charge: Charge
    low_usd: float | None
    high_usd: float | None
    reported_usd: float | None


@dataclass(frozen=True)
class Line:
    """Entries added up under one name. Dollars.

    ``estimated_low_usd`` and ``estimated_high_usd`` add the known estimates of all jobs,
    ``reported_usd`` what providers said of ``reported`` of them. ``unknown`` jobs have neither,
    and ``possible`` ones failed or were cancelled after they were sent, so may not be billed.
    ``counted_usd`` is what budgets count: reported where known, else the upper bound.
    """

    name: str
    jobs: int
    estimated_low_usd: float
    estimated_high_usd: float
    reported_usd: float
    reported: int
    counted_usd: float
    possible: int
    unknown: int


def entries(database: Database, project_id: str = "") -> list[Entry]:
    """Return what every job that may cost something cost, the oldest first."""
    where, values = (" AND project_id = ?", (project_id,)) if project_id else ("", ())
    rows = database.read(
        f"SELECT * FROM jobs WHERE charge != 'none'{where} ORDER BY number", values
    )
    return [_entry(Job.from_row(row)) for row in rows]


def lines(found: list[Entry], by: By) -> list[Line]:
    """Add entries up, sorted by name; takes and days in the order in which they came."""
    groups: dict[str, list[Entry]] = {}
    for entry in found:
        groups.setdefault(_KEYS[by](entry), []).append(entry)
    names = sorted(groups) if by in ("shot", "model") else list(groups)
    return [total(groups[name], name) for name in names]


def total(group: list[Entry], name: str = "all") -> Line:
    """Add entries up under one name."""
    counted = [e.high_usd if e.reported_usd is None else e.reported_usd for e in group]
    reported = [e.reported_usd for e in group if e.reported_usd is not None]
    return Line(
        name=name,
        jobs=len(group),
        estimated_low_usd=sum(e.low_usd or 0.0 for e in group),
        estimated_high_usd=sum(e.high_usd or 0.0 for e in group),
        reported_usd=sum(reported),
        reported=len(reported),
        counted_usd=sum(usd or 0.0 for usd in counted),
        possible=sum(e.charge is Charge.POSSIBLE for e in group),
        unknown=sum(usd is None for usd in counted),
    )


def _take_name(entry: Entry) -> str:
    return ", ".join(entry.takes) or f"{entry.job} ({entry.charge})"


_KEYS: dict[By, Callable[[Entry], str]] = {
    "take": _take_name,
    "shot": lambda entry: f"{PurePath(entry.project).name} {entry.shot_label}",
    "model": lambda entry: entry.model,
    "day": lambda entry: entry.day,
}


def _entry(job: Job) -> Entry:
    moment = datetime.fromtimestamp(job.charged_at or job.created_at)
    return Entry(
        job=job.id,
        project=job.project,
        project_id=job.project_id,
        shot=job.shot,
        shot_label=job.shot_label,
        model=job.model,
        takes=tuple(path.rpartition("/")[2] for path in job.takes),
        day=moment.date().isoformat(),
        charge=job.charge,
        low_usd=job.low_usd,
        high_usd=job.high_usd,
        reported_usd=job.reported_usd,
    )
