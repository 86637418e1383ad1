"""All of one model, for people: every fact with the source it was read in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from cli.card_words import lengths_words, price_words, shape_words
from cli.output import Column, Output
from models.card import ModelCard, Route
from models.modes import LISTED
from models.registry import Registry
from models.standing import standing_words


def tell_card(card: ModelCard, registry: Registry, output: Output) -> None:
    """Print a card: the model, its routes mode by mode, and the sources."""
    output.line(f"{card.name}  {card.id}")
    facts = [
        ("vendor", card.vendor),
        ("status", standing_words(card, date.today()) or card.status),
        ("use instead", card.successor or ""),
        ("best for", card.best_for),
        ("licence", card.licence),
        ("note", card.note),
    ]
    _facts_lines(facts, output)
    for mode in LISTED:
        for route in card.modes.get(mode, ()):
            output.line(f"\n{mode} on {_runs_in_words(route, registry)}")
            _facts_lines(_route_facts(route), output)
    output.line()
    output.table(
        (Column("source"), Column("seen"), Column("confirmed"), Column("where", wraps=True)),
        [
            (
                name,
                source.seen,
                "yes" if source.confirmed else "no",
                _where(source.url, source.note),
            )
            for name, source in card.sources.items()
        ],
    )
    output.line()


def _where(url: str, note: str) -> str:
    return f"{url} ({note})" if note else url


def _facts_lines(facts: list[tuple[str, str]], output: Output) -> None:
    for name, words in facts:
        if words:
            output.line(f"  {name:<12} {words}")


def _runs_in_words(route: Route, registry: Registry) -> str:
    if not registry.has_provider(route.provider):
        return f"{route.provider} (no provider for it is installed)"
    key = "" if registry.has_key(route.provider) else " (no key yet: shotwright keys)"
    return route.provider + key


def _route_facts(route: Route) -> list[tuple[str, str]]:
    """Return the facts of a route in words, each with the source it was read in."""
    prompt = route.prompt
    limit = f"up to {prompt.limit:,} {prompt.unit}" if prompt.limit else "no limit stated"
    facts = [
        ("endpoint", "endpoint", route.endpoint),
        ("inputs", "inputs", "; ".join(_input_words(route))),
        ("seconds", "durations", lengths_words([route], every=True)),
        ("rate", "rates", ", ".join(f"{rate:g}" for rate in route.rates)),
        (
            "shape",
            "follows_image" if route.follows_image else "aspects",
            shape_words([route], every=True),
        ),
        ("resolution", "resolutions", ", ".join(route.resolutions)),
        ("sound", "audio", route.audio),
        ("prompt", "prompt", limit + (", negative too" if prompt.negative else "")),
        ("seed", "seed", route.seed),
    ]
    told = [
        (label, f"{words}  [{route.facts.get(field, route.source)}]" if words else "")
        for label, field, words in facts
    ]
    price = route.price
    source = f"  [{price.source}]" if price.source else ""
    note = f" ({price.note})" if price.note else ""
    return [
        *told,
        ("price", price_words([route], every=True) + source + note),
        ("note", route.note),
    ]


def _input_words(route: Route) -> Iterator[str]:
    for slot, accepted in route.inputs.items():
        words = slot if accepted.required else f"{slot} if you like"
        if accepted.max_count > 1:
            words += f", up to {accepted.max_count}"
        if accepted.passes:
            words += f" ({' or '.join(accepted.passes)})"
        if accepted.max_bytes:
            words += f", up to {accepted.max_bytes / 2**20:g} MiB"
        yield words
