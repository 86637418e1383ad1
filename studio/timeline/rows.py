"""Rows of the dopesheet: nodes, their animated properties and channels, poses and cycles."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

import numpy as np
import numpy.typing as npt

from compose.curve import Curve
from compose.node import Node
from compose.payload import Figure
from compose.scene import Scene
from compose.shot import Shot
from compose.stage.memo import IdentityMemo
from compose.track import Track
from studio.session import Layer
from studio.timeline.channel_words import channel_words
from studio.timeline.keys import POSES, KeySelection, TrackRef

RowKind = Literal["node", "property", "channel", "poses", "plays"]
F64 = npt.NDArray[np.float64]

ENVIRONMENT = "Environment"

# A memo of pure results: it holds nothing that outlives its curve.
_FRAMES: IdentityMemo[Curve, F64] = IdentityMemo()


@dataclass(frozen=True, slots=True)
class Block:
    """Something that lasts: scene frames ``[start, end)``, without an end it goes on.

    ``place`` is its place among the figure's cycles, −1 for a motion from a file.
    """

    start: float
    end: float | None
    label: str
    place: int


@dataclass(frozen=True, kw_only=True)
class Row:
    """One line. ``title`` is whose it is (empty under an open row), ``detail`` what moves.

    ``beneath`` tells that the shot overrides all of it, so that it moves nothing here.
    """

    id: str
    kind: RowKind
    node: str | None
    title: str
    detail: str
    depth: int = 0
    layer: Layer = Layer.SCENE
    refs: tuple[TrackRef, ...] = ()
    curves: tuple[Curve, ...] = ()
    own_frames: tuple[float, ...] = ()
    blocks: tuple[Block, ...] = ()
    expandable: bool = False
    open: bool = False
    beneath: bool = False

    @cached_property
    def frames(self) -> F64:
        """(K,) float64, every frame with a key in this row, rising."""
        parts = [*(frames_of(curve) for curve in self.curves), np.array(self.own_frames)]
        return np.unique(np.concatenate(parts))

    def keys_at(self, frame: float) -> KeySelection:
        """Return the keys that a diamond of this row stands for."""
        return self.keys_between(frame, frame)

    def keys_between(self, first: float, last: float) -> KeySelection:
        """Return the row's keys at ``first <= frame <= last``."""
        found: list[tuple[TrackRef, float]] = []
        for ref, curve in zip(self.refs, self.curves, strict=False):
            frames = frames_of(curve)
            low, high = np.searchsorted(frames, first), np.searchsorted(frames, last, "right")
            found += [(ref, float(frame)) for frame in frames[low:high]]
        found += [(self._pose_ref, frame) for frame in self.own_frames if first <= frame <= last]
        return KeySelection.of(found)

    @property
    def all_refs(self) -> tuple[TrackRef, ...]:
        """The tracks of this row, the pose keys among them."""
        return (*self.refs, self._pose_ref) if self.own_frames else self.refs

    @property
    def _pose_ref(self) -> TrackRef:
        return TrackRef(Layer.SCENE, self.node, POSES)


def frames_of(curve: Curve) -> F64:
    """Return (K,) float64, the frames of a curve's keys."""
    return _FRAMES.get(curve, lambda: np.array([key.frame for key in curve.keys], np.float64))


def rows_of(
    scene: Scene,
    shot: Shot | None,
    *,
    open_rows: Collection[str] = (),
    only: Collection[str | None] | None = None,
) -> tuple[Row, ...]:
    """Return the rows from top to bottom: the shot's camera first, then in outliner order.

    Parameters
    ----------
    open_rows
        The ids of rows whose parts are shown as well.
    only
        The nodes to show; by default all that move.
    """
    tracks = _by_node(scene, shot)
    rows: list[Row] = []
    for node in _in_order(scene, shot):
        key = None if node is None else node.id
        if only is None or key in only:
            rows += _rows_of_node(node, tracks.get(key, []), open_rows)
    return tuple(rows)


def _by_node(scene: Scene, shot: Shot | None) -> dict[str | None, list[tuple[TrackRef, Track]]]:
    """Return the tracks by node, a shot's overrides before the scene's."""
    found: dict[str | None, list[tuple[TrackRef, Track]]] = {}
    owners: list[tuple[Layer, Scene | Shot]] = [(Layer.SCENE, scene)]
    if shot is not None:
        owners.insert(0, (Layer.SHOT, shot))
    for layer, owner in owners:
        for track in owner.tracks:
            ref = TrackRef(layer, track.node, track.channel)
            found.setdefault(track.node, []).append((ref, track))
    return found


def _in_order(scene: Scene, shot: Shot | None) -> Iterator[Node | None]:
    camera = None if shot is None else shot.camera
    yield from (node for node in scene.nodes if node.id == camera)
    yield from (node for node in scene.nodes if node.id != camera)
    yield None


_Members = list[tuple[TrackRef, Track]]


def _rows_of_node(node: Node | None, tracks: _Members, open_rows: Collection[str]) -> list[Row]:
    families = _families(tracks)
    acting = _acting(node)
    if len(families) + len(acting) == 1:
        return [*_properties(node, families, open_rows), *acting]
    if not families and not acting:
        return []
    summary = _summary(node, tracks, acting, open_rows)
    if not summary.open:
        return [summary]
    parts = (*_properties(node, families, open_rows), *acting)
    return [summary, *(replace(row, depth=row.depth + 1, title="") for row in parts)]


def _families(tracks: _Members) -> dict[tuple[Layer, str], _Members]:
    """Return the tracks by layer and property: X, Y and Z of a place are one."""
    found: dict[tuple[Layer, str], _Members] = {}
    for ref, track in tracks:
        found.setdefault((ref.layer, channel_words(ref.channel).family), []).append((ref, track))
    return found


def _summary(
    node: Node | None, tracks: _Members, acting: list[Row], open_rows: Collection[str]
) -> Row:
    key = None if node is None else node.id
    head = f"node/{key or ''}"
    in_shot = not acting and all(ref.layer is Layer.SHOT for ref, _ in tracks)
    return Row(
        id=head,
        kind="node",
        node=key,
        title=_name(node),
        detail="",
        layer=Layer.SHOT if in_shot else Layer.SCENE,
        refs=tuple(ref for ref, _ in tracks),
        curves=tuple(track.curve for _, track in tracks),
        own_frames=tuple(frame for row in acting for frame in row.own_frames),
        expandable=True,
        open=head in open_rows,
    )


def _properties(
    node: Node | None, families: dict[tuple[Layer, str], _Members], open_rows: Collection[str]
) -> Iterator[Row]:
    """Yield each animated property of a node, and its channels below where it is open."""
    key = None if node is None else node.id
    overridden = {
        ref.key for (layer, _), own in families.items() if layer is Layer.SHOT for ref, _ in own
    }
    for (layer, name), members in families.items():
        hidden = overridden if layer is Layer.SCENE else set()
        head = f"property/{layer}/{key or ''}/{name}"
        words = channel_words(members[0][0].channel)
        lone = len(members) == 1
        row = Row(
            id=head,
            kind="channel" if lone else "property",
            node=key,
            title=_name(node),
            detail=words.full if lone else words.title,
            layer=layer,
            refs=tuple(ref for ref, _ in members),
            curves=tuple(track.curve for _, track in members),
            expandable=not lone,
            open=not lone and head in open_rows,
            beneath={ref.key for ref, _ in members} <= hidden,
        )
        yield row
        for ref, track in members if row.open else ():
            yield _channel(row, ref, track, beneath=ref.key in hidden)


def _channel(above: Row, ref: TrackRef, track: Track, *, beneath: bool) -> Row:
    return Row(
        id=f"channel/{ref.layer}/{ref.node or ''}/{ref.channel}",
        kind="channel",
        node=ref.node,
        title="",
        detail=channel_words(ref.channel).full,
        depth=above.depth + 1,
        layer=ref.layer,
        refs=(ref,),
        curves=(track.curve,),
        beneath=beneath,
    )


def _acting(node: Node | None) -> list[Row]:
    """Return the rows of a figure's pose keys and of its cycles."""
    if node is None or not isinstance(node.payload, Figure):
        return []
    acting = node.payload.performance
    rows = []
    if acting.poses:
        frames = tuple(key.frame for key in acting.poses)
        rows.append(_row_of_acting(node, "poses", "Pose", frames, ()))
    blocks = [
        Block(cycle.start, cycle.end, cycle.cycle.replace("-", " ").capitalize(), place)
        for place, cycle in enumerate(acting.cycles)
    ]
    if acting.motion is not None:
        motion = acting.motion
        name = motion.path.rpartition("/")[2]
        blocks.append(Block(motion.start, motion.end, name, -1))
    if blocks:
        rows.append(_row_of_acting(node, "plays", "Cycle", (), tuple(blocks)))
    return rows


def _row_of_acting(
    node: Node, kind: RowKind, detail: str, frames: tuple[float, ...], blocks: tuple[Block, ...]
) -> Row:
    return Row(
        id=f"{kind}/{node.id}",
        kind=kind,
        node=node.id,
        title=node.name,
        detail=detail,
        own_frames=frames,
        blocks=blocks,
    )


def _name(node: Node | None) -> str:
    return ENVIRONMENT if node is None else node.name
