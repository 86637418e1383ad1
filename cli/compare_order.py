"""What a comparison still needs: which takes are missing, planned and priced model by model."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cli.dry_run import show_requests
from cli.job_words import job_facts
from cli.model_flags import asked_options
from cli.order_waiting import (
    refuse_closed_folder,
    refuse_without_provider,
    wait_for,
    without_provider,
)
from cli.order_words import confirm, described, end_warnings, price_of, print_cheaper, print_plans
from cli.output import Output
from compose.project import Project
from compose.shot import Shot
from models.card import ModelCard
from models.errors import OptionError
from models.modes import Mode
from models.registry import Registry
from visualize.brief.direct import LOOKS
from visualize.brief.ordering import Planned, Wish, place_orders, plan_orders
from visualize.jobs.routes import Routes
from visualize.jobs.states import State
from visualize.jobs.store import JobStore
from visualize.takes import Row
from visualize.takes.folders import FOLDER

_FIRST_MODES = (Mode.START_FRAME, Mode.FROM_ANIMATION, Mode.START_END)
"""Where no mode is asked for, the first of these that a model has: what makes clips of a shot."""


@dataclass(frozen=True)
class Wanted:
    """A model whose takes are compared, by id, and the mode that missing ones are made in."""

    model: str
    mode: Mode


@dataclass(frozen=True)
class Missing:
    """Takes to be made by one model, so that there are as many as were asked for."""

    wanted: Wanted
    wish: Wish
    plan: Planned


@dataclass(frozen=True)
class Ordered:
    """How ordering went: what programs are told, whether to go on, and whether all was made."""

    facts: dict[str, Any]
    goes_on: bool = True
    all_made: bool = True


def wanted_models(names: Sequence[str], asked: str | None, registry: Registry) -> list[Wanted]:
    """Return the models that are asked for, each once.

    Parameters
    ----------
    asked
        The mode, or ``None`` for the first that each model has.

    Raises
    ------
    UnknownModelError
        When there is no such model; the nearest is offered.
    OptionError
        When a model makes no clips of a shot.
    """
    found = dict.fromkeys(_wanted(name, asked, registry) for name in names)
    return list(found)


def _wanted(name: str, asked: str | None, registry: Registry) -> Wanted:
    if asked == Mode.DIRECT or (asked is None and name in LOOKS):
        return Wanted(name, Mode.DIRECT)
    card = registry.card(name)
    return Wanted(card.id, Mode(asked) if asked is not None else _first_mode(card))


def _first_mode(card: ModelCard) -> Mode:
    for mode in _FIRST_MODES:
        if card.modes.get(mode):
            return mode
    raise OptionError(
        "model",
        f"{card.name} makes no clips of a shot. Say how to use it with --mode.",
        [mode.value for mode in card.modes],
    )


def of_model(rows: Sequence[Row], wanted: Wanted, asked: str | None) -> list[Row]:
    """Return the takes that a model made; in the mode, where one was asked for."""
    return [
        row
        for row in rows
        if row.take.made.model == wanted.model and asked in {None, row.take.made.mode}
    ]


def missing_takes(
    project: Project, shot: Shot, rows: Sequence[Row], wanted: Sequence[Wanted],
    arguments: Namespace, registry: Registry,
) -> list[Missing]:  # fmt: skip
    """Plan what each model lacks to have as many takes as were asked for.

    Raises
    ------
    ShotwrightError
        As ``plan_orders`` does.
    """
    found = []
    for one in wanted:
        lacks = (arguments.takes or 1) - len(of_model(rows, one, arguments.mode))
        if lacks <= 0:
            continue
        wish = Wish(
            mode=one.mode, options=asked_options(arguments), takes=lacks, snap=arguments.snap,
            provider=arguments.provider, allow_unknown_price=arguments.allow_unknown_price,
        )  # fmt: skip
        (plan,) = plan_orders(project, [shot], [one.model], wish, registry)
        found.append(Missing(one, wish, plan))
    return found


def order_missing(
    folder: Path, project: Project, shot: Shot, missing: Sequence[Missing], arguments: Namespace,
    registry: Registry, output: Output,
) -> Ordered:  # fmt: skip
    """Show the price of what is missing, ask, order it and wait until it is made.

    Raises
    ------
    Interrupted
        At Ctrl-C, with what goes on in the background.
    ShotwrightError
        When a model cannot be run from here, or takes cannot be kept.
    """
    plans = [one.plan for one in missing]
    _print(project, missing, registry, output)
    facts = described(plans, registry)
    if arguments.dry_run:
        for words in without_provider(plans, registry):
            output.warn(words)
        sent = show_requests(project, plans, Routes(registry), output)
        return Ordered(facts | {"dry_run": True, "sent": sent}, goes_on=False)
    refuse_without_provider(plans, registry)
    refuse_closed_folder(folder / FOLDER)
    if not confirm(plans, yes=arguments.yes):
        output.line("Nothing was ordered.")
        return Ordered(facts, goes_on=False)
    jobs = wait_for(_placed(project, shot, missing, registry), output, every_step=False)
    facts |= {"jobs": [job_facts(job) for job in jobs]}
    return Ordered(facts, all_made=all(job.state is State.SUCCEEDED for job in jobs))


def _print(
    project: Project, missing: Sequence[Missing], registry: Registry, output: Output
) -> None:
    plans = [one.plan for one in missing]
    print_plans(plans, output)
    output.line(f"\nsum  {price_of(plans)}")
    for warning in end_warnings(plans, registry):
        output.warn(warning)
    for one in missing:
        print_cheaper(project, [one.plan], one.wish, registry, output)


def _placed(
    project: Project, shot: Shot, missing: Sequence[Missing], registry: Registry
) -> list[str]:
    """Place the orders and return the ids of their jobs."""
    orders = [
        order
        for one in missing
        for order in place_orders(project, [shot], [one.wanted.model], one.wish, registry)
    ]
    with JobStore() as store:
        return list(store.place(orders))
