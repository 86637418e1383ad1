"""Advance: carry one job from where it stands to where the runner has nothing more to do."""

from __future__ import annotations

import logging

from models.errors import RefusedError
from shotwright import ShotwrightError
from visualize.jobs.errors import ChangedError, StoreError
from visualize.jobs.following import follow
from visualize.jobs.preparing import prepare, upload
from visualize.jobs.receiving import check, collect_hint, download
from visualize.jobs.records import Charge
from visualize.jobs.sending import reconcile, submit
from visualize.jobs.states import BEFORE_SENDING, RECOVERY, SETTLED, Recovery, State
from visualize.jobs.work import StopWorkError, Work

_LOG = logging.getLogger(__name__)
_MADE = frozenset((State.RUNNING, State.DOWNLOADING, State.CHECKING))


async def carry(work: Work) -> None:
    """Carry a job on until it is settled, queued again, or taken out of this runner's hands.

    Raises
    ------
    StoreError
        When the store fails; nothing can be done without it.
    """
    try:
        if work.resumed:
            await _recover(work)
        if work.job.state is State.QUEUED:
            await prepare(work)
        if work.job.state not in SETTLED and work.job.state is not State.QUEUED:
            already_there = work.job.state not in BEFORE_SENDING
            async with work.crew.slots.one(
                work.job.provider, at_once=already_there, unless=work.cancelled
            ):
                await _at_the_provider(work)
    except StopWorkError:
        return
    except ChangedError as error:
        _LOG.info("left job %s to another: %s", work.job.id, error)
    except StoreError:
        raise
    except RefusedError as error:
        await _fail(work, str(error), lost=True)
    except ShotwrightError as error:
        await _fail(work, str(error))
    except Exception as error:  # noqa: BLE001 - a fault in one job must not end the others
        _LOG.exception("job %s", work.job.id)
        kind = type(error).__name__
        await _fail(work, f"This is a fault in shotwright, not in your project: {kind}: {error}")


async def _at_the_provider(work: Work) -> None:
    """Take every step that needs a place at the provider."""
    while work.job.state not in SETTLED and work.job.state is not State.QUEUED:
        if work.crew.stopping.is_set():
            raise StopWorkError
        match work.job.state:
            case State.UPLOADING:
                await _send(work)
            case State.SUBMITTING:
                await reconcile(work)
            case State.RUNNING:
                await follow(work)
            case State.DOWNLOADING:
                await download(work)
            case State.CHECKING:
                await check(work)
            case _:
                raise ChangedError(f"Job {work.job.id} is {work.job.state}.")
        work.resumed = False


async def _send(work: Work) -> None:
    if work.cancelled.done():
        await work.move(State.CANCELLED, "cancelled before anything was sent", lasting=True)
        return
    uploaded = await upload(work)
    if uploaded is None:
        return
    if work.cancelled.done():
        await work.move(State.CANCELLED, "cancelled before it was submitted", lasting=True)
        return
    if work.crew.stopping.is_set():
        raise StopWorkError
    await submit(work, uploaded)


async def _recover(work: Work) -> None:
    """Do what a state that an earlier runner left asks for, where its step does not do it."""
    recovery = RECOVERY[work.job.state]
    if recovery is Recovery.QUEUE:
        await work.move(State.QUEUED, "resumed")
    elif recovery is Recovery.CHECK and not _files_are_there(work):
        await work.move(State.DOWNLOADING, "resumed")
    elif recovery not in (Recovery.WAIT, Recovery.NOTHING):
        work.crew.writes.note(work.job, "resuming")


def _files_are_there(work: Work) -> bool:
    result = work.job.result
    return result is not None and all((work.results / name).is_file() for name in result.files)


async def _fail(work: Work, message: str, *, lost: bool = False) -> None:
    """End a job; what was sent keeps counting in budgets, and stays reachable unless it is lost."""
    try:
        if work.job.state in SETTLED:
            _LOG.error("job %s is %s already: %s", work.job.id, work.job.state, message)
        elif work.job.state in _MADE:
            words = message if lost else f"{message} {collect_hint(work)}"
            await work.move(State.FAILED, words, lasting=True, charge=work.charge_if_lost)
        elif work.job.sent_at is not None:
            await work.move(State.UNCERTAIN, message, lasting=True)
        else:
            await work.move(State.FAILED, message, lasting=True, charge=Charge.NONE)
    except ChangedError as error:
        _LOG.info("left job %s to another: %s", work.job.id, error)
