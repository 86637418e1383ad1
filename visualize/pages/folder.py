"""A page's folder: made whole beside its place, then put there; nothing of others is replaced."""

from __future__ import annotations

import json
import os
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from visualize.encode.atomic import plain_errors, write_json
from visualize.errors import EncodeError

_LIST = "shotwright-page.json"
"""Names every file of the page, so that the next one replaces these and no other."""
_KIND = "shotwright-page"
_MOST_BYTES = 64 << 20


@contextmanager
def page_folder(out: Path) -> Iterator[Path]:
    """Give an empty folder to make a page in; when the block succeeds it stands at ``out``.

    A page that was made there before is replaced. When the block fails, it stays as it was.

    Raises
    ------
    EncodeError
        When ``out`` holds anything that is not of such a page, or the system refuses.
    """
    _refuse_others(out)
    with plain_errors(out):
        made = out.with_name(f".{out.name}.{secrets.token_hex(4)}.part")
        made.mkdir(parents=True)
    try:
        yield made
        write_json(made / _LIST, {"kind": _KIND, "files": sorted(_files_in(made))})
        with plain_errors(out):
            _put(made, out)
    finally:
        shutil.rmtree(made, ignore_errors=True)


def _put(made: Path, out: Path) -> None:
    _refuse_others(out)  # it may have changed while the page was made
    if not out.exists():
        made.rename(out)
        return
    with tempfile.TemporaryDirectory(prefix=f".{out.name}.", suffix=".old", dir=out.parent) as old:
        aside = Path(old) / out.name
        out.rename(aside)
        try:
            made.rename(out)
        except OSError:
            aside.rename(out)
            raise


def _refuse_others(out: Path) -> None:
    """Raise when something stands at ``out`` that replacing a page would lose."""
    if out.is_symlink():
        raise EncodeError(out, "it is a link, which may lead anywhere. Choose another folder.")
    if not out.exists():
        return
    if not out.is_dir():
        raise EncodeError(out, "a file of this name stands there. Choose another folder.")
    with plain_errors(out):
        here = _files_in(out)
    others = sorted(here - _listed(out) - {_LIST})
    if others:
        words = f"it holds {others[0]!r}, which is not of the page and would be lost."
        raise EncodeError(out, f"{words} Choose an empty folder, or move it away.")


def _files_in(folder: Path) -> set[str]:
    found = set()
    for here, _folders, names in os.walk(folder):
        found |= {(Path(here) / name).relative_to(folder).as_posix() for name in names}
        found |= {
            (Path(here) / name).relative_to(folder).as_posix()
            for name in _folders
            if (Path(here) / name).is_symlink()
        }
    return found


def _listed(folder: Path) -> set[str]:
    """Return the files that the page made in ``folder`` before says are its own."""
    path = folder / _LIST
    try:
        if path.is_symlink() or path.stat().st_size > _MOST_BYTES:
            return set()
        found = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError, RecursionError):  # no list: nothing there is known to be ours
        return set()
    if not isinstance(found, dict) or found.get("kind") != _KIND:
        return set()
    names = found.get("files")
    return {name for name in names if isinstance(name, str)} if isinstance(names, list) else set()
