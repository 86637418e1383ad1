"""An order in words: what is to be made, what it costs, and the question before it is placed."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from cli.job_words import what_is_made
from cli.output import Column, Output, counted
from compose.project import Project
from models.modes import Mode
from models.pricing import Alternative, Total, cheaper, money, same_for_less, total
from models.registry import Registry
from models.standing import end_warning
from shotwright import UsageError
from visualize.brief.ordering import Planned, Wish
from visualize.brief.shot_facts import shot_facts

_COLUMNS = (
    Column("shot", wraps=True),
    Column("by", wraps=True),
    Column("on"),
    Column("what", wraps=True),
    Column("takes", right=True),
    Column("price", right=True),
)


def print_plans(plans: Sequence[Planned], output: Output) -> None:
    """Print a line for each shot and model, and every option that was moved."""
    rows = [
        (
            plan.shot.label, plan.order.model, plan.order.provider, what_is_made(plan.chosen),
            plan.takes, price_of([plan]),
        )
        for plan in plans
    ]  # fmt: skip
    output.table(_COLUMNS, rows)
    for plan in plans:
        for change in plan.changes:
            output.line(f"{plan.shot.number} {plan.order.model}: {change}")


def sum_of(plans: Sequence[Planned]) -> Total:
    """Return what all takes of all plans cost together."""
    return total(plan.estimate for plan in plans for _ in range(plan.takes))


def price_of(plans: Sequence[Planned]) -> str:
    """Return the price of all takes in words: ``$3.20``, ``free``, ``$1 and 2 prices unknown``."""
    known = sum_of(plans)
    if not known.unknown:
        return money(known.low_usd, known.high_usd)
    if not known.high_usd:
        return "unknown"
    return f"{money(known.low_usd, known.high_usd)}, and {counted(known.unknown, 'price')} unknown"


def print_cheaper(
    project: Project, plans: Sequence[Planned], wish: Wish, registry: Registry, output: Output
) -> None:
    """Name a model that does the same for less, once for each that costs something."""
    told: set[str] = set()
    for plan in plans:
        if wish.mode is Mode.DIRECT or plan.estimate.high_usd == 0.0 or plan.order.model in told:
            continue
        found = _cheaper(project, plan, wish, registry)
        if found is not None:
            told.add(plan.order.model)
            price = money(found.estimate.low_usd, found.estimate.high_usd)
            output.note(
                f"Cheaper than {plan.order.model}: {found.card.id} on {found.provider}, {price}"
                f" a take of {plan.shot.number}."
            )


def _cheaper(project: Project, plan: Planned, wish: Wish, registry: Registry) -> Alternative | None:
    """Return the nearest model that makes the same sound and length for less."""
    kept = same_for_less(wish.options, plan.chosen)
    card = registry.card(plan.order.model)
    facts = shot_facts(project, plan.shot)
    return next(iter(cheaper(registry, card, plan.order.mode, kept, facts, plan.estimate)), None)


def end_warnings(plans: Sequence[Planned], registry: Registry) -> tuple[str, ...]:
    """Return a sentence for each model of the plans that ends, or may have ended, once each."""
    models = dict.fromkeys(plan.order.model for plan in plans if plan.order.mode is not Mode.DIRECT)
    said = (end_warning(registry.card(model), date.today()) for model in models)
    return tuple(warning for warning in said if warning)


def confirm(plans: Sequence[Planned], *, yes: bool) -> bool:
    """Ask before anything that costs money or may; tell whether to go on.

    Raises
    ------
    UsageError
        When there is no terminal to ask at and ``--yes`` was not given.
    """
    known = sum_of(plans)
    if yes or (known.high_usd == 0.0 and not known.unknown):
        return True
    price = price_of(plans)
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise UsageError(
            f"The price is {price}, and there is no terminal to ask at, so nothing was ordered."
            " Add --yes to order it, or --dry-run to see what would be sent."
        )
    print(
        f"The price is {price}, before tax. Order it? [y/N] ", end="", file=sys.stderr, flush=True
    )
    return sys.stdin.readline().strip().lower() in ("y", "yes")


def described(plans: Sequence[Planned], registry: Registry) -> dict[str, Any]:
    """Return the order for programs; ``warning`` says of a model that ends, or may have ended."""
    return {
        "orders": [
            {
                "shot": plan.shot.number,
                "mode": plan.order.mode.value,
                "model": plan.order.model,
                "provider": plan.order.provider,
                "takes": plan.takes,
                "options": plan.chosen.model_dump(mode="json"),
                "price_of_one": asdict(plan.estimate),
                "changes": [asdict(change) for change in plan.changes],
                "warning": next(iter(end_warnings([plan], registry)), None),
            }
            for plan in plans
        ],
        "total": asdict(sum_of(plans)),
    }
