"""Errors of the scene, its assets and its files (the tree is drawn in ``shotwright.py``)."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from pathlib import Path

from shotwright import ShotwrightError


class SceneError(ShotwrightError):
    """A node, camera, track or shot that cannot be what it says."""


class NotFoundError(SceneError):
    """An unknown name or id. ``similar`` holds the nearest known names.

    Parameters
    ----------
    what
        What was looked for: ``"node called"``.
    name
        The name it does not have.
    known
        The names there are.
    where
        Where it was looked for: ``"in scene 'Room'"``.
    """

    def __init__(self, what: str, name: str, known: Iterable[str], where: str = "") -> None:
        known = sorted(set(known))
        self.similar = nearest(name, known)
        hint = (
            f" Did you mean {' or '.join(repr(s) for s in self.similar)}?" if self.similar else ""
        )
        if not hint and known:
            shown = ", ".join(known[:12]) + (", …" if len(known) > 12 else "")
            hint = f" Known: {shown}."
        place = f" {where}" if where else ""
        super().__init__(f"There is no {what} {name!r}{place}.{hint}")


class AssetError(ShotwrightError):
    """An imported file that cannot be used. ``path`` names it."""

    def __init__(self, path: str | Path, message: str) -> None:
        self.path = Path(path)
        super().__init__(f"{path}: {message}")


class ProjectFileError(ShotwrightError):
    """A project, scene or shot file that cannot be read or written.

    ``problems`` lists every fault found, each ``"field: what is wrong"``.
    """

    def __init__(self, path: str | Path, message: str, problems: Iterable[str] = ()) -> None:
        self.path = Path(path)
        self.problems = tuple(problems)
        lines = "".join(f"\n  {problem}" for problem in self.problems)
        super().__init__(f"{path}: {message}{lines}")


class UnsupportedVersionError(ProjectFileError):
    """A file written by a newer Shotwright than this one."""


def nearest(name: str, known: Iterable[str]) -> tuple[str, ...]:
    """Return up to two known names that look like ``name``, best first."""
    folded = {k.lower(): k for k in known}
    found = difflib.get_close_matches(name.lower(), folded, n=2, cutoff=0.6)
    return tuple(folded[match] for match in found)
