"""Provider: who runs a model. One file a provider; every one behaves as said here."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, Protocol

from models.card import Route
from models.request import Request

Remote = dict[str, Any]
"""What a provider must remember of a job to find it again: its id and addresses, as plain JSON.

It is kept in the user's state folder, never in a sidecar; an address that carries a signature
counts as a key and does not belong here.
"""


class Phase(StrEnum):
    """Where a job stands at the provider."""

    QUEUED = "queued"
    RUNNING = "running"
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    CANCELLED = "cancelled"


@dataclass(frozen=True)
class Progress:
    """One answer of a poll. ``fraction`` is 0 to 1 where the provider says it."""

    phase: Phase
    fraction: float | None = None
    message: str = ""
    position: int | None = None


@dataclass(frozen=True)
class Found:
    """The answer of a lookup. ``known`` is ``None`` where the provider cannot tell."""

    known: bool | None
    remote: Remote | None = None


@dataclass(frozen=True)
class Cancelled:
    """What a cancel achieved. ``may_be_billed`` is ``None`` where the provider does not say."""

    stopped: bool
    may_be_billed: bool | None
    message: str


@dataclass(frozen=True)
class Outcome:
    """A finished job's results, downloaded. ``cost_usd`` is the provider's, if it reports one."""

    files: tuple[Path, ...]
    cost_usd: float | None = None
    seed: int | None = None


@dataclass(frozen=True)
class Call:
    """One job as a provider sees it.

    Attributes
    ----------
    job
        Our job's id: a provider that lets the caller choose an id derives it from this alone.
    request
        What is asked.
    route
        The card's route, whose ``arguments`` say how to fill the endpoint's own.
    folder
        The job's folder; media paths are relative to it, results go to ``folder / "result"``.
    """

    job: str
    request: Request
    route: Route
    folder: Path


class Provider(Protocol):
    """A service, a program or this machine, that runs models.

    Every error is a ``models.errors.ProviderError`` of the kind that says what may follow.
    A method may be cancelled at any await and called again later.
    """

    name: str
    key_variables: tuple[str, ...]
    """Environment variables a key is read from, first come; empty where none is needed."""
    hosts: frozenset[str]
    """The only hosts that ever get the key."""
    concurrency: int
    """Jobs that may be submitted or running at once."""
    poll_seconds: float
    finds_jobs: bool
    """Whether ``lookup`` can always say if a create was read: such jobs never end uncertain."""
    free: bool
    """Whether a create costs nothing and may be made again."""

    async def upload(self, call: Call) -> Mapping[str, str]:
        """Hand over the media; return media path -> what stands for it in the arguments."""
        ...

    async def submit(
        self, call: Call, uploaded: Mapping[str, str], on_sending: Callable[[], Awaitable[None]]
    ) -> Remote:
        """Create the job. ``on_sending`` must be awaited right before its first byte leaves.

        Raises
        ------
        UnavailableError, BusyError
            Nothing was made; it may be tried again.
        AmbiguousError
            It may have been made.
        UnauthorizedError, NoCreditError, RefusedError
            Nothing was made and trying again is useless.
        """
        ...

    async def lookup(self, call: Call) -> Found:
        """Say whether a create whose answer was lost was read, and where it is."""
        ...

    async def poll(self, call: Call, remote: Remote) -> Progress:
        """Ask once how the job stands; a passing fault is Busy- or UnavailableError."""
        ...

    async def collect(self, call: Call, remote: Remote) -> Outcome:
        """Download the results of a succeeded job into ``call.folder / "result"``."""
        ...

    async def cancel(self, call: Call, remote: Remote) -> Cancelled:
        """Ask the provider to stop the job."""
        ...

    async def close(self) -> None:
        """Let go of connections."""
        ...
