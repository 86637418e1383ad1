"""Logs: what a runner notes for whoever looks for a fault, in a file, without secrets.

Signed addresses count as keys: what follows the question mark of any address is left out, in the
log as in what is told of a job.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from logging.handlers import RotatingFileHandler
from pathlib import Path

from visualize.jobs.places import log_file

_BYTES, _FILES = 1_000_000, 3
_SIGNED = re.compile(r"(\w+://)(?:[^\s/@'\"]*@)?([^\s?#'\"<>]*)[?#][^\s'\"<>]*")


def without_signatures(text: str) -> str:
    """Return the text with the query and the user of every address left out."""
    return _SIGNED.sub(r"\1\2?…", text) if "://" in text else text


@contextmanager
def logged(state: Path) -> Iterator[None]:
    """Write what this program logs inside the block to the state folder's log."""
    handler = RotatingFileHandler(
        log_file(state), maxBytes=_BYTES, backupCount=_FILES, encoding="utf-8", delay=True
    )
    handler.setFormatter(_Formatter("%(asctime)s %(levelname)s %(message)s"))
    logger = logging.getLogger("visualize")
    before = logger.level
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    try:
        yield
    finally:
        logger.removeHandler(handler)
        logger.setLevel(before)
        handler.close()


class _Formatter(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        return without_signatures(super().format(record))
