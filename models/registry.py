"""The registry: every model card there is, and the providers that can run their routes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib.metadata import EntryPoint
from typing import TYPE_CHECKING

from models.card import ModelCard, Route
from models.errors import CardError, OptionError, ProviderError, UnknownModelError
from models.modes import LISTED, Mode
from models.plugins import Found, checked_cards, find

if TYPE_CHECKING:
    from models.provider import Provider


class Registry:
    """Cards by id and providers by name.

    Attributes
    ----------
    cards
        Every card that could be read.
    faults
        Cards that could not, by the id their place gives them, and plug-ins by their name.
    """

    def __init__(
        self,
        cards: Mapping[str, ModelCard],
        *,
        faults: Mapping[str, Exception] | None = None,
        plugged: Mapping[str, EntryPoint] | None = None,
    ) -> None:
        self.cards: Mapping[str, ModelCard] = dict(sorted(cards.items()))
        self.faults: dict[str, Exception] = dict(faults or {})
        self._plugged = dict(plugged or {})
        self._makers: dict[str, Callable[[], Provider]] = {}
        self._providers: dict[str, Provider] = {}

    @classmethod
    def discover(cls, found: Found | None = None) -> Registry:
        """Return the built-in cards, those of plug-ins and the user's own, the last winning.

        A broken card or plug-in is kept in ``faults`` and stops nothing else. ``found`` is what
        was found before, where it was.
        """
        found = find() if found is None else found
        cards, faults = checked_cards(found)
        return cls(cards, faults=faults, plugged=found.providers)

    def card(self, name: str) -> ModelCard:
        """Return the card with this id, or with this short name where only one has it.

        Raises
        ------
        UnknownModelError
            When there is none, or several; the nearest are offered.
        CardError
            When the card's file has faults.
        """
        wanted = [name] if name in self.cards else self._ids_called(name)
        if len(wanted) == 1 and wanted[0] in self.cards:
            return self.cards[wanted[0]]
        fault = self.faults.get(wanted[0] if wanted else name)
        if isinstance(fault, CardError):
            raise fault
        if len(wanted) > 1:
            raise UnknownModelError("single model called", name, wanted)
        raise UnknownModelError("model", name, self._names())

    def short_name(self, id_: str) -> str:
        """Return the part of an id after the vendor where no other model has it, else the id."""
        name = id_.partition("/")[2]
        return name if len(self._ids_called(name)) == 1 else id_

    def for_mode(self, mode: Mode | str, *, include_retired: bool = False) -> tuple[ModelCard, ...]:
        """Return the cards that have a mode, by id."""
        return tuple(
            card
            for card in self.cards.values()
            if Mode(mode) in card.modes and (include_retired or card.status != "retired")
        )

    def route(self, model: str, mode: Mode | str, provider: str = "") -> Route:
        """Return how a provider runs a model in a mode.

        Without a provider it is the first of the card's routes that can be run here: its provider
        is registered and has a key or needs none; else the first that is registered; else the
        first of all.

        Raises
        ------
        UnknownModelError
            When there is no such model.
        OptionError
            When the model does not have the mode, the provider does not run it in this mode, or it
            is retired and no provider is named.
        """
        card = self.card(model)
        routes = card.modes.get(Mode(mode), ())
        if not routes:
            offered = [mode_.value for mode_ in LISTED if card.modes.get(mode_)]
            raise OptionError("mode", f"{card.name} has no mode {Mode(mode).value}.", offered)
        if provider:
            for route in routes:
                if route.provider == provider:
                    return route
            runs = [route.provider for route in routes]
            message = f"{card.name} has no provider {provider[:40]!r} in the mode {Mode(mode)}."
            raise OptionError("provider", message, dict.fromkeys(runs))
        refuse_retired(card)
        known = [route for route in routes if self.has_provider(route.provider)]
        first = (*known, *routes)[0]
        if len(known) < 2:
            return first
        return next((route for route in known if self.has_key(route.provider)), first)

    def add_provider(self, name: str, make: Callable[[], Provider]) -> None:
        """Add a provider.

        Parameters
        ----------
        name
            What routes call it.
        make
            Called once, when the provider is first needed; a class with ``key_variables`` lets
            routes be picked by whether there is a key.
        """
        self._makers[name] = make

    def provider_names(self) -> tuple[str, ...]:
        """Return the providers that are registered, without loading them."""
        return tuple(sorted({*self._plugged, *self._makers}))

    def has_provider(self, name: str) -> bool:
        """Tell whether a provider is registered, without loading it."""
        return name in self._makers or name in self._plugged

    def no_provider(self, card: ModelCard, mode: Mode | str, name: str) -> str:
        """Return that nothing here can run a card's route, and which it has instead, in words.

        It is "" where the route's provider is registered.
        """
        if self.has_provider(name):
            return ""
        here = [r.provider for r in card.modes.get(Mode(mode), ()) if self.has_provider(r.provider)]
        routes = (
            f"Routes you can use: {', '.join(dict.fromkeys(here))}."
            if here
            else f"It has no other route in the mode {Mode(mode)}."
        )
        return f"No provider for {name} is installed, so {card.name} cannot run there. {routes}"

    def has_key(self, name: str) -> bool:
        """Tell whether a provider needs no key, or one can be found; loads its module."""
        try:
            make = self._maker(name)
        except (ProviderError, UnknownModelError):
            return False
        variables: tuple[str, ...] = getattr(make, "key_variables", ())
        if not variables:
            return True
        from models.keys import Keys

        return Keys().find(name, variables) is not None

    def provider(self, name: str) -> Provider:
        """Return the provider, made once.

        Raises
        ------
        UnknownModelError
            When none is registered under this name.
        ProviderError
            When its plug-in cannot be loaded.
        """
        if name not in self._providers:
            self._providers[name] = self._maker(name)()
        return self._providers[name]

    def _maker(self, name: str) -> Callable[[], Provider]:
        if name not in self._makers and name in self._plugged:
            self._load(name, self._plugged[name])
        if name not in self._makers:
            raise UnknownModelError("provider", name, self.provider_names())
        return self._makers[name]

    def _load(self, name: str, plugin: EntryPoint) -> None:
        package = plugin.dist.name if plugin.dist is not None else plugin.value
        try:
            plugin.load()(self)
        except Exception as error:  # a third party's code may raise anything
            fault = ProviderError(
                name,
                f"its plug-in from {package} cannot be loaded: {type(error).__name__}: {error}."
                f" Update or remove {package}.",
            )
            self.faults[name] = fault
            raise fault from error
        if name not in self._makers:
            fault = ProviderError(name, f"its plug-in from {package} registers no such provider.")
            self.faults[name] = fault
            raise fault

    def _ids_called(self, name: str) -> list[str]:
        return [id_ for id_ in sorted({*self.cards, *self.faults}) if id_.partition("/")[2] == name]

    def _names(self) -> list[str]:
        """Return ids and short names: what a person may have meant."""
        return [*self.cards, *(id_.partition("/")[2] for id_ in self.cards)]


def refuse_retired(card: ModelCard) -> None:
    """Refuse a model that no longer runs.

    Raises
    ------
    OptionError
        Naming its successor.
    """
    if card.status == "retired":
        instead = f" Use {card.successor} instead." if card.successor else ""
        raise OptionError(
            "model",
            f"{card.name} was retired on {card.status_date}.{instead}",
        )
