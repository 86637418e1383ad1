"""Following: ask how a job stands at its provider until it has ended there, or is cancelled."""

from __future__ import annotations

from models.errors import AmbiguousError, ProviderError
from models.provider import Call, Phase, Progress, Remote
from visualize.jobs.errors import JobError
from visualize.jobs.records import Charge
from visualize.jobs.states import State
from visualize.jobs.work import PASSING, Work


async def follow(work: Work) -> None:
    """Poll until the job has ended at the provider.

    Raises
    ------
    StopWorkError
        When the runner stops; the job goes on at the provider.
    """
    call, remote = work.call, remote_of(work)
    if work.resumed and work.provider.free and not await _still_there(work, call):
        return
    last: Progress | None = None
    unchanged = faults = 0
    cancel_tried = False
    while True:
        if work.cancelled.done() and not cancel_tried:
            cancel_tried = True
            if await _stop(work, call, remote):
                return
        try:
            progress = await work.provider.poll(call, remote)
        except (*PASSING, AmbiguousError) as error:
            faults += 1
            wait = work.crew.pace.delay(faults, error.retry_after)
            work.crew.writes.note(work.job, f"{error} Asking again in {wait:.0f} s.")
        else:
            if await _ended(work, progress):
                return
            unchanged = unchanged + 1 if progress == last else 0
            last, faults = progress, 0
            if not unchanged:
                work.report(progress.fraction, _words(progress))
            wait = work.crew.pace.between_polls(work.provider.poll_seconds, unchanged)
        await _wait(work, wait, cancel_tried=cancel_tried)


def remote_of(work: Work) -> Remote:
    """Return what is kept of the job at its provider.

    Raises
    ------
    JobError
        When nothing is.
    """
    if work.job.remote is None:
        raise JobError(f"Job {work.job.id} is {work.job.state}, but nothing says where it is.")
    return work.job.remote


async def _wait(work: Work, seconds: float, *, cancel_tried: bool) -> None:
    if cancel_tried:
        await work.pause(seconds)
    else:
        await work.pause_or_cancel(seconds)


async def _still_there(work: Work, call: Call) -> bool:
    """Tell whether a provider that costs nothing still has the job; else it is made again."""
    found = await work.persist(lambda: work.provider.lookup(call))
    if found.known:
        return True
    await work.move(State.UPLOADING, "made again", charge=Charge.NONE, sent_at=None, remote=None)
    return False


async def _ended(work: Work, progress: Progress) -> bool:
    """Move the job on if it has ended at the provider, and tell whether it has."""
    words = progress.message
    if progress.phase is Phase.SUCCEEDED:
        await work.move(State.DOWNLOADING)
    elif progress.phase is Phase.FAILED:
        said = words or f"{work.job.provider} failed and did not say why."
        await work.move(State.FAILED, said, lasting=True, charge=work.charge_if_lost)
    elif progress.phase is Phase.CANCELLED:
        said = words or f"It was cancelled at {work.job.provider}."
        await work.move(State.CANCELLED, said, lasting=True, charge=work.charge_if_lost)
    else:
        return False
    return True


async def _stop(work: Work, call: Call, remote: Remote) -> bool:
    """Ask the provider to stop the job, and say what that achieved; tell whether it stopped."""
    try:
        answer = await work.provider.cancel(call, remote)
    except ProviderError as error:
        work.crew.writes.note(work.job, f"It could not be stopped, so it goes on: {error}")
        return False
    if not answer.stopped:
        work.crew.writes.note(work.job, f"It could not be stopped: {answer.message}")
        return False
    free = answer.may_be_billed is False
    billing = "It is not billed." if free else "It may still be billed."
    await work.move(
        State.CANCELLED,
        f"{answer.message} {billing}".strip(),
        lasting=True,
        charge=Charge.NONE if free else work.charge_if_lost,
    )
    return True


def _words(progress: Progress) -> str:
    if progress.message:
        return progress.message
    if progress.phase is Phase.QUEUED:
        place = f", number {progress.position}" if progress.position is not None else ""
        return f"waiting at the provider{place}"
    return ""
