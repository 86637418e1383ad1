"""Plug-ins: the cards and providers that installed packages add; ours come in the same way."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import EntryPoint, entry_points
from importlib.resources import files
from typing import TYPE_CHECKING

from models.card_cache import ParsedCards
from models.card_files import CardFile, card_files, config_folder, read_card
from models.errors import CardError

if TYPE_CHECKING:
    from models.card import ModelCard

CARDS = "shotwright.models"
"""The group whose entry points name packages that hold card files."""

PROVIDERS = "shotwright.providers"
"""The group whose entry points, named after a provider, name ``register(registry)`` functions."""

_OURS = "models.cards"


@dataclass(frozen=True)
class Found:
    """What is there before any of it is checked.

    Built-in cards come first, then those of plug-ins in the order of their names, then the
    user's: a later card of the same id replaces an earlier one, a broken one too, since running
    the replaced card in its stead would not be what was asked.

    Attributes
    ----------
    files
        The card files, read as text, in that order.
    faults
        Packages and folders that could not be read, by their name.
    providers
        The entry points of providers by name, none of them loaded.
    """

    files: tuple[CardFile, ...]
    faults: Mapping[str, CardError]
    providers: Mapping[str, EntryPoint]

    def digest(self) -> str:
        """Return the SHA-256 of every card's text and place, of the faults and the providers."""
        told = [
            *((f.id, f.where, f.text, f.fault) for f in self.files),
            *(("fault", name, str(fault)) for name, fault in sorted(self.faults.items())),
            *(("provider", name, point.value) for name, point in sorted(self.providers.items())),
        ]
        return hashlib.sha256(repr(told).encode(errors="surrogatepass")).hexdigest()


def find() -> Found:
    """Return the card files and the providers that are installed, and the user's own cards."""
    packages, providers = plugins(CARDS, PROVIDERS)
    cards, faults = _all_files(packages)
    return Found(tuple(cards), faults, providers)


def plugins(*groups: str) -> tuple[dict[str, EntryPoint], ...]:
    """Return the entry points of each group by name, without loading any.

    Looking them up reads a file of every package that is installed: ask for all groups at once.
    """
    points = entry_points()
    return tuple({point.name: point for point in points.select(group=group)} for group in groups)


def checked_cards(found: Found) -> tuple[dict[str, ModelCard], dict[str, Exception]]:
    """Return every card by id, and the faults of those that could not be read."""
    cards: dict[str, ModelCard] = {}
    faults: dict[str, Exception] = {}
    parsed = ParsedCards()
    for file in found.files:
        cards.pop(file.id, None)
        faults.pop(file.id, None)
        try:
            cards[file.id] = read_card(file, parsed.json_of(file))
        except CardError as error:
            faults[file.id] = error
    parsed.save()
    return cards, faults | dict(found.faults)


def _all_files(
    plugged: Mapping[str, EntryPoint],
) -> tuple[list[CardFile], dict[str, CardError]]:
    found: list[CardFile] = []
    faults: dict[str, CardError] = {}
    packages = {point.value: name for name, point in sorted(plugged.items())}
    for package in sorted(packages, key=lambda package: package != _OURS):
        try:
            found += card_files(files(package), package.replace(".", "/"))
        except Exception as error:  # noqa: BLE001 - a third party's package may raise anything
            faults[packages[package]] = CardError(package, [f"{type(error).__name__}: {error}"])
    own = config_folder() / "models"
    try:
        if own.is_dir():
            found += card_files(own)
    except CardError as error:
        faults[str(own)] = error
    except OSError as error:
        faults[str(own)] = CardError(error.filename or own, [error.strerror or str(error)])
    return found, faults
