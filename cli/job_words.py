"""What is said of jobs: rows of a table for people, facts for programs, and sums of money."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

from cli.output import Column, counted
from models.lengths import seconds_text
from models.request import Chosen
from visualize.jobs.records import STALLED_SECONDS, Charge, Job
from visualize.jobs.states import ENDED, State

JOB_COLUMNS = (
    Column("job"),
    Column("shot"),
    Column("mode"),
    Column("model"),
    Column("state"),
    Column("cost", right=True),
    Column("what", wraps=True),
)


_STEPS = {
    State.QUEUED: "waiting",
    State.PREPARING: "drawing",
    State.UPLOADING: "handing over",
    State.SUBMITTING: "sending",
    State.RUNNING: "being made",
    State.SUCCEEDED: "done",
}


def job_row(job: Job) -> tuple[str, ...]:
    """Return a job's row under ``JOB_COLUMNS``."""
    return (
        job.id, job.shot_label, job.mode, job.model, state_words(job), cost_words(job),
        what_words(job),
    )  # fmt: skip


def state_words(job: Job) -> str:
    """Return where a job stands: ``running 40%``, or that it has not got on for a while."""
    done = f" {100 * job.fraction:.0f}%" if job.fraction is not None else ""
    stalled = ", stalled" if job.stalled() else ""
    stopping = ", stopping" if job.cancel_asked and not job.settled else ""
    return f"{job.state}{done}{stalled}{stopping}"


def step_words(job: Job) -> str:
    """Return how a job stands while it is waited for, in tenths; equal words mean no change."""
    words = _STEPS.get(job.state, job.state.value)
    if not job.settled and job.fraction is not None:
        words += f" {int(job.fraction * 10) * 10} %"
    if job.message:
        words += f", {job.message}"
    if job.stalled():
        words += f", no progress for {STALLED_SECONDS / 60:.0f} minutes"
    return words


def made_words(job: Job) -> str:
    """Return what a job makes and by what: ``4 s 1280x536, local/toon``."""
    request = job.request
    return job.model if request is None else f"{what_is_made(request.options)}, {job.model}"


def what_is_made(chosen: Chosen) -> str:
    """Return ``4 s 1280x536 depth sound``: length, size, guide and sound of a take."""
    words = [f"{chosen.width}x{chosen.height}"]
    if chosen.seconds is not None:
        words.insert(0, seconds_text(chosen.seconds))
    if chosen.guide is not None:
        words.append(chosen.guide)
    if chosen.audio:
        words.append("sound")
    return " ".join(words)


def what_words(job: Job) -> str:
    """Return the last thing to know of a job: its takes, or what its provider said."""
    if job.state is State.SUCCEEDED:
        return ", ".join(path.rpartition("/")[2] for path in job.takes)
    if job.stalled() and not job.message:
        return "no progress for five minutes; it goes on, or 'shotwright jobs cancel' stops it"
    return job.message.replace("settle ID", f"settle {job.id}")


def cost_words(job: Job) -> str:
    """Return what a job costs: as reported, else as estimated; ``?`` where nobody knows."""
    if job.reported_usd is not None:
        return money(job.reported_usd, job.reported_usd)
    if job.state in ENDED and job.charge is Charge.NONE:
        return "–"
    return money(job.low_usd, job.high_usd)


def money(low_usd: float | None, high_usd: float | None) -> str:
    """Return a sum or a range in dollars; ``?`` where nobody knows."""
    if high_usd is None:
        return "?"
    high = "free" if high_usd == 0.0 else dollars(high_usd)
    return high if low_usd is None or low_usd == high_usd else f"{dollars(low_usd)}–{high_usd:.2f}"


def dollars(usd: float) -> str:
    """Return a sum in dollars; to a tenth of a cent where it is that small."""
    return f"${usd:.2f}" if usd == 0.0 or usd >= 0.01 else f"${usd:.4f}"


def job_facts(job: Job) -> dict[str, Any]:
    """Return a job for programs; times are ISO 8601 in UTC, sums are dollars or null."""
    return {
        "id": job.id,
        "batch": job.batch,
        "project": job.project,
        "shot": job.shot,
        "shot_label": job.shot_label,
        "mode": job.mode,
        "model": job.model,
        "provider": job.provider,
        "state": job.state.value,
        "fraction": job.fraction,
        "stalled": job.stalled(),
        "cancel_asked": job.cancel_asked,
        "message": job.message,
        "takes": list(job.takes),
        "estimate_usd": [job.low_usd, job.high_usd],
        "reported_usd": job.reported_usd,
        "charge": job.charge.value,
        "created": _iso(job.created_at),
        "submitted": _iso(job.submitted_at),
        "finished": _iso(job.finished_at),
    }


def counts_words(jobs: Iterable[Job]) -> str:
    """Return ``2 succeeded, 1 running`` in the order in which a job goes through its states."""
    found = Counter(job.state for job in jobs)
    return ", ".join(f"{found[state]} {state}" for state in State if found[state])


def next_step(jobs: Sequence[Job]) -> str:
    """Return what the user may do about these jobs now, in one line; "" for nothing."""
    uncertain = [job for job in jobs if job.state is State.UNCERTAIN]
    if uncertain:
        return (
            f"{counted(len(uncertain), 'job')} may have been made and billed. Look at your account"
            f" there, then: shotwright jobs settle {uncertain[0].id} --made (or --not-made)"
        )
    if any(not job.settled for job in jobs):
        return "To follow them: shotwright jobs watch"
    return ""


def _iso(seconds: float | None) -> str | None:
    if seconds is None:
        return None
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="milliseconds")
