"""Job rows: how a job stands, step by step, in words, and what may be done about it."""

from __future__ import annotations

import re
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from models.modes import Mode
from models.money import money
from studio.visualize_mode.quote import seconds_words
from visualize.jobs.records import STALLED_SECONDS, Charge, Job
from visualize.jobs.states import State
from visualize.order import LOCAL

STEPS = ("Passes", "Upload", "Submit", "Generate", "Download", "Check")
_HERE = (0, 3, 5)
"""The steps of a job that this machine does by itself: nothing goes out or comes in."""

_PLACE = {
    State.QUEUED: 0, State.PREPARING: 0, State.UPLOADING: 1, State.SUBMITTING: 2,
    State.UNCERTAIN: 2, State.RUNNING: 3, State.DOWNLOADING: 4, State.CHECKING: 5,
    State.SUCCEEDED: 6,
}  # fmt: skip
_TAKE = re.compile(r"_take(\d+)\.\w+$")
_LEAST_SECONDS = 1.0


class Stand(StrEnum):
    """How one step stands."""

    TO_DO = "to do"
    RUNNING = "running"
    DONE = "done"
    STALLED = "stalled"
    FAILED = "failed"
    STOPPED = "stopped"


class Deed(StrEnum):
    """What the person at the desk may do with a job, as its button says it."""

    CANCEL = "Cancel"
    ASK_AGAIN = "Ask again"
    MADE = "It was made"
    NOT_MADE = "It was not made"
    FETCH = "Fetch again"
    RETRY = "Try again"
    PLAY = "Play"
    CLEAR = "Clear"


@dataclass(frozen=True, slots=True, kw_only=True)
class JobRow:
    """A job as it is listed.

    ``steps`` are names and how each stands.
    ``fraction`` is of the step under way, ``None`` where its provider does not say. ``deeds`` are
    buttons in order; the cross is ``Deed.CANCEL`` or ``Deed.CLEAR``.
    """

    job: Job
    title: str
    take: str
    status: str
    stand: Stand
    steps: tuple[tuple[str, Stand], ...]
    fraction: float | None
    deeds: tuple[Deed, ...]
    cross: Deed
    sentence: str = ""


def job_row(
    job: Job, model: str, *, now: float, resumed: bool = False, wait: float | None = None
) -> JobRow:
    """Return the row of a job.

    Parameters
    ----------
    model
        The model's name, as people know it.
    now
        Seconds since 1970.
    resumed
        Whether it was under way when the program was opened.
    wait
        How long takes of the model took so far, in seconds.
    """
    stand = _stand(job, now)
    number = job.shot_label.partition(" ")[0]
    return JobRow(
        job=job,
        title=f"{number} {model}",
        take=_take_words(job),
        status=_status(job, stand, now, resumed=resumed, wait=wait),
        stand=stand,
        steps=_steps(job, stand),
        fraction=1.0 if job.state is State.SUCCEEDED else job.fraction,
        deeds=_deeds(job, stand),
        cross=Deed.CLEAR if job.settled and job.state is not State.UNCERTAIN else Deed.CANCEL,
        sentence=_sentence(job),
    )


def counts_words(jobs: Iterable[Job], today: date) -> str:
    """Return ``4 running, 2 waiting, 1 landed today``."""
    listed = list(jobs)
    queued = sum(job.state is State.QUEUED for job in listed)
    running = sum(not job.settled for job in listed) - queued
    landed = sum(job.state is State.SUCCEEDED and _day(job.finished_at) == today for job in listed)
    doubt = sum(job.state is State.UNCERTAIN for job in listed)
    words = [f"{running} running"] if running else []
    words += [f"{queued} waiting"] if queued else []
    words += [f"{landed} landed today"] if landed else []
    words += [f"{doubt} to settle"] if doubt else []
    return ", ".join(words)


def made_with(job: Job, names: Mapping[str, str]) -> str:
    """Return the name of what makes a job: a model's, or the look of a direct render."""
    if job.mode == Mode.DIRECT:
        return f"Direct Render, {job.model}"
    return names.get(job.model, job.model) + (", local" if job.provider == LOCAL else "")


def _stand(job: Job, now: float) -> Stand:
    if job.state is State.SUCCEEDED:
        return Stand.DONE
    if job.state is State.FAILED:
        return Stand.FAILED
    if job.state is State.CANCELLED:
        return Stand.STOPPED
    if job.state is State.UNCERTAIN or job.stalled(now):
        return Stand.STALLED
    return Stand.TO_DO if job.state is State.QUEUED else Stand.RUNNING


def _steps(job: Job, stand: Stand) -> tuple[tuple[str, Stand], ...]:
    here = _PLACE.get(job.state)
    if here is None:
        here = _reached(job)
    places = tuple(range(len(STEPS)))
    if job.provider == LOCAL:
        places = _HERE
        here = next((place for place in _HERE if place >= here), len(STEPS))
    return tuple(
        (STEPS[place], Stand.DONE if place < here else stand if place == here else Stand.TO_DO)
        for place in places
    )


def _reached(job: Job) -> int:
    """Return the step at which a job failed or was stopped, by what is on disk of it."""
    if job.result_text is not None:
        return 5
    if job.remote_text is not None:
        return 3
    if job.sent_at is not None:
        return 2
    return 1 if job.request_text is not None else 0


def _take_words(job: Job) -> str:
    numbers = [found[1] for path in job.takes if (found := _TAKE.search(path))]
    return f"take {', '.join(numbers)}" if numbers else ""


def _status(
    job: Job, stand: Stand, now: float, *, resumed: bool, wait: float | None
) -> str:  # fmt: skip
    if job.state is State.SUCCEEDED:
        return _done_words(job)
    if job.state is State.FAILED:
        return "Failed"
    if job.state is State.CANCELLED:
        return "Cancelled"
    if job.state is State.UNCERTAIN:
        return "Nobody knows if it arrived"
    if job.cancel_asked:
        return "Stopping"
    if stand is Stand.STALLED:
        return f"No progress for {seconds_words(max(now - job.progress_at, STALLED_SECONDS))}"
    words = [_progress_words(job, now, wait)] if job.state is not State.QUEUED else []
    words += [job.message] if job.message and job.state is not State.PREPARING else []
    words += ["Free"] if job.high_usd == 0.0 else []
    if resumed:
        words.insert(0, "Resumed after restart")
    if job.state is State.QUEUED and not job.message:
        words.append("Waits its turn")
    return " · ".join(word for word in words if word)


def _progress_words(job: Job, now: float, wait: float | None) -> str:
    if job.state is State.UPLOADING:
        return "Waits its turn" if job.provider == LOCAL else "Handing over"
    if job.state is State.SUBMITTING:
        return "Sending"
    if job.fraction is None:
        since = job.submitted_at
        return "" if since is None else f"{seconds_words(now - since)}{_of_about(wait)}"
    if job.provider == LOCAL and job.state is State.RUNNING and job.request is not None:
        return _frames_words(job, job.request.options.frames, now)
    words = f"{100 * job.fraction:.0f} %"
    if job.state is State.RUNNING and job.submitted_at is not None:
        words += f" · {seconds_words(now - job.submitted_at)}{_of_about(wait)}"
    return words


def _frames_words(job: Job, frames: int, now: float) -> str:
    at = round((job.fraction or 0.0) * frames)
    words = f"Frame {at} of {frames}"
    gone = now - (job.submitted_at or now)
    return words if gone < _LEAST_SECONDS or at < 2 else f"{words} · {at / gone:.0f} fps"


def _of_about(wait: float | None) -> str:
    return "" if wait is None else f" of about {seconds_words(wait)}"


def _done_words(job: Job) -> str:
    words = []
    if job.finished_at is not None:
        words.append(f"{seconds_words(job.finished_at - (job.submitted_at or job.created_at))}")
    price = job.high_usd if job.reported_usd is None else job.reported_usd
    words.append(money(price, price).capitalize() if price == 0.0 else money(price, price))
    return " · ".join(words)


def _sentence(job: Job) -> str:
    """Return the second line of a job that needs one: what happened, and what to do."""
    if job.state is State.UNCERTAIN:
        return (
            f"The answer of {job.provider} was lost. Look at your account there: if it was made,"
            " its price counts as spent; if not, it is sent again."
        )
    return job.message if job.state in (State.FAILED, State.CANCELLED) else ""


def _deeds(job: Job, stand: Stand) -> tuple[Deed, ...]:
    if job.state is State.SUCCEEDED:
        return (Deed.PLAY,) if job.takes else ()
    if job.state is State.UNCERTAIN:
        return (Deed.MADE, Deed.NOT_MADE)
    if job.state in (State.FAILED, State.CANCELLED):
        if job.remote_text is not None:
            return (Deed.FETCH,)
        return (Deed.RETRY,) if job.charge is Charge.NONE else ()
    return (Deed.ASK_AGAIN,) if stand is Stand.STALLED else ()


def _day(seconds: float | None) -> date | None:
    return None if seconds is None else datetime.fromtimestamp(seconds).date()


def now() -> float:
    """Return this moment in seconds since 1970."""
    return time.time()
