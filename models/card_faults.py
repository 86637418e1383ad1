"""Faults of cards: what validation found, in words, and what a card alone cannot be."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pydantic import BaseModel, ValidationError

from models.card import (
    Argument,
    Durations,
    Input,
    ModelCard,
    Price,
    PromptRule,
    Rate,
    Resolution,
    Route,
    Source,
)
from models.errors import OptionError
from models.modes import Mode
from models.shapes import ratio_of

_SECTIONS: dict[str, type[BaseModel]] = {
    "modes": Route,
    "inputs": Input,
    "durations": Durations,
    "resolutions": Resolution,
    "prompt": PromptRule,
    "price": Price,
    "rates": Rate,
    "arguments": Argument,
    "sources": Source,
}
_CONDITIONS = ("resolution", "audio", "seconds", "guide", "aspect")
_MOST_FAULTS = 20
_MOST = {
    "price": 10_000,
    "price.token_rate": 1_000,
    "price.minimum_seconds": 86_400,
    "durations": 86_400,
    "durations.step_seconds": 86_400,
    "durations.max_frames": 10_000_000,
    "resolutions": 16_384,
    "resolutions.short_side": 16_384,
    "rates": 1_000,
    "size_multiple": 1_024,
}
_LEAST = {"durations": 0.04, "durations.step_seconds": 0.01, "rates": 1}
_MOST_LENGTHS = 100
_FILLED_FROM_SLOTS = frozenset(
    ("start", "end", "image", "keyframes", "references", "guide", "mask")
)


def faults_of(error: ValidationError) -> list[str]:
    """Return every fault as ``field: what is wrong``, with the nearest name of an unknown field."""
    return [text for fault in error.errors()[:_MOST_FAULTS] for text in _told(fault)]


def wrong_in(card: ModelCard) -> Iterator[str]:
    """Yield what is wrong with a card whose fields are each right."""
    for mode, routes in card.modes.items():
        for number, route in enumerate(routes):
            where = f"modes.{mode}.{number}"
            for fault in _wrong_in_route(mode, route):
                yield f"{where}.{fault}"
    if card.status == "retired" and not (card.successor or card.note):
        yield "successor: name the model to use instead, or say in note why there is none"


def _told(fault: Mapping[str, Any]) -> Iterator[str]:
    location: Sequence[str | int] = fault["loc"]
    field = ".".join(str(part) for part in location if not _names_a_type(part)) or "card"
    cause = fault.get("ctx", {}).get("error")
    if isinstance(cause, ValidationError):
        for inner in cause.errors():
            yield from _told(inner | {"loc": (*location, *inner["loc"])})
        return
    message = str(fault["msg"]).removeprefix("Value error, ")
    if fault["type"] == "extra_forbidden":
        message = _unknown_field(location)
    yield f"{field}: {message}"


def _names_a_type(part: str | int) -> bool:
    """Tell whether a part of a place is none of ours: pydantic names the arms of a union."""
    return isinstance(part, str) and part.startswith(("constrained-", "tuple[", "function-"))


def _unknown_field(location: Sequence[str | int]) -> str:
    section = next(
        (_SECTIONS[part] for part in reversed(location[:-1]) if part in _SECTIONS),
        ModelCard,
    )
    known = list(section.model_fields)
    near = difflib.get_close_matches(str(location[-1]), known, 1, 0.5)
    hint = f"did you mean {near[0]!r}?" if near else f"known: {', '.join(known)}"
    return f"there is no such field; {hint}"


def _wrong_in_route(mode: Mode, route: Route) -> Iterator[str]:
    if (mode is Mode.IMAGE) == (route.durations is not None):
        yield "durations: " + (
            "a picture has no length" if mode is Mode.IMAGE else "say which lengths a clip may have"
        )
    yield from _wrong_shapes(route)
    if route.default_resolution and route.default_resolution not in route.resolutions:
        yield f"default_resolution: resolutions does not hold {route.default_resolution!r}"
    guide = route.inputs.get("guide")
    if guide is not None and not guide.passes:
        yield "inputs.guide.passes: say which passes a guide may be made of"
    if mode is Mode.FROM_ANIMATION and guide is None and not route.streams:
        yield "inputs.guide: this mode needs a guide (or streams, for a local model)"
    for slot in sorted({slot for pair in route.excludes for slot in pair} - set(route.inputs)):
        yield f"excludes: inputs does not hold {slot!r}"
    for number, rate in enumerate(route.price.rates):
        for name in sorted(set(rate.when) - set(_CONDITIONS)):
            known = ", ".join(_CONDITIONS)
            yield f"price.rates.{number}.when.{name}: a condition is one of {known}"
    yield from _wrong_amounts(route)
    yield from _wrong_arguments(route)


def _wrong_amounts(route: Route) -> Iterator[str]:
    """Yield amounts that nobody can mean, which sums and pictures would not bear."""
    durations = route.durations or Durations(seconds=(1.0,))
    resolutions = route.resolutions.values()
    amounts: dict[str, list[float]] = {
        "price": [*(rate.high for rate in route.price.rates), route.price.minimum_usd],
        "price.token_rate": [route.price.token_rate],
        "price.minimum_seconds": [route.price.minimum_seconds],
        "durations": [*durations.seconds, durations.max_seconds or 0.0],
        "durations.step_seconds": [durations.step_seconds],
        "durations.max_frames": [durations.max_frames or 0],
        "resolutions": [side for r in resolutions for size in r.sizes.values() for side in size],
        "resolutions.short_side": [r.short_side or 0 for r in resolutions],
        "rates": [*route.rates, *(rate for i in route.inputs.values() for rate in i.rates)],
        "size_multiple": [route.size_multiple],
    }
    for field, given in amounts.items():
        most = _MOST[field]
        if max(given, default=0) > most:
            yield f"{field}: {max(given):g} is more than {most:,} and surely a slip"
        least = _LEAST.get(field, 0)
        smallest = min((value for value in given if value), default=least)
        if smallest < least:
            yield f"{field}: {smallest:g} is less than {least:g} and surely a slip"
    if len(durations.seconds) > _MOST_LENGTHS:
        yield "durations.seconds: so many lengths are a range: say min_seconds and max_seconds"


def _wrong_shapes(route: Route) -> Iterator[str]:
    if bool(route.aspects) == route.follows_image:
        yield "aspects: list them, or say follows_image = true"
    for name, resolution in route.resolutions.items():
        for aspect in resolution.sizes:
            yield from _wrong_aspect(f"resolutions.{name}.sizes", aspect)
    for aspect in route.aspects:
        yield from _wrong_aspect("aspects", aspect)


def _wrong_aspect(field: str, aspect: str) -> Iterator[str]:
    try:
        ratio_of(aspect)
    except OptionError as error:
        yield f"{field}: {error}"


def _wrong_arguments(route: Route) -> Iterator[str]:
    """Yield slots that no argument is filled from, and arguments of slots there are not."""
    taken = {a.take for a in route.arguments.values() if isinstance(a, Argument)}
    for slot in sorted((taken & _FILLED_FROM_SLOTS) - set(route.inputs)):
        yield f"arguments: one takes {slot!r}, and inputs has no such slot"
    if not route.arguments:
        return
    pictures = {"image", "start", "end", "references"} if "pictures" in taken else set()
    for slot in sorted(set(route.inputs) - taken - pictures):
        yield f"inputs.{slot}: no argument takes it"
    if route.prompt.required and "prompt" not in taken:
        yield "arguments: none takes the prompt, which is required"
