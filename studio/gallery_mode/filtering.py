"""Filtering: which takes the wall shows and in what order, and how that is asked of the gallery."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Literal

from visualize.takes.query import Query

Group = Literal["shot", "none"]


class State(StrEnum):
    """What a take may be."""

    PICKED = "Picked"
    RATED = "Rated"
    UNRATED = "Unrated"
    STALE = "Stale"
    REJECTED = "Rejected"


SORTS = {
    "newest": ("Newest", "made", True),
    "oldest": ("Oldest", "made", False),
    "rating": ("Best rated", "rating", True),
    "fidelity": ("Most faithful", "fidelity", True),
    "cheapest": ("Cheapest", "cost", False),
    "number": ("Number", "shot", False),
}
"""By key: what a menu says, the gallery's own order, and whether it is turned round."""

MOST_STARS = 5


@dataclass(frozen=True, kw_only=True)
class Known:
    """What the filter has to know of the project.

    ``models`` and ``modes`` are all that takes have; ``ids`` are all takes, ``stale`` those that
    are older than their scene, ``picks`` those that shots picked.
    """

    models: tuple[str, ...] = ()
    modes: tuple[str, ...] = ()
    ids: frozenset[str] = frozenset()
    stale: frozenset[str] = frozenset()
    picks: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True)
class Filter:
    """What the wall shows; as it is made, everything.

    A take is hidden when it is anything of ``hidden``; with ``only`` nothing but such takes is
    shown. ``rating`` is the fewest stars; ``cost_usd`` the most that a take may have cost.
    """

    text: str = ""
    hidden: frozenset[State] = frozenset()
    only: State | None = None
    models_off: frozenset[str] = frozenset()
    modes_off: frozenset[str] = frozenset()
    rating: int = 0
    cost_usd: float | None = None
    group: Group = "shot"
    sort: str = "newest"

    @property
    def is_open(self) -> bool:
        """Whether every take is shown."""
        return self.opened().replaced(group=self.group, sort=self.sort) == self

    def opened(self) -> Filter:
        """Return the filter that shows everything, in the same order."""
        return Filter(group=self.group, sort=self.sort)

    def replaced(self, **changes: object) -> Filter:
        """Return it with changes."""
        return replace(self, **changes)  # type: ignore[arg-type]

    def with_state(self, state: State, *, shown: bool) -> Filter:
        """Return it with the takes of a state shown or hidden."""
        hidden = self.hidden - {state} if shown else self.hidden | {state}
        return replace(self, hidden=hidden, only=None)

    def chips(self) -> list[tuple[str, str]]:
        """Return what is filtered: a key for ``without`` and the words of it."""
        found = []
        if self.only is not None:
            found.append(("only", f"Only {self.only.lower()}"))
        found += [(f"state/{state}", f"No {state.lower()}") for state in State
                  if state in self.hidden]  # fmt: skip
        if self.models_off:
            found.append(("models", _counted(len(self.models_off), "model")))
        if self.modes_off:
            found.append(("modes", _counted(len(self.modes_off), "mode")))
        if self.rating:
            stars = "5 stars" if self.rating == MOST_STARS else f"{self.rating} stars or more"
            found.append(("rating", stars))
        if self.cost_usd is not None:
            free = self.cost_usd == 0.0
            found.append(("cost", "Free" if free else f"Up to ${self.cost_usd:.2f}"))
        return found

    def without(self, key: str) -> Filter:
        """Return it without what one chip says."""
        if key.startswith("state/"):
            return self.with_state(State(key.partition("/")[2]), shown=True)
        none: dict[str, dict[str, object]] = {
            "only": {"only": None}, "models": {"models_off": frozenset()},
            "modes": {"modes_off": frozenset()}, "rating": {"rating": 0},
            "cost": {"cost_usd": None},
        }  # fmt: skip
        return self.replaced(**none[key])

    def query(self, known: Known) -> Query:
        """Return how the gallery is asked for what is shown."""
        _, sort, descending = SORTS[self.sort]
        return Query(
            text=self.text, models=_left(known.models, self.models_off),
            modes=_left(known.modes, self.modes_off), rating=self._stars(),
            cost_usd=(None, self.cost_usd), picks=known.picks,
            picked=self._is(State.PICKED), rejected=self._is(State.REJECTED),
            among=self._among(known), sort=sort, descending=descending, limit=0,
        )  # fmt: skip

    def _stars(self) -> tuple[float | None, float | None]:
        fewest = self.rating
        if self.only is State.RATED or State.UNRATED in self.hidden:
            fewest = max(fewest, 1)
        none_rated = self.only is State.UNRATED or State.RATED in self.hidden
        return (float(fewest) if fewest else None, 0.0 if none_rated else None)

    def _is(self, state: State) -> bool | None:
        if self.only is state:
            return True
        return False if state in self.hidden else None

    def _among(self, known: Known) -> frozenset[str] | None:
        if self.only is State.STALE:
            return known.stale
        return known.ids - known.stale if State.STALE in self.hidden and known.stale else None


def _left(values: tuple[str, ...], off: frozenset[str]) -> tuple[str, ...]:
    """Return the values that are on; none of them named where all are, one of nothing for none."""
    if not off:
        return ()
    return tuple(value for value in values if value not in off) or ("",)


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'} off"


@dataclass(frozen=True, kw_only=True)
class Counts:
    """How many takes stand behind each choice of the filter, by the value or the state."""

    states: dict[State, int] = field(default_factory=dict)
    models: tuple[tuple[str, str, int], ...] = ()
    modes: tuple[tuple[str, str, int], ...] = ()
    dearest_usd: float = 0.0
