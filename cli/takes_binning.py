"""`shotwright takes bin`, `restore` and `empty-bin`: deleting takes, and having them back."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence

from cli.errors import DONE
from cli.output import Column, counted
from cli.take_words import Said, shown_moment, take_facts, take_row
from cli.takes_asked import Asked
from compose.errors import NotFoundError
from compose.files import load_project
from shotwright import UsageError
from visualize.takes.bin import Binned
from visualize.takes.picks import picks_of

_COLUMNS = (Column("take"), Column("made by"), Column("cost", right=True), Column("binned"),
            Column("of"))  # fmt: skip


def bin_takes(asked: Asked) -> int:
    """Move the named takes into the bin; without any, show what is in it."""
    if not asked.words:
        return _show(asked)
    rows = asked.takes()
    asked.gallery.bin(rows, picks=picks_of(load_project(asked.folder)))
    asked.output.document({"binned": [row.path.stem for row in rows]})
    names = ", ".join(row.path.stem for row in rows)
    asked.output.line(f"In the bin: {names}. To have them back: shotwright takes restore")
    return DONE


def restore_takes(asked: Asked) -> int:
    """Move takes back from the bin: those named, else the ones that were binned last."""
    entries = _entries(asked)
    if not entries:
        raise UsageError("The bin is empty.")
    last = [one for one in entries if one.note.binned == entries[0].note.binned]
    wanted = [_named(entries, word) for word in asked.words] or last
    rows = asked.gallery.restore(list({one.row.path: one for one in wanted}.values()))
    asked.output.document({"restored": [take_facts(row, Said()) for row in rows]})
    asked.output.line(f"Back in the gallery: {', '.join(row.path.stem for row in rows)}.")
    return DONE


def empty_bin(asked: Asked) -> int:
    """Delete for good what is in the bin, after asking."""
    asked.refuse_words(0)
    entries = _entries(asked)
    if entries and not _confirmed(entries, yes=asked.arguments.yes):
        asked.output.line("Nothing was deleted.")
        return DONE
    asked.gallery.empty_bin(entries)
    asked.output.document({"deleted": [one.row.path.stem for one in entries]})
    done = f"Deleted {counted(len(entries), 'take')}." if entries else "The bin is empty."
    asked.output.line(done)
    return DONE


def _show(asked: Asked) -> int:
    entries = _entries(asked)
    asked.output.document({"bin": list(_facts(entries))})
    if not entries:
        asked.output.line("The bin is empty.")
        return DONE
    rows = []
    for one in entries:
        name, _mode, model, _length, _size, cost = take_row(one.row)[:6]
        when = shown_moment(one.note.binned)
        rows.append((name, model, cost, when, f"shot {one.row.take.of.shot_label}"))
    asked.output.table(_COLUMNS, rows)
    asked.output.note(
        f"\n{counted(len(entries), 'take')}. To have one back: shotwright takes restore TAKE;"
        " to delete them for good: shotwright takes empty-bin"
    )
    return DONE


def _facts(entries: Sequence[Binned]) -> Iterator[dict[str, object]]:
    for one in entries:
        when = one.note.binned.isoformat()
        yield take_facts(one.row, Said()) | {"binned": when, "folder": one.note.folder}


def _entries(asked: Asked) -> tuple[Binned, ...]:
    before = len(asked.gallery.faults)
    entries = asked.gallery.binned()
    for fault in asked.gallery.faults[before:]:
        asked.output.warn(str(fault))
    return entries


def _named(entries: Sequence[Binned], word: str) -> Binned:
    """Return the take in the bin with this id, the beginning of one, or this file name."""
    start = "tak_" + word.removeprefix("tak_")
    fits = [
        one for one in entries
        if word in (one.row.take.id, one.row.path.stem, one.row.take.clip.file)
    ] or [one for one in entries if one.row.take.id.startswith(start)]  # fmt: skip
    if not fits:
        names = [one.row.path.stem for one in entries]
        raise NotFoundError("take", word, names, "in the bin")
    if len({one.row.take.id for one in fits}) > 1:
        raise UsageError(f"{word!r} fits {len(fits)} takes in the bin: give more of it.")
    return fits[0]


def _confirmed(entries: Sequence[Binned], *, yes: bool) -> bool:
    what = f"{counted(len(entries), 'take')} in the bin"
    if yes:
        return True
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise UsageError(
            f"There is no terminal to ask at, so nothing was deleted of the {what}."
            " Add --yes to delete for good."
        )
    print(f"Delete the {what} for good? [y/N] ", end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip().lower() in ("y", "yes")
