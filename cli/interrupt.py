"""Ctrl-C while frames are made: say what was kept, and the command that goes on."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from cli.errors import Interrupted
from cli.output import shown_path
from cli.progress import FrameProgress


@contextmanager
def resumable(progress: FrameProgress, out: Path, again: Sequence[str]) -> Iterator[None]:
    """Turn an interrupt of the block into one line on how to go on with ``again``.

    Raises
    ------
    Interrupted
        When the block was interrupted.
    """
    try:
        yield
    except KeyboardInterrupt as stop:
        step = progress.last
        where = f" in {step.what}, frame {step.done} of {step.total}" if step else ""
        raise Interrupted.after(
            stop,
            f"Stopped{where}; every finished file in {shown_path(out)} is whole and kept."
            f" Go on with: {shlex.join(again)}",
        ) from None
