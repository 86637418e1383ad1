"""Read one JSON file that may be hostile: bounded size and depth, no duplicate names, no NaN."""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from compose.faults import MAX_FAULTS, Fault

MAX_FILE_BYTES = 64 * 1024 * 1024
MAX_VALUES = 1_000_000
MAX_DEPTH = 40
_MAX_WHOLE = 2**53
"""Whole numbers beyond this are not exact in other programs, and no frame or id needs them."""


class UnreadableError(Exception):
    """Carries the faults of one file to the reader of the folder, which reports them all."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = faults
        super().__init__("; ".join(str(fault) for fault in faults))


def read_bytes(folder: Path, name: str) -> bytes:
    """Return the bytes of a regular file inside ``folder`` (which is resolved).

    Raises
    ------
    UnreadableError
        When it is missing, leads out of the folder, is no regular file, or is too large.
    """
    path = folder / name
    try:
        if not path.resolve(strict=True).is_relative_to(folder):
            raise _unreadable("is a link that leads out of the project folder", "Copy the file in.")
        if not path.is_file():
            raise _unreadable("is not a regular file")
        size = path.stat().st_size
        if size > MAX_FILE_BYTES:
            raise _unreadable(
                f"is larger than a project file may be ({size / 2**20:.0f} MiB; "
                f"{MAX_FILE_BYTES // 2**20} MiB at most)"
            )
        with path.open("rb") as file:
            return file.read(MAX_FILE_BYTES + 1)
    except FileNotFoundError:
        raise _unreadable(
            "is missing", "Restore it from a copy, or take its id out of project.json."
        ) from None
    except (OSError, RuntimeError) as error:  # RuntimeError: a ring of links, before Python 3.13
        raise _unreadable(f"cannot be read: {getattr(error, 'strerror', None) or error}") from error


def parse(data: bytes) -> dict[str, Any]:
    """Return the object that a file holds.

    Raises
    ------
    UnreadableError
        When the bytes are not UTF-8, not JSON, not an object, nested too deep, hold too many
        values, the same name twice in one object, or a number or text that no file may hold.
    """
    if data.count(b",") > MAX_VALUES:  # before memory is spent on them
        raise _unreadable(f"holds more than {MAX_VALUES:,} values")
    duplicates: list[str] = []

    def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        result = dict(pairs)
        if len(result) < len(pairs) and len(duplicates) < MAX_FAULTS:
            counts = Counter(name for name, _ in pairs)
            duplicates.extend(name for name, count in counts.items() if count > 1)
        return result

    try:
        document = json.loads(_text(data), object_pairs_hook=unique)
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise _unreadable(f"is not JSON: {error.msg} at {where}") from error
    except RecursionError:
        raise _unreadable(f"is nested more than {MAX_DEPTH} levels deep") from None
    except ValueError as error:  # a number of thousands of digits
        raise _unreadable(f"holds a number that is far too long ({error})") from error
    if not isinstance(document, dict):
        raise _unreadable("must hold one object in braces")
    faults = [
        Fault(_written([name]), "appears twice in one object") for name in duplicates[:MAX_FAULTS]
    ]
    if rb"\u" in data or not _is_plain(document):
        faults += _bad_values(document)
    if faults:
        raise UnreadableError(faults)
    return document


def _text(data: bytes) -> str:
    if data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        raise _unreadable("starts with a byte order mark", "Save it as UTF-8 without one.")
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise _unreadable(f"is not UTF-8 text (line {line})", "Save it as UTF-8.") from error


def _is_plain(document: dict[str, Any]) -> bool:
    """Tell quickly whether numbers, depth and count are as they may be, level by level."""
    level: list[Any] = [document]
    count = 0
    for _ in range(MAX_DEPTH):
        below: list[Any] = []
        for container in level:
            count += len(container)
            for value in container.values() if type(container) is dict else container:
                kind = type(value)
                if kind is dict or kind is list:
                    below.append(value)
                elif (kind is float and not math.isfinite(value)) or (
                    kind is int and abs(value) > _MAX_WHOLE
                ):
                    return False
        level = below
        if not level:
            return count <= MAX_VALUES
    return False


def _bad_values(document: dict[str, Any]) -> list[Fault]:
    """Walk all values without recursion, and name those that no file may hold."""
    faults: list[Fault] = []
    count = 0
    stack: list[Iterator[tuple[str | int, Any]]] = [iter(document.items())]
    path: list[str | int] = [""]
    while stack and len(faults) < MAX_FAULTS:
        for name, value in stack[-1]:
            count += 1
            if count > MAX_VALUES:
                return [Fault("", f"holds more than {MAX_VALUES:,} values")]
            if wrong := _wrong(name) or _wrong(value):
                faults.append(Fault(_written([*path[1:], name]), wrong))
            if isinstance(value, dict | list):
                if len(stack) >= MAX_DEPTH:
                    return [Fault("", f"is nested more than {MAX_DEPTH} levels deep")]
                path.append(name)
                pairs = value.items() if isinstance(value, dict) else enumerate(value)
                stack.append(iter(pairs))
                break
        else:
            stack.pop()
            path.pop()
    return faults


def _wrong(value: object) -> str:
    if isinstance(value, float) and not math.isfinite(value):
        return "must be a finite number"
    if isinstance(value, int) and abs(value) > _MAX_WHOLE:
        return f"must be at most {_MAX_WHOLE}"
    if isinstance(value, str) and not value.isascii():
        try:
            value.encode()
        except UnicodeEncodeError:
            return "holds half of a character (a lone surrogate)"
    return ""


def _written(parts: list[str | int]) -> str:
    text = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in parts)
    return text.removeprefix(".").encode(errors="replace").decode()


def _unreadable(message: str, hint: str = "") -> UnreadableError:
    return UnreadableError([Fault("", message, hint)])
