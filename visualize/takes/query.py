"""Query: which takes are looked for and in what order; and the page of them that is found."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from compose.errors import nearest
from shotwright import UsageError
from visualize.takes.row import Row

SORTS = ("shot", "made", "rating", "cost", "fidelity", "length", "model")
PAGE = 100
"""Takes of a page, where nothing else is asked."""

Span = tuple[float | None, float | None]
"""From and up to, both included; ``None`` is open."""
ANY: Span = (None, None)


@dataclass(frozen=True, kw_only=True)
class Query:
    """What takes must be like; what is left as it is asks for nothing.

    Attributes
    ----------
    shots, models, modes, kinds
        One of these: shot ids, model ids (or their last part, such as ``dream``), modes, and
        ``image`` or ``video``.
    rating, cost_usd, fidelity
        Within these bounds. A take whose cost or fidelity is unknown is within none.
    made
        Finished from the first moment on and before the second; a time without a zone is in UTC.
    text
        Each word must stand somewhere in the take's name, shot, model, prompt, note or tags, also
        within a longer word, in capitals or not.
    tags
        All of these.
    picks
        The ids of the takes that the project's shots picked (``visualize.takes.picks.picks_of``).
    picked, rejected
        Only those, or only the others.
    among
        Only takes with these ids: what the caller found by itself, such as those out of date.
    sort, descending
        One of ``SORTS``. What is equal comes by shot and number, what is unknown last.
    offset, limit
        Which of the takes found are returned; a limit of ``None`` returns all.

    Raises
    ------
    UsageError
        When the order is none of those, or offset or limit is less than zero.
    """

    shots: tuple[str, ...] = ()
    models: tuple[str, ...] = ()
    modes: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    rating: Span = ANY
    cost_usd: Span = ANY
    fidelity: Span = ANY
    made: tuple[datetime | None, datetime | None] = (None, None)
    text: str = ""
    tags: tuple[str, ...] = ()
    picks: frozenset[str] = frozenset()
    picked: bool | None = None
    rejected: bool | None = None
    among: frozenset[str] | None = None
    sort: str = "shot"
    descending: bool = False
    offset: int = 0
    limit: int | None = PAGE

    def __post_init__(self) -> None:
        if self.sort not in SORTS:
            similar = nearest(self.sort, SORTS)
            hint = f"Did you mean {similar[0]!r}?" if similar else f"Known: {', '.join(SORTS)}."
            raise UsageError(f"Takes cannot be sorted by {self.sort!r}. {hint}")
        if self.offset < 0 or (self.limit is not None and self.limit < 0):
            raise UsageError("A page begins at 0 or later, and holds 0 takes or more.")


@dataclass(frozen=True)
class Facet:
    """One value that takes have, its name for people, and how many takes have it."""

    value: str
    label: str
    takes: int


@dataclass(frozen=True)
class Facets:
    """How many takes each further choice would show.

    Every count obeys the whole query except for what it says about the very thing counted, so
    that a list of choices can be shown beside the takes. Values that no take of the gallery has
    are left out. ``ratings`` counts takes with 0 to 5 stars; ``dearest_usd`` is the highest cost.
    """

    shots: tuple[Facet, ...]
    models: tuple[Facet, ...]
    modes: tuple[Facet, ...]
    kinds: tuple[Facet, ...]
    tags: tuple[Facet, ...]
    ratings: tuple[int, ...]
    picked: int
    unpicked: int
    rejected: int
    kept: int
    dearest_usd: float


@dataclass(frozen=True)
class Page:
    """What a query found.

    ``rows`` are the takes of the page; ``total`` and ``cost_usd`` speak of all that fit, as far as
    their cost is known; ``of`` is how many takes the gallery has.
    """

    rows: tuple[Row, ...]
    total: int
    cost_usd: float
    of: int
    facets: Facets
