"""Conform: a take becomes a clip of exactly its shot's frames, at the project's rate."""

from visualize.conform.film import Conformed, conform_take, conformed_name
from visualize.conform.plan import BLENDS, FITS, Plan, Use, read_plan
from visualize.conform.planning import Wish, plan_fit

__all__ = [
    "BLENDS",
    "FITS",
    "Conformed",
    "Plan",
    "Use",
    "Wish",
    "conform_take",
    "conformed_name",
    "plan_fit",
    "read_plan",
]
