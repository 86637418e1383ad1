"""Receiving: fetch a result, check it, and keep it as takes."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from models.errors import ModeratedError, ResultError
from models.provider import Outcome
from models.request import Request
from visualize.jobs.checking import check_results
from visualize.jobs.errors import JobError
from visualize.jobs.following import remote_of
from visualize.jobs.places import make_empty
from visualize.jobs.ports import Finished, Keeper
from visualize.jobs.records import Charge, Result, as_time
from visualize.jobs.states import State
from visualize.jobs.work import PASSING, Work

_AGAIN = "To fetch what was made, once that is put right: shotwright jobs collect {}"


async def download(work: Work) -> None:
    """Fetch the result into the job's folder, anew from the first byte; then it is ``checking``."""
    call, remote = work.call, remote_of(work)
    tries = 0
    while True:
        make_empty(work.results)
        try:
            outcome = await work.provider.collect(call, remote)
            saved = Result.of(outcome, work.results)
            break
        except ModeratedError:
            raise
        except (*PASSING, ResultError) as error:
            tries += 1
            if tries >= work.crew.pace.fetches:
                raise
            wait = work.crew.pace.delay(tries, error.retry_after)
            work.crew.writes.note(work.job, f"{error} Fetching again in {wait:.0f} s.")
            await work.pause(wait)
    await work.move(State.CHECKING, outcome=saved.model_dump_json(), reported_usd=saved.cost_usd)


async def check(work: Work) -> None:
    """Decode and measure the result and keep it as takes, or fetch it again if it is not whole."""
    result = work.job.result
    if result is None:
        raise JobError(f"Job {work.job.id} is being checked, but nothing was downloaded.")
    outcome = result.outcome(work.results)
    finished = _but_for_clips(work, outcome)
    try:
        takes = await work.crew.keeping.do(
            partial(_kept, work.crew.ports.keeper, work.call.request, outcome, finished)
        )
    except ResultError as error:
        tries = work.job.attempts + 1
        if tries >= work.crew.pace.fetches:
            raise
        await work.move(State.DOWNLOADING, f"{error} Fetching it again.", attempts=tries)
        await work.pause(work.crew.pace.delay(tries))
        return
    known = work.job.reported_usd is not None
    await work.move(
        State.SUCCEEDED,
        takes=[str(path) for path in takes],
        charge=Charge.REPORTED if known else Charge.ESTIMATED,
    )
    work.crew.sweep.add(work.folder)


def _kept(
    keeper: Keeper, request: Request, outcome: Outcome, finished: Callable[..., Finished]
) -> tuple[Path, ...]:
    """Decode the results once, and keep them with what was found in them."""
    return keeper.keep(finished(clips=check_results(request, outcome.files)))


def collect_hint(work: Work) -> str:
    """Return what to tell the user of a job that was made but could not be had."""
    return _AGAIN.format(work.job.id)


def _but_for_clips(work: Work, outcome: Outcome) -> Callable[..., Finished]:
    """Return what makes the finished job of its ``clips``."""
    job, now = work.job, time.time()
    return partial(
        Finished,
        job=job.id,
        order=job.order,
        request=work.call.request,
        outcome=outcome,
        reported_usd=job.reported_usd,
        remote_id=str(remote_of(work).get("id", "")),
        created=as_time(job.created_at),
        submitted=as_time(job.submitted_at or job.created_at),
        finished=as_time(now),
    )
