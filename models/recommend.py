"""Recommend: models for a shot, ranked with reasons; the heuristics are data."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from importlib.resources import files
from typing import Self

from pydantic import model_validator

from models.card import ModelCard, Route
from models.evidence import Evidence
from models.lengths import exact, lengths_of
from models.modes import Mode
from models.registry import Registry
from models.values import Value


@dataclass(frozen=True, kw_only=True)
class ShotTraits:
    """What a shot is, in plain numbers.

    Attributes
    ----------
    seconds
        Its length.
    camera_speed, subject_speed
        Metres a second, the greatest within the shot.
    camera_turn_deg
        Degrees a second the camera turns, the greatest within the shot.
    animated_meshes
        Imported or kit things in sight whose own parts move.
    figures, moving_figures
        Figures in sight, and those of them that move.
    has_end_frame
        Whether an end frame is given.
    slow_long
        Whether it is a long move at little speed.
    draft, product, needs_audio
        Asked by the user: a quick try, a product hero, sound.
    portrait
        Whether the picture is higher than wide.
    """

    seconds: float
    camera_speed: float = 0.0
    subject_speed: float = 0.0
    camera_turn_deg: float = 0.0
    animated_meshes: int = 0
    figures: int = 0
    moving_figures: int = 0
    has_end_frame: bool = False
    slow_long: bool = False
    draft: bool = False
    product: bool = False
    needs_audio: bool = False
    portrait: bool = False


@dataclass(frozen=True)
class Suggestion:
    """A model for a shot: the higher the score the better; ``reasons`` speak for and against."""

    card: ModelCard
    score: float
    reasons: tuple[str, ...]


class Condition(Value):
    """A field of the traits compared with a number, or with true or false."""

    field: str
    over: float | None = None
    under: float | None = None
    equals: bool | None = None

    @model_validator(mode="before")
    @classmethod
    def _is_is_a_word_of_python(cls, given: dict[str, object]) -> dict[str, object]:
        return {("equals" if key == "is" else key): value for key, value in given.items()}

    @model_validator(mode="after")
    def _field_is_known(self) -> Self:
        if self.field not in ShotTraits.__dataclass_fields__:
            raise ValueError(f"shots have no trait {self.field!r}")
        return self

    def holds(self, traits: ShotTraits) -> bool:
        """Tell whether the shot meets it."""
        value: float | bool = getattr(traits, self.field)
        if self.equals is not None:
            return value is self.equals
        return (self.over is None or value > self.over) and (
            self.under is None or value < self.under
        )


class Trait(Value):
    """A trait of shots that cards are good or bad at, and what it weighs."""

    name: str
    reason: str
    against: str
    weight: float
    any: tuple[Condition, ...]


class LengthRule(Value):
    """What the lengths of a model's clips weigh."""

    exact: float
    too_short: float
    reason: str
    against: str


class StandingRule(Value):
    """What weighs before the shot is looked at."""

    retiring: float
    retiring_reason: str
    no_ai: float
    no_ai_reason: str
    no_provider: float
    no_provider_reason: str


class EvidenceRule(Value):
    """When what was measured of a model counts, and what it weighs."""

    least_takes: int
    least_shots: int
    par: float
    a_point: float
    most: float
    half_at_shots: float
    above: str
    below: str
    unsure: str

    def is_enough(self, evidence: Evidence) -> bool:
        """Tell whether there is enough to speak of."""
        return evidence.takes >= self.least_takes and evidence.shots >= self.least_shots

    def weighed(self, evidence: Evidence) -> tuple[float, str]:
        """Return what evidence weighs, by the end of its interval that is nearer to par, and why.

        Within the interval nothing is sure, so it weighs nothing.
        """
        if evidence.low > self.par:
            weight = min(self.most, self.a_point * (evidence.low - self.par))
            return weight, self.above.format(told=evidence.told())
        if evidence.high < self.par:
            weight = max(-self.most, self.a_point * (evidence.high - self.par))
            return weight, self.below.format(told=evidence.told())
        return 0.0, self.unsure.format(told=evidence.told())

    def trust(self, evidence: Evidence) -> float:
        """Return how much of the heuristics' say the evidence takes over, 0 to 1."""
        return evidence.shots / (evidence.shots + self.half_at_shots)


class Heuristics(Value):
    """All of ``recommend.toml``."""

    traits: tuple[Trait, ...]
    length: LengthRule
    standing: StandingRule
    evidence: EvidenceRule


@cache
def heuristics() -> Heuristics:
    """Return the heuristics, read once."""
    text = files("models").joinpath("recommend.toml").read_text("utf-8")
    return Heuristics.model_validate_json(json.dumps(tomllib.loads(text)))


def trait_names() -> frozenset[str]:
    """Return what ``good_at`` and ``bad_at`` of a card may name."""
    return frozenset(trait.name for trait in heuristics().traits)


def recommend(
    registry: Registry,
    mode: Mode | str,
    traits: ShotTraits,
    evidence: Iterable[Evidence] = (),
) -> tuple[Suggestion, ...]:
    """Return the models that have a mode, the best for the shot first.

    Equal scores keep the order of their ids, so that the same shot always gives the same list.

    Parameters
    ----------
    evidence
        What was measured of models at this kind of shot, one for each model at most. Where there
        is enough, it speaks beside what cards claim, and takes over from it as shots add up.
    """
    measured = {found.model: found for found in evidence}
    ranked = [
        _judged(registry, card, Mode(mode), traits, measured.get(card.id))
        for card in registry.for_mode(mode)
    ]
    return tuple(sorted(ranked, key=lambda found: (-found.score, found.card.id)))


def _judged(
    registry: Registry,
    card: ModelCard,
    mode: Mode,
    traits: ShotTraits,
    evidence: Evidence | None,
) -> Suggestion:
    routes = card.modes[mode]
    runnable = tuple(route for route in routes if registry.has_provider(route.provider))
    found = [
        *_by_evidence(card, traits, evidence),
        *_by_length((*runnable, *routes)[0], traits),
        *_by_standing(card, has_provider=bool(runnable)),
    ]
    reasons = (f"{_sign(weight)} {reason}" for weight, reason in found)
    return Suggestion(card, sum(weight for weight, _ in found), tuple(reasons))


def _sign(weight: float) -> str:
    if weight == 0.0:
        return "~"
    return "+" if weight > 0 else "-"


def _by_evidence(
    card: ModelCard, traits: ShotTraits, evidence: Evidence | None
) -> Iterator[tuple[float, str]]:
    """Yield what was measured, and what the card claims as far as that leaves it a say."""
    rule = heuristics().evidence
    claims = _by_traits(card, traits)
    if evidence is None or not rule.is_enough(evidence):
        yield from claims
        return
    yield rule.weighed(evidence)
    left = 1.0 - rule.trust(evidence)
    for weight, reason in claims:
        yield weight * left, reason


def _by_traits(card: ModelCard, traits: ShotTraits) -> Iterator[tuple[float, str]]:
    """Yield what each trait of the shot weighs for a card, and why."""
    for trait in heuristics().traits:
        if any(condition.holds(traits) for condition in trait.any):
            if trait.name in card.good_at:
                yield trait.weight, trait.reason
            elif trait.name in card.bad_at:
                yield -trait.weight, trait.against


def _by_length(route: Route, traits: ShotTraits) -> Iterator[tuple[float, str]]:
    rule = heuristics().length
    lengths = lengths_of(route, route.default_resolution, Fraction(24))
    if lengths is None:
        return
    shot = exact(traits.seconds)
    if lengths.same(lengths.nearest(shot), shot):
        yield rule.exact, rule.reason
    elif lengths.longest < shot:
        yield rule.too_short, rule.against


def _by_standing(card: ModelCard, *, has_provider: bool) -> Iterator[tuple[float, str]]:
    rule = heuristics().standing
    if card.status == "retiring":
        yield rule.retiring, rule.retiring_reason
    if card.no_ai:
        yield rule.no_ai, rule.no_ai_reason
    if not has_provider:
        yield rule.no_provider, rule.no_provider_reason
