"""Standing: how all takes of a project stand against its scenes as they are now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from compose.project import Project
from visualize.staleness import Reason, is_stale, stale_parts
from visualize.takes.gallery import Gallery


@dataclass(frozen=True)
class TakesStanding:
    """The ids of all takes, and for each what its scene has changed since."""

    ids: frozenset[str] = frozenset()
    reasons: Mapping[str, Sequence[Reason]] = field(default_factory=dict)

    @property
    def stale(self) -> frozenset[str]:
        """The ids of those that are older than their scene."""
        return frozenset(take for take, reasons in self.reasons.items() if is_stale(reasons))


def standing_of(project: Project, folder: Path) -> TakesStanding:
    """Compare all takes below a project's folder with their scenes; slow, for a thread.

    It opens a gallery of its own: an index serves the thread that opened it.

    Raises
    ------
    ShotwrightError
        When the takes cannot be read.
    """
    with Gallery(folder) as gallery:
        takes = [row.take for row in gallery.takes()]
    return TakesStanding(frozenset(take.id for take in takes), stale_parts(project, takes))
