"""Which keys are meant: a track by its layer, node and channel, and frames of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from compose.project import Project
from compose.scene import Scene
from compose.shot import Shot
from compose.values import rounded
from studio.session import Layer

POSES = "performance.poses"
"""Stands for a channel where pose keys of a figure are meant."""


@dataclass(frozen=True, slots=True)
class TrackRef:
    """A track of the scene or of the shot; ``node`` is ``None`` for the environment."""

    layer: Layer
    node: str | None
    channel: str

    @property
    def key(self) -> tuple[str | None, str]:
        """Node and channel, as ``Track.key``."""
        return (self.node, self.channel)


@dataclass(frozen=True, slots=True)
class Home:
    """The scene and the shot (or none) whose tracks are on screen, by id."""

    scene: str
    shot: str = ""

    def owner(self, project: Project, layer: Layer) -> Scene | Shot:
        """Return whose tracks a layer's are.

        Raises
        ------
        NotFoundError
            When it is gone.
        """
        return project.scene(self.scene) if layer is Layer.SCENE else project.shot(self.shot)


@dataclass(frozen=True, slots=True)
class KeySelection:
    """Frames by track."""

    frames: Mapping[TrackRef, frozenset[float]] = field(default_factory=dict)

    @classmethod
    def of(cls, keys: Iterable[tuple[TrackRef, float]]) -> KeySelection:
        """Return the selection of single keys."""
        found: dict[TrackRef, set[float]] = {}
        for ref, frame in keys:
            found.setdefault(ref, set()).add(frame)
        return cls({ref: frozenset(frames) for ref, frames in found.items()})

    def __len__(self) -> int:
        return sum(map(len, self.frames.values()))

    def __iter__(self) -> Iterator[tuple[TrackRef, float]]:
        for ref, frames in self.frames.items():
            for frame in frames:
                yield ref, frame

    def has(self, ref: TrackRef, frame: float) -> bool:
        """Tell whether a key is selected."""
        return frame in self.frames.get(ref, ())

    def covers(self, other: KeySelection) -> bool:
        """Tell whether all keys of ``other`` are selected."""
        return all(self.has(ref, frame) for ref, frame in other)

    def plus(self, other: KeySelection) -> KeySelection:
        """Return both selections in one."""
        return KeySelection.of([*self, *other])

    def minus(self, other: KeySelection) -> KeySelection:
        """Return the keys that are not in ``other``."""
        return KeySelection.of((r, f) for r, f in self if not other.has(r, f))

    def toggled(self, other: KeySelection) -> KeySelection:
        """Return ``other`` added, or taken out where all of it was selected."""
        return self.minus(other) if self.covers(other) else self.plus(other)

    def shifted(self, by: float) -> KeySelection:
        """Return the keys where a move in time puts them."""
        return KeySelection(
            {r: frozenset(rounded(f + by) for f in fs) for r, fs in self.frames.items()}
        )

    @property
    def first(self) -> float:
        """The earliest frame; only where something is selected."""
        return min(min(frames) for frames in self.frames.values())

    @property
    def all_frames(self) -> set[float]:
        """Every frame with a selected key."""
        return set().union(*self.frames.values())
