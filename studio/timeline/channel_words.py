"""What a channel is called on screen: its property, its component and its unit."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from compose.channels import CHANNELS, JOINT_CHANNELS

_LETTERS = "xyzrgb"


@dataclass(frozen=True, slots=True)
class ChannelWords:
    """``family`` is the name that components of one vector share, ``title`` what it is called.

    ``component`` is ``"X"`` … ``"B"``, empty for a channel that stands alone. ``unit`` follows a
    number. ``group`` is what it is listed under, and ``short`` what it is called there.
    """

    family: str
    title: str
    component: str
    unit: str
    group: str
    short: str

    @property
    def full(self) -> str:
        """The property and the component: ``"Position Y"``."""
        return f"{self.title} {self.component}".strip()


@lru_cache(maxsize=4096)
def channel_words(channel: str) -> ChannelWords:
    """Return what a channel is called."""
    name, dot, letter = channel.rpartition(".")
    parted = bool(dot) and len(letter) == 1 and letter in _LETTERS
    whole = name if parted else channel
    component = letter.upper() if parted else ""
    title, joint = _title(whole), _joint_of(whole)
    field = whole.rpartition("/")[2]
    own = _table()["property"].get(field, field) if joint else title
    return ChannelWords(
        family=whole,
        title=title,
        component=component,
        unit=_unit(channel),
        group=joint or _group(channel, whole),
        short=f"{own} {component}".strip(),
    )


def group_order(group: str) -> int:
    """Return where a group stands in the list; joints stand last."""
    known = list(dict.fromkeys(_table()["group"].values()))
    return known.index(group) if group in known else len(known)


def _group(channel: str, whole: str) -> str:
    groups = _table()["group"]
    found = CHANNELS.get(channel)
    return groups.get(whole) or groups["morph" if found is None else found.target]


def _joint_of(name: str) -> str:
    """Return the joint that a channel turns or moves, empty for other channels."""
    kind, _, rest = name.partition("/")
    return _sentence(rest.rpartition("/")[0].rpartition("/")[2]) if kind == "joints" else ""


def _title(name: str) -> str:
    words: Mapping[str, str] = _table()["property"]
    if name in words:
        return words[name]
    kind, _, rest = name.partition("/")
    if kind == "morphs":
        return _sentence(rest)
    if kind == "joints":
        field = rest.rpartition("/")[2]
        return f"{_joint_of(name)} {words.get(field, field).lower()}"
    first, _, rest = name.partition(".")
    if first == "reach":
        limb, _, field = rest.partition(".")
        return _sentence(limb) + (" reach" if field == "weight" else f" {field}")
    return _sentence(name.rpartition(".")[2])


def _unit(channel: str) -> str:
    units: Mapping[str, str] = _table()["unit"]
    found = CHANNELS.get(channel) or JOINT_CHANNELS.get(channel.rpartition("/")[2])
    unit = "" if found is None else found.unit
    return units.get(unit, unit)


def _sentence(name: str) -> str:
    words = name.replace("_", " ").strip()
    return words[:1].upper() + words[1:]


@lru_cache(maxsize=1)
def _table() -> dict[str, dict[str, str]]:
    text = resources.files(__package__).joinpath("channel_words.toml").read_text("utf-8")
    return tomllib.loads(text)
