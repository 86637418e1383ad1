"""Slots: which of a route's inputs a job fills, by its mode and what the user gave."""

from __future__ import annotations

from models.card import Route, Slot
from models.errors import OptionError
from models.modes import Mode
from visualize.order import Order

_OF_MODE: dict[Mode, tuple[Slot, ...]] = {
    Mode.IMAGE: ("image", "guide"),
    Mode.START_FRAME: ("start",),
    Mode.START_END: ("start", "end"),
    Mode.FROM_ANIMATION: ("guide",),
}
"""What a mode is about; anything else is filled only where the route requires it."""

_DRAWN: frozenset[Slot] = frozenset({"start", "end", "image", "guide", "keyframes"})
"""Slots that we can fill from the scene."""


def slots_of(order: Order, route: Route, *, references: bool) -> tuple[Slot, ...]:
    """Return the slots to fill, in the order of the card.

    Parameters
    ----------
    references
        Whether the nodes in sight have reference pictures at all.

    Raises
    ------
    OptionError
        When the route needs what a scene cannot give, or takes a picture of the user's own
        nowhere.
    """
    wanted: set[Slot] = {slot for slot in _OF_MODE.get(order.mode, ()) if slot in route.inputs}
    own: set[Slot] = {slot for slot in ("start", "end") if getattr(order, slot) is not None}
    for slot in sorted(own - set(route.inputs)):
        raise OptionError(slot, _takes_none(order, slot))
    wanted |= own
    wanted |= {slot for slot, accepted in route.inputs.items() if accepted.required}
    for slot in sorted(wanted - _DRAWN - {"references"}):
        raise OptionError(slot, f"{order.model} needs a {slot}, which a scene does not give.")
    if "references" in wanted and not references:
        raise OptionError(
            "references",
            f"{order.model} needs reference pictures, and nothing in sight of the shot has any."
            " Add some to a node's references.",
        )
    if references and "references" in route.inputs and not _excluded("references", wanted, route):
        wanted.add("references")
    return tuple(slot for slot in route.inputs if slot in wanted)


def own_slots(order: Order, route: Route) -> tuple[Slot, ...]:
    """Return the slots of the user's own pictures, all that a model on this machine is handed.

    Raises
    ------
    OptionError
        When the route takes such a picture nowhere.
    """
    own: tuple[Slot, ...] = ("start", "end")
    given = tuple(slot for slot in own if getattr(order, slot) is not None)
    for slot in given:
        if slot not in route.inputs:
            raise OptionError(slot, _takes_none(order, slot))
    return given


def _takes_none(order: Order, slot: Slot) -> str:
    return f"{order.model} takes no {slot} picture in the mode {order.mode}."


def _excluded(slot: Slot, wanted: set[Slot], route: Route) -> bool:
    """Tell whether a slot may not be filled together with one that must be."""
    return any(slot in pair and (set(pair) - {slot}) & wanted for pair in route.excludes)
