"""`shotwright models`: the models there are, what they take, what they cost, who runs them."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from cli.card_page import tell_card
from cli.card_words import lengths_words, price_words, shape_words, sound_words
from cli.command import Command, Example
from cli.errors import DONE
from cli.flags import one_of
from cli.output import Column, Output, counted
from models.card import ModelCard, Route
from models.errors import UnknownModelError
from models.modes import Mode
from models.registry import LISTED, Registry
from models.standing import end_warning, standing_words
from shotwright import UsageError

if TYPE_CHECKING:
    from models.recommend import Suggestion

_LETTERS = {
    Mode.IMAGE: "i",
    Mode.START_FRAME: "s",
    Mode.START_END: "e",
    Mode.FROM_ANIMATION: "a",
}
_COLUMNS = (
    Column("model", wraps=True),
    Column("mode"),
    Column("secs", right=True),
    Column("sound"),
    Column("shape"),
    Column("price", right=True),
    Column("runs on", wraps=True),
)


def configure(parser: ArgumentParser) -> None:
    """Add which models."""
    parser.add_argument(
        "model",
        nargs="*",
        metavar="MODEL",
        help="models to tell all of, by id or short name, such as veo-3.1 (default: list them)",
    )
    parser.add_argument(
        "--mode",
        type=one_of(*(mode.value for mode in LISTED)),
        metavar="MODE",
        help=f"only models with this mode: {', '.join(LISTED)}",
    )
    parser.add_argument("--provider", metavar="NAME", help="only models that this provider runs")
    parser.add_argument("--all", action="store_true", help="retired models too")
    group = parser.add_argument_group("for a shot")
    group.add_argument("--shot", metavar="SHOT", help="rank the models for this shot, with reasons")
    group.add_argument(
        "--project",
        metavar="PROJECT",
        help="the shot's project (default: the current folder or the nearest one above)",
    )
    group.add_argument("--draft", action="store_true", help="it is a quick try")
    group.add_argument("--sound", action="store_true", help="it needs sound")


def run(arguments: Namespace, output: Output) -> int:
    """List the models, rank them for a shot, or tell all of some."""
    registry = Registry.discover()
    words = list(arguments.model)
    named = words[1:] if words[:1] == ["show"] else words
    if words and not named:
        raise UsageError("Name the model to show, such as: shotwright models show veo-3.1")
    ranked = () if arguments.shot is None else _ranked(arguments, registry)
    cards = _named(registry, named) if named else _listed(arguments, registry)
    document = {
        "models": [_facts(card, registry) for card in cards],
        "providers": list(registry.provider_names()),
        "faults": {where: str(fault) for where, fault in registry.faults.items()},
    }
    if arguments.shot is not None:
        document["ranked"] = [_rank_facts(suggestion) for suggestion in ranked]
    output.document(document)
    if arguments.shot is not None:
        _print_ranked(ranked, registry, output)
    elif named:
        for card in cards:
            tell_card(card, registry, output)
    else:
        _list(cards, arguments, registry, output)
    for fault in registry.faults.values():
        output.warn(str(fault))
    return DONE


def _ranked(arguments: Namespace, registry: Registry) -> tuple[Suggestion, ...]:
    from cli.locate import project_folder
    from compose.files import load_project
    from models.recommend import recommend
    from visualize.brief import shot_traits
    from visualize.leaderboard import evidence_for

    if arguments.model:
        raise UsageError("Name models or a --shot to rank them for, not both.")
    project = load_project(project_folder(arguments.project))
    mode = Mode(arguments.mode or Mode.START_FRAME)
    traits = shot_traits(
        project,
        project.shot(arguments.shot),
        has_end_frame=mode is Mode.START_END,
        draft=arguments.draft,
        needs_audio=arguments.sound,
    )
    evidence = evidence_for(project, project.shot(arguments.shot), mode)
    ranked = recommend(registry, mode, traits, evidence)
    runs = arguments.provider
    return tuple(s for s in ranked if runs in {None, *(r.provider for r in s.card.modes[mode])})


def _print_ranked(ranked: tuple[Suggestion, ...], registry: Registry, output: Output) -> None:
    output.table(
        (Column("model"), Column("score", right=True), Column("why", wraps=True)),
        [(registry.short_name(s.card.id), f"{s.score:.3g}", _why(s)) for s in ranked],
    )
    output.note("\nshotwright estimate prices them; shotwright generate makes takes with them.")


def _why(suggestion: Suggestion) -> str:
    standing = standing_words(suggestion.card, date.today())
    return "; ".join(suggestion.reasons) + (f" ({standing})" if standing else "")


def _rank_facts(suggestion: Suggestion) -> dict[str, Any]:
    return {
        "model": suggestion.card.id,
        "score": suggestion.score,
        "reasons": list(suggestion.reasons),
        "warning": end_warning(suggestion.card, date.today()) or None,
    }


def _named(registry: Registry, names: list[str]) -> tuple[ModelCard, ...]:
    return tuple({card.id: card for card in map(registry.card, names)}.values())


def _listed(arguments: Namespace, registry: Registry) -> tuple[ModelCard, ...]:
    modes = (Mode(arguments.mode),) if arguments.mode else LISTED
    cards = tuple(
        card
        for card in registry.cards.values()
        if any(mode in card.modes for mode in modes) and (arguments.all or card.status != "retired")
    )
    if arguments.provider is None:
        return cards
    names = {r.provider for card in registry.cards.values() for r in _routes(card, LISTED)}
    names |= set(registry.provider_names())
    if arguments.provider not in names:
        raise UnknownModelError("provider", arguments.provider, names)
    return tuple(
        card
        for card in cards
        if arguments.provider in {route.provider for route in _routes(card, modes)}
    )


def _routes(card: ModelCard, modes: tuple[Mode, ...]) -> Iterator[Route]:
    for mode in modes:
        yield from card.modes.get(mode, ())


def _list(
    cards: tuple[ModelCard, ...], arguments: Namespace, registry: Registry, output: Output
) -> None:
    modes = (Mode(arguments.mode),) if arguments.mode else LISTED
    output.table(_COLUMNS, [_row(card, modes, arguments.provider, registry) for card in cards])
    output.note(
        f"\n{counted(len(cards), 'model')}; modes: i image, s start-frame, e start-end,"
        " a from-animation;\nshape: how many there are, or that of the shot's gate."
        "\nPrices are US dollars before tax; a bracketed provider is not part of Shotwright yet."
        "\nshotwright models MODEL tells all of one, with sources; shotwright keys shows your keys."
    )


def _row(
    card: ModelCard, modes: tuple[Mode, ...], provider: str | None, registry: Registry
) -> tuple[str, ...]:
    routes = [r for r in _routes(card, modes) if provider in (None, r.provider)]
    known = [r for r in routes if registry.has_provider(r.provider)] or routes
    runs = dict.fromkeys(_runs(route, registry) for route in routes)
    standing = standing_words(card, date.today())
    return (
        registry.short_name(card.id),
        "".join(_LETTERS[mode] if mode in card.modes else "." for mode in LISTED),
        lengths_words(known),
        sound_words(known),
        shape_words(known),
        price_words(known),
        " ".join(runs) + (f", {standing}" if standing else ""),
    )


def _runs(route: Route, registry: Registry) -> str:
    known = registry.has_provider(route.provider)
    return route.provider if known else f"({route.provider})"


def _facts(card: ModelCard, registry: Registry) -> dict[str, Any]:
    facts: dict[str, Any] = card.model_dump(mode="json", exclude_defaults=True)
    for routes in facts["modes"].values():
        for route in routes:
            route["registered"] = registry.has_provider(route["provider"])
    return {"status": card.status, **facts}


COMMAND = Command(
    name="models",
    summary="list the models, what they take and cost, and who runs them",
    details=(
        "Cards are files: your own in the folder models of the settings folder add to these or\n"
        "replace them. The first route of a card that has a provider here is the one that runs."
    ),
    examples=(
        Example("shotwright models", "every model that still runs"),
        Example("shotwright models --mode start-end", "those that join two frames"),
        Example("shotwright models show veo-3.1", "all of one, with the source of every fact"),
        Example(
            "shotwright models --mode start-end --project film --shot 010 --sound",
            "which model suits a shot, and why",
        ),
        Example("shotwright models --all --json", "every card, for a program"),
    ),
    configure=configure,
    run=run,
)
