"""`shotwright estimate`: what takes would cost, before anything is drawn or sent."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from cli.command import Command, Example
from cli.errors import DONE, MISTAKE
from cli.flags import add_project, add_shots, one_of
from cli.job_words import what_is_made
from cli.locate import chosen_shots, project_folder
from cli.model_flags import add_options, asked_options
from cli.order_flags import takes
from cli.output import Column, Output, counted
from compose.files import load_project
from compose.project import Project
from compose.shot import Shot
from models.card import ModelCard, Route
from models.errors import OptionError
from models.modes import LISTED, Mode
from models.options import Change, ShotFacts, choose, snap
from models.pricing import (
    Alternative,
    Estimate,
    cheaper,
    estimate,
    money,
    same_for_less,
    total,
)
from models.registry import Registry, refuse_retired
from models.request import Chosen, Options
from models.standing import end_warning
from visualize.brief.shot_facts import shot_facts

_COLUMNS = (
    Column("shot"),
    Column("model", wraps=True),
    Column("on"),
    Column("what", wraps=True),
    Column("takes", right=True),
    Column("price", right=True),
)


@dataclass(frozen=True)
class _Line:
    """One shot with one model: its price, or why there is none."""

    shot: Shot
    card: ModelCard
    provider: str
    chosen: Chosen | None = None
    price: Estimate | None = None
    changes: tuple[Change, ...] = ()
    cheaper: Alternative | None = None
    refused: str = ""
    no_provider: str = ""

    @property
    def warning(self) -> str:
        """That the model ends, or may have ended; a refused one needs no such word."""
        return "" if self.refused else end_warning(self.card, date.today())


def configure(parser: ArgumentParser) -> None:
    """Add which shots, with which models and options."""
    add_project(parser)
    add_shots(parser)
    parser.add_argument(
        "--mode",
        type=one_of(*(mode.value for mode in LISTED)),
        default=Mode.START_FRAME.value,
        metavar="MODE",
        help=f"{', '.join(LISTED)} (default: start-frame)",
    )
    parser.add_argument(
        "--model",
        action="append",
        default=[],
        metavar="MODEL",
        help="a model by id or short name; may be repeated (default: all that can be run here)",
    )
    parser.add_argument("--provider", default="", metavar="NAME", help="who runs the models")
    parser.add_argument(
        "--takes", type=takes, default=1, metavar="N", help="takes of each (default: 1)"
    )
    add_options(parser)


def run(arguments: Namespace, output: Output) -> int:
    """Price every shot with every model, and the sum; refused options are told and exit 2."""
    project = load_project(project_folder(arguments.project))
    shots = chosen_shots(project, arguments.shot)
    registry = Registry.discover()
    mode, options = Mode(arguments.mode), asked_options(arguments)
    cards = _cards(registry, mode, arguments)
    lines = [
        _line(registry, project, shot, card, mode, options, arguments)
        for shot in shots
        for card in cards
    ]
    output.document(_document(lines, arguments.takes))
    _print(lines, arguments.takes, output)
    return (
        MISTAKE if all(line.refused for line in lines) or _named_refused(lines, arguments) else DONE
    )


def _named_refused(lines: list[_Line], arguments: Namespace) -> bool:
    """Tell whether a model that was asked for by name refused, which is a mistake to put right."""
    return bool(arguments.model) and any(line.refused for line in lines)


def _cards(registry: Registry, mode: Mode, arguments: Namespace) -> tuple[ModelCard, ...]:
    if arguments.model:
        return tuple({c.id: c for c in map(registry.card, arguments.model)}.values())
    return tuple(
        card
        for card in registry.for_mode(mode)
        if any(
            registry.has_provider(route.provider) and arguments.provider in ("", route.provider)
            for route in card.modes[mode]
        )
    )


def _line(
    registry: Registry,
    project: Project,
    shot: Shot,
    card: ModelCard,
    mode: Mode,
    options: Options,
    arguments: Namespace,
) -> _Line:
    facts = shot_facts(project, shot)
    number: int = arguments.takes
    try:
        refuse_retired(card)
        route = registry.route(card.id, mode, arguments.provider)
        chosen, changes = _chosen(route, options, facts, moving=arguments.snap)
    except OptionError as error:
        return _Line(shot, card, arguments.provider, refused=str(error))
    price = estimate(route, chosen, number)
    others: tuple[Alternative, ...] = ()
    if arguments.model and price.high_usd != 0.0:
        others = cheaper(registry, card, mode, same_for_less(options, chosen), facts, price, number)
    return _Line(
        shot, card, route.provider, chosen, price, changes, next(iter(others), None),
        no_provider=registry.no_provider(card, mode, route.provider),
    )  # fmt: skip


def _chosen(
    route: Route, options: Options, facts: ShotFacts, *, moving: bool
) -> tuple[Chosen, tuple[Change, ...]]:
    return snap(route, options, facts) if moving else (choose(route, options, facts), ())


def _print(lines: list[_Line], number: int, output: Output) -> None:
    output.table(
        _COLUMNS,
        [
            (
                line.shot.number,
                line.card.id,
                line.provider,
                what_is_made(line.chosen) if line.chosen else "refused: see below",
                number,
                money(line.price.low_usd, line.price.high_usd) if line.price else "-",
            )
            for line in lines
        ],
    )
    output.line(f"\nsum  {_sum_words(lines)}")
    told = [words for line in lines for words in (line.warning, line.no_provider) if words]
    for warning in dict.fromkeys(told):
        output.warn(warning)
    for line in lines:
        where = f"{line.shot.number} {line.card.id}"
        for change in line.changes:
            output.line(f"{where}: {change}")
        if line.refused:
            output.line(f"{where}: {line.refused}")
        if line.cheaper is not None:
            price = line.cheaper.estimate
            output.note(
                f"{where}: cheaper with {line.cheaper.card.id} on {line.cheaper.provider},"
                f" {money(price.low_usd, price.high_usd)}"
            )


def _sum_words(lines: list[_Line]) -> str:
    if all(line.refused for line in lines):
        return "nothing to add up"
    known = total(line.price for line in lines if line.price is not None)
    words = money(known.low_usd, known.high_usd)
    if known.unknown:
        words += f", and {counted(known.unknown, 'price')} unknown"
    return words


def _document(lines: list[_Line], number: int) -> dict[str, Any]:
    known = total(line.price for line in lines if line.price is not None)
    return {
        "estimates": [
            {
                "shot": line.shot.number,
                "model": line.card.id,
                "provider": line.provider,
                "takes": number,
                "options": line.chosen.model_dump(mode="json") if line.chosen else None,
                "price": asdict(line.price) if line.price else None,
                "changes": [asdict(change) for change in line.changes],
                "refused": line.refused or None,
                "warning": line.warning or None,
                "no_provider": line.no_provider or None,
                "cheaper": _alternative(line.cheaper),
            }
            for line in lines
        ],
        "total": asdict(known),
    }


def _alternative(found: Alternative | None) -> dict[str, Any] | None:
    if found is None:
        return None
    return {
        "model": found.card.id,
        "provider": found.provider,
        "price": asdict(found.estimate),
    }


COMMAND = Command(
    name="estimate",
    summary="say what takes would cost, before anything is made",
    details=(
        "Prices are US dollars before tax. An unknown price never counts as nothing: the sum says\n"
        "how many it leaves out. Nothing is drawn and nothing is sent."
    ),
    examples=(
        Example("shotwright estimate film --model veo-3.1 --fit trim", "every shot with one model"),
        Example(
            "shotwright estimate film --shot 010 --model veo-3.1 --model kling-3-pro --fit pad"
            " --audio on --takes 3",
            "three takes with sound of one shot, with two models",
        ),
        Example(
            "shotwright estimate film --mode from-animation --snap --json",
            "all models that follow an animation, moved to what they take, for a program",
        ),
    ),
    configure=configure,
    run=run,
)
