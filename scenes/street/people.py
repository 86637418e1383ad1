"""The people: Mara at the bakery window, Joon who walks home, and those who fill the street."""

from __future__ import annotations

from compose.edits import add_figure, attach, key_pose, set_performance, walk_along
from compose.figures.body import FigureBody
from compose.figures.performance import CyclePlay, Look
from compose.populate.presets import preset
from compose.project import Project
from compose.values import Vec3
from scenes.street.furniture import BENCH_AT
from scenes.street.ground import CROSSING_X
from scenes.street.parts import (
    DISTANT,
    PAVEMENT_Y,
    SCENE,
    animate,
    carrier,
    keys,
    node_id,
    prop,
)

MARA_AT: Vec3 = (-2.2, PAVEMENT_Y, -6.85)
AT_THE_WINDOW_DEG, TO_THE_STREET_DEG = 240.0, 370.0

BODIES: dict[str, FigureBody] = {
    "Mara": FigureBody(
        sex="female", outfit="coat", hair_style="bun", skin=(0.46, 0.29, 0.20),
        hair=(0.055, 0.03, 0.018), top=(0.15, 0.036, 0.015), bottom=(0.05, 0.055, 0.08),
    ),
    "Joon": FigureBody(
        sex="male", outfit="suit", skin=(0.50, 0.33, 0.22), hair=(0.02, 0.018, 0.016),
        top=(0.055, 0.085, 0.15), bottom=(0.05, 0.055, 0.07), detail=DISTANT,
    ),
    "Ilse": FigureBody(
        sex="female", outfit="dress", hair_style="long", skin=(0.52, 0.36, 0.28),
        hair=(0.30, 0.19, 0.08), top=(0.44, 0.31, 0.10), detail=DISTANT,
    ),
    "Tomas": FigureBody(
        sex="male", outfit="casual", build=0.4, skin=(0.42, 0.26, 0.18), top=(0.10, 0.15, 0.11),
        bottom=(0.16, 0.13, 0.09), detail=DISTANT,
    ),
    "Old man": FigureBody(
        sex="male", outfit="coat", hair_style="cap", build=0.2, hair=(0.5, 0.5, 0.5),
        top=(0.14, 0.13, 0.12), detail=DISTANT,
    ),
    "Nadia": FigureBody(
        sex="female", outfit="coat", hair_style="long", skin=(0.20, 0.11, 0.07),
        top=(0.50, 0.42, 0.30), detail=DISTANT,
    ),
    "Nadia's son": FigureBody(
        age="child", outfit="casual", skin=(0.20, 0.11, 0.07), top=(0.40, 0.10, 0.05),
        detail=DISTANT,
    ),
}  # fmt: skip


def build(project: Project) -> Project:
    """Add the cast and what each of them does."""
    project = _mara(project)
    project = _joon(project)
    project = _talking(project)
    project = _sitting(project)
    project = _crossing(project)
    return _passers_by(project)


def _person(
    project: Project, name: str, at: Vec3, turn_deg: float, pose: str = "stand", text: str = ""
) -> Project:
    return add_figure(
        project, SCENE, name, node_id=node_id(name), body=BODIES[name], pose=pose,
        translation=at, rotation_deg=(0.0, turn_deg, 0.0), description=text,
    )  # fmt: skip


def _mara(project: Project) -> Project:
    """Let her wait at the window, look after the red car, turn to the street and phone."""
    project = _person(
        project, "Mara", MARA_AT, AT_THE_WINDOW_DEG, "contrapposto",
        "Mara, about thirty, in a rust coat; she waits at the bakery window",
    )  # fmt: skip
    for frame, pose in ((0, "contrapposto"), (172, "contrapposto"), (202, "phone")):
        project = key_pose(project, SCENE, "Mara", frame, pose, mirrored=True)
    project = set_performance(
        project, SCENE, "Mara",
        cycles=(
            CyclePlay(cycle="idle", end=168.0),
            CyclePlay(cycle="walk", start=170.0, end=206.0),
        ),
        look=Look(node=node_id("Courier car"), offset=(0.0, 1.0, 0.0), weight=0.0),
    )  # fmt: skip
    turning = {
        "rotation_deg.y": keys((172, AT_THE_WINDOW_DEG), (202, TO_THE_STREET_DEG)),
        "look.weight": keys((96, 0.0), (118, 0.8), (150, 0.8), (170, 0.0)),
        "joints/neck/rotation_deg.y": keys((206, 0.0), (236, -6.0)),
    }
    project = animate(project, "Mara", turning)
    project = prop(project, "Mara's phone", "phone", hand="left", lit=False, detail=0.5)
    return attach(project, SCENE, "Mara's phone", "Mara", "left_grip")


def _joon(project: Project) -> Project:
    """Let him walk home along the pavement; every step stays where it is put."""
    start: Vec3 = (15.5, PAVEMENT_Y, -5.9)
    project = _person(
        project, "Joon", start, -90.0, text="Joon, forty, navy suit, walking home without hurry"
    )
    path = [start, (6.0, PAVEMENT_Y, -5.75), (-1.0, PAVEMENT_Y, -5.6)]
    return walk_along(project, SCENE, "Joon", path, start=-10.0, speed_m_s=1.3)


def _talking(project: Project) -> Project:
    """Add two neighbours who have met by the lamp, eyes on each other."""
    project = _person(project, "Ilse", (-13.2, PAVEMENT_Y, -7.2), 75.0, "talk")
    project = _person(project, "Tomas", (-12.2, PAVEMENT_Y, -6.95), 255.0, "listen")
    for name, other in (("Ilse", "Tomas"), ("Tomas", "Ilse")):
        look = Look(node=node_id(other), joint="head")
        project = set_performance(project, SCENE, name, look=look)
    doing = {
        "Ilse": ((0, "talk"), (40, "point-side"), (64, "talk"), (120, "shrug"), (160, "talk")),
        "Tomas": ((30, "listen"), (90, "hands-on-hips"), (200, "listen")),
    }
    for name, poses in doing.items():
        for frame, pose in poses:
            project = key_pose(project, SCENE, name, frame, pose)
    return project


def _sitting(project: Project) -> Project:
    """Seat an old man on the bench."""
    x, y, z = BENCH_AT
    return _person(project, "Old man", (x + 0.35, y, z + 0.1), 0.0, "sit-relaxed")


def _crossing(project: Project) -> Project:
    """Let a mother and her son cross before the red car; their feet find the kerb."""
    for name, side in (("Nadia", 0.0), ("Nadia's son", 0.62)):
        x = CROSSING_X + 0.6 - side
        path: list[Vec3] = [
            (x, 0.0, 2.6), (x, 0.0, -3.4), (x - 1.2, 0.0, -5.6), (x - 9.0, 0.0, -5.7),
        ]  # fmt: skip
        project = _person(project, name, path[0], 180.0)
        project = walk_along(project, SCENE, name, path, start=-20.0, speed_m_s=1.25)
        project = set_performance(project, SCENE, name, ground=(node_id("Road"),))
    return project


def _passers_by(project: Project) -> Project:
    """Fill the far end with people, scattered by a populator."""
    few = preset("crowd", area=[(0.0, 0.0), (1.0, 0.0), (0.0, 1.0)], detail=DISTANT).items[:2]
    for side, z in (("north", -6.4), ("south", 6.4)):
        crowd = preset(
            "crowd", path=[(20.0, PAVEMENT_Y, z), (44.0, PAVEMENT_Y, z)], width_m=2.0, count=3,
            seed=7, items=few, spacing_m=2.5,
        )  # fmt: skip
        project = carrier(project, f"Passers-by {side}", crowd)
    return project
