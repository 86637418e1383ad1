"""`shotwright jobs`: what is being made, and what the user may decide about it."""

from __future__ import annotations

import time
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Sequence

from cli.checklist import Checklist
from cli.command import Command, Example
from cli.errors import DONE, FAILURE, Interrupted
from cli.flags import one_of
from cli.job_words import JOB_COLUMNS, counts_words, job_facts, job_row, next_step, what_words
from cli.output import Output, counted
from shotwright import UsageError
from visualize.jobs.records import Job
from visualize.jobs.settling import collect_again, settle, try_again
from visualize.jobs.states import ENDED, State
from visualize.jobs.store import JobStore
from visualize.jobs.waiting import start_runner, wait

_RECENT_SECONDS = 24 * 3600.0
_CANCEL_SECONDS = 5.0
_NOTHING = (
    "There are no jobs{}. To see what a take would cost: shotwright estimate."
    " To make one: shotwright generate"
)


def configure(parser: ArgumentParser) -> None:
    """Add what to do, with which jobs."""
    parser.add_argument(
        "action", nargs="?", default="list", type=one_of(*_ACTIONS), metavar="ACTION",
        help="list (the default), watch, resume, cancel, collect or settle",
    )  # fmt: skip
    parser.add_argument(
        "job", nargs="*", metavar="JOB", help="the beginning of a job's id, such as job_k3f"
    )
    parser.add_argument(
        "--all", action="store_true", help="list every job, not only the last day's and open ones"
    )
    made = parser.add_mutually_exclusive_group()
    made.add_argument(
        "--made", action="store_true", help="settle: it was made, and its price counts as spent"
    )
    made.add_argument(
        "--not-made", action="store_true", help="settle: nothing was made, so submit it again"
    )


def run(arguments: Namespace, output: Output) -> int:
    """Do what is asked with the jobs of this user."""
    if (arguments.made or arguments.not_made) and arguments.action != "settle":
        raise UsageError("--made and --not-made belong to: shotwright jobs settle JOB")
    with JobStore() as store:
        return _ACTIONS[arguments.action](arguments, store, output)


def _list(arguments: Namespace, store: JobStore, output: Output) -> int:
    since = 0.0 if arguments.all else time.time() - _RECENT_SECONDS
    jobs = _named(arguments, store) or [
        job for job in store.jobs() if job.state not in ENDED or (job.finished_at or 0.0) >= since
    ]
    output.document({"jobs": [job_facts(job) for job in jobs]})
    if not jobs:
        output.line(_NOTHING.format("" if arguments.all else " open, nor any of the last day"))
        return DONE
    output.table(JOB_COLUMNS, [job_row(job) for job in jobs])
    output.note(f"\n{counts_words(jobs)}. {next_step(jobs)}".rstrip())
    return DONE


def _watch(arguments: Namespace, store: JobStore, output: Output) -> int:
    jobs = _named(arguments, store) or [job for job in store.jobs() if not job.settled]
    return _follow(jobs, output)


def _resume(arguments: Namespace, store: JobStore, output: Output) -> int:
    for job in _named(arguments, store):
        if job.settled:
            try_again(store, job)
    left = store.unfinished()
    started = start_runner() if left else False
    output.document({"unfinished": left, "started": started})
    if not left:
        output.line("Nothing is unfinished.")
    else:
        how = "Going on in the background" if started else "A runner is at work already"
        output.line(f"{how}: {counted(left, 'job')}. To follow: shotwright jobs watch")
    return DONE


def _cancel(arguments: Namespace, store: JobStore, output: Output) -> int:
    jobs = [store.ask_to_cancel(job) for job in _required(arguments, store, "cancel")]
    if any(not job.settled for job in jobs):
        start_runner()
        jobs = _settled_soon(store, jobs)
    output.document({"jobs": [job_facts(job) for job in jobs]})
    for job in jobs:
        words = what_words(job) or str(job.state)
        waiting = "" if job.settled else "asked to stop, not stopped yet. "
        output.line(f"{job.id}  {waiting}{words}")
    return DONE


def _collect(arguments: Namespace, store: JobStore, output: Output) -> int:
    jobs = [collect_again(store, job) for job in _required(arguments, store, "collect")]
    return _follow(jobs, output)


def _settle(arguments: Namespace, store: JobStore, output: Output) -> int:
    if not (arguments.made or arguments.not_made):
        raise UsageError(
            "Look at your account at the provider, then say --made or --not-made. A job settled as"
            " not made is submitted, and paid for, again."
        )
    jobs = [
        settle(store, job, made=arguments.made) for job in _required(arguments, store, "settle")
    ]
    if arguments.not_made:
        start_runner()
    output.document({"jobs": [job_facts(job) for job in jobs]})
    for job in jobs:
        output.line(f"{job.id}  {job.message}")
    return DONE


def _named(arguments: Namespace, store: JobStore) -> list[Job]:
    return [store.find(name) for name in dict.fromkeys(arguments.job)]


def _required(arguments: Namespace, store: JobStore, action: str) -> list[Job]:
    jobs = _named(arguments, store)
    if not jobs:
        raise UsageError(f"Say which: shotwright jobs {action} JOB ('shotwright jobs' lists them)")
    return jobs


def _settled_soon(store: JobStore, jobs: Sequence[Job]) -> list[Job]:
    """Return the jobs once they are settled, or as they stand after a few seconds."""
    ids = [job.id for job in jobs]
    deadline = time.monotonic() + _CANCEL_SECONDS
    while time.monotonic() < deadline:
        found = store.jobs(ids)
        if all(job.settled for job in found):
            return found
        time.sleep(0.1)
    return store.jobs(ids)


def _follow(jobs: Sequence[Job], output: Output) -> int:
    """Wait for jobs with a checklist; whoever works, this process or the background."""
    if not jobs:
        output.document({"jobs": []})
        output.line("Nothing is under way.")
        return DONE
    checklist = Checklist(output, every_step=True)
    try:
        with checklist:
            ended = wait([job.id for job in jobs], checklist.update)
    except KeyboardInterrupt as stop:
        left = [job for job in checklist.jobs if not job.settled]
        raise Interrupted.after(
            stop,
            f"Left {counted(len(left), 'job')} to the background; nothing is lost."
            " To follow: shotwright jobs watch. To stop one: shotwright jobs cancel JOB",
        ) from None
    output.document({"jobs": [job_facts(job) for job in ended]})
    output.line(f"{counts_words(ended)}. {next_step(ended)}".rstrip())
    return DONE if all(job.state is State.SUCCEEDED for job in ended) else FAILURE


_ACTIONS: dict[str, Callable[[Namespace, JobStore, Output], int]] = {
    "list": _list,
    "watch": _watch,
    "resume": _resume,
    "cancel": _cancel,
    "collect": _collect,
    "settle": _settle,
}


COMMAND = Command(
    name="jobs",
    summary="list the takes being made; watch, resume, cancel, collect or settle them",
    details=(
        "A job goes on after Ctrl-C, a crash or a restart, and is never paid for twice. One whose"
        " request was lost on the way is 'uncertain' until you settle it: look at your account at"
        " the provider, then say --made or --not-made."
    ),
    examples=(
        Example("shotwright jobs", "what is open, and what ended in the last day"),
        Example("shotwright jobs --all --json", "every job there was, for a program"),
        Example("shotwright jobs watch", "follow what is under way"),
        Example("shotwright jobs resume", "go on in the background with what is unfinished"),
    ),
    configure=configure,
    run=run,
)
