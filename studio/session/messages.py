"""Message: a sentence for the person at the desk, and what they may do about it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Kind = Literal["info", "good", "warning", "bad"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One toast: a headline, a line below it, a picture's path, and up to two actions by label."""

    text: str
    detail: str = ""
    kind: Kind = "info"
    picture: Path | None = None
    actions: tuple[tuple[str, Callable[[], object]], ...] = ()
