"""Poses and hands for a catalogue: which there are, and from where each is seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from compose.errors import NotFoundError
from compose.figures.body import FigureBody
from compose.figures.pose import HANDS, POSES
from compose.figures.skeleton import FINGERS, INDEX
from compose.figures.statue import joint_places, make_statue
from compose.snapshot import Snapshot
from visualize.portrait import Box, View, fitting_distance, portrait

GROUPS = ("standing", "gesture", "seated", "action", "ground", "hands")
"""The groups of the catalogue in their order; the last is of hands, not of poses."""

_HANDS = "hands"
_BODY = FigureBody(
    sex="female", hair_style="bun", top=(0.28, 0.075, 0.05), bottom=(0.06, 0.075, 0.11), detail=2.0
)
_TURNS_DEG, _HAND_TURNS_DEG, _RISE_DEG = (34.0, 90.0), (-12.0, 150.0), 8.0
"""From where poses and hands are seen: degrees round from the front to the left, and up."""

_HAND_POSE = "hands-up"
_HAND_ROOM_M = 0.03


@dataclass(frozen=True, slots=True, kw_only=True)
class PoseEntry:
    """A pose, or with ``hand`` a hand pose: what it is called, and the group that it is in."""

    name: str
    title: str
    group: str

    @property
    def hand(self) -> bool:
        """Whether it is a pose of a hand."""
        return self.group == _HANDS


def pose_entries(names: Sequence[str] | None = None) -> tuple[PoseEntry, ...]:
    """Return poses and hands, all or those with these names, by group.

    A name that both a pose and a hand have (``point``) means both.

    Raises
    ------
    NotFoundError
        When a name is neither; the nearest are offered.
    """
    poses = [PoseEntry(name=p.name, title=p.title, group=p.group) for p in POSES.values()]
    hands = [
        PoseEntry(name=name, title="Palm and back of a left hand", group=_HANDS) for name in HANDS
    ]
    every = sorted((*poses, *hands), key=lambda entry: GROUPS.index(entry.group))
    if names is None:
        return tuple(every)
    known = {entry.name for entry in every}
    for name in names:
        if name not in known:
            raise NotFoundError("pose or hand called", name, known)
    return tuple(entry for entry in every if entry.name in names)


def pose_portraits(entry: PoseEntry, aspect: float) -> tuple[Snapshot, ...]:
    """Return two views, on one scale, of a pose or a hand; frames have this height by width."""
    hand = entry.name if entry.hand else None
    statue = make_statue(_BODY, _HAND_POSE if hand else entry.name, left_hand=hand)
    box = _hand_box(hand) if hand else None
    views = [
        View(turn=float(np.radians(turn)), rise=float(np.radians(_RISE_DEG)), aspect=aspect,
             filled=0.9, box=box)
        for turn in (_HAND_TURNS_DEG if hand else _TURNS_DEG)
    ]  # fmt: skip
    distance = max(fitting_distance(statue, view) for view in views)
    return tuple(portrait(statue, replace(view, least_distance=distance)) for view in views)


def _hand_box(hand: str) -> Box:
    """Return the box about the left hand, the wrist in it."""
    places = joint_places(_BODY, _HAND_POSE, left_hand=hand)
    rows = [INDEX["left_wrist"], *(INDEX[f"left_{f}_{n}"] for f in FINGERS for n in (1, 2, 3))]
    low, high = places[rows].min(axis=0) - _HAND_ROOM_M, places[rows].max(axis=0) + _HAND_ROOM_M
    x0, y0, z0 = low.tolist()
    x1, y1, z1 = high.tolist()
    return (x0, y0, z0), (x1, y1, z1)
