"""Cast: who is who in the ``id`` pass of a shot, and what stands still all the while."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from compose.evaluation import evaluate
from compose.id_legend import legend
from compose.project import Project
from compose.shot import Shot
from compose.snapshot import Snapshot

_LOOKS = 9
"""Scene frames at which it is looked whether things have moved."""
_STILL = 1e-6


@dataclass(frozen=True)
class Actor:
    """A named object in the picture.

    Attributes
    ----------
    node, name
        Its node and what people call it.
    ids
        The numbers of the ``id`` pass that are its own.
    person, moves
        Whether it is a figure, and whether it moves or changes shape by itself in the clip.
    many
        Whether it is several copies, such as a crowd, that go their own ways.
    """

    node: str
    name: str
    ids: tuple[int, ...]
    person: bool = False
    moves: bool = False
    many: bool = False


@dataclass(frozen=True)
class Cast:
    """All named objects of a shot's scene, in outliner order."""

    actors: tuple[Actor, ...]

    @property
    def moving_ids(self) -> npt.NDArray[np.uint32]:
        """(N,) numbers of the ``id`` pass of what does not stand still, rising."""
        found = [number for actor in self.actors if actor.moves for number in actor.ids]
        return np.array(sorted(found), np.uint32)


def looks(project: Project, shot: Shot, frames: Sequence[float]) -> list[Snapshot]:
    """Return a shot at moments from the first of these scene frames to the last, in order.

    Raises
    ------
    ShotwrightError
        When the scene cannot be what it says.
    """
    looked = np.unique(np.linspace(min(frames), max(frames), _LOOKS))
    return [evaluate(project, shot, float(frame)) for frame in looked]


def cast_in(snapshots: Sequence[Snapshot]) -> Cast:
    """Return who is in a shot, by its looks at several moments."""
    first = snapshots[0]
    moves = _moving_nodes(snapshots)
    people = {figure.node for figure in first.figures}
    ids: dict[str, list[int]] = {}
    names: dict[str, str] = {}
    many: set[str] = set()
    for entry in legend(first):
        node = entry["node"]
        ids.setdefault(node, []).append(entry["id"])
        names[node] = entry["name"]
        if entry["instance"] is not None:
            many.add(node)
    return Cast(
        tuple(
            Actor(node, names[node], tuple(own), node in people, node in moves, node in many)
            for node, own in ids.items()
        )
    )


def _moving_nodes(snapshots: Sequence[Snapshot]) -> set[str]:
    """Return the nodes with a surface that moves, bends or comes and goes."""
    first = snapshots[0]
    moving = (first.joint_start >= 0) | (first.morph_start >= 0)
    for other in snapshots[1:]:
        moving |= np.abs(other.world - first.world).max(axis=(1, 2)) > _STILL
        moving |= other.visible != first.visible
    return {first.surfaces[row].node for row in np.flatnonzero(moving)}
