"""Models told in full: for programs, ranked for a shot, or all of some."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from cli.card_page import tell_card
from cli.model_rows import listed_cards, make_table
from cli.model_table import Asked
from cli.output import Column, Output
from models.card import ModelCard
from models.modes import Mode
from models.registry import Registry
from models.standing import end_warning, standing_words
from shotwright import UsageError

if TYPE_CHECKING:
    from models.recommend import Suggestion


def tell_models(
    arguments: Namespace, asked: Asked, named: Sequence[str], registry: Registry, output: Output
) -> None:
    """Tell all of the models that are named, rank them for the shot, or list them.

    Raises
    ------
    ShotwrightError
        When there is no such model, provider or shot.
    """
    ranked = () if arguments.shot is None else _ranked(arguments, registry)
    cards = _named(registry, named) if named else listed_cards(asked, registry)
    document = {
        "models": [_facts(card, registry) for card in cards],
        "providers": list(registry.provider_names()),
        "faults": {where: str(fault) for where, fault in registry.faults.items()},
    }
    if arguments.shot is not None:
        document["ranked"] = [_rank_facts(suggestion) for suggestion in ranked]
    output.document(document)
    if arguments.shot is None and not named:
        make_table(asked, registry).print(output)
        return
    if arguments.shot is not None:
        _print_ranked(ranked, registry, output)
    for card in cards if named else ():
        tell_card(card, registry, output)
    for fault in registry.faults.values():
        output.warn(str(fault))


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


def _named(registry: Registry, names: Sequence[str]) -> tuple[ModelCard, ...]:
    return tuple({card.id: card for card in map(registry.card, names)}.values())


def _facts(card: ModelCard, registry: Registry) -> dict[str, Any]:
    facts: dict[str, Any] = card.model_dump(mode="json", exclude_defaults=True)
    for routes in facts["modes"].values():
        for route in routes:
            route["registered"] = registry.has_provider(route["provider"])
    return {"status": card.status, **facts}
