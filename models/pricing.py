"""Prices: what a request will cost, before it is sent. Unknown never counts as zero."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal

from models.card import ModelCard, Rate, Route
from models.errors import OptionError
from models.modes import Mode
from models.money import money
from models.options import ShotFacts, choose
from models.registry import Registry
from models.request import Chosen, Options

__all__ = [
    "Alternative",
    "Estimate",
    "Total",
    "cheaper",
    "estimate",
    "money",
    "same_for_less",
    "total",
]

_CENT_HUNDREDTH = Decimal("0.0001")
_TOKENS = Decimal(1024)


@dataclass(frozen=True)
class Estimate:
    """What some takes will cost, in US dollars before tax.

    Both ``low_usd`` and ``high_usd`` are ``None`` where no source names a price. ``per`` is the
    unit that is charged and ``why`` the sum in words.
    """

    low_usd: float | None
    high_usd: float | None
    per: str
    why: str

    @property
    def known(self) -> bool:
        """Whether there is a price at all."""
        return self.high_usd is not None


@dataclass(frozen=True)
class Total:
    """The sum of a batch. ``unknown`` counts what has no price and is not in the sum."""

    low_usd: float
    high_usd: float
    unknown: int


def estimate(route: Route, chosen: Chosen, takes: int = 1) -> Estimate:
    """Return what ``takes`` clips or pictures with these options cost.

    Amounts are rounded up to a hundredth of a cent, so that a budget never counts too little.
    """
    price = route.price
    if price.per == "free":
        return Estimate(0.0, 0.0, "free", price.note or "nothing is charged")
    rate = next((rate for rate in price.rates if _holds(rate, chosen)), None)
    if rate is None:
        why = price.note or (
            "no source names a price" if price.per == "unknown" else "no price for these options"
        )
        return Estimate(None, None, "unknown", why)
    units = _units(route, chosen)
    low, high = (
        max(_decimal(usd) * units, _decimal(price.minimum_usd)) * takes
        for usd in (rate.low, rate.high)
    )
    why = _why(price.per, rate, units, takes)
    return Estimate(_dollars(low), _dollars(high), price.per, why)


def total(estimates: Iterable[Estimate]) -> Total:
    """Return the sum of what is known, and how many are not."""
    listed = list(estimates)
    known = [e for e in listed if e.low_usd is not None and e.high_usd is not None]
    return Total(
        _dollars(sum((_decimal(e.low_usd or 0.0) for e in known), Decimal(0))),
        _dollars(sum((_decimal(e.high_usd or 0.0) for e in known), Decimal(0))),
        len(listed) - len(known),
    )


@dataclass(frozen=True)
class Alternative:
    """A model that does the same for less."""

    card: ModelCard
    provider: str
    estimate: Estimate


def cheaper(
    registry: Registry,
    card: ModelCard,
    mode: Mode | str,
    options: Options,
    shot: ShotFacts,
    than: Estimate,
    takes: int = 1,
) -> tuple[Alternative, ...]:
    """Return models that take the very same options for less, the most alike first.

    Alike are models that are good at the same things; of equally alike ones the cheapest comes
    first. Models without a provider here, without a known price, or being retired are left
    out, and so are local treatments, which are no match for a model.
    """
    found = [
        Alternative(other, route.provider, price)
        for other in registry.for_mode(mode)
        if other.id != card.id and other.status == "active" and other.no_ai == card.no_ai
        for route, price in _prices(registry, other, Mode(mode), options, shot, takes)
        if price.high_usd is not None and (than.high_usd is None or price.high_usd < than.high_usd)
    ]
    good = set(card.good_at)
    return tuple(
        sorted(
            found,
            key=lambda a: (-len(good & set(a.card.good_at)), a.estimate.high_usd, a.card.id),
        )
    )


def same_for_less(options: Options, chosen: Chosen) -> Options:
    """Return the options an alternative must take as well: with the same sound and fit.

    Resolution and seed are left to it, since models name the one and read the other differently.
    """
    kept = {"audio": chosen.audio, "fit": chosen.fit, "resolution": None, "seed": None}
    return options.model_copy(update=kept)


def _prices(
    registry: Registry,
    card: ModelCard,
    mode: Mode,
    options: Options,
    shot: ShotFacts,
    takes: int,
) -> Iterator[tuple[Route, Estimate]]:
    """Yield the first route that has a provider here, with its price, if it takes the options."""
    for route in card.modes[mode]:
        if registry.has_provider(route.provider):
            try:
                yield route, estimate(route, choose(route, options, shot), takes)
            except OptionError:
                continue  # it does not take these options, so it is no alternative
            return


def _holds(rate: Rate, chosen: Chosen) -> bool:
    facts = {
        "resolution": chosen.resolution,
        "audio": chosen.audio,
        "seconds": chosen.seconds,
        "aspect": chosen.aspect,
    }
    for name, wanted in rate.when.items():
        if name == "guide" and isinstance(wanted, bool):
            if wanted != (chosen.guide is not None):
                return False
        elif name == "guide":
            if wanted != chosen.guide:
                return False
        elif name not in facts or facts[name] != wanted:
            return False
    return True


def _units(route: Route, chosen: Chosen) -> Decimal:
    """Return how many units of the price one take has."""
    price = route.price
    seconds = max(_decimal(chosen.seconds or 0.0), _decimal(price.minimum_seconds))
    area = Decimal(chosen.width * chosen.height)
    if price.per in {"second", "input-second"}:
        return seconds
    if price.per == "frame":
        return Decimal(chosen.frames)
    if price.per == "megapixel":
        return area / Decimal(1_000_000)
    if price.per == "thousand-tokens":
        read = seconds if chosen.guide is not None else Decimal(0)
        tokens = (read + seconds) * area * _decimal(price.token_rate) / _TOKENS
        return tokens / Decimal(1000)
    return Decimal(1)


def _why(per: str, rate: Rate, units: Decimal, takes: int) -> str:
    unit = per.replace("-", " ")
    many = "" if takes == 1 else f" x {takes} takes"
    amount = f"{rate.low:g}" if rate.low == rate.high else f"{rate.low:g} to {rate.high:g}"
    if per in {"clip", "image"}:
        return f"${amount} a {unit}{many}"
    return f"${amount} a {unit} x {float(units):.4g}{many}"


def _decimal(value: float) -> Decimal:
    return Decimal(str(value))


def _dollars(amount: Decimal) -> float:
    return float(amount.quantize(_CENT_HUNDREDTH, ROUND_CEILING))
