"""Sending: the one create a job may cost, and finding out what became of it.

A create that may have been read is never repeated. Where the provider can say whether it was, it
is asked; where it cannot, the job waits as ``uncertain`` for the user.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping

from models.errors import (
    AmbiguousError,
    BudgetError,
    BusyError,
    MissingKeyError,
    ModeratedError,
    NoCreditError,
    OptionError,
    ProviderError,
    RefusedError,
    UnauthorizedError,
    UnavailableError,
)
from models.provider import Found, Remote
from visualize.jobs.errors import ChangedError
from visualize.jobs.records import Charge
from visualize.jobs.states import State
from visualize.jobs.work import Work

_LOG = logging.getLogger(__name__)
_FOR_GOOD = (UnauthorizedError, NoCreditError, RefusedError, MissingKeyError, OptionError)
_LOST = "The answer to the request was lost."


async def submit(work: Work, uploaded: Mapping[str, str]) -> None:
    """Reserve the price, create the job at the provider once, and write its id down."""
    try:
        work.job = await work.crew.writes.reserve(work.job)
    except BudgetError as error:
        await work.move(State.FAILED, str(error))
        return
    try:
        remote = await _created(work, uploaded)
    except (BusyError, UnavailableError) as error:
        await _nothing_was_made(work, error)
    except _FOR_GOOD as error:
        charge = work.charge_if_lost if isinstance(error, ModeratedError) else Charge.NONE
        await work.move(State.FAILED, str(error), lasting=True, charge=charge)
    except ChangedError:
        raise
    except Exception as error:
        if work.job.sent_at is None:
            raise
        if not isinstance(error, ProviderError):
            _LOG.exception("job %s, while its request was sent", work.job.id)
        await reconcile(work, str(error) if isinstance(error, AmbiguousError) else _LOST)
    else:
        await _is_running(work, remote)


async def _created(work: Work, uploaded: Mapping[str, str]) -> Remote:
    """Send the create; a runner that stops meanwhile waits for its answer."""
    work.sending = True
    try:
        return await work.provider.submit(work.call, uploaded, lambda: _mark(work))
    finally:
        work.sending = False


async def reconcile(work: Work, why: str = "The program ended while it was sending.") -> None:
    """Find out whether a create that was under way arrived, and go on from there."""
    if work.job.sent_at is None or work.provider.free:
        words = "not sent yet" if work.job.sent_at is None else "made again"
        await work.move(State.UPLOADING, words, charge=Charge.NONE, sent_at=None)
        return
    try:
        found = await _found(work)
    except ProviderError as error:
        await work.move(State.UNCERTAIN, _uncertain(f"{why} {error}"), lasting=True)
        return
    if found.known and found.remote is not None:
        await _is_running(work, found.remote, "found at the provider")
    elif found.known is False:
        words = f"{why} {work.job.provider} has not got it: submitting again."
        await work.move(State.UPLOADING, words, lasting=True, charge=Charge.NONE, sent_at=None)
    else:
        await work.move(State.UNCERTAIN, _uncertain(why), lasting=True)


async def _found(work: Work) -> Found:
    """Look a create up; that it is absent counts only when it is said twice, some time apart."""
    call = work.call
    found = await work.persist(lambda: work.provider.lookup(call))
    if found.known is False:
        await work.pause(work.crew.pace.absent)
        found = await work.persist(lambda: work.provider.lookup(call))
    return found


async def _mark(work: Work) -> None:
    work.job = await work.crew.writes.mark_sent(work.job)


async def _is_running(work: Work, remote: Remote, message: str = "") -> None:
    await work.move(State.RUNNING, message, lasting=True, remote=remote, attempts=0)


async def _nothing_was_made(work: Work, error: BusyError | UnavailableError) -> None:
    gave_up = work.job.attempts + 1 >= work.crew.pace.unreachable
    if isinstance(error, UnavailableError) and gave_up:
        words = f"{error} Nothing was sent."
        await work.move(State.FAILED, words, lasting=True, charge=Charge.NONE, sent_at=None)
    else:
        await work.back_to_queue(error)


def _uncertain(why: str) -> str:
    return f"{why} It may have been made and billed: shotwright jobs settle ID"
