"""The entry point: find the command, run it, and turn every ending into an exit status."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections.abc import Sequence

from cli.errors import DONE, FAILURE, MISTAKE, PIPE_CLOSED, Interrupted, exit_status, tell
from cli.output import Output, printable
from cli.parser import command_parser, top_parser
from cli.signals import stopped_tidily
from cli.streams import make_streams_safe
from cli.table import load_command
from shotwright import ShotwrightError


def main(argv: Sequence[str] | None = None) -> int:
    """Run ``shotwright`` with these arguments (default: those of the process).

    Returns
    -------
    int
        The exit status: 0 done, 1 a failure, 2 the user's mistake, 130 after Ctrl-C (143 after
        SIGTERM, 129 after SIGHUP), 141 when the reader of the output went away.
    """
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # none is used: reads 20 ms less
    arguments = list(sys.argv[1:] if argv is None else argv)
    debug = "--debug" in arguments
    make_streams_safe()
    try:
        with stopped_tidily():
            status = _dispatch(arguments)
        sys.stdout.flush()
    except KeyboardInterrupt as request:
        stop = request if isinstance(request, Interrupted) else Interrupted.after(request)
        print(printable(f"\nshotwright: {stop}"), file=sys.stderr)
        return stop.status
    except BrokenPipeError:
        _silence_stdout()
        return PIPE_CLOSED
    except (ShotwrightError, MemoryError) as error:
        tell(error, debug=debug)
        return exit_status(error)
    except OSError as error:
        tell(error, debug=debug)
        _silence_stdout()
        return exit_status(error)
    except Exception as error:  # noqa: BLE001 - the last border: a fault of ours is told in words
        tell(error, debug=debug)
        return FAILURE
    return status


def _dispatch(arguments: list[str]) -> int:
    if arguments[:1] == ["help"]:
        arguments = [*arguments[1:], "--help"]
    at = next((i for i, item in enumerate(arguments) if not item.startswith("-")), len(arguments))
    try:
        flags = vars(top_parser().read(arguments[:at]))
        if at == len(arguments):
            top_parser().print_help(sys.stderr)
            return MISTAKE
        command = load_command(arguments[at])
        flags |= vars(command_parser(command).read(arguments[at + 1 :]))
    except SystemExit as done:  # argparse leaves so after --help and --version
        return int(done.code or DONE)
    typed = ["shotwright", *arguments]
    given = Namespace(**({"json": False, "quiet": False, "typed": typed} | flags))
    return command.run(given, Output(as_json=given.json, quiet=given.quiet))


def _silence_stdout() -> None:
    """Send nowhere what standard output refuses, so that leaving does not complain once more."""
    try:
        sys.stdout.flush()
    except OSError:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
