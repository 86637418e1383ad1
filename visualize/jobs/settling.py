"""Settling: what the user alone can decide of a job that the runner is done with."""

from __future__ import annotations

from visualize.jobs.errors import JobError
from visualize.jobs.records import Charge, Job
from visualize.jobs.states import State
from visualize.jobs.store import JobStore


def settle(store: JobStore, job: Job, *, made: bool) -> Job:
    """Say of an uncertain job whether it was made at the provider.

    One that was not is submitted again. One that was ends as failed, since nothing here says where
    it is: its price counts as spent, and the clip is to be had at the provider.

    Raises
    ------
    JobError
        When the job is not uncertain.
    """
    if job.state is not State.UNCERTAIN:
        raise JobError(f"Job {job.id} is {job.state}, not uncertain; there is nothing to settle.")
    if made:
        return store.move(
            job, State.FAILED, f"made, as you say: its result is at {job.provider}",
            holder=None, lasting=True, charge=Charge.ESTIMATED,
        )  # fmt: skip
    return store.move(
        job, State.QUEUED, "not made, as you say: submitted again", holder=None, lasting=True,
        charge=Charge.NONE, charged_at=None, sent_at=None, attempts=0, not_before=0.0,
        cancel_asked=False,
    )  # fmt: skip


def collect_again(store: JobStore, job: Job) -> Job:
    """Let the runner ask after an ended job once more, and fetch its result; this costs nothing.

    Raises
    ------
    JobError
        When it has not ended, or never got to the provider.
    """
    if not job.settled:
        raise JobError(f"Job {job.id} is {job.state}: its result is fetched when it is made.")
    if job.remote is None:
        hint = (
            "Settle it first: shotwright jobs settle"
            if job.state is State.UNCERTAIN
            else "Place the order again."
        )
        raise JobError(f"Nothing says where job {job.id} is at {job.provider}. {hint}")
    return store.move(
        job, State.RUNNING, "fetched again", holder=None, lasting=True, attempts=0,
        cancel_asked=False, charge=job.charge if job.charge is not Charge.NONE else Charge.POSSIBLE,
    )  # fmt: skip


def try_again(store: JobStore, job: Job) -> Job:
    """Queue a job again that failed or was cancelled before anything was made.

    Raises
    ------
    JobError
        When it did not, or something may have been made: then only a new order makes another.
    """
    if job.state not in (State.FAILED, State.CANCELLED):
        raise JobError(
            f"Job {job.id} is {job.state}; only what failed or was cancelled goes again."
        )
    if job.remote is not None or job.charge is not Charge.NONE:
        raise JobError(
            f"Job {job.id} was sent and may be billed, so it is not sent again. To fetch what was"
            f" made: shotwright jobs collect {job.id}. To make another take, order it."
        )
    return store.move(
        job, State.QUEUED, "tried again", holder=None, lasting=True, attempts=0, not_before=0.0,
        sent_at=None, cancel_asked=False,
    )  # fmt: skip
