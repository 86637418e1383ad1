"""States of a job: which may follow which, and what a new runner does with each.

The runner moves a job along ``MOVES``. The user alone reopens what has ended or settles what is
uncertain, along ``USER_MOVES``. Every move is written down before the act that it names.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class State(StrEnum):
    """Where a job stands."""

    QUEUED = "queued"
    """Waiting for its turn, or for the time after which it may try again."""
    PREPARING = "preparing"
    """All that will be sent is being drawn and saved."""
    UPLOADING = "uploading"
    """It is saved and hashed; the media are on their way to the provider."""
    SUBMITTING = "submitting"
    """Its price is reserved; the request that costs money is about to leave or under way."""
    UNCERTAIN = "uncertain"
    """Nobody but the user can say whether the request arrived."""
    RUNNING = "running"
    """The provider has it, and its id there is on disk."""
    DOWNLOADING = "downloading"
    """It is made, and on its way here."""
    CHECKING = "checking"
    """It is here, and is being decoded and measured."""
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    CANCELLED = "cancelled"


class Recovery(StrEnum):
    """What a new runner does with a job that an old one left in some state."""

    WAIT = "wait"
    """It takes its turn, or is left to the user; nothing was under way."""
    QUEUE = "queue"
    """Begin again: what was drawn is drawn again, or reused where it is whole."""
    UPLOAD = "upload"
    """Upload again: what an upload gave is not kept, since addresses may be signed."""
    RECONCILE = "reconcile"
    """Submit again if no byte had left; else find out whether the request arrived."""
    POLL = "poll"
    """Ask the provider how it stands."""
    DOWNLOAD = "download"
    """Fetch the result again, from the beginning."""
    CHECK = "check"
    """Check again, and fetch again if a file is not there."""
    NOTHING = "nothing"
    """It has ended."""


_S = State

MOVES: Mapping[State, frozenset[State]] = {
    _S.QUEUED: frozenset((_S.PREPARING, _S.CANCELLED, _S.FAILED)),
    _S.PREPARING: frozenset((_S.QUEUED, _S.UPLOADING, _S.CANCELLED, _S.FAILED)),
    _S.UPLOADING: frozenset((_S.QUEUED, _S.SUBMITTING, _S.CANCELLED, _S.FAILED)),
    _S.SUBMITTING: frozenset((_S.QUEUED, _S.UPLOADING, _S.UNCERTAIN, _S.RUNNING, _S.FAILED)),
    _S.UNCERTAIN: frozenset((_S.RUNNING, _S.UPLOADING)),
    _S.RUNNING: frozenset((_S.UPLOADING, _S.DOWNLOADING, _S.CANCELLED, _S.FAILED)),
    _S.DOWNLOADING: frozenset((_S.CHECKING, _S.FAILED)),
    _S.CHECKING: frozenset((_S.DOWNLOADING, _S.SUCCEEDED, _S.FAILED)),
    _S.SUCCEEDED: frozenset(),
    _S.FAILED: frozenset(),
    _S.CANCELLED: frozenset(),
}
"""What the runner may do. ``running`` to ``uploading`` is for providers that cost nothing."""

USER_MOVES: Mapping[State, frozenset[State]] = {
    _S.QUEUED: frozenset((_S.CANCELLED,)),
    _S.UNCERTAIN: frozenset((_S.QUEUED, _S.FAILED, _S.CANCELLED, _S.RUNNING)),
    _S.SUCCEEDED: frozenset((_S.RUNNING,)),
    _S.FAILED: frozenset((_S.RUNNING, _S.QUEUED)),
    _S.CANCELLED: frozenset((_S.RUNNING, _S.QUEUED)),
}
"""What the user may do: cancel, settle, collect again, try again what was never made."""

ENDED = frozenset((State.SUCCEEDED, State.FAILED, State.CANCELLED))
SETTLED = ENDED | {State.UNCERTAIN}
"""States in which the runner has nothing more to do by itself."""

BUSY = frozenset(State) - SETTLED - {State.QUEUED}
"""States in which something is under way, and in which a job can be stalled."""

BEFORE_SENDING = frozenset((State.QUEUED, State.PREPARING, State.UPLOADING))
"""States in which nothing was asked of the provider that costs money."""

RECOVERY: Mapping[State, Recovery] = {
    _S.QUEUED: Recovery.WAIT,
    _S.PREPARING: Recovery.QUEUE,
    _S.UPLOADING: Recovery.UPLOAD,
    _S.SUBMITTING: Recovery.RECONCILE,
    _S.UNCERTAIN: Recovery.WAIT,
    _S.RUNNING: Recovery.POLL,
    _S.DOWNLOADING: Recovery.DOWNLOAD,
    _S.CHECKING: Recovery.CHECK,
    _S.SUCCEEDED: Recovery.NOTHING,
    _S.FAILED: Recovery.NOTHING,
    _S.CANCELLED: Recovery.NOTHING,
}


def may_move(before: State, after: State, *, by_user: bool = False) -> bool:
    """Tell whether a job may go from one state to another."""
    moves = USER_MOVES if by_user else MOVES
    return after in moves.get(before, frozenset())
