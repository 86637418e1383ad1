"""Anna and Ben: who they are, how they sit, what they do with their hands and their eyes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from compose.edits import add_figure, key_pose, set_keyframe, set_performance
from compose.figures.body import FigureBody
from compose.figures.performance import CyclePlay, Limb, Look, Reach
from compose.project import Project
from compose.values import Vec3
from scenes.dialogue.names import (
    ANNA,
    BEN,
    FILM,
    SCENE,
    SEAT_FROM_MIDDLE_M,
    TABLE_AT,
    on_table,
)
from scenes.writing import lasting_id

HandKey = tuple[float, float, float, float]
"""A frame, then X and Z from the table's middle, and above its top, in metres."""

_BODIES = {
    ANNA: FigureBody(
        sex="female", height_m=1.68, build=-0.1, hair_style="bun", outfit="casual",
        skin=(0.50, 0.30, 0.21), hair=(0.075, 0.03, 0.014), top=(0.30, 0.050, 0.045),
        bottom=(0.06, 0.065, 0.09), shoes=(0.08, 0.04, 0.025),
    ),
    BEN: FigureBody(
        sex="male", height_m=1.80, build=0.15, hair_style="short", outfit="casual",
        skin=(0.40, 0.235, 0.16), hair=(0.028, 0.022, 0.018), top=(0.065, 0.115, 0.19),
        bottom=(0.09, 0.075, 0.06), shoes=(0.03, 0.028, 0.027),
    ),
}  # fmt: skip

_TALKING = 1.0
_TURNS: Mapping[str, Sequence[tuple[float, float, float]]] = {
    BEN: ((0, 50, _TALKING), (56, 90, 0.35), (96, 134, _TALKING), (140, 176, 0.35)),
    ANNA: ((0, 46, 0.35), (52, 92, _TALKING), (98, 158, 0.35)),
}
"""When each talks and, more slowly, listens: first frame, last frame, speed."""

_HANDS: Mapping[str, Mapping[Limb, Sequence[HandKey]]] = {
    BEN: {
        "left_hand": ((0, 0.27, 0.15, 0.052), (96, 0.27, 0.15, 0.052), (106, 0.30, 0.19, 0.12),
                      (116, 0.26, 0.17, 0.08), (128, 0.27, 0.15, 0.052), (176, 0.27, 0.15, 0.052),
                      (200, 0.13, 0.135, 0.060)),
        "right_hand": ((0, 0.29, -0.14, 0.052), (8, 0.28, -0.18, 0.13), (20, 0.25, -0.14, 0.09),
                       (30, 0.29, -0.19, 0.12), (44, 0.29, -0.14, 0.052), (176, 0.29, -0.14, 0.052),
                       (200, 0.14, -0.15, 0.062)),
    },
    ANNA: {
        "left_hand": ((0, -0.29, -0.08, 0.057), (158, -0.29, -0.08, 0.057),
                      (184, -0.10, -0.13, 0.060)),
        "right_hand": ((0, -0.29, 0.115, 0.057), (54, -0.29, 0.115, 0.057), (64, -0.30, 0.15, 0.14),
                       (74, -0.26, 0.13, 0.10), (82, -0.30, 0.16, 0.13), (94, -0.29, 0.115, 0.057),
                       (160, -0.29, 0.115, 0.057), (192, 0.080, 0.118, 0.090)),
    },
}  # fmt: skip
"""Where the middle of each closed hand is."""

_ELBOWS: Mapping[Limb, Vec3] = {
    "left_hand": (0.7, -0.62, -0.38), "right_hand": (-0.7, -0.62, -0.38),
}  # fmt: skip
"""Elbows point outward, over the table's edge rather than through it."""

_EYES: Mapping[str, Sequence[tuple[float, float]]] = {
    BEN: ((0, 0.0), (14, 0.0), (22, 1.0), (34, 0.0), (104, 0.0), (110, 0.5), (120, 0.0)),
    ANNA: ((0, 0.0), (50, 0.0), (58, 0.6), (70, 0.0), (134, 0.0), (138, 1.0), (146, 1.0),
           (153, 0.0)),
}  # fmt: skip
"""Where eyes are at frames: 0 on the other one's face, 1 down on the table between them."""

_DOWN: Vec3 = (0.0, -0.45, 0.78)
"""From a face that is looked at to the table before the one who looks, in the space of the face."""

_LEANS: Mapping[str, tuple[float, float]] = {ANNA: (158, 186), BEN: (176, 204)}
"""From when to when each leans in, once the last cycle has ended."""


def with_cast(project: Project) -> Project:
    """Seat the two at the table, and let them talk."""
    for name, sign in ((ANNA, -1.0), (BEN, 1.0)):
        project = add_figure(
            project, SCENE, name, body=_BODIES[name], pose="sit",
            node_id=lasting_id("nod", FILM, SCENE, name),
            translation=(sign * SEAT_FROM_MIDDLE_M, 0.0, TABLE_AT[2]),
            rotation_deg=(0.0, -sign * 90.0, 0.0),
        )  # fmt: skip
    for name, other in ((ANNA, BEN), (BEN, ANNA)):
        project = _perform(project, name, other)
    return project


def _perform(project: Project, name: str, other: str) -> Project:
    """Let one talk and listen, then lean in; hands on the table, eyes on the other."""
    hands = _HANDS[name]
    project = set_performance(
        project, SCENE, name,
        cycles=tuple(
            CyclePlay(cycle="sit-talk", start=start, end=end, speed=speed, blend=8.0)
            for start, end, speed in _TURNS[name]
        ),
        reaches=tuple(
            Reach(limb=limb, offset=_place(keys[0]), pole=_ELBOWS[limb])
            for limb, keys in hands.items()
        ),
        look=Look(node=project.scene(SCENE).find(other).id, joint="nose"),
    )  # fmt: skip
    upright, in_ = _LEANS[name]
    project = key_pose(project, SCENE, name, upright, "sit")
    project = key_pose(project, SCENE, name, in_, "lean-in")
    for limb, keys in hands.items():
        for key in keys:
            for axis, value in zip("xyz", _place(key), strict=True):
                project = _key(project, name, f"reach.{limb}.offset.{axis}", key[0], value)
    return _look(project, name)


def _look(project: Project, name: str) -> Project:
    """Key the eyes; those who talk leave their head some of its own life."""
    for frame, down in _EYES[name]:
        for axis, value in zip("yz", _DOWN[1:], strict=True):
            project = _key(project, name, f"look.offset.{axis}", frame, down * value)
    for start, end, speed in _TURNS[name]:
        weight = 0.75 if speed == _TALKING else 1.0
        for frame in (start + 8.0, end - 4.0):
            project = _key(project, name, "look.weight", frame, weight)
    return project


def _key(project: Project, name: str, channel: str, frame: float, value: float) -> Project:
    return set_keyframe(project, scene=SCENE, node=name, channel=channel, frame=frame, value=value)


def _place(key: HandKey) -> Vec3:
    return on_table(*key[1:])
