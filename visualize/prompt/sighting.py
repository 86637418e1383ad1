"""Sightings: who and what the picture really shows at a few frames, counted in the id pass."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from compose.project import Project
from compose.shot import Shot
from compose.snapshot import Snapshot
from visualize.produce.drawing import Draws
from visualize.produce.snapshots import SnapshotWindow

_BOX = (192, 192)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """One node in the pictures of a shot, a value for each picture looked at.

    ``shares`` are of the frame's area, ``across`` the middle from −1 (left) to 1, ``depths`` the
    median distance along the view axis in metres; the last two are NaN where it is not seen.
    """

    node: str
    shares: tuple[float, ...]
    across: tuple[float, ...]
    depths: tuple[float, ...]

    @property
    def area(self) -> float:
        """The mean share of the frame."""
        return sum(self.shares) / len(self.shares)


@dataclass(frozen=True, eq=False, kw_only=True)
class Views:
    """What was looked at: the scene frames, their snapshots, and sightings by node."""

    frames: tuple[int, ...]
    snapshots: tuple[Snapshot, ...]
    nodes: dict[str, Sighting]

    @property
    def middle(self) -> Snapshot:
        """The snapshot of the middle frame."""
        return self.snapshots[len(self.snapshots) // 2]

    def in_sight(self, at: int) -> frozenset[str]:
        """Return the ids of the nodes that one of the pictures shows."""
        return frozenset(node for node, seen in self.nodes.items() if seen.shares[at] > 0.0)

    def ranked(self) -> list[Sighting]:
        """Return the sightings, the largest first."""
        return sorted(self.nodes.values(), key=lambda seen: (-seen.area, seen.node))


def look_at(
    project: Project, shot: Shot, draws: Draws, frames: Sequence[int] | None = None
) -> Views:
    """Return what the first, the middle and the last frame of a shot show, or other frames.

    Raises
    ------
    ShotwrightError
        When the scene cannot be evaluated or drawn.
    """
    chosen = tuple(frames) if frames is not None else first_middle_last(shot)
    window = SnapshotWindow(project, shot)
    snapshots = tuple(window.at(frame) for frame in chosen)
    counted = [_counted(snapshot, draws) for snapshot in snapshots]
    nan = (0.0, float("nan"), float("nan"))
    nodes = {}
    for node in dict.fromkeys(name for one in counted for name in one):
        shares, across, depths = zip(*(one.get(node, nan) for one in counted), strict=True)
        nodes[node] = Sighting(node=node, shares=shares, across=across, depths=depths)
    return Views(frames=chosen, snapshots=snapshots, nodes=nodes)


def first_middle_last(shot: Shot) -> tuple[int, ...]:
    """Return up to three scene frames of a shot's window."""
    last = shot.end - 1
    return tuple(dict.fromkeys((shot.start, (shot.start + last) // 2, last)))


def _counted(snapshot: Snapshot, draws: Draws) -> dict[str, tuple[float, float, float]]:
    """Return share, place across and depth of every node in one picture."""
    frame = draws.render(snapshot, ("id", "depth"), _BOX)
    ids, depth = frame["id"].ravel(), frame["depth"].ravel()
    across = np.tile(np.linspace(-1.0, 1.0, frame["id"].shape[1]), frame["id"].shape[0])
    owners = {surface.pass_id: surface.node for surface in snapshot.surfaces}
    order = np.argsort(ids, kind="stable")
    present, begins = np.unique(ids[order], return_index=True)
    pixels: dict[str, list[np.ndarray]] = {}
    for one, rows in zip(present, np.split(order, begins[1:]), strict=True):
        if int(one) in owners:
            pixels.setdefault(owners[int(one)], []).append(rows)
    result = {}
    for node, parts in pixels.items():
        rows = np.concatenate(parts)
        result[node] = (
            len(rows) / len(ids), float(np.median(across[rows])), float(np.median(depth[rows])),
        )  # fmt: skip
    return result
