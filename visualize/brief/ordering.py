"""Ordering: shots, models and options become orders – checked and priced before any is placed."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import Field

from compose.project import Project
from compose.shot import Shot
from models.card import GuidePass, Route
from models.errors import OptionError
from models.modes import Mode
from models.options import Change, choose, snap
from models.pricing import Estimate, estimate
from models.registry import Registry, refuse_retired
from models.request import Chosen, Options
from models.values import Value
from shotwright import UsageError
from visualize.brief.brief import frame_mapping, negative_text
from visualize.brief.direct import LOOKS, direct_options
from visualize.brief.own_pictures import own_picture
from visualize.brief.shot_facts import shot_facts
from visualize.brief.slots import own_slots, slots_of
from visualize.order import LOCAL, Order, Price, PromptText

MOST_TAKES = 100
"""Takes of one shot by one model that one order asks for at most."""


class Wish(Value):
    """What the user asks for, for every shot and model alike.

    ``start`` and ``end`` are files of the user's own; ``frame`` is the scene frame of an image.
    ``snap`` moves options to the nearest that a model takes.
    """

    mode: Mode = Field(strict=False)
    options: Options = Options()
    takes: int = 1
    provider: str = ""
    prompt: PromptText = PromptText()
    start: Path | None = None
    end: Path | None = None
    frame: int | None = None
    snap: bool = False
    allow_unknown_price: bool = False
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Planned:
    """One order that could be placed: what it will do, what it costs, what was moved to fit.

    ``takes`` orders like it are placed; ``estimate`` is for one of them.
    """

    shot: Shot
    order: Order
    chosen: Chosen
    estimate: Estimate
    changes: tuple[Change, ...]
    takes: int


def plan_orders(
    project: Project, shots: Sequence[Shot], models: Sequence[str], wish: Wish, registry: Registry
) -> tuple[Planned, ...]:
    """Check every shot with every model and return what each would cost; nothing is written.

    Raises
    ------
    OptionError
        At the first option that a model does not take, naming shot and model.
    UnknownModelError
        When there is no such model.
    UsageError
        When nothing is asked for, or the project has no folder.
    """
    if not shots or not models:
        raise UsageError("Name at least one shot and one model.")
    if not 1 <= wish.takes <= MOST_TAKES:
        raise UsageError(f"{wish.takes} takes were asked for; ask for 1 to {MOST_TAKES}.")
    if project.root is None:
        raise UsageError("The project has no folder yet. Save it first: takes are kept in it.")
    for slot, path in (("start", wish.start), ("end", wish.end)):
        if path is not None:
            own_picture(str(path.absolute()), "start" if slot == "start" else "end")
    return tuple(
        _planned(project, shot, model, wish, registry) for shot in shots for model in models
    )


def place_orders(
    project: Project, shots: Sequence[Shot], models: Sequence[str], wish: Wish, registry: Registry,
    *, freeze: Callable[[Project], str] | None = None,
) -> tuple[Order, ...]:  # fmt: skip
    """Check everything, freeze the project, and return the orders: shots, models, takes in turn.

    With a seed each further take has the next one.

    Raises
    ------
    ShotwrightError
        As ``plan_orders``, and when the project cannot be frozen; no order is then made.
    """
    planned = plan_orders(project, shots, models, wish, registry)
    frozen = (freeze or _frozen)(project)
    batch = f"bat_{uuid.uuid4().hex[:10]}"
    return tuple(
        _numbered(plan.order, take).model_copy(update={"frozen": frozen, "batch": batch})
        for plan in planned
        for take in range(plan.takes)
    )


def _frozen(project: Project) -> str:
    from visualize.jobs.places import freeze

    return freeze(project)


def _numbered(order: Order, take: int) -> Order:
    seed = order.options.seed
    if seed is None or take == 0:
        return order
    options = order.options.model_copy(update={"seed": (seed + take) % 2**32})
    return order.model_copy(update={"options": options})


def _planned(project: Project, shot: Shot, model: str, wish: Wish, registry: Registry) -> Planned:
    try:
        if wish.mode is Mode.DIRECT:
            return _direct(project, shot, model, wish)
        return _by_model(project, shot, model, wish, registry)
    except OptionError as error:
        raise OptionError(error.field, f"Shot {shot.label}, {model}: {error}") from error


def _by_model(project: Project, shot: Shot, model: str, wish: Wish, registry: Registry) -> Planned:
    card = registry.card(model)
    refuse_retired(card)
    refuse_without_mode(registry, card.id, wish)
    route = registry.route(card.id, wish.mode, wish.provider)
    facts = shot_facts(project, shot)
    changes: tuple[Change, ...] = ()
    if wish.snap:
        chosen, changes = snap(route, wish.options, facts)
    else:
        _refuse_guide(registry, route, wish)
        chosen = choose(route, wish.options, facts)
    options = _settled(wish.options, chosen) if changes else wish.options
    price = estimate(route, chosen)
    order = _order(project, shot, card.id, route.provider, wish, options, price)
    _refuse_unfit(order, route)
    frame_mapping(order, chosen, project, shot)
    return Planned(
        shot=shot, order=order, chosen=chosen, estimate=price, changes=changes, takes=wish.takes
    )


def _refuse_unfit(order: Order, route: Route) -> None:
    """Refuse words and pictures that the route does not take, before anything is drawn.

    Whether the nodes in sight have reference pictures is seen only when they are drawn.
    """
    negative_text(order, route)
    if order.provider == LOCAL:
        own_slots(order, route)
    else:
        slots_of(order, route, references=True)


def refuse_without_mode(registry: Registry, model: str, wish: Wish) -> None:
    """Refuse a model that does not have a mode, naming those that do.

    Raises
    ------
    OptionError
        When it has not.
    """
    card = registry.card(model)
    if not card.modes.get(wish.mode):
        others = [other.id for other in registry.for_mode(wish.mode)]
        raise OptionError("mode", f"{card.name} has no mode {wish.mode}.", others)


def _refuse_guide(registry: Registry, route: Route, wish: Wish) -> None:
    """Refuse a guide that the route does not take, naming the models that are guided by it."""
    asked = wish.options.guide
    accepted = route.inputs.get("guide")
    if asked is None or (accepted is not None and asked in accepted.passes):
        return
    takes = f" It takes {', '.join(accepted.passes)}." if accepted and accepted.passes else ""
    raise OptionError(
        "guide",
        f"It is not guided by {asked}.{takes} Models that are:",
        models_guided_by(registry, wish.mode, asked) or ("none",),
    )


def models_guided_by(registry: Registry, mode: Mode, name: GuidePass) -> tuple[str, ...]:
    """Return the ids of models that take a pass as their guide in a mode."""
    return tuple(
        card.id
        for card in registry.for_mode(mode)
        if any(
            name in route.inputs["guide"].passes
            for route in card.modes.get(mode, ())
            if "guide" in route.inputs
        )
    )


def _settled(asked: Options, chosen: Chosen) -> Options:
    """Return options that ``choose`` takes as they are: those that were moved, spelled out."""
    return asked.model_copy(
        update={
            "seconds": chosen.seconds,
            "fit": chosen.fit if chosen.seconds is not None else None,
            "resolution": chosen.resolution or None,
            "audio": chosen.audio,
            "seed": chosen.seed,
            "guide": chosen.guide,
            "aspect": None if asked.orientation else chosen.aspect,
        }
    )


def _direct(project: Project, shot: Shot, model: str, wish: Wish) -> Planned:
    if model not in LOOKS:
        raise OptionError("model", f"A direct clip shows no {model[:40]!r}.", LOOKS)
    free = Estimate(0.0, 0.0, "free", "drawn on this machine")
    order = _order(project, shot, model, LOCAL, wish, wish.options, free)
    chosen = direct_options(order, project, shot)
    return Planned(
        shot=shot, order=order, chosen=chosen, estimate=free, changes=(), takes=wish.takes
    )


def _order(
    project: Project, shot: Shot, model: str, provider: str, wish: Wish, options: Options,
    price: Estimate,
) -> Order:  # fmt: skip
    assert project.root is not None  # checked before anything is planned
    return Order(
        project=str(project.root.absolute()), project_id=project.id, shot=shot.id,
        shot_label=shot.label, frozen="", mode=wish.mode, model=model, provider=provider,
        options=options, prompt=wish.prompt,
        start=None if wish.start is None else str(wish.start.absolute()),
        end=None if wish.end is None else str(wish.end.absolute()),
        frame=wish.frame, estimate=Price(low_usd=price.low_usd, high_usd=price.high_usd),
        allow_unknown_price=wish.allow_unknown_price, note=wish.note,
    )  # fmt: skip
