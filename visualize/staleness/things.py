"""Things: the nodes of a draw table over time, each with a hash of its place, form and paint."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from compose.snapshot import Snapshot
from visualize.staleness.digests import Digests, Runs
from visualize.staleness.looks import Looks

Rows = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


class Things:
    """What every node with surfaces is, frame by frame.

    Attributes
    ----------
    nodes
        The ids of the nodes.
    owner
        (S,): the place in ``nodes`` of each row of the draw table.
    """

    def __init__(self, first: Snapshot, *, shades: bool, painted: bool) -> None:
        people = [figure.node for figure in first.figures]
        self.nodes = list(dict.fromkeys([s.node for s in first.surfaces] + people))
        number = {node: at for at, node in enumerate(self.nodes)}
        self.owner: Rows = np.array([number[s.node] for s in first.surfaces], np.int64)
        count = len(self.nodes)
        self._place, self._form, self._paint = Digests(count), Digests(count), Digests(count)
        self._painted = painted
        self._still(first, shades)
        self._people: Rows = np.array([number[node] for node in people], np.int64)
        self._joint_owner = _joint_owners(first, self.owner)
        self._weights, self._weight_owner = _weight_owners(first, self.owner)
        self._world = Runs(self._place, self.owner, "world")
        self._shown = Runs(self._place, self.owner, "shown")
        self._joints = Runs(self._place, self._joint_owner, "joints")
        self._morphs = Runs(self._place, self._weight_owner, "morphs")
        self._points = Runs(self._place, self._people, "points")
        self._alpha = Runs(self._form, self.owner, "alpha")
        self._color = Runs(self._paint, self.owner, "color")

    def _still(self, first: Snapshot, shades: bool) -> None:
        """Begin with what no frame changes."""
        looks = Looks()
        for thing, surface in zip(self.owner.tolist(), first.surfaces, strict=True):
            self._form.add(thing, looks.form(surface))
            if shades:
                self._form.add(thing, b"casts" if surface.casts_shadow else b"casts not")
            if self._painted:
                self._paint.add(thing, looks.paint(surface))

    def add(self, index: int, snapshot: Snapshot) -> None:
        """See the frame with this number, which is of the same draw table."""
        shown = snapshot.visible
        self._shown.add(index, shown.astype(np.float64), np.ones(len(shown), bool))
        self._world.add(index, snapshot.world, shown)
        self._alpha.add(index, snapshot.color[:, 3:], shown)
        if self._painted:
            self._color.add(index, snapshot.color[:, :3], shown)
        there = self.any_of(shown)
        joints = snapshot.joints[: len(self._joint_owner)]
        self._joints.add(index, joints, there[self._joint_owner])
        weights = snapshot.morph_weights[self._weights]
        self._morphs.add(index, weights, there[self._weight_owner])
        if snapshot.figures:
            points = np.stack([figure.points for figure in snapshot.figures])
            self._points.add(index, points, np.array([f.visible for f in snapshot.figures]))

    def any_of(self, rows: Flags) -> Flags:
        """Tell of each node whether any of some rows, (S,) bool, is its own."""
        return np.bincount(self.owner[rows], minlength=len(self.nodes)) > 0

    def hashes(self, thing: int) -> tuple[str, str, str]:
        """Return the hashes of place, form and paint; that of the paint is empty without one."""
        paint = self._paint.of(thing) if self._painted else ""
        return self._place.of(thing), self._form.of(thing), paint


def _joint_owners(first: Snapshot, owner: Rows) -> Rows:
    """Return (J,): whose skin each joint is in; empty when nothing has one."""
    rows = np.flatnonzero(first.joint_start >= 0)
    starts, at = np.unique(first.joint_start[rows], return_index=True)
    if not len(starts):
        return np.zeros(0, np.int64)
    palette = np.searchsorted(starts, np.arange(len(first.joints)), side="right") - 1
    return owner[rows[at]][np.maximum(palette, 0)]


def _weight_owners(first: Snapshot, owner: Rows) -> tuple[Rows, Rows]:
    """Return the morph weights that surfaces read, and whose each is."""
    found: dict[int, int] = {}
    for row in np.flatnonzero(first.morph_start >= 0).tolist():
        start, count = int(first.morph_start[row]), len(first.surfaces[row].mesh.morphs)
        found |= dict.fromkeys(range(start, start + count), int(owner[row]))
    return np.array([*found], np.int64), np.array([*found.values()], np.int64)
