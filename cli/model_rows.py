"""The rows of the table of models, made of cards."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from cli.card_words import lengths_words, price_words, shape_words, sound_words
from cli.model_table import Asked, ModelTable
from models.card import ModelCard, Route
from models.errors import UnknownModelError
from models.modes import LISTED, Mode
from models.registry import Registry
from models.standing import standing_words

_LETTERS = {
    Mode.IMAGE: "i",
    Mode.START_FRAME: "s",
    Mode.START_END: "e",
    Mode.FROM_ANIMATION: "a",
}


def make_table(asked: Asked, registry: Registry) -> ModelTable:
    """Return the table of the models that are asked for.

    Raises
    ------
    UnknownModelError
        When no card and no plug-in has the provider.
    """
    modes = _modes(asked)
    cards = listed_cards(asked, registry)
    return ModelTable(
        rows=tuple(_row(card, modes, asked.provider, registry) for card in cards),
        warnings=tuple(str(fault) for fault in registry.faults.values()),
    )


def listed_cards(asked: Asked, registry: Registry) -> tuple[ModelCard, ...]:
    """Return the cards that are asked for, by id.

    Raises
    ------
    UnknownModelError
        When no card and no plug-in has the provider.
    """
    modes = _modes(asked)
    cards = tuple(
        card
        for card in registry.cards.values()
        if any(mode in card.modes for mode in modes) and (asked.retired or card.status != "retired")
    )
    if asked.provider is None:
        return cards
    names = {r.provider for card in registry.cards.values() for r in _routes(card, LISTED)}
    names |= set(registry.provider_names())
    if asked.provider not in names:
        raise UnknownModelError("provider", asked.provider, names)
    return tuple(
        card
        for card in cards
        if asked.provider in {route.provider for route in _routes(card, modes)}
    )


def _routes(card: ModelCard, modes: tuple[Mode, ...]) -> Iterator[Route]:
    for mode in modes:
        yield from card.modes.get(mode, ())


def _modes(asked: Asked) -> tuple[Mode, ...]:
    return (Mode(asked.mode),) if asked.mode else LISTED


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
