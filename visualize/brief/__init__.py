"""Brief: a shot and a mode become the request a provider gets."""

from visualize.brief.brief import Brief
from visualize.brief.ordering import Planned, Wish, place_orders, plan_orders
from visualize.brief.shot_facts import shot_facts
from visualize.brief.traits import shot_traits

__all__ = [
    "Brief",
    "Planned",
    "Wish",
    "place_orders",
    "plan_orders",
    "shot_facts",
    "shot_traits",
]
