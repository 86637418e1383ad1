"""`shotwright takes list`: the takes that are asked for, a page at a time."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from cli.errors import DONE
from cli.output import Output, counted
from cli.take_words import Said, take_facts, take_table
from compose.errors import NotFoundError
from compose.files import load_project
from compose.project import Project
from models.pricing import money
from shotwright import UsageError
from visualize.takes.gallery import Gallery
from visualize.takes.picks import picks_of
from visualize.takes.query import ANY, PAGE, Page, Query
from visualize.takes.row import Row

if TYPE_CHECKING:
    from visualize.staleness import Reason

_BEST_FIRST = frozenset(("made", "rating", "fidelity"))
"""Orders that begin with the newest or best; the others begin with the first or least."""


def list_takes(arguments: Namespace, folder: Path, gallery: Gallery, output: Output) -> int:
    """Show a page of the takes that are asked for; return the exit status."""
    project = load_project(folder)
    query = _query(arguments, project, gallery, as_json=output.as_json)
    reasons: dict[str, tuple[Reason, ...]] = {}
    unknown = 0
    if arguments.stale:
        query, reasons, unknown = _only_stale(query, project, gallery)
    page = gallery.query(query)
    said = Said(picks=query.picks, reasons=_words(reasons))
    output.document({
        "takes": [take_facts(row, said) for row in page.rows],
        "total": page.total, "offset": query.offset, "cost_usd": round(page.cost_usd, 4),
    })  # fmt: skip
    if page.of == 0:
        output.line("There are no takes yet. To make one: shotwright generate --shot 010")
    elif page.total == 0:
        output.line(f"None of the {counted(page.of, 'take')} is like that.")
    elif not page.rows:
        output.line(f"There are {counted(page.total, 'take')} like that, and no page {_at(query)}.")
    else:
        output.table(*take_table(page.rows, said))
        output.note(f"\n{_summary(page, query)}. How one was made: shotwright takes show TAKE")
    if unknown:
        output.note(f"Of {counted(unknown, 'take')} it is not known whether the shot has changed.")
    return DONE


def _query(arguments: Namespace, project: Project, gallery: Gallery, *, as_json: bool) -> Query:
    limit = arguments.limit if arguments.limit is not None else (0 if as_json else PAGE)
    if arguments.page < 1 or (arguments.page > 1 and not limit):
        raise UsageError("Pages count from 1, and have a --limit of takes each.")
    return Query(
        shots=_shots(arguments.shot, project, gallery),
        models=tuple(arguments.model), modes=tuple(arguments.mode),
        kinds=(arguments.kind,) if arguments.kind else (),
        rating=ANY if arguments.stars is None else (arguments.stars, None),
        cost_usd=arguments.cost, fidelity=arguments.fidelity, made=arguments.made,
        text=arguments.text, tags=tuple(arguments.tag),
        picks=frozenset(picks_of(project)),
        picked=_either("picked", arguments.picked, "unpicked", arguments.unpicked),
        rejected=_either("rejected", arguments.rejected, "kept", arguments.kept),
        sort=arguments.sort, descending=(arguments.sort in _BEST_FIRST) != arguments.reverse,
        offset=(arguments.page - 1) * limit, limit=limit or None,
    )  # fmt: skip


def _either(yes: str, is_yes: bool, no: str, is_no: bool) -> bool | None:
    if is_yes and is_no:
        raise UsageError(f"--{yes} and --{no} together leave nothing; give one of them.")
    return True if is_yes else (False if is_no else None)


def _shots(names: Sequence[str], project: Project, gallery: Gallery) -> tuple[str, ...]:
    """Return the ids of shots, also of those that the project has no more but takes have."""
    if not names or "all" in names:
        return ()
    ids: list[str] = []
    for name in names:
        try:
            ids.append(project.shot(name).id)
        except NotFoundError:
            known = gallery.query(Query(limit=0)).facets.shots
            gone = [shot.value for shot in known if name in (shot.value, shot.label)]
            if not gone:
                raise
            ids += gone
    return tuple(dict.fromkeys(ids))


def _only_stale(
    query: Query, project: Project, gallery: Gallery
) -> tuple[Query, dict[str, tuple[Reason, ...]], int]:
    """Return a query for the stale ones of all that would be listed, and why they are.

    The number is of those of which it is not known.
    """
    from visualize.staleness import is_stale, stale_parts

    every = gallery.query(replace(query, offset=0, limit=None)).rows
    found = stale_parts(project, (row.take for row in every))
    stale = {take: reasons for take, reasons in found.items() if is_stale(reasons)}
    unknown = sum(any(reason.part == "unknown" for reason in why) for why in found.values())
    return replace(query, among=frozenset(stale)), stale, unknown


def _words(reasons: Mapping[str, Sequence[Reason]]) -> dict[str, str]:
    return {
        take: "; ".join(reason.text for reason in why if reason.stale)
        for take, why in reasons.items()
    }


def _summary(page: Page, query: Query) -> str:
    cost = f", {money(page.cost_usd, page.cost_usd)}" if page.cost_usd else ""
    if len(page.rows) == page.total:
        return f"{counted(page.total, 'take')} of {_shots_of(page.rows)}{cost}"
    first = query.offset + 1
    last = query.offset + len(page.rows)
    shown = f"{first:,}" if first == last else f"{first:,} to {last:,}"
    more = f"; the next: --page {_at(query) + 1}" if last < page.total else ""
    return f"{shown} of {counted(page.total, 'take')}{cost}{more}"


def _at(query: Query) -> int:
    return query.offset // query.limit + 1 if query.limit else 1


def _shots_of(rows: Sequence[Row]) -> str:
    return counted(len({row.take.of.shot for row in rows}), "shot")
