"""Files of votes: what a page saved is added to a project, a small file a vote, each vote once."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from compose.values import Value
from visualize.encode.atomic import write_json
from visualize.errors import TakeError
from visualize.leaderboard.votes import Vote, VoteFile
from visualize.produce.fingerprint import digest
from visualize.takes.folders import takes_folder, without_links

_FOLDER, _ENDING = "votes", ".vote"
"""Not ``.json``, which in a folder of takes means a take's sidecar."""

_MOST_BYTES, _MOST_BYTES_OF_ONE = 16 << 20, 16 << 10
_MOST_KEPT = 200_000

Read = TypeVar("Read", bound=Value)


@dataclass(frozen=True)
class Added:
    """What adding votes did: new ones, those that were there, and those of unknown takes."""

    new: int
    known: int
    strange: tuple[str, ...]
    """The takes that the project does not have, or has of another shot."""


def read_vote_file(path: Path) -> tuple[Vote, ...]:
    """Return the votes of a file that a page of comparison saved.

    Raises
    ------
    TakeError
        When it cannot be read, is too large, or holds no votes.
    """
    return _read(path, VoteFile, _MOST_BYTES).votes


def add_votes(project: Path, votes: Iterable[Vote], shots: dict[str, str]) -> Added:
    """Keep votes in a project; those about takes that it does not have are left out.

    Parameters
    ----------
    project
        The project's folder.
    shots
        The id of the shot of every take there is, by the take's id.

    Raises
    ------
    TakeError, EncodeError
        When they cannot be written.
    """
    votes = list(votes)
    strange = {take for vote in votes for take in vote.takes if shots.get(take) != vote.shot}
    good = [vote for vote in votes if strange.isdisjoint(vote.takes)]
    new = keep_votes(project, good)
    return Added(new, len(good) - new, tuple(sorted(strange)))


def keep_votes(project: Path, votes: Iterable[Vote]) -> int:
    """Write each vote as a file of its own, and return how many were not there yet.

    A file is named by what its vote says, so that a vote added twice counts once.

    Raises
    ------
    TakeError
        When a link stands where the folder should be.
    EncodeError
        When the system refuses.
    """
    folder = without_links(takes_folder(project), _FOLDER)
    new = 0
    for vote in votes:
        content = vote.model_dump(mode="json")
        path = folder / f"{digest(content)[:32]}{_ENDING}"
        if not os.path.lexists(path):
            write_json(path, content)
            new += 1
    return new


def kept_votes(project: Path) -> tuple[tuple[Vote, ...], tuple[TakeError, ...]]:
    """Return a project's votes, the oldest first, and those whose file cannot be used."""
    votes: list[Vote] = []
    faults: list[TakeError] = []
    for path in _files(takes_folder(project) / _FOLDER):
        try:
            votes.append(_read(path, Vote, _MOST_BYTES_OF_ONE))
        except TakeError as error:
            faults.append(error)
    return tuple(sorted(votes, key=lambda vote: vote.at.isoformat())), tuple(faults)


def _files(folder: Path) -> list[Path]:
    if folder.is_symlink():
        return []
    try:
        with os.scandir(folder) as found:
            names = [entry.name for entry in islice(found, _MOST_KEPT)]
    except OSError:  # not there, or not ours to read: it holds no votes for us
        return []
    return [folder / name for name in sorted(names) if name.endswith(_ENDING)]


def _read(path: Path, what: type[Read], most: int) -> Read:
    try:
        if not stat.S_ISREG(path.stat(follow_symlinks=what is VoteFile).st_mode):
            raise TakeError(path, "it is no file of votes")
        with path.open("rb") as file:
            text = file.read(most + 1)
    except OSError as error:
        raise TakeError(path, f"it cannot be read ({error.strerror})") from error
    if len(text) > most:
        raise TakeError(path, f"it is too large; votes take {most:,} bytes at most")
    try:
        return what.model_validate_json(text)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        field = ".".join(str(part) for part in first["loc"]) or "the whole"
        raise TakeError(
            path, f"it holds no votes that can be used ({field}: {first['msg']})"
        ) from error
