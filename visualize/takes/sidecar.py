"""Sidecars: a take's provenance and its review, as JSON files beside the take."""

from __future__ import annotations

import json
import os
import stat
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from compose.files.atomic import sync_folder
from compose.values import Value
from visualize.encode.atomic import plain_errors, write_json
from visualize.errors import TakeError
from visualize.takes.take import TAKE_VERSION, Review, Take

_MAX_BYTES = 4 << 20
_REVIEW = ".review.json"

Read = TypeVar("Read", bound=Value)


def sidecar_of(file: Path) -> Path:
    """Return where the provenance of a take's file is kept."""
    return file.with_suffix(".json")


def review_of(sidecar: Path) -> Path:
    """Return where the review of the take with this sidecar is kept."""
    return sidecar.with_name(review_name(sidecar.name))


def review_name(sidecar: str) -> str:
    """Return what the review of a take is called whose sidecar is called so."""
    return sidecar.removesuffix(".json") + _REVIEW


def is_sidecar(name: str) -> bool:
    """Tell whether a file is called like a take's sidecar."""
    plain = not name.startswith(".") and name.endswith(".json")
    return plain and not name.endswith(_REVIEW)


def write_take(folder: Path, take: Take) -> Path:
    """Write a take's sidecar, to last through a loss of power, and return its path.

    Raises
    ------
    TakeError
        When there is one already: provenance never changes.
    EncodeError
        When the system refuses.
    """
    path = sidecar_of(folder / take.clip.file)
    if path.exists():
        raise TakeError(path, "this take is there already, and what it was made from never changes")
    write_json(path, take.model_dump(mode="json"))
    with plain_errors(path):
        with path.open("rb+") as file:
            os.fsync(file.fileno())
        sync_folder(folder)
    return path


def read_take(path: Path) -> Take:
    """Read a take's sidecar.

    Raises
    ------
    TakeError
        When it cannot be read, is not a sidecar, or was written by a newer version.
    """
    take = _read(path, Take)
    if sidecar_of(path.parent / take.clip.file) != path:
        raise TakeError(
            path, f"it speaks of the file {take.clip.file!r}, which is called otherwise"
        )
    return take


def write_review(sidecar: Path, review: Review) -> Path:
    """Write what people think of a take and return the file's path.

    Raises
    ------
    EncodeError
        When the system refuses.
    """
    path = review_of(sidecar)
    write_json(path, review.model_dump(mode="json"))
    return path


def read_review(sidecar: Path) -> Review:
    """Read the review of the take with this sidecar; one that is not there says nothing.

    Raises
    ------
    TakeError
        When it cannot be read.
    """
    path = review_of(sidecar)
    return _read(path, Review) if os.path.lexists(path) else Review()


def _read(path: Path, what: type[Read]) -> Read:
    try:
        if not stat.S_ISREG(path.lstat().st_mode):
            raise TakeError(path, "it is a link or no file at all, and is not followed")
        with path.open("rb") as file:
            text = file.read(_MAX_BYTES + 1)
    except OSError as error:
        raise TakeError(path, f"it cannot be read ({error.strerror})") from error
    if len(text) > _MAX_BYTES:
        raise TakeError(path, f"it is too large; a sidecar has {_MAX_BYTES:,} bytes at most")
    _refuse_newer(path, text)
    try:
        return what.model_validate_json(text)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        field = ".".join(str(part) for part in first["loc"]) or "the whole"
        raise TakeError(path, f"{field}: {first['msg']}") from error


def _refuse_newer(path: Path, text: bytes) -> None:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise TakeError(path, "it is not JSON") from error
    version = found.get("version") if isinstance(found, dict) else None
    if isinstance(version, int) and version > TAKE_VERSION:
        raise TakeError(
            path, f"it was written by a newer Shotwright (version {version} of takes); update first"
        )
