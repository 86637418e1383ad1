"""What an error means for the exit status, and how it is said."""

from __future__ import annotations

import errno
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Self

from cli.output import printable
from compose.errors import AssetError, ProjectFileError, SceneError
from models.errors import (
    BudgetError,
    CardError,
    MissingKeyError,
    OptionError,
    UnknownModelError,
)
from shotwright import ShotwrightError, UsageError

DONE, FAILURE, MISTAKE, INTERRUPTED, PIPE_CLOSED = 0, 1, 2, 130, 141
"""Exit statuses; 130 and 141 are what a shell reports for SIGINT and SIGPIPE."""

_MISTAKES = (
    UsageError, SceneError, AssetError, ProjectFileError, BudgetError, CardError, MissingKeyError,
    OptionError, UnknownModelError,
)  # fmt: skip
_MACHINE = {
    errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EROFS, errno.EMFILE, errno.ENFILE, errno.ENOMEM,
}  # fmt: skip


class Interrupted(KeyboardInterrupt):
    """A request to stop, with a line on what was kept and how to go on.

    ``status`` is the exit status: 130 after Ctrl-C, 143 after SIGTERM, 129 after SIGHUP.
    """

    def __init__(self, words: str = "Stopped.", *, status: int = INTERRUPTED) -> None:
        self.status = status
        super().__init__(words)

    @classmethod
    def after(cls, stop: KeyboardInterrupt, words: str = "Stopped.") -> Self:
        """Return the same request to stop, in these words."""
        return cls(words, status=stop.status if isinstance(stop, Interrupted) else INTERRUPTED)


def exit_status(error: BaseException) -> int:
    """Return 2 for what the user can put right in a command or a file, else 1.

    A full or broken disk is never the user's mistake, however it was wrapped.
    """
    if any(isinstance(e, OSError) and e.errno in _MACHINE for e in _chain(error)):
        return FAILURE
    if isinstance(error, _MISTAKES) or _is_unknown_pass(error) or _is_lost(error):
        return MISTAKE
    return FAILURE


def tell(error: BaseException, *, debug: bool) -> None:
    """Print an error on standard error; the traceback only when asked for."""
    if debug:
        import traceback

        traceback.print_exception(error, file=sys.stderr)
    print(printable(f"shotwright: {_words(error)}"), file=sys.stderr)


def _words(error: BaseException) -> str:
    if isinstance(error, ShotwrightError):
        return str(error)
    if isinstance(error, MemoryError):
        return "There is not enough memory. Ask for a smaller --size or fewer passes."
    if _is_lost(error):
        return "The current folder is no longer there. Change to another one: cd"
    if isinstance(error, OSError) and error.strerror:
        where = f"{error.filename}: " if error.filename is not None else ""
        return f"{where}{error.strerror}."
    return (
        f"This is a fault in shotwright, not in your project: {type(error).__name__}: {error}\n"
        "Run the command again with --debug and report what it prints."
    )


def _chain(error: BaseException) -> Iterator[BaseException]:
    seen: BaseException | None = error
    while seen is not None:
        yield seen
        seen = seen.__cause__


def _is_lost(error: BaseException) -> bool:
    """Tell whether the current folder was removed, which the system reports without a name."""
    if not isinstance(error, FileNotFoundError) or error.filename is not None:
        return False
    try:
        Path.cwd()
    except FileNotFoundError:
        return True
    return False


def _is_unknown_pass(error: BaseException) -> bool:
    from visualize.errors import UnknownPassError

    return isinstance(error, UnknownPassError)
