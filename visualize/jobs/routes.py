"""Routes: the registry's routes and providers, and the one route that no card has: direct."""

from __future__ import annotations

from models.card import Price, Route
from models.modes import Mode
from models.provider import Provider
from models.registry import Registry
from visualize.order import LOCAL


class Routes:
    """Finds routes and providers (``visualize.jobs.ports.Providers``)."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry

    def route(self, model: str, mode: str, provider: str) -> Route:
        """Return the card's route; of a direct clip, the pass that is drawn.

        Raises
        ------
        UnknownModelError
            When no card has the model, or the provider does not run it.
        """
        if mode == Mode.DIRECT:
            return Route(
                provider=LOCAL,
                endpoint=f"direct/{model}",
                price=Price(per="free"),
                source="shotwright",
            )
        return self._registry.route(model, mode, provider)

    def provider(self, name: str) -> Provider:
        """Return the provider, made once.

        Raises
        ------
        UnknownModelError
            When none is registered under this name.
        """
        return self._registry.provider(name)

    def model_name(self, model: str) -> tuple[str, bool]:
        """Return a model's name, and whether it uses no AI; a pass of a direct clip uses none."""
        card = self._registry.cards.get(model)
        return (card.name, card.no_ai) if card is not None else (model, "/" not in model)
