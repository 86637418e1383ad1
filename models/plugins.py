"""Plug-ins: the cards and providers that installed packages add; ours come in the same way."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.metadata import EntryPoint, entry_points
from importlib.resources import files

from models.card import ModelCard
from models.card_cache import ParsedCards
from models.card_files import CardFile, card_files, config_folder, read_card
from models.errors import CardError

CARDS = "shotwright.models"
"""The group whose entry points name packages that hold card files."""

PROVIDERS = "shotwright.providers"
"""The group whose entry points, named after a provider, name ``register(registry)`` functions."""

_OURS = "models.cards"


def plugins(*groups: str) -> tuple[dict[str, EntryPoint], ...]:
    """Return the entry points of each group by name, without loading any.

    Looking them up reads a file of every package that is installed: ask for all groups at once.
    """
    points = entry_points()
    return tuple({point.name: point for point in points.select(group=group)} for group in groups)


def found_cards(
    plugged: Mapping[str, EntryPoint],
) -> tuple[dict[str, ModelCard], dict[str, Exception]]:
    """Return every card by id, and the faults of those that could not be read.

    Built-in cards come first, then those of plug-ins in the order of their names, then the
    user's: a later card of the same id replaces an earlier one, a broken one too, since running
    the replaced card in its stead would not be what was asked.

    Parameters
    ----------
    plugged
        The entry points of packages that hold cards, ours among them.
    """
    cards: dict[str, ModelCard] = {}
    faults: dict[str, Exception] = {}
    parsed = ParsedCards()
    found, faults_of_packages = _all_files(plugged)
    for file in found:
        cards.pop(file.id, None)
        faults.pop(file.id, None)
        try:
            cards[file.id] = read_card(file, parsed.json_of(file))
        except CardError as error:
            faults[file.id] = error
    parsed.save()
    return cards, faults | faults_of_packages


def _all_files(
    plugged: Mapping[str, EntryPoint],
) -> tuple[list[CardFile], dict[str, Exception]]:
    found: list[CardFile] = []
    faults: dict[str, Exception] = {}
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
