"""Row: one take of the gallery, with what people think of it and how faithful it is."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from visualize.takes.take import Review, Take


@dataclass(frozen=True)
class Row:
    """One take as the index holds it.

    Attributes
    ----------
    path
        Its sidecar, below the folder of takes.
    fidelity
        The headline of its measures, 0 to 100; ``None`` when it was not measured, or not as it is
        measured now.
    """

    path: Path
    take: Take
    review: Review
    fidelity: float | None = None

    @property
    def file(self) -> Path:
        """The picture or clip."""
        return self.path.with_name(self.take.clip.file)
