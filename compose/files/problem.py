"""Problem: one thing that ``load`` or ``check`` found in a project folder."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong, where, and what to do.

    Parameters
    ----------
    level
        ``"error"``: the project cannot be loaded, or a shot cannot be made as it says.
        ``"warning"``: it works, but is probably not meant.
    file
        Path inside the project folder, with forward slashes.
    field
        Path inside the file, such as ``nodes[3].payload.shape``; "" for the whole file.
    message, hint
        What is wrong, and what to do ("" where the message says it all).
    """

    level: Literal["error", "warning"]
    file: str
    field: str
    message: str
    hint: str = ""

    def __str__(self) -> str:
        where = f"{self.file}: {self.field[:200]}" if self.field else self.file
        text = "".join(c if c.isprintable() else "\ufffd" for c in f"{where}: {self.message}")
        return f"{text}. {self.hint}" if self.hint else text
