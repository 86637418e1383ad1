"""Output: tables for people, one document for programs, and never both on the same stream."""

from __future__ import annotations

import json
import sys
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO

Row = Sequence[object]

_LEAST_WRAPPED = 16
"""Columns of text that a cell which may be broken keeps on a narrow terminal."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its head, ``right`` for numbers, ``wraps`` for what may be broken."""

    head: str
    right: bool = False
    wraps: bool = False


_BIDI_OVERRIDES = frozenset(("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"))


class Output:
    """Where a command says what it did.

    With ``as_json`` standard output carries exactly one JSON document and everything meant for
    people goes to standard error. ``quiet`` drops what is only nice to know.
    """

    def __init__(self, *, as_json: bool = False, quiet: bool = False) -> None:
        self.as_json = as_json
        self.quiet = quiet

    @property
    def _people(self) -> TextIO:
        return sys.stderr if self.as_json else sys.stdout

    def line(self, text: str = "") -> None:
        """Print a result for people, even when quiet."""
        print(printable(text), file=self._people)

    def note(self, text: str) -> None:
        """Print something nice to know, unless quiet."""
        if not self.quiet:
            self.line(text)

    def warn(self, text: str) -> None:
        """Print a warning on standard error."""
        print(printable(f"warning: {text}"), file=sys.stderr)

    def landed(self, path: Path, detail: str = "") -> None:
        """Announce a file that is whole and in its place."""
        self.note(f"{shown_path(path)}{f'  {detail}' if detail else ''}")

    def document(self, data: Mapping[str, Any]) -> None:
        """Print the one document for programs; does nothing for people."""
        if self.as_json:
            ascii_only = (sys.stdout.encoding or "").lower().replace("-", "") != "utf8"
            print(json.dumps(data, indent=2, ensure_ascii=ascii_only, default=str))

    def table(self, columns: Sequence[Column], rows: Sequence[Row]) -> None:
        """Print a table for people: drawn on a terminal, padded with spaces elsewhere."""
        cells = [[printable(str(cell)).replace("\n", " ") for cell in row] for row in rows]
        if self._people.isatty():
            _print_rich(self._people, columns, cells)
        else:
            _print_plain(self._people, columns, cells)


def printable(text: str) -> str:
    """Return the text with control characters escaped, so that no name can drive the terminal."""
    if text.isprintable():
        return text
    return "".join(repr(c)[1:-1] if _is_unsafe(c) else c for c in text)


def _is_unsafe(character: str) -> bool:
    if character in "\n\t":
        return False
    return (
        unicodedata.category(character) in ("Cc", "Cs")
        or unicodedata.bidirectional(character) in _BIDI_OVERRIDES
    )


def counted(number: int, thing: str) -> str:
    """Return ``1 frame``, ``2 frames``."""
    return f"{number} {thing}{'' if number == 1 else 's'}"


def shown_path(path: Path) -> str:
    """Return the path as a person would type it from the current folder."""
    try:
        return str(path.absolute().relative_to(Path.cwd()))
    except (ValueError, OSError):
        return str(path)


def _print_rich(stream: TextIO, columns: Sequence[Column], cells: Sequence[Sequence[str]]) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 1, 0, 0))
    for column in columns:
        table.add_column(
            column.head,
            justify="right" if column.right else "left",
            no_wrap=not column.wraps,
            overflow="fold",
        )
    for row in cells:
        table.add_row(*(Text(cell) for cell in row))
    console = Console(file=stream, highlight=False)
    console.width = max(console.width, _narrowest(columns, cells))
    console.print(table)


def _narrowest(columns: Sequence[Column], cells: Sequence[Sequence[str]]) -> int:
    """Return the columns of text below which a table would lose some: it then runs on instead."""
    widths = [
        _LEAST_WRAPPED if column.wraps else max(map(_width, (column.head, *column_cells)))
        for column, column_cells in zip(columns, zip(*cells, strict=True), strict=True)
    ]
    return sum(widths) + 2 * len(widths)


def _print_plain(stream: TextIO, columns: Sequence[Column], cells: Sequence[Sequence[str]]) -> None:
    lines = [[column.head for column in columns], *cells]
    widths = [max(_width(line[i]) for line in lines) for i in range(len(columns))]
    for line in lines:
        padded = [
            _pad(cell, width, right=column.right)
            for cell, width, column in zip(line, widths, columns, strict=True)
        ]
        print("  ".join(padded).rstrip(), file=stream)


def _pad(text: str, width: int, *, right: bool) -> str:
    space = " " * (width - _width(text))
    return space + text if right else text + space


def _width(text: str) -> int:
    """Return the columns a text takes: two for wide East Asian characters, none for accents."""
    return sum(
        0 if unicodedata.combining(c) else 1 + (unicodedata.east_asian_width(c) in "WF")
        for c in text
    )
