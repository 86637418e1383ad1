"""Card files: where model cards lie, read and checked; every fault named with file and field."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TYPE_CHECKING

from models.errors import CardError

if TYPE_CHECKING:
    from models.card import ModelCard

MAX_CARD_BYTES = 64 * 1024
MAX_CARDS = 2000
"""Cards read from one folder; more are refused, since no one has written so many by hand."""

_DEEPEST = 3


@dataclass(frozen=True)
class CardFile:
    """A file that should hold a card: its id by its place, its name for people, its text.

    ``fault`` says why the text could not be read; it is empty then.
    """

    id: str
    where: str
    text: str
    fault: str = ""


def config_folder() -> Path:
    """Return the user's folder of settings: ``SHOTWRIGHT_CONFIG``, else the system's place."""
    given = os.environ.get("SHOTWRIGHT_CONFIG")
    if given:
        return Path(given)
    from platformdirs import user_config_path

    return user_config_path("shotwright", appauthor=False)


def card_files(folder: Traversable, shown: str = "") -> Iterator[CardFile]:
    """Yield the card files of a folder, ``<vendor>/<model>.toml``, in the order of their names.

    Raises
    ------
    CardError
        When there are more than ``MAX_CARDS``.
    OSError
        When a folder cannot be read.
    """
    for count, (name, file) in enumerate(_toml_files(folder, "", 1)):
        where = f"{shown or folder}/{name}"
        if count >= MAX_CARDS:
            raise CardError(shown or str(folder), [f"more than {MAX_CARDS} cards"])
        text, fault = _text_of(file)
        yield CardFile(name.removesuffix(".toml"), where, text, fault)


def read_card(file: CardFile, json_text: str | None = None) -> ModelCard:
    """Return the card a file holds.

    ``json_text`` is what ``card_json`` made of the same file before.

    Raises
    ------
    CardError
        With every fault, each with its field and the nearest known name.
    """
    from pydantic import ValidationError  # a fifth of a second that a kept list does not need

    from models.card import ModelCard
    from models.card_faults import faults_of, wrong_in

    if file.fault:
        raise CardError(file.where, [file.fault])
    try:
        card = ModelCard.model_validate_json(json_text or card_json(file))
    except ValidationError as error:
        raise CardError(file.where, faults_of(error)) from error
    wrong = list(wrong_in(card))
    if card.id != file.id:
        wrong.insert(0, f"id: it is {card.id!r}, and by its place the file is of {file.id!r}")
    if wrong:
        raise CardError(file.where, wrong)
    return card


def card_json(file: CardFile) -> str:
    """Return the TOML of a card file as JSON.

    Raises
    ------
    CardError
        When it is not TOML, nests too deeply or holds a number JSON does not have.
    """
    import tomllib  # not loaded where the cache has every card

    try:
        parsed: Mapping[str, object] = tomllib.loads(file.text)
        return json.dumps(parsed, default=str, allow_nan=False)
    except tomllib.TOMLDecodeError as error:
        raise CardError(file.where, [f"this is not TOML: {error}"]) from error
    except RecursionError as error:
        raise CardError(file.where, ["it nests too deeply"]) from error
    except ValueError as error:
        raise CardError(file.where, [f"a number that no amount can be: {error}"]) from error


def _toml_files(folder: Traversable, prefix: str, depth: int) -> Iterator[tuple[str, Traversable]]:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.name.startswith((".", "_")):
            continue
        if entry.is_dir():
            if depth < _DEEPEST:
                yield from _toml_files(entry, f"{prefix}{entry.name}/", depth + 1)
        elif entry.name.endswith(".toml"):
            yield f"{prefix}{entry.name}", entry


def _text_of(file: Traversable) -> tuple[str, str]:
    """Return a file's text, and why there is none."""
    if not file.is_file():  # a pipe would never end
        return "", "it is no ordinary file"
    try:
        with file.open("rb") as stream:
            data = stream.read(MAX_CARD_BYTES + 1)
        text = data.decode("utf-8")
    except OSError as error:
        return "", f"it cannot be read: {error.strerror or error}"
    except UnicodeDecodeError:
        return "", "it is not UTF-8 text"
    if len(data) > MAX_CARD_BYTES:
        return "", f"it is larger than {MAX_CARD_BYTES // 1024} KiB"
    return text, ""
