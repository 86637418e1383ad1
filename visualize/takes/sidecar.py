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
from visualize.takes.measures import METRICS_VERSION, Measures
from visualize.takes.take import TAKE_VERSION, Review, Take

_MAX_BYTES = 4 << 20
_REVIEW = ".review.json"
_MEASURES = ".measures.json"

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


def measures_of(sidecar: Path) -> Path:
    """Return where the measures of the take with this sidecar are kept."""
    return sidecar.with_name(measures_name(sidecar.name))


def measures_name(sidecar: str) -> str:
    """Return what the measures of a take are called whose sidecar is called so."""
    return sidecar.removesuffix(".json") + _MEASURES


def files_of(sidecar: Path, take: Take) -> tuple[Path, ...]:
    """Return all that belongs to a take, whether it is there or not: the sidecar is the last."""
    clip = sidecar.with_name(take.clip.file)
    return (clip, review_of(sidecar), measures_of(sidecar), sidecar)


def is_sidecar(name: str) -> bool:
    """Tell whether a file is called like a take's sidecar."""
    plain = not name.startswith(".") and name.endswith(".json")
    return plain and not name.endswith((_REVIEW, _MEASURES))


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
    take = read_value(path, Take, TAKE_VERSION)
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
    return read_value(path, Review, TAKE_VERSION) if os.path.lexists(path) else Review()


def read_fidelity(sidecar: Path, take: Take) -> float | None:
    """Return the headline of a take's measures, 0 to 100.

    ``None`` when it has none, or none that counts: of another file, or measured as it was done
    before.

    Raises
    ------
    TakeError
        When the measures cannot be read.
    """
    path = measures_of(sidecar)
    if not os.path.lexists(path):
        return None
    measures = read_value(path, Measures, METRICS_VERSION)
    counts = measures.version == METRICS_VERSION and measures.clip_sha256 == take.clip.sha256
    return measures.fidelity if counts else None


def read_value(path: Path, what: type[Read], newest: int) -> Read:
    """Read a value from a JSON file of bounded size.

    Parameters
    ----------
    newest
        The highest version of it that is understood.

    Raises
    ------
    TakeError
        When it cannot be read, is a link or something else, or of a newer version.
    """
    try:
        if not stat.S_ISREG(path.lstat().st_mode):
            raise TakeError(path, "it is a link or no file at all, and is not followed")
        with path.open("rb") as file:
            text = file.read(_MAX_BYTES + 1)
    except OSError as error:
        raise TakeError(path, f"it cannot be read ({error.strerror})") from error
    if len(text) > _MAX_BYTES:
        raise TakeError(path, f"it is too large; a sidecar has {_MAX_BYTES:,} bytes at most")
    _refuse_newer(path, text, newest)
    try:
        return what.model_validate_json(text)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        field = ".".join(str(part) for part in first["loc"]) or "the whole"
        raise TakeError(path, f"{field}: {first['msg']}") from error


def _refuse_newer(path: Path, text: bytes, newest: int) -> None:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise TakeError(path, "it is not JSON") from error
    version = found.get("version") if isinstance(found, dict) else None
    if isinstance(version, int) and version > newest:
        raise TakeError(
            path, f"it was written by a newer Shotwright (version {version}); update first"
        )
