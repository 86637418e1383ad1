"""What is asked of `shotwright takes`: the take and the words that follow the action."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from cli.output import Output
from shotwright import UsageError
from visualize.takes.gallery import Gallery
from visualize.takes.row import Row


@dataclass(frozen=True)
class Asked:
    """One action on the takes of a project.

    ``words`` are those after the action, ``folder`` is the project's.
    """

    action: str
    words: Sequence[str]
    arguments: Namespace
    folder: Path
    gallery: Gallery
    output: Output

    def take(self) -> Row:
        """Return the take that the first word names.

        Raises
        ------
        UsageError
            When no take is named, or several fit.
        NotFoundError
            When there is none.
        """
        if not self.words:
            raise UsageError(f"Say which take: shotwright takes {self.action} TAKE")
        return self.gallery.find(self.words[0])

    def takes(self) -> list[Row]:
        """Return the takes that the words name, each once; raises as ``take`` does."""
        if not self.words:
            raise UsageError(f"Say which takes: shotwright takes {self.action} TAKE …")
        rows = (self.gallery.find(word) for word in self.words)
        return list({row.path: row for row in rows}.values())

    def refuse_words(self, most: int) -> None:
        """Refuse words beyond the first few.

        Raises
        ------
        UsageError
            When there are more.
        """
        if len(self.words) > most:
            raise UsageError(
                f"{self.words[most]!r} is one word too many for: shotwright takes {self.action}"
            )
