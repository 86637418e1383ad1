"""Lines of the curve editor's list: whose channels they are, their colour and their unit."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from compose.channels import channels_of
from compose.curve import Curve
from compose.node import Node
from compose.scene import Scene
from compose.shot import Shot
from compose.track import Track
from studio.session import Layer
from studio.timeline.channel_words import ChannelWords, channel_words, group_order
from studio.timeline.keys import TrackRef
from studio.timeline.rows import ENVIRONMENT

_PLACING = "Transform"
"""The group that is open although none of its channels has a key."""

_LETTERS = {
    "X": "axis_x", "Y": "axis_y", "Z": "axis_z", "R": "axis_x", "G": "axis_y", "B": "axis_z",
}  # fmt: skip
_TINTS = {"rotation_deg": "tungsten", "scale": "gel"}
_Tracks = list[tuple[TrackRef, Track]]


@dataclass(frozen=True, slots=True)
class Heading:
    """A line over others: a node, or a group of its channels. ``folded`` lists none of them."""

    title: str
    depth: int
    id: str
    folded: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CurveLine:
    """A channel with its curve. ``title`` says all, ``short`` what is called so in its group.

    ``color`` is a token of the theme, or empty for the ``place``-th of its row of colours;
    ``tint`` is a token mixed into it, so that a turn about X is told from a way along it.
    """

    title: str
    short: str
    ref: TrackRef
    curve: Curve
    unit: str = ""
    color: str = ""
    tint: str = ""
    place: int = 0
    depth: int = 2

    @property
    def key(self) -> tuple[str | None, str]:
        """Node and channel, as ``Track.key``."""
        return self.ref.key


@dataclass(frozen=True, slots=True, kw_only=True)
class StillLine:
    """A channel that nothing animates."""

    title: str
    short: str
    key: tuple[str | None, str]
    unit: str = ""
    depth: int = 2


Line = Heading | CurveLine | StillLine


def curve_lines(
    scene: Scene, shot: Shot | None, nodes: Iterable[str | None], search: str = ""
) -> tuple[Line, ...]:
    """Return the channels of nodes in groups; what a shot overrides is the shot's curve.

    A group is folded at first where nothing in it is animated.

    Parameters
    ----------
    nodes
        Ids in the order they are listed, ``None`` for the environment.
    search
        Only channels with this in the name of the channel, its group or the node.
    """
    tracks: dict[str | None, _Tracks] = {}
    for ref, track in _driving(scene, shot):
        tracks.setdefault(ref.node, []).append((ref, track))
    wanted = search.casefold()
    lines: list[Line] = []
    for id_ in nodes:
        node = None if id_ is None else scene.node(id_)
        title = ENVIRONMENT if node is None else node.name
        text = "" if wanted in title.casefold() else wanted
        groups = _groups(node, tracks.get(id_, []), text)
        if groups:
            lines.append(Heading(title, 0, id_ or ""))
        for group, members in groups.items():
            moves = any(isinstance(member, CurveLine) for member in members)
            folded = not (moves or wanted or group == _PLACING)
            lines += [Heading(group, 1, f"{id_ or ''}/{group}", folded), *members]
    return tuple(lines)


def listed(lines: Iterable[Line], folds: Mapping[str, bool]) -> tuple[Line, ...]:
    """Return the lines that are not folded away.

    Parameters
    ----------
    folds
        What a hand has folded, or opened (``False``), by the ids of headings.
    """
    found: list[Line] = []
    folded = math.inf
    for line in lines:
        if line.depth > folded:
            continue
        if isinstance(line, Heading):
            head = replace(line, folded=folds.get(line.id, line.folded))
            folded = head.depth if head.folded else math.inf
            found.append(head)
        else:
            found.append(line)
    return tuple(found)


def _driving(scene: Scene, shot: Shot | None) -> list[tuple[TrackRef, Track]]:
    own = {} if shot is None else {track.key: track for track in shot.tracks}
    found = [(TrackRef(Layer.SHOT, *key), track) for key, track in own.items()]
    found += [(TrackRef(Layer.SCENE, *t.key), t) for t in scene.tracks if t.key not in own]
    return found


_Members = list[CurveLine | StillLine]


def _groups(node: Node | None, tracks: _Tracks, wanted: str) -> dict[str, _Members]:
    """Return what a node animates and what it could, by group, each in the order of a node."""
    driven = {ref.channel: (ref, track) for ref, track in tracks}
    names = [*channels_of(node), *driven]
    groups: dict[str, _Members] = {}
    lone = 0
    for name in dict.fromkeys(names):
        words = channel_words(name)
        if wanted not in f"{words.group} {words.full}".casefold():
            continue
        members = groups.setdefault(words.group, [])
        if name not in driven:
            key = None if node is None else node.id
            members.append(_still(words, key, name))
            continue
        line = _curve(words, *driven[name], lone)
        members.append(line)
        lone += not line.color
    return {name: groups[name] for name in sorted(groups, key=group_order)}


def _still(words: ChannelWords, node: str | None, channel: str) -> StillLine:
    return StillLine(title=words.full, short=words.short, key=(node, channel), unit=words.unit)


def _curve(words: ChannelWords, ref: TrackRef, track: Track, place: int) -> CurveLine:
    return CurveLine(
        title=words.full,
        short=words.short,
        ref=ref,
        curve=track.curve,
        unit=words.unit,
        color=_LETTERS.get(words.component, ""),
        tint=_TINTS.get(words.family.rpartition("/")[2], ""),
        place=place,
    )
