"""`shotwright budget`: what may be spent, what was, and on what."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from dataclasses import asdict
from pathlib import PurePath
from typing import Any

from cli.command import Command, Example
from cli.errors import DONE
from cli.flags import one_of
from cli.job_words import dollars
from cli.output import Column, Output, counted
from shotwright import UsageError
from visualize.jobs.budget import (
    SCOPES,
    Scope,
    Standing,
    clear_limits,
    limits,
    set_limits,
    standing,
)
from visualize.jobs.ledger import BY, Entry, Line, entries, lines, total
from visualize.jobs.store import JobStore

_ACTIONS = ("show", "set", "clear")
_LARGEST = 1e7


def configure(parser: ArgumentParser) -> None:
    """Add what to do, the limits, and how to add the ledger up."""
    parser.add_argument(
        "action", nargs="?", default="show", type=one_of(*_ACTIONS), metavar="ACTION",
        help="show (the default), set or clear",
    )  # fmt: skip
    parser.add_argument(
        "scope", nargs="*", type=one_of(*SCOPES), metavar="SCOPE",
        help="clear: which limits to take away, day, project or shot (default: all)",
    )  # fmt: skip
    for scope, what in (("day", "in a day"), ("project", "on a project"), ("shot", "on a shot")):
        parser.add_argument(
            f"--{scope}", type=_usd, metavar="DOLLARS", help=f"set: the most to spend {what}"
        )
    parser.add_argument(
        "--by", type=one_of(*BY), metavar="WHAT",
        help="show the ledger, added up by shot, model, day or take",
    )  # fmt: skip


def run(arguments: Namespace, output: Output) -> int:
    """Show, set or clear budgets, or show the ledger."""
    wanted: dict[Scope, float] = {
        scope: getattr(arguments, scope)
        for scope in SCOPES
        if getattr(arguments, scope) is not None
    }
    _refuse_mixtures(arguments, wanted)
    with JobStore() as store:
        if arguments.action == "set":
            set_limits(store.database, wanted)
        elif arguments.action == "clear":
            clear_limits(store.database, arguments.scope or SCOPES)
        if arguments.by is not None:
            _show_ledger(entries(store.database), arguments.by, output)
        else:
            _show_budgets(store, output)
    return DONE


def _refuse_mixtures(arguments: Namespace, wanted: dict[Scope, float]) -> None:
    if arguments.action == "set" and not wanted:
        raise UsageError("Say how much: shotwright budget set --day 20 --project 50 --shot 5")
    if arguments.action != "set" and wanted:
        raise UsageError("To set a limit: shotwright budget set --day 20")
    if arguments.action != "clear" and arguments.scope:
        raise UsageError(f"{arguments.scope[0]!r} belongs to: shotwright budget clear")


def _show_budgets(store: JobStore, output: Output) -> None:
    found = entries(store.database)
    rows = _standings(store, found)
    output.document(
        {
            "limits_usd": {scope: limits(store.database).get(scope) for scope in SCOPES},
            "standing": [
                {"of": name, **asdict(row), "left_usd": row.left_usd} for name, row in rows
            ],
            "total": asdict(total(found)),
        }
    )
    columns = (
        Column("budget"), Column("of", wraps=True), Column("limit", right=True),
        Column("spent", right=True), Column("under way", right=True), Column("left", right=True),
    )  # fmt: skip
    output.table(columns, [_standing_row(name, row) for name, row in rows])
    unknown = sum(row.unknown for name, row in rows if row.scope == "project")
    if unknown:
        output.note(f"\n{counted(unknown, 'take')} of a price that nobody knows is not in these.")
    if not limits(store.database):
        output.note("\nNothing is limited. To set limits: shotwright budget set --day 20 --shot 5")


def _standings(store: JobStore, found: list[Entry]) -> list[tuple[str, Standing]]:
    """Return today's standing, that of every project, and of shots where those are limited."""
    rows = [("today", standing(store.database, "day"))]
    projects = dict.fromkeys((e.project_id, PurePath(e.project).name) for e in found)
    rows += [(name, standing(store.database, "project", of)) for of, name in projects]
    set_now = limits(store.database)
    if "project" in set_now and not projects:
        rows.append(("any", Standing("project", set_now["project"], 0.0, 0.0)))
    if "shot" in set_now:
        shots = dict.fromkeys(
            (e.project_id, e.shot, f"{PurePath(e.project).name} {e.shot_label}") for e in found
        )
        rows += [(name, standing(store.database, "shot", of, s)) for of, s, name in shots]
        if not shots:
            rows.append(("any", Standing("shot", set_now["shot"], 0.0, 0.0)))
    return rows


def _standing_row(name: str, row: Standing) -> tuple[str, ...]:
    limit = "none" if row.limit_usd is None else dollars(row.limit_usd)
    left = "" if row.left_usd is None else dollars(row.left_usd)
    spent, under_way = dollars(row.spent_usd), dollars(row.under_way_usd)
    return (f"a {row.scope}", name, limit, spent, under_way, left)


def _show_ledger(found: list[Entry], by: str, output: Output) -> None:
    groups = lines(found, next(known for known in BY if known == by))
    everything = total(found)
    output.document({"by": by, "lines": [asdict(g) for g in groups], "total": asdict(everything)})
    if not found:
        output.line("Nothing was spent yet. To see prices: shotwright models, shotwright estimate")
        return
    columns = (
        Column(by, wraps=True), Column("jobs", right=True), Column("estimated", right=True),
        Column("reported", right=True), Column("counted", right=True), Column("note", wraps=True),
    )  # fmt: skip
    output.table(columns, [_ledger_row(line) for line in (*groups, everything)])
    output.note(
        "\nCounted is what budgets count: what the provider reported, else the upper estimate."
    )


def _ledger_row(line: Line) -> tuple[Any, ...]:
    low, high = line.estimated_low_usd, line.estimated_high_usd
    estimated = dollars(high) if low == high else f"{dollars(low)}–{high:.2f}"
    notes = []
    if line.possible:
        notes.append(f"{line.possible} failed or stopped, perhaps not billed")
    if line.unknown:
        notes.append(f"{line.unknown} of unknown price")
    reported = dollars(line.reported_usd) if line.reported else ""
    return (
        line.name, line.jobs, estimated, reported, dollars(line.counted_usd), ", ".join(notes)
    )  # fmt: skip


def _usd(text: str) -> float:
    """Read a sum of dollars, with or without a sign before it."""
    try:
        value = float(text.removeprefix("$"))
    except ValueError:
        value = -1.0
    if not 0.0 <= value < _LARGEST:
        raise ArgumentTypeError(f"{text!r} is not a sum of dollars, such as 20 or 7.50")
    return value


COMMAND = Command(
    name="budget",
    summary="limit what may be spent a day, a project and a shot, and show what was",
    details=(
        "A budget refuses what might go over it, before anything is sent: it counts what was spent,"
        " the upper estimate of what is under way, and the new take. Limits hold for every project"
        " and shot alike; a day begins at midnight here."
    ),
    examples=(
        Example("shotwright budget", "the limits, and how they stand"),
        Example("shotwright budget set --day 20 --project 50 --shot 5", "set limits, in dollars"),
        Example("shotwright budget --by model", "the ledger, added up by model"),
        Example("shotwright budget clear shot", "no limit a shot any more"),
    ),
    configure=configure,
    run=run,
)
