"""Errors of cards, options, prices, keys and providers (the tree is drawn in ``shotwright.py``)."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from pathlib import Path

from shotwright import ShotwrightError


class CardError(ShotwrightError):
    """A model card that cannot be used. ``path`` names the file, ``problems`` every fault in it."""

    def __init__(self, path: str | Path, problems: Iterable[str]) -> None:
        self.path = Path(path)
        self.problems = tuple(problems)
        super().__init__(f"{path}: " + "; ".join(self.problems))


class UnknownModelError(ShotwrightError):
    """A model or a provider that no card names. ``similar`` holds the nearest known ids."""

    def __init__(self, what: str, name: str, known: Iterable[str]) -> None:
        known = sorted(set(known))
        self.similar = tuple(difflib.get_close_matches(name, known, 3, 0.5))
        hint = f" Did you mean {' or '.join(self.similar)}?" if self.similar else ""
        super().__init__(f"There is no {what} {name!r}.{hint} 'shotwright models' lists them.")


class OptionError(ShotwrightError):
    """An option a model does not take. ``field`` names it, ``allowed`` says what it takes."""

    def __init__(self, field: str, message: str, allowed: Iterable[str] = ()) -> None:
        self.field = field
        self.allowed = tuple(allowed)
        choices = f" Allowed: {', '.join(self.allowed)}." if self.allowed else ""
        super().__init__(f"{message}{choices}")


class BudgetError(ShotwrightError):
    """A request that a budget refuses. ``limit_usd`` and ``asked_usd`` are what collided."""

    def __init__(self, message: str, limit_usd: float, asked_usd: float | None) -> None:
        self.limit_usd = limit_usd
        self.asked_usd = asked_usd
        super().__init__(message)


class MissingKeyError(ShotwrightError):
    """No key for a provider. ``provider`` names it, ``variable`` the environment variable."""

    def __init__(self, provider: str, variable: str) -> None:
        self.provider = provider
        self.variable = variable
        super().__init__(
            f"There is no key for {provider}: set {variable} in the environment, or store one with"
            f" 'shotwright keys set {provider}'."
        )


class ProviderError(ShotwrightError):
    """A provider refused, failed or answered what it should not.

    Parameters
    ----------
    provider
        Its name.
    message
        What happened and what to do, without keys, signed addresses or the request's body.
    status
        The HTTP status, where there was an answer.
    retry_after
        Seconds the provider asks to wait.
    """

    def __init__(
        self,
        provider: str,
        message: str,
        *,
        status: int | None = None,
        retry_after: float | None = None,
    ) -> None:
        self.provider = provider
        self.status = status
        self.retry_after = retry_after
        super().__init__(f"{provider}: {message}")


class UnauthorizedError(ProviderError):
    """The key is missing, wrong or not allowed to do this."""


class NoCreditError(ProviderError):
    """The account has no credit left."""


class RefusedError(ProviderError):
    """The request was read and refused for good: nothing was made, sending it again won't help."""


class ModeratedError(RefusedError):
    """The provider's content check refused the request or its result; it may still be billed."""


class BusyError(ProviderError):
    """Too many requests or no capacity: nothing was made, the same request may be sent later."""


class UnavailableError(ProviderError):
    """The provider could not be reached, and no byte of the request was sent."""


class AmbiguousError(ProviderError):
    """The answer was lost after the request may have been read: it may have been made and billed.

    Never followed by a second create; the job is looked up or left to the user.
    """


class ResultError(ProviderError):
    """A result that cannot be had or is not what it should be (expired, cut off, not a film)."""
