"""ReachGoal: where a hand or a foot that reaches for something goes, and what says so. No Qt."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from compose.evaluation import timeline_of
from compose.figures.performance import Limb
from compose.figures.skeleton import POINTS
from compose.payload import Figure
from compose.project import Project
from compose.scene import Scene
from compose.shot import Shot
from studio.figures.acting import ENDS as TIPS
from studio.figures.acting import reach_of
from studio.tools.turns import Writing

F64 = npt.NDArray[np.float64]

_LEAST_VOLUME = 1e-12


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class ReachGoal:
    """The goal of a limb at a frame.

    Parameters
    ----------
    node, limb
        Whose limb it is.
    place
        (3,): where it is in the world.
    into
        (4, 4): from the world to the space that the reach's offset is in.
    """

    node: str
    limb: Limb
    place: F64
    into: F64

    def moved(self, by: F64) -> list[Writing]:
        """Return what says that the goal is (3,) metres further on in the world."""
        offset = self.into[:3, :3] @ (self.place + by) + self.into[:3, 3]
        return [
            (self.node, f"reach.{self.limb}.offset.{axis}", round(float(value), 4))
            for axis, value in zip("xyz", offset, strict=True)
        ]


def reach_goal_of(
    project: Project, scene: Scene, shot: Shot | None, frame: float, node: str, limb: Limb
) -> ReachGoal | None:
    """Return the goal of a figure's limb at a frame, where the limb has come as near as it can.

    ``None`` for a limb that follows its pose at that frame, or a target without size.

    Raises
    ------
    ShotwrightError
        When the scene cannot be what it says.
    """
    figure = scene.node(node).payload
    reach = reach_of(figure.performance, limb) if isinstance(figure, Figure) else None
    if reach is None:
        return None
    line = timeline_of(project, scene, shot=shot)
    values = line.values(frame)
    stage = line.stage
    row = stage.reaches[node, limb]
    weight = float(stage.layout.view(values, "reach.weight")[row, 0])
    if weight <= 0.0:
        return None
    worlds = line.worlds(values)
    target = np.eye(4)
    if reach.node is not None:
        target = worlds[stage.slots.place(scene.node(reach.node), reach.joint, "The target")]
    if abs(np.linalg.det(target[:3, :3])) < _LEAST_VOLUME:
        return None
    goal = target @ np.append(stage.layout.view(values, "reach.offset")[row], 1.0)
    tip = worlds[stage.slots.insides[node].first + POINTS.index(TIPS[limb])]
    place = tip[:3, 3] if weight >= 1.0 else goal[:3]
    return ReachGoal(
        node=node, limb=limb, place=place.copy(), into=np.asarray(np.linalg.inv(target), np.float64)
    )
