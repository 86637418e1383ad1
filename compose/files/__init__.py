"""Project files: load, save, check, copy. The format is described in ``docs/project-files.md``.

A function's module is imported when it is first asked for: a command that loads need not read how
to check.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from compose.files.check import check_project
    from compose.files.copying import copy_project
    from compose.files.load import load_project
    from compose.files.problem import Problem
    from compose.files.save import save_project

__all__ = ["Problem", "check_project", "copy_project", "load_project", "save_project"]

_HOMES = {
    "Problem": "problem",
    "check_project": "check",
    "copy_project": "copying",
    "load_project": "load",
    "save_project": "save",
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module 'compose.files' has no attribute {name!r}")
    value = getattr(import_module(f"compose.files.{_HOMES[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
