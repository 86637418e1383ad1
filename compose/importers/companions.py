"""Find the files that a model names: inside its own folder, never on the network."""

from __future__ import annotations

import base64
import binascii
import re
from pathlib import Path
from urllib.parse import unquote, unquote_to_bytes

MAX_COMPANION_BYTES = 2 * 1024**3
_SCHEME = re.compile(r"^[A-Za-z][A-Za-z0-9+.-]*:")


class CompanionError(ValueError):
    """A URI that may not or cannot be followed; callers add the file and the field."""


def read_uri(folder: Path, uri: str) -> bytes:
    """Return the bytes of a data URI, or of a file in ``folder`` or below.

    Raises
    ------
    CompanionError
        For other schemes, absolute paths, a way out of the folder, missing or huge files.
    """
    if uri[:5].lower() == "data:":
        return _data(uri)
    path = find(folder, unquote(uri))
    try:
        if path.stat().st_size > MAX_COMPANION_BYTES:
            raise CompanionError(f"names {path.name}, larger than {MAX_COMPANION_BYTES >> 30} GiB")
        return path.read_bytes()
    except OSError as error:
        raise CompanionError(f"names {path.name}, which cannot be read: {error}") from error


def find(folder: Path, name: str) -> Path:
    """Return the regular file that a relative ``name`` means in ``folder`` or below.

    Raises
    ------
    CompanionError
        For URLs, absolute paths, a way out of the folder (links included), and missing files.
    """
    shown = name if len(name) <= 80 else name[:79] + "…"
    if _SCHEME.match(name) or name.startswith(("/", "\\")):
        raise CompanionError(
            f"is {shown!r}: only files beside the model are read, no addresses or absolute paths"
        )
    if not name or "\0" in name:
        raise CompanionError("is not a file name")
    try:
        root = folder.resolve()
        path = (root / name.replace("\\", "/")).resolve()
        if not path.is_relative_to(root):
            raise CompanionError(f"is {shown!r}, which leads out of the model's folder")
        if not path.is_file():
            raise CompanionError(f"names {shown!r}, which is not there; put it beside the model")
    except (OSError, RuntimeError) as error:  # RuntimeError: a ring of links, before Python 3.13
        raise CompanionError(f"names {shown!r}, which cannot be read: {error}") from error
    return path


def _data(uri: str) -> bytes:
    head, comma, body = uri.partition(",")
    if not comma:
        raise CompanionError("is a data URI without data")
    if not head.lower().endswith(";base64"):
        return unquote_to_bytes(body)
    try:
        return base64.b64decode(unquote(body) if "%" in body else body, validate=True)
    except (binascii.Error, ValueError) as error:
        raise CompanionError(f"is not base64 ({error})") from error
