"""Gallery: the takes of one project, found by name and judged."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from pydantic import ValidationError

from compose.errors import NotFoundError
from compose.shot import Shot
from models.card_cache import cache_folder
from shotwright import UsageError
from visualize.takes.bin import Bin, Binned
from visualize.takes.folders import takes_folder
from visualize.takes.index import Index, Refreshed
from visualize.takes.query import Page, Query
from visualize.takes.row import Row
from visualize.takes.sidecar import read_review, write_review

_MOST_COMPARED = 2000


class Gallery:
    """The takes below a project's folder. Close it, or use it in a ``with`` block.

    ``faults`` are the sidecars found unusable, each with its reason; the others are not hurt.

    Parameters
    ----------
    project
        The project's folder.
    index_folder
        Where the index is kept; by default in the user's cache, or nowhere without one.
    """

    def __init__(self, project: Path, *, index_folder: Path | None = None) -> None:
        self.folder = takes_folder(project)
        name = hashlib.sha256(os.fsencode(self.folder)).hexdigest()[:24]
        caches = cache_folder()
        folder = index_folder or (caches / "galleries" if caches else None)
        self._index = Index(self.folder, folder / f"{name}.sqlite" if folder else None)
        self.faults = self._index.refresh().faults

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def takes(self, *, shot: str | None = None) -> list[Row]:
        """Return the takes, of one shot (by id) or all, by shot and number."""
        return self._index.rows(shot=shot)

    def query(self, query: Query) -> Page:
        """Return a page of the takes that a query looks for, with the counts beside them."""
        return self._index.query(query)

    def with_ids(self, ids: Iterable[str]) -> dict[str, Row]:
        """Return those of the takes with these ids that are there, by id."""
        return self._index.with_ids(ids)

    def find(self, name: str) -> Row:
        """Return the take with this id, the beginning of one, or this file name.

        Raises
        ------
        NotFoundError
            When there is none; the nearest names are offered.
        UsageError
            When the beginning fits several.
        """
        is_one = name.isascii() and name != ""  # ids and file names are
        fits = self._index.named(name) if is_one else []
        if is_one and not fits:
            fits = self._index.beginning("tak_" + name.removeprefix("tak_"))
        if len(fits) > 1:
            names = ", ".join(row.path.stem for row in fits[:4])
            raise UsageError(f"{name!r} fits {len(fits)} takes ({names}, …): give more of it.")
        if not fits:
            raise NotFoundError("take", name, _near(name, self._index.stems()))
        return fits[0]

    def review(self, row: Row, **changes: Any) -> Row:  # noqa: ANN401 - checked by pydantic
        """Change what people think of a take (``rating``, ``tags``, ``note``, ``rejected``).

        Raises
        ------
        UsageError
            When a value does not fit.
        TakeError
            When what is there already cannot be read (a newer version's, say): it is kept.
        EncodeError
            When it cannot be written.
        """
        before = read_review(row.path)  # another program may have changed it since
        try:
            review = before.replace(**changes)
        except ValidationError as error:
            first = error.errors(include_url=False, include_input=False)[0]
            field = ".".join(str(part) for part in first["loc"])
            raise UsageError(f"{field}: {first['msg']}.") from error
        write_review(row.path, review)
        return self._index.renew(row.path)

    def renew(self, row: Row) -> Row:
        """Read one take anew, such as after it was measured, and return it as it is now.

        Raises
        ------
        TakeError
            When its sidecar cannot be read.
        """
        return self._index.renew(row.path)

    def refresh(self) -> Refreshed:
        """Take in what was made, judged, moved or measured since the gallery was opened."""
        found = self._index.refresh()
        self.faults = found.faults
        return found

    def bin(self, rows: Sequence[Row], *, picks: Mapping[str, Shot]) -> None:
        """Move takes into the bin, from where they can be restored.

        Parameters
        ----------
        picks
            The project's picks (``visualize.takes.picks.picks_of``), which are not binned.

        Raises
        ------
        UsageError
            When one of them is the pick of a shot; then none is moved.
        EncodeError
            When the system refuses.
        """
        for row in rows:
            if row.take.id in picks:
                shot = picks[row.take.id]
                raise UsageError(
                    f"{row.path.stem} is the pick of shot {shot.label}, so nothing was binned."
                    f"\nTo leave the shot without one first: shotwright takes unpick {shot.number}"
                )
        place, moment = Bin(self.folder), datetime.now(UTC)
        for row in rows:
            place.put(row, moment)
            self._index.forget(row.path)

    def binned(self) -> tuple[Binned, ...]:
        """Return the takes in the bin, the last binned first; ``faults`` gets what is unusable.

        Raises
        ------
        TakeError
            When the bin is a link.
        EncodeError
            When the system refuses.
        """
        place = Bin(self.folder)
        found = place.entries()
        self.faults += place.faults
        return found

    def restore(self, binned: Sequence[Binned]) -> list[Row]:
        """Move takes back from the bin to where they lay, and return them.

        Raises
        ------
        TakeError
            When something stands in the place of one; those before it are back.
        EncodeError
            When the system refuses.
        """
        place = Bin(self.folder)
        return [self._index.renew(place.restore(one)) for one in binned]

    def empty_bin(self, binned: Sequence[Binned]) -> None:
        """Delete takes in the bin for good. Their numbers are never used again.

        Raises
        ------
        EncodeError
            When the system refuses.
        """
        Bin(self.folder).empty(binned)

    def rebuild(self) -> Refreshed:
        """Make the index again from the sidecars alone; nothing is lost by it."""
        self._index.clear()
        found = self._index.refresh()
        self.faults = found.faults
        return found

    def close(self) -> None:
        """Close the index."""
        self._index.close()


def _near(name: str, stems: list[str]) -> list[str]:
    """Return the names worth comparing with one that is not there, be there ever so many."""
    if len(stems) <= _MOST_COMPARED:
        return stems
    return [stem for stem in stems if stem[:3] == name[:3]][:_MOST_COMPARED]
