"""Around an order: what cannot be run is refused before it, and its jobs are awaited after."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

from cli.checklist import Checklist
from cli.errors import Interrupted
from cli.output import Output, counted
from models.errors import OptionError
from models.keys import Keys
from models.registry import Registry
from visualize.brief.ordering import Planned
from visualize.errors import TakeError
from visualize.jobs.records import Job
from visualize.jobs.store import JobStore
from visualize.jobs.waiting import wait


def without_provider(plans: Sequence[Planned], registry: Registry) -> list[str]:
    """Return in words, for each model that nothing here can run, which routes it has instead."""
    found = (
        registry.no_provider(registry.card(plan.order.model), plan.order.mode, plan.order.provider)
        for plan in plans
        if not registry.has_provider(plan.order.provider)
    )
    return list(dict.fromkeys(found))


def refuse_without_provider(plans: Sequence[Planned], registry: Registry) -> None:
    """Refuse models that cannot be run from here, before anything is drawn.

    Raises
    ------
    OptionError
        When nothing here talks to the model's provider.
    MissingKeyError
        When the provider needs a key and there is none.
    """
    if absent := without_provider(plans, registry):
        raise OptionError("provider", f"{absent[0]} Other models: shotwright models")
    for name in dict.fromkeys(plan.order.provider for plan in plans):
        variables = registry.provider(name).key_variables
        if variables:
            Keys().need(name, variables)


def refuse_closed_folder(takes: Path) -> None:
    """Refuse a folder of takes that cannot be written, before anything is made for it.

    Raises
    ------
    TakeError
        When the system does not let us write there.
    """
    try:
        takes.mkdir(exist_ok=True)
        with tempfile.TemporaryFile(dir=takes):
            pass
    except OSError as error:
        raise TakeError(
            takes, f"takes cannot be kept here ({error.strerror}), so nothing was ordered."
        ) from error


def wait_for(ids: Sequence[str], output: Output, *, every_step: bool) -> list[Job]:
    """Follow jobs until all are settled, and return them as they ended.

    Raises
    ------
    Interrupted
        At Ctrl-C, with what goes on in the background.
    """
    with JobStore() as store:
        checklist = Checklist(
            output,
            every_step=every_step,
            in_background=lambda: store.unfinished() - _open(checklist.jobs),
        )
        try:
            with checklist:
                return wait(ids, checklist.update)
        except KeyboardInterrupt as stop:
            raise Interrupted.after(stop, _goes_on(store.jobs(ids))) from None


def _open(jobs: Sequence[Job]) -> int:
    return sum(not job.settled for job in jobs)


def _goes_on(jobs: Sequence[Job]) -> str:
    """Return what a person who stopped waiting has to know."""
    left = [job for job in jobs if not job.settled]
    if not left:
        return "Stopped; every take of this order had ended already: shotwright jobs"
    which = left[0].id if len(left) == 1 else "JOB"
    return (
        f"Stopped waiting; {counted(len(left), 'job')} of this order"
        f" {'goes' if len(left) == 1 else 'go'} on in the background."
        f"\nFollow: shotwright jobs watch\nStop: shotwright jobs cancel {which}"
    )
