"""Standard streams that can be printed to, whatever the caller closed or set."""

from __future__ import annotations

import os
import sys

_LAST_STANDARD_STREAM = 2


def make_streams_safe() -> None:
    """Let standard output and error take any name, in any encoding, even when they are closed."""
    _fill_closed_streams()
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")


def _fill_closed_streams() -> None:
    """Open the null device where a standard stream is closed, as after ``>&-``.

    Otherwise the next file that is opened would get the stream's number, and what a library
    prints would land in the middle of a picture.
    """
    if None not in (sys.stdin, sys.stdout, sys.stderr):
        return
    spare = os.open(os.devnull, os.O_RDWR)
    while spare <= _LAST_STANDARD_STREAM:
        spare = os.open(os.devnull, os.O_RDWR)
    os.close(spare)
    nowhere = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 - open while the process is
    sys.stdout = sys.stdout or nowhere
    sys.stderr = sys.stderr or nowhere
