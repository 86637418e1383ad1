"""Tracks: which curve drives which numbers of the value array."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
import numpy.typing as npt

from compose.channels import Channel, where
from compose.curve import Curve
from compose.curve_table import CurveTable, QuaternionTable, check_keys
from compose.errors import SceneError
from compose.node import Node
from compose.stage.layout import field_name
from compose.stage.scene_stage import SceneStage
from compose.track import Track

F64 = npt.NDArray[np.float64]
Indices = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Drive:
    """A track and the places of the value array that it drives (one, or many for a morph)."""

    track: Track
    channel: Channel
    places: tuple[int, ...]

    @property
    def curve(self) -> Curve:
        """The track's curve."""
        return self.track.curve


def unique_tracks(tracks: Iterable[Track], owner: str) -> dict[tuple[str | None, str], Track]:
    """Return the tracks by what they drive.

    Raises
    ------
    SceneError
        When two of them drive the same channel.
    """
    result: dict[tuple[str | None, str], Track] = {}
    for track in tracks:
        if track.key in result:
            node = "the environment" if track.node is None else f"node {track.node!r}"
            raise SceneError(
                f"{owner} has two tracks for channel {track.channel!r} of {node}; remove one."
            )
        result[track.key] = track
    return result


def resolve(stage: SceneStage, track: Track, channel: Channel) -> Drive:
    """Return what a track drives.

    Raises
    ------
    NotFoundError
        When its joint or morph does not exist.
    SceneError
        When its keys are too close or too large.
    """
    node = None if track.node is None else stage.nodes[track.node]
    try:
        check_keys(track.curve)
    except SceneError as error:
        raise SceneError(f"In {where(node, track.channel)}: {error}") from error
    return Drive(track, channel, _places(stage, channel, node))


def _places(stage: SceneStage, channel: Channel, node: Node | None) -> tuple[int, ...]:
    field, part = field_name(channel), max(channel.component, 0)
    if node is None:
        return (stage.layout.index(field, 0, part),)
    if channel.target == "morph":
        rows = stage.slots.insides[node.id].morph_rows(channel.path)
        return tuple(stage.layout.index(field, row) for row in rows)
    if channel.target == "joint":
        row = stage.slots.insides[node.id].slot(channel.path)
    elif channel.target == "node":
        row = stage.slots.nodes[node.id]
    elif channel.target == "reach":
        row = stage.reaches[node.id, channel.path]
    else:
        rows_of = {
            "camera": stage.cameras,
            "light": stage.lights,
            "card": stage.cards,
            "look": stage.looks,
        }
        row = rows_of[channel.target][node.id]
    return (stage.layout.index(field, row, part),)


@dataclass(frozen=True, eq=False, kw_only=True)
class TrackTable:
    """All tracks of a timeline: the D driven numbers and the Q driven quaternions."""

    numbers: CurveTable
    number_curve: Indices
    number_places: Indices
    low: F64
    high: F64
    switches: Indices
    quaternions: QuaternionTable
    quaternion_places: Indices

    @classmethod
    def compile(cls, drives: Sequence[Drive]) -> Self:
        """Lay out the curves of all drives."""
        scalars = [d for d in drives if d.channel.kind != "quaternion"]
        turns = [d for d in drives if d.channel.kind == "quaternion"]
        flat = [(i, place, d.channel) for i, d in enumerate(scalars) for place in d.places]
        places = np.array([d.places[0] for d in turns], np.intp)
        return cls(
            numbers=CurveTable.compile([d.curve for d in scalars]),
            number_curve=np.array([i for i, _, _ in flat], np.intp),
            number_places=np.array([place for _, place, _ in flat], np.intp),
            low=np.array([channel.low for _, _, channel in flat], np.float64),
            high=np.array([channel.high for _, _, channel in flat], np.float64),
            switches=np.array([i for i, f in enumerate(flat) if f[2].kind == "switch"], np.intp),
            quaternions=QuaternionTable.compile([d.curve for d in turns]),
            quaternion_places=places[:, None] + np.arange(4),
        )

    @property
    def places(self) -> Indices:
        """Every place of the value array that some track drives."""
        return np.concatenate([self.number_places, self.quaternion_places.ravel()])

    def apply(self, values: F64, frame: float) -> None:
        """Write what every track says at a scene frame into the value array."""
        if len(self.number_places):
            values[self.number_places] = self._fit(self.numbers.evaluate(frame))
        if len(self.quaternion_places):
            values[self.quaternion_places] = self.quaternions.evaluate(frame)

    def sample(self, frames: F64) -> tuple[F64, F64]:
        """Return (F, D) driven numbers and (F, 4 Q) numbers of driven quaternions at F frames."""
        found = []
        for table in (self.numbers, self.quaternions):
            curves = np.tile(np.arange(len(table)), len(frames))
            each = table.sample(curves, np.repeat(frames, len(table)))
            found.append(each.reshape(len(frames), each.size // max(len(frames), 1)))
        return self._fit(found[0]), found[1]

    def _fit(self, curves: F64) -> F64:
        """Return (…, D) driven numbers within their channels' ranges, of (…, C) curves."""
        found = np.clip(curves[..., self.number_curve], self.low, self.high)
        found[..., self.switches] = found[..., self.switches] >= 0.5
        return found
