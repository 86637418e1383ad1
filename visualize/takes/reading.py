"""Reading: one take from the files beside it, as the index stores it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple, TypeVar

from visualize.errors import TakeError
from visualize.takes.facts import Facts, facts_of
from visualize.takes.scanning import LOOK_AGAIN
from visualize.takes.sidecar import read_fidelity, read_review, read_take
from visualize.takes.take import Review

T = TypeVar("T")


class Stored(NamedTuple):
    """A take to filter and sort by, and its sidecar and review whole, as JSON."""

    facts: Facts
    take: str
    review: str


def read_stored(takes: Path, path: str, stamp: str, faults: list[TakeError]) -> Stored | None:
    """Read the take with this sidecar; ``None`` when that cannot be used.

    What cannot be read is added to ``faults``. A take is no worse for a review or measures that
    are broken: it counts as not judged or not measured, and is read again the next time.

    Parameters
    ----------
    path, stamp
        The sidecar below the folder of takes, and the state its files were found in.
    """
    sidecar = takes / path
    before = len(faults)
    take = _tried(lambda: read_take(sidecar), None, faults)
    if take is None:
        return None
    review = _tried(lambda: read_review(sidecar), Review(), faults)
    fidelity = _tried(lambda: read_fidelity(sidecar, take), None, faults)
    stamp = stamp if len(faults) == before else LOOK_AGAIN
    facts = facts_of(path, stamp, sidecar.stem, take, review, fidelity)
    return Stored(facts, take.model_dump_json(), review.model_dump_json())


def _tried(read: Callable[[], T], otherwise: T, faults: list[TakeError]) -> T:
    try:
        return read()
    except TakeError as error:
        faults.append(error)
        return otherwise
