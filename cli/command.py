"""Command: what one sub-command is called, how it is asked for, and what it does."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from dataclasses import dataclass

from cli.output import Output


@dataclass(frozen=True, slots=True)
class Example:
    """A command line that works as printed, and what it is for."""

    line: str
    purpose: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """One sub-command of ``shotwright``.

    ``configure`` adds its arguments to a parser; ``run`` does the work and returns the exit
    status (0 done, 1 a failure, 2 the user's mistake). ``details`` follows the summary in the
    help.
    """

    name: str
    summary: str
    examples: tuple[Example, ...]
    configure: Callable[[ArgumentParser], None]
    run: Callable[[Namespace, Output], int]
    details: str = ""
