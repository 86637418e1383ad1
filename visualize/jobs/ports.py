"""What the runner needs of the rest of the program, so that it can be tested without it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from models.card import Route
from models.provider import Outcome, Provider
from models.request import Request
from visualize.order import Order

if TYPE_CHECKING:
    from visualize.takes.take import Clip  # whose package keeps what is finished here


@dataclass(frozen=True)
class Finished:
    """A job whose results were downloaded and passed the check, ready to be kept as takes.

    ``clips`` says what the check found in each of the outcome's files.
    """

    job: str
    order: Order
    request: Request
    outcome: Outcome
    clips: tuple[Clip, ...]
    reported_usd: float | None
    remote_id: str
    created: datetime
    submitted: datetime
    finished: datetime


class Preparer(Protocol):
    """Draws and writes all that will be sent (``visualize.brief``)."""

    def prepare(self, order: Order, folder: Path, report: Callable[[float, str], None]) -> Request:
        """Fill the job's folder and return the request. Called in the drawing thread.

        ``report`` takes the fraction done and a few words; it raises to stop. The same order
        gives the same request and the same bytes.
        """
        ...

    def close(self) -> None:
        """Free what drawing holds. Called in the drawing thread, when no job follows."""
        ...


class Keeper(Protocol):
    """Turns checked results into takes (``visualize.takes``)."""

    def keep(self, finished: Finished) -> tuple[Path, ...]:
        """Move the results into the gallery; called again after a crash it keeps nothing twice."""
        ...


class Providers(Protocol):
    """Finds routes and providers (``models.registry``)."""

    def route(self, model: str, mode: str, provider: str) -> Route:
        """Return the card's route."""
        ...

    def provider(self, name: str) -> Provider:
        """Return the provider, made once."""
        ...
