"""Judging: all that follows from a form and a shot, worked out off the window's thread."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from compose.project import Project
from compose.shot import Shot
from models.registry import Registry
from shotwright import ShotwrightError
from studio.visualize_mode.advice import Advice
from studio.visualize_mode.fields import plain_name
from studio.visualize_mode.form import Form
from studio.visualize_mode.model_rows import ModelList, model_list
from studio.visualize_mode.quote import Quote, quote
from studio.visualize_mode.reach import out_of_reach
from studio.visualize_mode.received import Reception, try_reception
from visualize.brief.shot_facts import shot_facts
from visualize.jobs.records import Job


@dataclass(frozen=True, kw_only=True)
class Judged:
    """What came of it. ``form`` has a model where one can be had."""

    registry: Registry
    form: Form
    models: ModelList
    quote: Quote
    reception: Reception
    names: dict[str, str]


def judge(
    project: Project, shot: Shot, frame: float, form: Form, registry: Registry | None,
    advice: Advice, jobs: Sequence[Job], *, by_hand: bool,
) -> Judged:  # fmt: skip
    """Return the models, the price and what is sent.

    Parameters
    ----------
    registry
        The one of before; read from disk where there is none.
    jobs
        The project's jobs: they say what such an order weighed last time.
    by_hand
        Whether the model was chosen by hand: it then stays where the mode has it.

    Raises
    ------
    ShotwrightError
        When the shot's scene or camera is gone.
    """
    registry = registry or Registry.discover()
    facts = shot_facts(project, shot)
    away = out_of_reach(registry)
    models = model_list(registry, form.mode, form.options, facts, advice, away)
    form = with_model(form, models, by_hand=by_hand)
    priced = quote(project, shot, frame, form, registry) if form.model else _none(form)
    priced = _with_trouble(priced, models)
    route = None if priced.asked is None else priced.asked.route
    last = sent_before(jobs, shot.id, form)
    received = try_reception(project, shot, priced.planned, route, last)
    names = {card.id: plain_name(card) for card in registry.cards.values()}
    return Judged(
        registry=registry, form=form, models=models, quote=priced, reception=received, names=names
    )


def with_model(form: Form, models: ModelList, *, by_hand: bool) -> Form:
    """Return the form with the best model, unless one that the mode has was chosen by hand."""
    also = tuple(key for key in form.also if models.exact(key) is not None)
    if by_hand and (row := models.row(form.model, form.provider)) is not None:
        return replace(form.with_model(row.key), also=tuple(k for k in also if k != row.key))
    best = models.best()
    return form.with_model(("", "") if best is None else best.key)


def _with_trouble(priced: Quote, models: ModelList) -> Quote:
    """Return the quote refused where a model that is asked cannot be used now."""
    rows = [row for key in priced.form.keys if (row := models.exact(key)) is not None]
    in_trouble = next((row for row in rows if row.trouble), None)
    if in_trouble is None or (priced.refusal and not in_trouble.lacks_key):
        return priced
    return replace(priced, refusal=f"{in_trouble.name}: {in_trouble.trouble}.")


def sent_before(jobs: Sequence[Job], shot: str, form: Form) -> int | None:
    """Return the bytes of the largest file of the last such order that was prepared."""
    for job in jobs:
        alike = (job.shot, job.mode, job.model, job.provider) == (
            shot, form.mode.value, form.model, form.provider,
        )  # fmt: skip
        if alike and job.request_text is not None:
            try:
                request = job.request
            except ShotwrightError:  # of another version: what it weighed is not known
                return None
            media = request.media if request is not None else ()
            return max((one.bytes for one in media), default=None)
    return None


def _none(form: Form) -> Quote:
    return Quote(form=form, refusal="No model is chosen.")
