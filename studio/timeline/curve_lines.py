"""Lines of the curve editor's list: whose channels they are, their colour and their unit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from compose.curve import Curve
from compose.node import Node
from compose.scene import Scene
from compose.shot import Shot
from compose.track import Track
from studio.session import Layer
from studio.timeline.channel_words import channel_words
from studio.timeline.keys import TrackRef
from studio.timeline.rows import ENVIRONMENT

_LETTERS = {
    "X": "axis_x", "Y": "axis_y", "Z": "axis_z", "R": "axis_x", "G": "axis_y", "B": "axis_z",
}  # fmt: skip
_TINTS = {"rotation_deg": "tungsten", "scale": "gel"}


@dataclass(frozen=True, slots=True)
class Heading:
    """A line over others: a node, or a property of several channels."""

    title: str
    depth: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CurveLine:
    """A channel with its curve.

    ``color`` is a token of the theme, or empty for the ``place``-th of its row of colours;
    ``tint`` is a token mixed into it, so that a turn about X is told from a way along it.
    """

    title: str
    depth: int
    ref: TrackRef
    curve: Curve
    unit: str = ""
    color: str = ""
    tint: str = ""
    place: int = 0
    component: str = ""

    @property
    def short(self) -> str:
        """What it is called under a heading that names the rest."""
        return self.component if self.depth > 1 and self.component else self.title


Line = Heading | CurveLine


def curve_lines(
    scene: Scene, shot: Shot | None, nodes: Iterable[str | None], search: str = ""
) -> tuple[Line, ...]:
    """Return the animated channels of nodes; what a shot overrides is the shot's curve.

    Parameters
    ----------
    nodes
        Ids in the order they are listed, ``None`` for the environment.
    search
        Only channels with this in the name of the channel or the node.
    """
    tracks = _driving(scene, shot)
    lines: list[Line] = []
    for node in nodes:
        own = [(ref, track) for ref, track in tracks if ref.node == node]
        title = ENVIRONMENT if node is None else scene.node(node).name
        wanted = search.casefold()
        if wanted not in title.casefold():
            own = [p for p in own if wanted in channel_words(p[0].channel).full.casefold()]
        if own:
            lines.append(Heading(title, 0))
            lines += _channels(own)
    return tuple(lines)


def animated_nodes(scene: Scene, shot: Shot | None) -> tuple[Node, ...]:
    """Return the nodes of a scene that have keys, in outliner order."""
    moving = {ref.node for ref, _ in _driving(scene, shot)}
    return tuple(node for node in scene.nodes if node.id in moving)


def _driving(scene: Scene, shot: Shot | None) -> list[tuple[TrackRef, Track]]:
    own = {} if shot is None else {track.key: track for track in shot.tracks}
    found = [(TrackRef(Layer.SHOT, *key), track) for key, track in own.items()]
    found += [(TrackRef(Layer.SCENE, *t.key), t) for t in scene.tracks if t.key not in own]
    return found


def _channels(own: list[tuple[TrackRef, Track]]) -> Iterator[Line]:
    groups: dict[str, list[tuple[TrackRef, Track]]] = {}
    for ref, track in own:
        groups.setdefault(channel_words(ref.channel).family, []).append((ref, track))
    lone = 0
    for members in groups.values():
        words = channel_words(members[0][0].channel)
        if len(members) > 1:
            yield Heading(words.title, 1)
        for ref, track in members:
            named = channel_words(ref.channel)
            color = _LETTERS.get(named.component, "")
            yield CurveLine(
                title=named.full,
                depth=1 if len(members) == 1 else 2,
                ref=ref,
                curve=track.curve,
                unit=named.unit,
                color=color,
                tint=_TINTS.get(words.family.rpartition("/")[2], ""),
                place=lone,
                component=named.component,
            )
            lone += not color
