"""Errors of pictures and files (the tree is drawn in ``shotwright.py``)."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from compose.errors import nearest
from shotwright import ShotwrightError


class RenderError(ShotwrightError):
    """A picture that cannot be drawn."""


class ContextError(RenderError):
    """No GL context can be had on this machine, and what to install."""


class ShaderError(RenderError):
    """A shader that does not compile. ``path`` names it, ``log`` is the driver's."""

    def __init__(self, path: str | Path, log: str) -> None:
        self.path = Path(path)
        self.log = log
        super().__init__(f"{path} does not compile on this driver:\n{log}")


class UnknownPassError(RenderError):
    """A pass that is not in the table."""

    def __init__(self, name: str, known: Iterable[str]) -> None:
        known = list(known)
        similar = nearest(name, known)
        hint = f"Did you mean {similar[0]!r}?" if similar else f"Known: {', '.join(known)}."
        super().__init__(f"There is no pass {name!r}. {hint}")


class EncodeError(ShotwrightError):
    """A picture or a film that could not be written or read. ``path`` names it."""

    def __init__(self, path: str | Path, message: str) -> None:
        self.path = Path(path)
        super().__init__(f"{path}: {message}")


class TakeError(ShotwrightError):
    """A take, its sidecar or the index of takes that cannot be used. ``path`` names the file."""

    def __init__(self, path: str | Path, message: str) -> None:
        self.path = Path(path)
        super().__init__(f"{path}: {message}")
