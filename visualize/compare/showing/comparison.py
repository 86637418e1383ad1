"""Comparison: the takes of one shot beside what was measured of them, lettered and ranked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from string import ascii_uppercase

from compose.project import Project
from compose.shot import Shot
from shotwright import UsageError
from visualize.compare.showing.clock import Clock, clock_of
from visualize.staleness import Reason
from visualize.takes import Row
from visualize.takes.measures import Measures

_NO_AI = " (no AI)"
MOST_PANES = 9
"""Takes shown at once, beside the 3D blocking."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Entry:
    """One take of a comparison.

    ``letter`` names it on pages, in films and in words. ``stale`` says what of its shot has changed
    since it was made: it is measured against the shot as it is now.
    """

    letter: str
    row: Row
    measures: Measures | None
    clock: Clock
    stale: tuple[str, ...] = ()

    @property
    def fidelity(self) -> float | None:
        """The headline, 0 to 100; ``None`` where it could not be measured."""
        return None if self.measures is None else self.measures.fidelity

    @property
    def name(self) -> str:
        """What made it, and its number: ``Ink look · T3``."""
        made = self.row.take.made
        name = (made.model_name or made.model).removesuffix(_NO_AI)  # said apart
        return f"{name} · T{self.row.take.number}"

    @property
    def no_ai(self) -> bool:
        """Whether it was drawn on this machine without a model that learned."""
        return self.row.take.made.no_ai


@dataclass(frozen=True, eq=False, kw_only=True)
class Comparison:
    """The takes of one shot, in the order of their letters.

    Letters go to the generated takes first and to those without AI after them, the best first:
    a take that was drawn from the blocking itself is a yardstick more than a rival.
    """

    project: Project
    shot: Shot
    entries: tuple[Entry, ...]

    @property
    def ranked(self) -> tuple[Entry, ...]:
        """The takes by fidelity, the best first; what could not be measured comes last."""
        return tuple(sorted(self.entries, key=_rank))

    def first(self, most: int) -> Comparison:
        """Return the comparison of the first so many letters."""
        return replace(self, entries=self.entries[:most])


def compared(
    project: Project, shot: Shot, rows: Sequence[Row], measures: Mapping[str, Measures], *,
    reasons: Mapping[str, Sequence[Reason]] | None = None,
) -> Comparison:  # fmt: skip
    """Letter the takes of a shot.

    Parameters
    ----------
    rows
        Two takes of the shot or more.
    measures
        What was measured, by the take's id; a take that is missing was not measured.
    reasons
        What differs between takes and the shot as it is now (``visualize.staleness``), by id.

    Raises
    ------
    UsageError
        When there are fewer than two takes, or one is of another shot.
    TakeError
        When a clip's sidecar does not give its rate.
    """
    if len(rows) < 2:
        raise UsageError(f"Shot {shot.label}: it takes two takes or more to compare.")
    strange = next((row for row in rows if row.take.of.shot != shot.id), None)
    if strange is not None:
        raise UsageError(
            f"{strange.path.stem} is a take of {strange.take.of.shot_label}, not of {shot.label}."
        )
    entries = [
        Entry(
            letter="", row=row, measures=measures.get(row.take.id),
            clock=clock_of(project, shot, row.take),
            stale=tuple(r.text for r in (reasons or {}).get(row.take.id, ()) if r.stale),
        )
        for row in rows
    ]  # fmt: skip
    entries.sort(key=lambda entry: (entry.no_ai, *_rank(entry)))
    lettered = tuple(replace(entry, letter=_letter(i)) for i, entry in enumerate(entries))
    return Comparison(project=project, shot=shot, entries=lettered)


def _rank(entry: Entry) -> tuple[bool, float, int]:
    fidelity = entry.fidelity
    return (fidelity is None, -(fidelity or 0.0), entry.row.take.number)


def _letter(index: int) -> str:
    """Return ``A`` to ``Z``, then ``AA``, ``AB`` and so on."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, len(ascii_uppercase))
        letters = ascii_uppercase[rest] + letters
    return letters
