"""`shotwright generate`: takes of shots by models, priced before, kept after, never paid twice."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Mapping, Sequence
from typing import Any

from cli.command import Command, Example
from cli.dry_run import show_requests
from cli.errors import DONE, FAILURE
from cli.job_words import job_facts
from cli.locate import chosen_shots, project_folder
from cli.order_flags import add_order, asked_models, asked_wish
from cli.order_waiting import (
    refuse_closed_folder,
    refuse_without_provider,
    wait_for,
    without_provider,
)
from cli.order_words import (
    confirm,
    described,
    end_warnings,
    price_of,
    print_cheaper,
    print_plans,
)
from cli.output import Output, counted
from compose.files import load_project
from models.registry import Registry
from shotwright import UsageError
from visualize.brief.local_choice import local_model
from visualize.brief.ordering import place_orders, plan_orders
from visualize.jobs.routes import Routes
from visualize.jobs.states import State
from visualize.jobs.store import JobStore
from visualize.jobs.waiting import start_runner
from visualize.takes.folders import FOLDER


def configure(parser: ArgumentParser) -> None:
    """Add what to make, and how to go about it."""
    add_order(parser)
    group = parser.add_argument_group("ordering")
    group.add_argument(
        "--dry-run", action="store_true", help="show all that would be sent, and order nothing"
    )
    group.add_argument("--yes", action="store_true", help="order without asking about the price")
    group.add_argument(
        "--allow-unknown-price", action="store_true",
        help="under a budget, also order what nobody names a price of",
    )  # fmt: skip
    group.add_argument(
        "--detach", action="store_true", help="leave the work to the background and return"
    )
    group.add_argument(
        "--watch", action="store_true",
        help="tell every step of every take, also where there is no terminal",
    )  # fmt: skip


def run(arguments: Namespace, output: Output) -> int:
    """Plan, price and place the order, then wait for its takes."""
    if arguments.detach and arguments.watch:
        raise UsageError("--detach leaves the takes alone and --watch follows them: say one.")
    folder = project_folder(arguments.project)
    project = load_project(folder)
    shots = chosen_shots(project, arguments.shot)
    registry = Registry.discover()
    wish = asked_wish(arguments, folder)
    models = asked_models(arguments, registry, wish.mode)
    if not models:
        choice = local_model(project, shots, wish.mode, registry)
        models = (choice.model,)
        output.note(f"No model was named: {choice.model}, {choice.why}.")
    plans = plan_orders(project, shots, models, wish, registry)
    facts = described(plans, registry)
    print_plans(plans, output)
    output.line(f"\nsum  {price_of(plans)}")
    for warning in end_warnings(plans, registry):
        output.warn(warning)
    if arguments.dry_run:
        for words in without_provider(plans, registry):
            output.warn(words)
    print_cheaper(project, plans, wish, registry, output)
    if arguments.dry_run:
        sent = show_requests(project, plans, Routes(registry), output)
        output.document(facts | {"dry_run": True, "sent": sent})
        return DONE
    refuse_without_provider(plans, registry)
    refuse_closed_folder(folder / FOLDER)
    if not confirm(plans, yes=arguments.yes):
        output.line("Nothing was ordered.")
        return DONE
    orders = place_orders(project, shots, models, wish, registry)
    with JobStore() as store:
        ids = store.place(orders)
    if arguments.detach:
        return _left_to_the_runner(ids, facts, output)
    return _waited_for(ids, facts, output, every_step=arguments.watch)


def _left_to_the_runner(ids: Sequence[str], facts: Mapping[str, Any], output: Output) -> int:
    start_runner()
    with JobStore() as store:
        jobs = store.jobs(ids)
    output.document({**facts, "jobs": [job_facts(job) for job in jobs]})
    for job in jobs:
        output.line(f"{job.id}  {job.shot_label}, {job.model}")
    output.note(f"{counted(len(ids), 'job')} in the background. Follow: shotwright jobs watch")
    return DONE


def _waited_for(
    ids: Sequence[str], facts: Mapping[str, Any], output: Output, *, every_step: bool
) -> int:
    jobs = wait_for(ids, output, every_step=every_step)
    output.document({**facts, "jobs": [job_facts(job) for job in jobs]})
    made = sum(len(job.takes) for job in jobs)
    missing = sum(job.state is not State.SUCCEEDED for job in jobs)
    if made:
        output.note(f"{counted(made, 'take')} made. Look at them: shotwright takes")
    return FAILURE if missing else DONE


COMMAND = Command(
    name="generate",
    summary="make takes of shots: by models, by local styles, or drawn as they are",
    details=(
        "Every take shows its price before it is ordered, and anything that may cost is asked\n"
        "about first. Without --model the takes are made on this machine, with no AI, no key and\n"
        "no network. Ctrl-C stops the waiting, never the work."
    ),
    examples=(
        Example(
            "shotwright generate film --shot 010 --resolution 480p",
            "the camera's move through the start frame, made on this machine",
        ),
        Example(
            "shotwright generate film --shot 010 --mode image --frame 12 --model watercolour",
            "one frame as a watercolour",
        ),
        Example(
            "shotwright generate film --mode from-animation --model toon --model noir --dry-run",
            "what two styles would be given, and what they cost",
        ),
        Example(
            "shotwright generate film --shot 010 --mode direct --model clay --resolution 480p",
            "the shot drawn in clay, kept as a take",
        ),
    ),
    configure=configure,
    run=run,
)
