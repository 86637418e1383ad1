"""The parser: argparse with errors that say what to do next."""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence
from typing import NoReturn

from cli.command import Command
from cli.table import COMMANDS
from compose.errors import nearest
from shotwright import UsageError, __version__

TAKES_NEGATIVE_NUMBERS = ("--frames", "--at")


class Parser(argparse.ArgumentParser):
    """An ArgumentParser that raises UsageError, and offers the nearest name of a flag."""

    def error(self, message: str) -> NoReturn:
        """Raise instead of printing and leaving."""
        stop = "" if message.endswith((".", "?")) else "."
        raise UsageError(f"{message}{stop}\nSee: {self.prog} --help")

    def read(self, arguments: Sequence[str]) -> argparse.Namespace:
        """Return the parsed arguments.

        Raises
        ------
        UsageError
            When something is unknown, missing or does not fit.
        """
        found, extra = self.parse_known_args(_joined(arguments))
        if extra:
            self._refuse(extra)
        return found

    def _refuse(self, extra: Sequence[str]) -> NoReturn:
        flag = next((item for item in extra if item.startswith("-")), None)
        if flag is None:
            self.error(f"{extra[0]!r} is one argument too many")
        name = flag.partition("=")[0]
        known = [option for action in self._actions for option in action.option_strings]
        similar = nearest(name, known)
        hint = f" Did you mean {similar[0]}?" if similar else ""
        self.error(f"{self.prog} has no flag {name}.{hint}")


def top_parser() -> Parser:
    """Return the parser of what may stand before the command."""
    width = max(len(name) for name in COMMANDS)
    lines = "\n".join(f"  {name:<{width}}  {summary}" for name, summary in COMMANDS.items())
    parser = Parser(
        prog="shotwright",
        usage="shotwright [--version] [--help] COMMAND ...",
        description="From a blocked scene to start and end frames, exact passes and films.",
        epilog=(
            f"commands:\n{lines}\n\n"
            "examples:\n"
            "  shotwright new film --sample street\n"
            "      copy the sample project into the folder film\n"
            "  shotwright info film\n"
            "      show what it holds\n\n"
            "shotwright COMMAND --help tells more of a command, with examples."
        ),
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"shotwright {__version__}")
    add_common_flags(parser)
    return parser


def command_parser(command: Command) -> Parser:
    """Return the parser of one command, its examples in the help."""
    examples = "\n".join(f"  {e.line}\n      {e.purpose}" for e in command.examples)
    summary = command.summary[:1].upper() + command.summary[1:] + "."
    parser = Parser(
        prog=f"shotwright {command.name}",
        description=f"{summary}\n\n{command.details}" if command.details else summary,
        epilog=f"examples:\n{examples}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    command.configure(parser)
    add_common_flags(parser)
    return parser


def add_common_flags(parser: argparse.ArgumentParser) -> None:
    """Add the flags that every command takes, before or after its name."""
    group = parser.add_argument_group("output")
    for flag, text in (
        ("--json", "print one JSON document on standard output, everything else on standard error"),
        ("--quiet", "print results and errors only"),
        ("--debug", "show where in the program an error came from"),
    ):
        group.add_argument(flag, action="store_true", default=argparse.SUPPRESS, help=text)


def _joined(arguments: Sequence[str]) -> list[str]:
    """Mark values that argparse takes for flags: ``--frames=-8:24``, a blank before ``-4,2``."""
    result: list[str] = []
    for item in arguments:
        if result and result[-1] in TAKES_NEGATIVE_NUMBERS and re.match(r"-\d", item):
            result[-1] += f"={item}"
        elif re.match(r"-[\d.]+,", item):
            result.append(f" {item}")
        else:
            result.append(item)
    return result
