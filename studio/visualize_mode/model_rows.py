"""Model rows: the models that have a mode, grouped by vendor, and why some cannot be used."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from models.card import ModelCard, Route
from models.errors import OptionError
from models.modes import Mode
from models.options import ShotFacts, snap
from models.pricing import estimate
from models.registry import Registry
from models.request import Options
from studio.visualize_mode.advice import Advice, recommendation
from studio.visualize_mode.fields import plain_name
from studio.visualize_mode.form import ModelKey
from visualize.order import LOCAL

ADD_KEY = "Add a {name} key to use hosted models. Local looks work now."
_HERE = "Local"
_PLACES = {"comfyui": ", your GPU"}
_PICTURES = {"start": "Start", "end": "End", "image": "Frame", "keyframes": "Frames"}


class Order(StrEnum):
    """By what the list is sorted; it stays grouped by vendor."""

    FIT = "Fit"
    PRICE = "Price"
    NAME = "Name"
    WAIT = "Wait"


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelRow:
    """One model as one provider runs it.

    ``usd`` is what a second, or a picture, costs with the options that are set; ``None`` where
    nobody knows. ``wait`` is in seconds. ``trouble`` says why it cannot be used now.
    """

    card: ModelCard
    provider: str
    name: str
    vendor: str
    usd: float | None
    price: str
    chips: tuple[str, ...]
    audio: bool
    wait: float | None
    score: float
    trouble: str = ""
    lacks_key: str = ""
    recommended: str = ""

    @property
    def key(self) -> ModelKey:
        """What tells it from the others."""
        return self.card.id, self.provider

    def says(self, words: Iterable[str]) -> bool:
        """Tell whether each word stands in its name, its vendor, its use or its passes."""
        text = " ".join(
            (self.name, self.vendor, self.card.id, self.card.best_for, *self.chips)
        ).casefold()
        return all(word in text for word in words)


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelList:
    """The rows of a mode, and the models that do not have it."""

    rows: tuple[ModelRow, ...]
    others: tuple[ModelCard, ...]

    def row(self, model: str, provider: str) -> ModelRow | None:
        """Return a row; of a model alone, the first that can be used."""
        found = [row for row in self.rows if row.card.id == model]
        exact = [row for row in found if row.provider == provider]
        usable = [row for row in found if not row.trouble]
        return next(iter((*exact, *usable, *found)), None)

    def exact(self, key: ModelKey) -> ModelRow | None:
        """Return the row of a model as one provider runs it."""
        return next((row for row in self.rows if row.key == key), None)

    def looks(self, most: int) -> tuple[ModelRow, ...]:
        """Return what this machine draws by itself, the best for the shot first."""
        here = [row for row in self.rows if row.provider == LOCAL and not row.trouble]
        return tuple(sorted(here, key=lambda row: -row.score)[:most])

    def best(self) -> ModelRow | None:
        """Return the recommended row, else the first that can be used."""
        usable = [row for row in self.rows if not row.trouble]
        return next((row for row in usable if row.recommended), next(iter(usable), None))

    @property
    def missing_key(self) -> str:
        """The provider whose key would make the most rows usable; "" where none would."""
        lacking = [row.lacks_key for row in self.rows if row.lacks_key]
        return max(set(lacking), key=lacking.count) if lacking else ""


def model_list(
    registry: Registry, mode: Mode, options: Options, shot: ShotFacts, advice: Advice,
    away: Mapping[str, str] = MappingProxyType({}),
) -> ModelList:  # fmt: skip
    """Return the models for a shot; the best that can be used says why it is.

    Parameters
    ----------
    away
        Why providers cannot be used now, such as a program that does not run.
    """
    rows = [
        _row(registry, card, route, mode, options, shot, advice, away)
        for card in registry.for_mode(mode)
        for route in _routes(registry, card, mode)
    ]
    ranked = sorted(rows, key=lambda row: (bool(row.trouble), -row.score, row.card.id))
    if ranked and not ranked[0].trouble and (said := advice.of(ranked[0].card.id)):
        best = ranked[0]
        told = ModelRow(**{name: getattr(best, name) for name in ModelRow.__slots__}
                        | {"recommended": recommendation(said)})  # fmt: skip
        rows[rows.index(best)] = told
    have = {row.card.id for row in rows}
    active = (card for card in registry.cards.values() if card.status != "retired")
    return ModelList(rows=tuple(rows), others=tuple(card for card in active if card.id not in have))


def shown_rows(rows: Sequence[ModelRow], text: str, order: Order) -> list[tuple[str, ModelRow]]:
    """Return vendor and row of all that say the words, the vendor with the best row first."""
    words = text.casefold().split()
    found = [row for row in rows if row.says(words)]
    keys = {row.key: _sort_key(row, order) for row in found}
    best: dict[str, tuple[object, ...]] = {}
    for row in sorted(found, key=lambda row: keys[row.key]):
        best.setdefault(row.vendor, keys[row.key])
    found.sort(key=lambda row: (best[row.vendor], row.vendor, keys[row.key]))
    return [(row.vendor, row) for row in found]


def _sort_key(row: ModelRow, order: Order) -> tuple[object, ...]:
    unknown = float("inf")
    if order is Order.NAME:
        return (row.vendor == _HERE, row.vendor.casefold(), row.name.casefold())
    usable = bool(row.trouble)
    if order is Order.PRICE:
        return (usable, unknown if row.usd is None else row.usd, row.name)
    if order is Order.WAIT:
        return (usable, unknown if row.wait is None else row.wait, row.name)
    return (usable, not row.recommended, -row.score, row.name)


def _routes(registry: Registry, card: ModelCard, mode: Mode) -> list[Route]:
    """Return a route for each provider that is here, else the first."""
    routes = card.modes[mode]
    here: dict[str, Route] = {}
    for route in routes:
        if registry.has_provider(route.provider):
            here.setdefault(route.provider, route)
    return list(here.values()) or [routes[0]]


def _row(
    registry: Registry, card: ModelCard, route: Route, mode: Mode, options: Options,
    shot: ShotFacts, advice: Advice, away: Mapping[str, str],
) -> ModelRow:  # fmt: skip
    said = advice.of(card.id)
    lacks_key = "" if _usable(registry, route) else route.provider
    trouble = away.get(route.provider) or _trouble(registry, route)
    usd, price = None, "unknown"
    try:
        chosen, _ = snap(route, options, shot)
        made = estimate(route, chosen)
        usd = None if made.high_usd is None else made.high_usd / (chosen.seconds or 1.0)
        price = _rate_words(usd, "s" if chosen.seconds else "picture")
    except OptionError as error:
        trouble = str(error)
    name = plain_name(card) + _PLACES.get(route.provider, "")
    return ModelRow(
        card=card, provider=route.provider, name=name,
        vendor=_HERE if route.provider == LOCAL else card.vendor, usd=usd, price=price,
        chips=_chips(route, mode), audio=route.audio != "none",
        wait=advice.waits.get(card.id), score=said.score if said else 0.0, trouble=trouble,
        lacks_key=lacks_key if registry.has_provider(route.provider) else "",
    )  # fmt: skip


def _usable(registry: Registry, route: Route) -> bool:
    return registry.has_provider(route.provider) and registry.has_key(route.provider)


def _trouble(registry: Registry, route: Route) -> str:
    if not registry.has_provider(route.provider):
        return f"No provider for {route.provider} is installed"
    if not registry.has_key(route.provider):
        return f"No {route.provider} key yet"
    return ""


def _rate_words(usd: float | None, unit: str) -> str:
    if usd is None:
        return "unknown"
    if usd == 0.0:
        return "Free"
    amount = f"{usd:.3f}".rstrip("0")
    return f"${amount if len(amount.partition('.')[2]) >= 2 else f'{usd:.2f}'}/{unit}"


def _chips(route: Route, mode: Mode) -> tuple[str, ...]:
    """Return what the route reads: passes, frames of the shot, references."""
    if route.streams:
        return tuple(_pass_words(name) for name in route.streams)
    guide = route.inputs.get("guide")
    found = [_pass_words(name) for name in guide.passes] if guide is not None else []
    if mode is not Mode.FROM_ANIMATION:
        found = [_PICTURES[slot] for slot in route.inputs if slot in _PICTURES] + found
    if "references" in route.inputs:
        found.append("References")
    return tuple(found)


def _pass_words(name: str) -> str:
    return name.replace("_", " ").capitalize()
