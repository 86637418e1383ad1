"""The bin: takes that were deleted and can come back, each whole in a folder of its own.

``takes/.bin/<id>/`` holds a note of where the take lay, and its files. A take is where its sidecar
is, which moves in one step: after a note was written, and before anything else follows. Whatever
was cut off is finished, or taken back, the next time the bin is opened.
"""

from __future__ import annotations

import hashlib
import os
import re
import secrets
import shutil
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from compose.files.atomic import sync_folder
from compose.values import Value
from visualize.encode.atomic import plain_errors, remove_leftovers, write_json
from visualize.errors import TakeError
from visualize.takes.folders import without_links
from visualize.takes.numbers import hold_number
from visualize.takes.row import Row
from visualize.takes.sidecar import files_of, read_review, read_take, read_value
from visualize.takes.take import PlainName, Take

_FOLDER = ".bin"
_NOTE = "binned.json"
_EMPTIED = ".emptied-"
_PLAIN_ID = re.compile(r"tak_[a-z0-9]{1,40}")


class Note(Value):
    """Where a binned take lay: the folder below that of all takes, and its sidecar's name."""

    kind: Literal["shotwright-binned"] = "shotwright-binned"
    version: Annotated[int, Field(ge=1)] = 1
    folder: Annotated[str, Field(pattern=r"^[^./\\\x00][^/\\\x00]*$", max_length=255)]
    sidecar: PlainName
    binned: datetime


@dataclass(frozen=True)
class Binned:
    """A take in the bin. ``row`` finds its files there; ``note`` says where they belong."""

    row: Row
    note: Note


class Bin:
    """The bin of one folder of takes.

    ``faults`` are the folders in it that cannot be used, each with its reason; they are let be.
    """

    def __init__(self, takes: Path) -> None:
        self._takes = takes
        self._folder = without_links(takes, _FOLDER)
        self.faults: tuple[TakeError, ...] = ()

    def put(self, row: Row, moment: datetime) -> None:
        """Move a take with all its files into the bin. Its number stays taken.

        Raises
        ------
        EncodeError
            When the system refuses; the take is then where it was.
        """
        folder = row.path.parent
        note = Note(folder=folder.name, sidecar=row.path.name, binned=moment)
        hold_number(self._takes, row.take.of.shot, row.take.number, f"binned/{row.take.id}")
        with plain_errors(row.path):
            place = self._new_folder(row.take)
            write_json(place / _NOTE, note.model_dump(mode="json"))
            sync_folder(place)
            os.rename(row.path, place / row.path.name)
            _move_rest(folder, place, row.path.name, row.take)

    def entries(self) -> tuple[Binned, ...]:
        """Return what is in the bin, the last binned first, after whatever was cut off is mended.

        Raises
        ------
        EncodeError
            When the system refuses.
        """
        faults: list[TakeError] = []
        found: list[Binned] = []
        with plain_errors(self._folder):
            for place in self._places():
                try:
                    entry = self._settled(place)
                except TakeError as error:
                    faults.append(error)
                    continue
                found += [entry] if entry is not None else []
        self.faults = tuple(faults)
        return tuple(sorted(found, key=lambda one: (one.note.binned, one.row.path), reverse=True))

    def restore(self, binned: Binned) -> Path:
        """Move a take back to where it lay, and return its sidecar there.

        Raises
        ------
        TakeError
            When something stands in its place, or a link on the way there.
        EncodeError
            When the system refuses.
        """
        place, name = binned.row.path.parent, binned.row.path.name
        folder = without_links(self._takes, binned.note.folder)
        with plain_errors(folder):
            folder.mkdir(parents=True, exist_ok=True)
            for path in files_of(folder / name, binned.row.take):
                if os.path.lexists(path):
                    raise TakeError(
                        path, "it stands where a binned take belongs; move it away, then restore"
                    )
            _move_rest(place, folder, name, binned.row.take)
            os.rename(place / name, folder / name)
            sync_folder(folder)
            _remove_note(place)
        return folder / name

    def empty(self, entries: Iterable[Binned]) -> None:
        """Delete these takes for good; each is gone in one step, its files follow.

        Raises
        ------
        EncodeError
            When the system refuses.
        """
        for entry in entries:
            place = entry.row.path.parent
            gone = place.with_name(_EMPTIED + secrets.token_hex(8))
            with plain_errors(place):
                os.rename(place, gone)
                shutil.rmtree(gone)

    def _new_folder(self, take: Take) -> Path:
        """Make the folder of one take; ids come from files, and may be twice or anything."""
        plain = _PLAIN_ID.fullmatch(take.id) is not None
        name = take.id if plain else hashlib.sha256(take.id.encode()).hexdigest()[:16]
        self._folder.mkdir(parents=True, exist_ok=True)
        for number in count(1):
            place = self._folder / (name if number == 1 else f"{name}-{number}")
            with suppress(FileExistsError):
                place.mkdir()
                return place
        raise AssertionError  # counting does not end

    def _places(self) -> Iterator[Path]:
        """Yield the folders of the bin; what was being deleted is deleted."""
        if not self._folder.is_dir():
            return
        with os.scandir(self._folder) as found:
            entries = sorted(found, key=lambda entry: entry.name)
        for entry in entries:
            if not entry.is_dir(follow_symlinks=False):
                continue
            if entry.name.startswith(_EMPTIED):
                shutil.rmtree(entry.path)
            elif not entry.name.startswith("."):
                yield Path(entry.path)

    def _settled(self, place: Path) -> Binned | None:
        """Finish what was cut off in one folder; return what is in it, ``None`` for nothing."""
        if not os.path.lexists(place / _NOTE):
            _clear(place)
            return None
        note = read_value(place / _NOTE, Note, 1)
        folder = without_links(self._takes, note.folder)
        inside, outside = place / note.sidecar, folder / note.sidecar
        if os.path.lexists(inside):
            take = read_take(inside)
            if folder.is_dir() and not os.path.lexists(outside):
                _move_rest(folder, place, note.sidecar, take)
            return Binned(Row(inside, take, read_review(inside)), note)
        if not os.path.lexists(outside):
            raise TakeError(place, "its take is gone; nothing is left that could be restored")
        _move_rest(place, folder, note.sidecar, read_take(outside))
        _remove_note(place)
        return None


def _clear(place: Path) -> None:
    """Remove a folder in which no note was written yet, as far as nobody is about to."""
    remove_leftovers(place)
    left = list(place.iterdir())
    if any(path.suffix != ".part" for path in left):
        raise TakeError(place, f"it has no {_NOTE}, which says where its files belong")
    if not left:
        place.rmdir()


def _move_rest(source: Path, target: Path, sidecar: str, take: Take) -> None:
    """Move what belongs to a take besides its sidecar, as far as it is there."""
    for path in files_of(source / sidecar, take):
        if path.name != sidecar and not os.path.lexists(target / path.name):
            with suppress(FileNotFoundError):  # it never was, or another program moved it
                os.rename(path, target / path.name)
    sync_folder(source)
    sync_folder(target)


def _remove_note(place: Path) -> None:
    (place / _NOTE).unlink(missing_ok=True)
    with suppress(OSError):  # somebody put a file there, which is left to them
        place.rmdir()
