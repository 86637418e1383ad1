"""Kept: measures as a file beside the take, so that nothing is measured twice."""

from __future__ import annotations

from pathlib import Path

from pydantic import ValidationError

from visualize.encode.atomic import write_json
from visualize.takes.measures import METRICS_VERSION, Measures
from visualize.takes.row import Row
from visualize.takes.sidecar import measures_of

_MOST_BYTES = 32 << 20


def read_measures(row: Row) -> Measures | None:
    """Return what was measured of a take; None when nothing was, or nothing that counts.

    Measures of another file, of another version of the metrics, damaged ones and links do not
    count: they are made anew.
    """
    path = measures_of(row.path)
    text = _text(path)
    if text is None:
        return None
    try:
        measures = Measures.model_validate_json(text)
    except ValidationError:
        return None
    same = measures.take == row.take.id and measures.clip_sha256 == row.take.clip.sha256
    return measures if same and measures.version == METRICS_VERSION else None


def write_measures(row: Row, measures: Measures) -> Path:
    """Write the measures of a take and return the file's path.

    Raises
    ------
    EncodeError
        When the system refuses.
    """
    path = measures_of(row.path)
    write_json(path, measures.model_dump(mode="json"))
    return path


def _text(path: Path) -> bytes | None:
    try:
        if path.is_symlink() or not path.is_file():
            return None
        with path.open("rb") as file:
            text = file.read(_MOST_BYTES + 1)
    except OSError:  # not ours to read: measured anew
        return None
    return text if len(text) <= _MOST_BYTES else None
