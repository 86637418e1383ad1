"""Arguments: the provider's own JSON, filled from a request as the card's route says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from models.card import Argument, Route, Slot
from models.errors import OptionError, ProviderError
from models.request import Media, Request

_Plain = str | float | bool | list[str] | list[int]
_PICTURES: tuple[Slot, ...] = ("image", "start", "end", "references")


def arguments(route: Route, request: Request, uploaded: Mapping[str, str]) -> dict[str, Any]:
    """Return the endpoint's arguments.

    Parameters
    ----------
    route
        Whose ``arguments`` name what each is filled from; dots in a name descend into objects.
    request
        What is asked.
    uploaded
        Media path -> what stands for it at the provider (an address, a name).

    Raises
    ------
    OptionError
        When a value has no word in the argument's table, or cannot be what its kind says.
    ProviderError
        When media of the request were not uploaded.
    """
    filled: dict[str, Any] = {}
    for name, argument in route.arguments.items():
        if isinstance(argument, Argument):
            value = _taken(argument, request, uploaded)
            if value is not None:
                _put(filled, name, _converted(name, argument, value))
        else:
            _put(filled, name, argument)
    return filled


def _taken(argument: Argument, request: Request, uploaded: Mapping[str, str]) -> _Plain | None:
    """Return the plain value an argument is filled from, ``None`` where there is none."""
    take, options = argument.take, request.options
    if take in {"prompt", "negative"}:
        return (request.prompt if take == "prompt" else request.negative) or None
    if take in {"start", "end", "image", "guide", "mask"}:
        found = _of(request, (take,))
        return _stand_in(request, found[0], uploaded) if found else None
    if take in {"keyframes", "references", "pictures"}:
        slots = _PICTURES if take == "pictures" else (take,)
        found = _of(request, slots)
        return [_stand_in(request, media, uploaded) for media in found] or None
    if take == "keyframe_frames":
        return [media.at_frame or 0 for media in _of(request, ("keyframes",))] or None
    if take == "size":
        return f"{options.width}x{options.height}"
    if take == "rate":
        whole, _, part = options.rate.partition("/")
        return float(whole) / float(part or 1)
    value: _Plain | None = getattr(options, "guide" if take == "guide_pass" else take)
    return None if value == "" else value


def _of(request: Request, slots: tuple[Slot, ...]) -> list[Media]:
    """Return the media of these slots, slot by slot; keyframes in the order of their frames."""
    found = [media for slot in slots for media in request.media if media.slot == slot]
    return sorted(found, key=lambda media: media.at_frame or 0) if "keyframes" in slots else found


def _stand_in(request: Request, media: Media, uploaded: Mapping[str, str]) -> str:
    if media.path not in uploaded:
        raise ProviderError(request.provider, f"{media.path} was not uploaded.")
    return uploaded[media.path]


def _converted(name: str, argument: Argument, value: _Plain) -> object:
    if argument.table:
        value = _looked_up(name, argument, value)
    if argument.form is not None:
        value = argument.form.replace("{}", _text(value))
    kind = argument.kind
    if kind == "list":
        return value if isinstance(value, list) else [value]
    if kind == "text":
        return _text(value)
    if kind == "boolean":
        return bool(value)
    if kind in {"integer", "number"}:
        return _number(name, value, whole=kind == "integer")
    return value


def _looked_up(name: str, argument: Argument, value: _Plain) -> _Plain:
    key = _text(value)
    if key not in argument.table:
        raise OptionError(
            argument.take, f"The provider has no word for {key!r} ({name}).", argument.table
        )
    return argument.table[key]


def _number(name: str, value: _Plain, *, whole: bool) -> int | float:
    try:
        number = float(_text(value))
    except ValueError as error:
        raise OptionError(name, f"{_text(value)!r} is not a number ({name}).") from error
    if whole and number != round(number):
        raise OptionError(name, f"{number:g} is not a whole number ({name}).")
    return round(number) if whole or number == round(number) else number


def _text(value: _Plain) -> str:
    """Return a value as a card's table and form write it: ``true``, ``8``, ``720p``."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"{value:g}" if isinstance(value, float) else str(value)


def _put(filled: dict[str, Any], name: str, value: object) -> None:
    *path, last = name.split(".")
    for part in path:
        filled = filled.setdefault(part, {})
    filled[last] = value
