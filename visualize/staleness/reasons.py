"""Reasons: what differs between two fingerprints, in words a director understands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from visualize.staleness.parts import (
    LIGHT,
    NODE,
    REST,
    SHADOW,
    folded,
    is_thing,
    node_of,
)
from visualize.takes.take import Fingerprint


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a take is stale, or with ``stale`` false, what else is to be known of it.

    ``part`` is the part of the fingerprint (``camera``, ``node:<id>``, ``prompt:scene``), or
    ``shot``, ``unknown`` or ``version``. ``text`` is one clause without a stop.
    """

    part: str
    text: str
    stale: bool = True


_FOCUS, _SKY, _MAPS = "camera:focus", "environment", "shadows"
_FIXED = {
    "window": "the shot's frames are others",
    "options": "the shot's length or rate changed",
    "handles": "the shot's handles changed, and with them the range of the depth guide",
    "camera": "the camera moved",
    "camera:lens": "the lens or the gate changed",
    _FOCUS: "the focus changed",
    _SKY: "the sky, the fog or the exposure changed",
    _MAPS: "the shadows' edges are drawn otherwise, for what is out of sight",
    "prompt:scene": "the prompt's words about the scene changed",
    "prompt:style": "the prompt's words about the style changed",
    "prompt:lighting": "the prompt's words about the light changed",
    "prompt:sound": "the sounds to be heard changed",
    "references": "the reference pictures changed",
    REST: "something else in the picture changed",
}
"""The parts that every scene has, in the order of telling; nodes and lights come after the lens."""

_BEFORE_NODES = ("window", "options", "handles", "camera", "camera:lens", _FOCUS)


def differences(then: Fingerprint, now: Fingerprint) -> tuple[Reason, ...]:
    """Return what of a take's fingerprint is not so any more, the most telling first."""
    if then.parts == now.parts:
        return ()
    named = [part for part in then.parts if is_thing(part)]
    present = folded(now.parts, named) if REST in then.parts else now.parts
    names = then.names | now.names
    fixed = {
        part: Reason(part, text) for part, text in _FIXED.items()
        if then.parts.get(part) != present.get(part) and _comparable(part, then.parts, present)
    }  # fmt: skip
    things = [*_things(then.parts, present, names)]
    if len(fixed) + len(things) > 1:
        fixed.pop(_MAPS, None)  # it follows from the rest
    first = [fixed[part] for part in _BEFORE_NODES if part in fixed]
    last = [reason for part, reason in fixed.items() if part not in _BEFORE_NODES]
    return (*first, *things, *last)


def _comparable(part: str, then: Mapping[str, str], now: Mapping[str, str]) -> bool:
    """Tell whether a part that only one may have says anything.

    Focus, sky and light are looked at for the prompt's sake while its words follow the scene. Where
    they did and do no more, or the other way round, the words themselves are the reason.
    """
    return part not in (_FOCUS, _SKY) or (part in then and part in now)


def _things(
    then: Mapping[str, str], now: Mapping[str, str], names: Mapping[str, str]
) -> Iterator[Reason]:
    """Yield what became of nodes and lights: in sight, then shadows, then lights, by name."""
    kinds = [(NODE, _node), (SHADOW, _shadow)]
    if (_SKY in then) == (_SKY in now):
        kinds.append((LIGHT, _light))
    for kind, told in kinds:
        parts = {part for part in then.keys() | now.keys() if part.startswith(kind)}
        for part in sorted(parts, key=lambda part: (names.get(node_of(part), ""), part)):
            before, after = then.get(part, ""), now.get(part, "")
            if before == after:
                continue
            name = names.get(node_of(part)) or "something"
            if kind == SHADOW and _is_in_sight(part, then, now):
                continue  # said already: it came into the picture or left it
            text = told(name, before, after)
            if text:
                yield Reason(part, text)


def _is_in_sight(part: str, then: Mapping[str, str], now: Mapping[str, str]) -> bool:
    node = NODE + node_of(part)
    return (node in then) != (node in now)


def _node(name: str, before: str, after: str) -> str:
    if not before:
        return f"new in the picture: {name}"
    if not after:
        return f"gone from the picture: {name}"
    changed = _changed(before, after)
    return f"{name} {' and '.join(changed)}" if changed else ""


def _shadow(name: str, before: str, after: str) -> str:
    if not before:
        return f"{name} now throws its shadow into the picture"
    if not after:
        return f"{name} no longer throws its shadow into the picture"
    return f"the shadow of {name} changed" if _changed(before, after) else ""


def _light(name: str, before: str, after: str) -> str:
    if not before:
        return f"{name} now lights the picture"
    if not after:
        return f"{name} no longer lights the picture"
    return f"the light of {name} changed"


def _changed(before: str, after: str) -> list[str]:
    """Return what of place, form and paint differs; a paint that only one has says nothing."""
    place, form, paint = ("moved", "has another shape", "looks different")
    words = (place, form, paint)
    pairs = [*zip(before.split("."), after.split("."), words, strict=False)]
    found = [word for old, new, word in pairs if old != new and old and new]
    return found if len(pairs) == len(words) else ["changed"]
