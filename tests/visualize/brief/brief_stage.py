"""Routes made by hand, and orders for the small stage of the prompts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from compose.project import Project
from models.card import Durations, Input, Price, PromptRule, Resolution, Route
from visualize.order import Order


def route(inputs: dict[str, Input], **fields: Any) -> Route:
    """A route of clips of 0.5 to 10 s at 24 frames a second, small pictures."""
    base: dict[str, Any] = {
        "provider": "fal", "endpoint": "test", "inputs": inputs,
        "durations": Durations(min_seconds=0.5, max_seconds=10.0, step_seconds=0.25),
        "follows_image": True, "resolutions": {"tiny": Resolution(short_side=96)},
        "prompt": PromptRule(limit=400), "price": Price(per="free"), "source": "own",
    }  # fmt: skip
    return Route(**(base | fields))


@dataclass
class OneRoute:
    """Finds one route, whatever is asked."""

    found: Route

    def route(self, model: str, mode: str, provider: str) -> Route:
        del model, mode, provider
        return self.found


def order(project: Project, mode: str, **fields: Any) -> Order:
    shot = project.shots[0]
    return Order(
        project="/nowhere", project_id=project.id, shot=shot.id, shot_label=shot.label, frozen="",
        mode=mode, **({"model": "test/one", "provider": "fal"} | fields),
    )  # fmt: skip
