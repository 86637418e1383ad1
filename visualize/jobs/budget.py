"""Budgets: the most that may be spent in a day, on a project and on a shot, in US dollars.

A budget refuses. What counts against it is what was spent (as the provider reported it, else the
upper bound of the estimate), the upper bound of all that is under way, and the new job's. A day is
a day of this machine's time zone, from midnight to midnight.
"""

from __future__ import annotations

import math
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Literal, get_args

from models.errors import BudgetError
from shotwright import UsageError
from visualize.jobs.database import Database

Scope = Literal["day", "project", "shot"]
SCOPES: tuple[Scope, ...] = get_args(Scope)

_CENTS = 1e-9
"""Slack for sums of dollars in binary: a nanodollar."""

_COUNTED = "COALESCE(reported_usd, high_usd)"


@dataclass(frozen=True)
class Ask:
    """One job that wants money. ``high_usd`` is its upper bound, ``None`` where nobody knows."""

    project_id: str
    shot: str
    shot_label: str
    high_usd: float | None
    allow_unknown: bool = False


@dataclass(frozen=True)
class Standing:
    """How one budget stands. ``unknown`` counts jobs whose price nobody knows."""

    scope: Scope
    limit_usd: float | None
    spent_usd: float
    under_way_usd: float
    unknown: int = 0

    @property
    def left_usd(self) -> float | None:
        """What may still be asked for; ``None`` without a limit."""
        if self.limit_usd is None:
            return None
        return max(self.limit_usd - self.spent_usd - self.under_way_usd, 0.0)


def limits(database: Database) -> dict[Scope, float]:
    """Return the limits that are set, in the order day, project, shot."""
    return _limits(database.read("SELECT scope, usd FROM limits"))


def set_limits(database: Database, changes: Mapping[Scope, float]) -> None:
    """Set limits; those not named stay as they are.

    Raises
    ------
    UsageError
        When one is not a number of dollars, zero or more.
    """
    for scope, usd in changes.items():
        if not 0.0 <= usd < math.inf:
            raise UsageError(f"A budget a {scope} is a number of dollars, 0 or more, not {usd}.")
    with database.transaction(lasting=True) as connection:
        connection.executemany(
            "INSERT INTO limits (scope, usd) VALUES (?, ?)"
            " ON CONFLICT (scope) DO UPDATE SET usd = excluded.usd",
            changes.items(),
        )


def clear_limits(database: Database, scopes: Iterable[Scope] = SCOPES) -> None:
    """Take limits away."""
    with database.transaction(lasting=True) as connection:
        connection.executemany("DELETE FROM limits WHERE scope = ?", [(s,) for s in scopes])


def standing(
    database: Database, scope: Scope, project_id: str = "", shot: str = "", now: float | None = None
) -> Standing:
    """Return how a budget stands: of today, of one project, or of one shot."""
    where, values = _scope(scope, project_id, shot, now)
    row = database.read(
        f"SELECT SUM({_COUNTED}) FILTER (WHERE charge != 'reserved'),"
        f" SUM({_COUNTED}) FILTER (WHERE charge = 'reserved'),"
        f" COUNT(*) FILTER (WHERE {_COUNTED} IS NULL)"
        f" FROM jobs WHERE charge != 'none' AND {where}",
        values,
    )[0]
    return Standing(scope, limits(database).get(scope), row[0] or 0.0, row[1] or 0.0, row[2])


def refuse_over(
    connection: sqlite3.Connection,
    asks: Iterable[Ask],
    *,
    now: float | None = None,
    count_queued: bool = False,
) -> None:
    """Refuse a batch that would go over a budget. Call it in the transaction that reserves.

    Parameters
    ----------
    count_queued
        Also count the upper bounds of jobs that wait, as when orders are placed.

    Raises
    ------
    BudgetError
        When a limit would be passed, or a price is unknown under any limit and was not allowed.
    """
    asks = list(asks)
    found = _limits(connection.execute("SELECT scope, usd FROM limits").fetchall())
    if not found:
        return
    for ask in asks:
        if ask.high_usd is None and not ask.allow_unknown:
            raise _unknown_price(ask, found)
    for scope, limit in found.items():
        for (project_id, shot), label, asked in _sums(scope, asks):
            where, values = _scope(scope, project_id, shot, now)
            counted = _charged(connection, where, values)
            if count_queued:
                counted += _waiting(connection, scope, where, values)
            if counted + asked > limit + _CENTS:
                raise _over(scope, label, limit, counted, asked)


def day_of(now: float | None = None) -> tuple[float, float]:
    """Return when the local day of a moment begins and ends, in seconds since 1970.

    A day in which clocks are set has 23 or 25 hours.
    """
    moment = datetime.now() if now is None else datetime.fromtimestamp(now)
    first = datetime.combine(moment.date(), time.min)
    return first.timestamp(), datetime.combine(first + timedelta(days=1), time.min).timestamp()


def _limits(rows: Iterable[sqlite3.Row]) -> dict[Scope, float]:
    found = {str(scope): float(usd) for scope, usd in rows}
    return {scope: found[scope] for scope in SCOPES if scope in found}


def _scope(
    scope: Scope, project_id: str, shot: str, now: float | None
) -> tuple[str, tuple[object, ...]]:
    if scope == "day":
        return "charged_at >= ? AND charged_at < ?", day_of(now)
    if scope == "project":
        return "project_id = ?", (project_id,)
    return "project_id = ? AND shot = ?", (project_id, shot)


def _sums(scope: Scope, asks: Iterable[Ask]) -> list[tuple[tuple[str, str], str, float]]:
    """Return what a batch asks for in each day, project or shot; asks of nothing are left out."""
    sums: dict[tuple[str, str], float] = {}
    labels: dict[tuple[str, str], str] = {}
    for ask in asks:
        key = (
            "" if scope == "day" else ask.project_id,
            ask.shot if scope == "shot" else "",
        )
        labels[key] = f"shot {ask.shot_label}" if scope == "shot" else f"this {scope}"
        sums[key] = sums.get(key, 0.0) + (ask.high_usd or 0.0)
    return [(key, labels[key], asked) for key, asked in sums.items() if asked > 0.0]


def _charged(connection: sqlite3.Connection, where: str, values: tuple[object, ...]) -> float:
    sql = f"SELECT SUM({_COUNTED}) FROM jobs WHERE charge != 'none' AND {where}"
    return float(connection.execute(sql, values).fetchone()[0] or 0.0)


def _waiting(
    connection: sqlite3.Connection, scope: Scope, where: str, values: tuple[object, ...]
) -> float:
    """Return the upper bounds of jobs not yet sent; all of them may still be sent today."""
    sql = (
        "SELECT SUM(high_usd) FROM jobs WHERE charge = 'none'"
        " AND state IN ('queued', 'preparing', 'uploading')"
    )
    if scope == "day":
        row = connection.execute(sql).fetchone()
    else:
        row = connection.execute(f"{sql} AND {where}", values).fetchone()
    return float(row[0] or 0.0)


def _over(scope: Scope, label: str, limit: float, counted: float, asked: float) -> BudgetError:
    words = "today" if scope == "day" else f"on {label}"
    return BudgetError(
        f"The budget {'a day' if scope == 'day' else f'a {scope}'} is ${limit:.2f}:"
        f" ${counted:.2f} {words} is spent, under way or waiting, and this may cost up to"
        f" ${asked:.2f} more. Choose a cheaper model, wait, or raise it:"
        f" shotwright budget set --{scope} {math.ceil(counted + asked)}",
        limit,
        asked,
    )


def _unknown_price(ask: Ask, found: Mapping[Scope, float]) -> BudgetError:
    scope, limit = next(iter(found.items()))
    return BudgetError(
        f"Nobody knows what this take of shot {ask.shot_label} costs, and there is a budget of"
        f" ${limit:.2f} a {scope}. Choose a model with a known price, or allow it:"
        " --allow-unknown-price",
        limit,
        None,
    )
