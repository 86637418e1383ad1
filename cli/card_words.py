"""What a card's routes say, in the few words of a table's cell."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from models.card import Rate, Route
from models.lengths import clip_rate, lengths_of
from models.money import money
from models.shapes import pixels, ratio_of

_UNITS = {
    "second": "s",
    "input-second": "s",
    "clip": "clip",
    "image": "pic",
    "megapixel": "MP",
}
_FEW = 3
_ENDLESS = 600.0
"""Seconds that no shot has: a model that makes longer clips makes any."""


def lengths_words(routes: Sequence[Route], *, every: bool = False) -> str:
    """Return ``4 6 8`` or ``3-15`` seconds; nothing for pictures. ``every`` says all of it."""
    known = [lengths_of(r, r.default_resolution, Fraction(24)) for r in routes]
    lengths = [length for length in known if length is not None]
    if not lengths:
        return ""
    if every:
        return ", ".join(lengths[0].words())
    listed = [length.listed for length in lengths if length.listed]
    if len(listed) == len(lengths):
        values = sorted({float(value) for values in listed for value in values})
        if len(values) <= _FEW:
            return " ".join(f"{value:g}" for value in values)
    low = min(float(min(length.listed or (length.low,))) for length in lengths)
    high = max(float(length.longest) for length in lengths)
    if high > _ENDLESS:
        return "any"
    return f"{_short(low)}-{_short(high)}" if low != high else _short(low)


def sound_words(routes: Iterable[Route]) -> str:
    """Return ``no``, ``opt`` where there is a choice, or ``yes``; nothing for pictures."""
    kinds = {route.audio for route in routes if route.durations is not None}
    if not kinds:
        return ""
    return "no" if kinds == {"none"} else "yes" if kinds == {"always"} else "opt"


def shape_words(routes: Iterable[Route], *, every: bool = False) -> str:
    """Return ``gate`` where the picture's shape is kept, else how many; ``every`` names them."""
    routes = list(routes)
    if routes and all(route.follows_image for route in routes):
        return "that of the shot's gate" if every else "gate"
    aspects = dict.fromkeys(aspect for route in routes for aspect in route.aspects)
    return " ".join(aspects) if every else str(len(aspects))


def price_words(routes: Sequence[Route], *, every: bool = False) -> str:
    """Return what each provider asks, from the least to the most; ``every``: each line of one."""
    if every:
        route = routes[0]
        lines = [_rate_words(route, rate) for rate in route.price.rates]
        return "; ".join(lines) or route.price.per
    first = {route.provider: route for route in reversed(routes)}
    words = dict.fromkeys(_range_words(route) for route in reversed(first.values()))
    return ", ".join(words)


def _range_words(route: Route) -> str:
    price = route.price
    if not price.rates:
        return price.per
    unit, factor = _unit(route)
    low = min(rate.low for rate in price.rates) * factor
    high = max(rate.high for rate in price.rates) * factor
    return f"{_span(_two_digits(low), _two_digits(high))}/{unit}"


def _rate_words(route: Route, rate: Rate) -> str:
    when = ", ".join(_condition(name, value) for name, value in rate.when.items())
    unit = route.price.per.replace("-", " ")
    return f"{_span(rate.low, rate.high)} a {unit}" + (f" ({when})" if when else "")


def _condition(name: str, value: object) -> str:
    if isinstance(value, bool):
        return f"with {name}" if value else f"without {name}"
    return f"{value:g} s" if name == "seconds" and isinstance(value, float) else str(value)


def _unit(route: Route) -> tuple[str, float]:
    """Return the unit of the table, and how many of the price's units one of it has.

    Frames are told per second of the rate nearest to 24, tokens per second of a picture of the
    default resolution.
    """
    if route.price.per == "frame":
        return "s", float(clip_rate(route.rates, Fraction(24)))
    if route.price.per != "thousand-tokens":
        return _UNITS[route.price.per], 1.0
    aspect = route.aspects[0] if route.aspects else "16:9"
    width, height = pixels(route, route.default_resolution, aspect, ratio_of(aspect))
    return "s", width * height * route.price.token_rate / 1024 / 1000


def _span(low: float, high: float) -> str:
    return money(low, high).replace(" to $", "-")


def _two_digits(usd: float) -> float:
    return float(f"{usd:.2g}")


def _short(seconds: float) -> str:
    return f"{seconds:.0f}" if seconds >= 1 else f"{seconds:.1f}"
