"""Selecting: a query's takes among the columns, with the counts beside them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from visualize.takes.coded import Mask, folded
from visualize.takes.columns import Columns, Numbers, Places
from visualize.takes.facts import timestamp
from visualize.takes.query import ANY, Facet, Facets, Query, Span

_MOST_WORDS = 16
_STARS = 6


@dataclass(frozen=True, eq=False)
class Selection:
    """The keys of a page's takes, how many fit in all, what those cost, and the counts."""

    keys: Places
    total: int
    cost_usd: float
    facets: Facets


def select(columns: Columns, query: Query) -> Selection:
    """Return the takes that fit."""
    sieve = _Sieve(columns, query)
    fits = sieve.passing()
    order = columns.order(query.sort, descending=query.descending)
    found = order[fits[order]]
    end = None if query.limit is None else query.offset + query.limit
    with np.errstate(over="ignore"):  # a stranger's sidecar may name any price
        cost = float(np.nansum(columns.numbers["cost_usd"][fits]))
    return Selection(
        columns.keys[found[query.offset : end]], len(found), cost, _facets(columns, query, sieve)
    )


class _Sieve:
    """Which takes each part of a query leaves out, so that any one part can be left aside."""

    def __init__(self, columns: Columns, query: Query) -> None:
        self._fits = dict(_masks(columns, query))
        self._against = np.zeros(len(columns), np.uint8)
        for fits in self._fits.values():
            self._against += ~fits

    def passing(self, *, aside: str = "") -> Mask:
        """Return the takes that pass all parts, but for the one left aside."""
        own = self._fits.get(aside)
        passing: Mask = self._against == (np.uint8(0) if own is None else (~own).view(np.uint8))
        return passing


def _masks(columns: Columns, query: Query) -> Iterator[tuple[str, Mask]]:
    """Yield by name which takes pass each part of the query that asks for something."""
    yield from _choices(columns, query)
    yield from _bounds(columns, query)
    yield from _states(columns, query)
    words = tuple(dict.fromkeys(folded(query.text).split()))[:_MOST_WORDS]
    if words:
        yield "text", np.logical_and.reduce([columns.saying(word) for word in words])


def _choices(columns: Columns, query: Query) -> Iterator[tuple[str, Mask]]:
    texts = columns.texts
    if query.shots:
        yield "shots", texts["shot"].among(query.shots)
    if query.models:
        named = set(query.models)
        yield "models", texts["model"].where(lambda id_: _is_named(id_, named))
    if query.modes:
        yield "modes", texts["mode"].among(query.modes)
    if query.kinds:
        yield "kinds", texts["kind"].among(query.kinds)
    if query.tags:
        wanted = frozenset(query.tags)
        yield "tags", texts["tags"].where(lambda tags: wanted <= frozenset(json.loads(tags)))


def _bounds(columns: Columns, query: Query) -> Iterator[tuple[str, Mask]]:
    for name in ("rating", "cost_usd", "fidelity"):
        span: Span = getattr(query, name)
        if span != ANY:
            yield name, _within(columns.numbers[name], span)
    if query.made != ANY:
        yield "made", _between(columns.numbers["made"], *query.made)


def _states(columns: Columns, query: Query) -> Iterator[tuple[str, Mask]]:
    ids = columns.texts["id"]
    if query.picked is not None:
        yield "picked", ids.among(query.picks) == query.picked
    if query.rejected is not None:
        yield "rejected", (columns.numbers["rejected"] == 1.0) == query.rejected
    if query.among is not None:
        yield "among", ids.among(query.among)


def _is_named(model: str, names: set[str]) -> bool:
    return model in names or model.rpartition("/")[2] in names


def _within(values: Numbers, span: Span) -> Mask:
    """Tell what lies within bounds, both included; what is unknown does not."""
    low, high = (-np.inf if span[0] is None else span[0], np.inf if span[1] is None else span[1])
    inside: Mask = (values >= low) & (values <= high)
    return inside


def _between(values: Numbers, start: datetime | None, end: datetime | None) -> Mask:
    low = -np.inf if start is None else timestamp(start)
    high = np.inf if end is None else timestamp(end)
    inside: Mask = (values >= low) & (values < high)
    return inside


def _facets(columns: Columns, query: Query, sieve: _Sieve) -> Facets:
    numbers = columns.numbers
    picked = columns.texts["id"].among(query.picks)
    by_pick = sieve.passing(aside="picked")
    rejected = numbers["rejected"] == 1.0
    by_rejection = sieve.passing(aside="rejected")
    stars = numbers["rating"][sieve.passing(aside="rating")].astype(np.int64)
    costs = numbers["cost_usd"][sieve.passing(aside="cost_usd")]
    return Facets(
        shots=_counted(columns, "shot", sieve.passing(aside="shots")),
        models=_counted(columns, "model", sieve.passing(aside="models")),
        modes=_counted(columns, "mode", sieve.passing(aside="modes")),
        kinds=_counted(columns, "kind", sieve.passing(aside="kinds")),
        tags=_counted(columns, "tags", sieve.passing(aside="tags")),
        ratings=tuple(int(count) for count in np.bincount(stars, minlength=_STARS)),
        picked=int(np.count_nonzero(by_pick & picked)),
        unpicked=int(np.count_nonzero(by_pick & ~picked)),
        rejected=int(np.count_nonzero(by_rejection & rejected)),
        kept=int(np.count_nonzero(by_rejection & ~rejected)),
        dearest_usd=float(np.fmax.reduce(costs, initial=0.0)),
    )


def _counted(columns: Columns, name: str, mask: Mask) -> tuple[Facet, ...]:
    counts = columns.texts[name].counts(mask).tolist()
    return tuple(
        Facet(choice.value, choice.label, sum(counts[code] for code in choice.codes))
        for choice in columns.choices(name)
    )
