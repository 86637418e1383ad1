"""Quote: what an order would make and cost, or why it cannot be placed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from compose.project import Project
from compose.shot import Shot
from models.money import money
from models.options import ShotFacts
from models.pricing import Estimate, cheaper, same_for_less
from models.registry import Registry
from models.request import Options
from shotwright import ShotwrightError
from studio.visualize_mode.fields import Asked, plain_name
from studio.visualize_mode.form import Form
from visualize.brief.ordering import Planned, plan_orders
from visualize.brief.shot_facts import shot_facts
from visualize.jobs.budget import Standing


@dataclass(frozen=True, kw_only=True)
class Quote:
    """What came of a form: the plan or the ``refusal``, the fields, and a cheaper model's words.

    ``more`` are the plans of the models that are asked for the same.
    """

    form: Form
    asked: Asked | None = None
    planned: Planned | None = None
    more: tuple[Planned, ...] = ()
    refusal: str = ""
    alternative: str = ""

    @property
    def estimate(self) -> Estimate | None:
        """What one take of the model that is shown costs."""
        return None if self.planned is None else self.planned.estimate

    @property
    def _all(self) -> list[Estimate]:
        return [] if self.planned is None else [one.estimate for one in (self.planned, *self.more)]

    @property
    def high_usd(self) -> float | None:
        """The most that all takes cost together; ``None`` where nobody knows."""
        highs = [one.high_usd for one in self._all]
        known = [high for high in highs if high is not None]
        return sum(known) * self.form.takes if highs and len(known) == len(highs) else None

    def price_words(self) -> str:
        """Return ``$1.94 to $2.16``, ``Free`` or ``unknown``; "" where nothing can be ordered."""
        if not self._all:
            return ""
        high = self.high_usd
        lows = [one.low_usd for one in self._all if one.low_usd is not None]
        if high is None or len(lows) < len(self._all):
            return "unknown"
        words = money(sum(lows) * self.form.takes, high)
        return words.capitalize() if words == "free" else words


def quote(project: Project, shot: Shot, frame: float, form: Form, registry: Registry) -> Quote:
    """Check and price a form. It writes nothing and raises nothing: a refusal is told."""
    asked = None
    try:
        card = registry.card(form.model)
        route = registry.route(card.id, form.mode, form.provider)
        facts = shot_facts(project, shot)
        asked = Asked(card=card, route=route, options=form.options, shot=facts, chosen=None)
        (planned,) = plan_orders(project, (shot,), (card.id,), form.wish(shot, frame), registry)
    except ShotwrightError as error:
        return Quote(form=form, asked=asked, refusal=plain(str(error), shot, form.model))
    settled = Asked(
        card=card, route=route, options=form.options, shot=facts, chosen=planned.chosen,
        changes=planned.changes,
    )  # fmt: skip
    try:
        more = _more(project, shot, frame, form, registry)
    except ShotwrightError as error:
        return Quote(form=form, asked=settled, refusal=plain(str(error), shot, ""))
    other = "" if more else _alternative(registry, form, facts, planned)
    return Quote(form=form, asked=settled, planned=planned, more=more, alternative=other)


def plain(error: str, shot: Shot, model: str) -> str:
    """Return an error without the shot, and the model, that stand on screen already."""
    short = error.removeprefix(f"Shot {shot.label}, ")
    return short.removeprefix(f"{model}: ") if model else short


def _more(
    project: Project, shot: Shot, frame: float, form: Form, registry: Registry
) -> tuple[Planned, ...]:  # fmt: skip
    """Plan the same for the other models."""
    found: list[Planned] = []
    for model, provider in form.also:
        wish = form.wish(shot, frame, provider)
        found += plan_orders(project, (shot,), (model,), wish, registry)
    return tuple(found)


def _alternative(registry: Registry, form: Form, facts: ShotFacts, planned: Planned) -> str:
    """Return ``Wan 2.2 would be $0.90``, or "" where nothing like it is cheaper."""
    if not planned.estimate.high_usd:
        return ""
    card = registry.card(form.model)
    alike = same_for_less(_followed(form.options), planned.chosen)
    found = cheaper(registry, card, form.mode, alike, facts, planned.estimate)
    if not found:
        return ""
    best = found[0].estimate
    takes = form.takes
    price = money((best.low_usd or 0.0) * takes, (best.high_usd or 0.0) * takes)
    return f"{plain_name(found[0].card)} would be {price}"


def _followed(options: Options) -> Options:
    """Return options without the guide, which every model names for itself."""
    return options.model_copy(update={"guide": None})


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetWords:
    """How today's budget stands: parts of the bar (0 to 1), a sentence, and why not, if so."""

    spent: float
    under_way: float
    words: str
    refusal: str = ""


def budget_words(standing: Standing | None, high_usd: float | None) -> BudgetWords | None:
    """Return today's budget in words; ``None`` where there is no store of jobs.

    Parameters
    ----------
    high_usd
        The most that the new order may cost; ``None`` where nobody knows.
    """
    if standing is None:
        return None
    if standing.limit_usd is None:
        spent = standing.spent_usd + standing.under_way_usd
        words = f"{_sum(spent)} today, no limit set"
        return BudgetWords(spent=0.0, under_way=0.0, words=words)
    limit, left = standing.limit_usd, standing.left_usd or 0.0
    words = f"{_sum(left)} of {_sum(limit)} left today"
    refusal = ""
    if high_usd is not None and high_usd > left + 1e-9:
        refusal = f"{_sum(high_usd)} is more than the {_sum(left)} left today."
    whole = limit or 1.0
    return BudgetWords(
        spent=min(standing.spent_usd / whole, 1.0),
        under_way=min(standing.under_way_usd / whole, 1.0),
        words=words,
        refusal=refusal,
    )


def wait_words(waits: Mapping[str, float], model: str) -> str:
    """Return how long takes of a model took here: ``about 2 min 30 s``, or ``unknown``."""
    seconds = waits.get(model)
    return "unknown" if seconds is None else f"about {seconds_words(seconds)}"


def seconds_words(seconds: float) -> str:
    """Return ``4 s``, ``2 min 30 s`` or ``1 h 5 min``."""
    whole = max(round(seconds), 0)
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        rest = f" {whole % 60} s" if whole % 60 else ""
        return f"{whole // 60} min{rest}"
    return f"{whole // 3600} h {whole % 3600 // 60} min"


def _sum(usd: float) -> str:
    return f"${usd:.2f}"
