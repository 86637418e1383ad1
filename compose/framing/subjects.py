"""Subjects: who or what a shot is about, as points in the world at one frame."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import numpy.typing as npt

from compose.errors import NotFoundError, SceneError
from compose.evaluation import Models, evaluate, world_matrices
from compose.figures.skeleton import POINTS
from compose.framing.solids import outline_points
from compose.payload import CameraPayload
from compose.project import Project
from compose.scene import Scene
from compose.shot import Shot
from compose.snapshot import FigureState, Snapshot
from compose.values import Vec3

F64 = npt.NDArray[np.float64]

_ROW = {name: row for row, name in enumerate(POINTS)}
_UP = np.array([0.0, 1.0, 0.0])
_TOGETHER = 0.5


@dataclass(frozen=True, eq=False, kw_only=True)
class Subject:
    """One person or thing at one frame, in world space.

    Parameters
    ----------
    points
        (P, 3) float64: a figure's points by ``skeleton.POINTS``, or the eight corners of a thing.
    facing
        The unit vector in the ground plane that it faces.
    travel
        Metres moved in one frame.
    nodes
        The ids of every node that it is drawn from.
    """

    node: str
    name: str
    points: F64
    facing: F64
    is_figure: bool
    travel: Vec3 = (0.0, 0.0, 0.0)
    nodes: frozenset[str] = frozenset()

    def at(self, landmark: str) -> F64:
        """Return the (3,) place of a joint or landmark of a figure."""
        return np.asarray(self.points[_ROW[landmark]])

    @cached_property
    def key(self) -> F64:
        """(3,): between the eyes of a figure, the middle of a thing: what the camera is for."""
        if self.is_figure:
            return np.asarray((self.at("left_eye") + self.at("right_eye")) / 2.0)
        return np.asarray((self.points.min(axis=0) + self.points.max(axis=0)) / 2.0)

    @cached_property
    def head_length(self) -> float:
        """Crown to chin in metres; for a thing, an eighth of its largest side."""
        if self.is_figure:
            return float(np.linalg.norm(self.at("crown") - self.at("chin")))
        return float(np.ptp(self.points, axis=0).max()) / 8.0

    @cached_property
    def foot(self) -> float:
        """The height of its lowest point in metres."""
        return float(self.points[:, 1].min())


@dataclass(frozen=True, eq=False)
class Cast:
    """The subjects of one shot, framed together.

    Raises
    ------
    SceneError
        When there is none.
    """

    subjects: tuple[Subject, ...]

    def __post_init__(self) -> None:
        if not self.subjects:
            raise SceneError("A shot by words needs a subject: name a figure or a thing.")

    @cached_property
    def key(self) -> F64:
        """(3,): the mean of the subjects' keys."""
        return np.asarray(np.mean([s.key for s in self.subjects], axis=0))

    @cached_property
    def facing(self) -> F64:
        """(3,): the way they face together; of people turned to each other, the first's way.

        So a profile two-shot shows two profiles, and three-quarter favours the first.
        """
        mean = np.mean([s.facing for s in self.subjects], axis=0)
        return level(mean) if np.linalg.norm(mean) > _TOGETHER else self.subjects[0].facing

    @cached_property
    def travel(self) -> F64:
        """(3,): metres moved in one frame, the mean."""
        return np.asarray(np.mean([s.travel for s in self.subjects], axis=0))

    @cached_property
    def foot(self) -> float:
        """The height of their lowest point in metres."""
        return min(s.foot for s in self.subjects)

    @cached_property
    def nodes(self) -> frozenset[str]:
        """The ids of every node that they are drawn from."""
        return frozenset().union(*(s.nodes for s in self.subjects))

    @property
    def names(self) -> str:
        """Their names, as in a sentence."""
        return joined([s.name for s in self.subjects])


def joined(names: Sequence[str]) -> str:
    """Return ``a``, ``a and b``, ``a, b and c``."""
    return " and ".join(part for part in (", ".join(names[:-1]), *names[-1:]) if part)


def level(way: npt.ArrayLike) -> F64:
    """Return the unit vector of a way in the ground plane; +Z where it is vertical."""
    x, _, z = np.asarray(way, np.float64).tolist()
    length = math.hypot(x, z)
    return np.array([x / length, 0.0, z / length]) if length > 1e-9 else np.array([0.0, 0.0, 1.0])


def figure_subject(state: FigureState) -> Subject:
    """Return the subject of a figure's state."""
    return Subject(
        node=state.node, name=state.name, points=state.points, facing=level(state.facing),
        is_figure=True, nodes=frozenset((state.node,)),
    )  # fmt: skip


def subject_of(
    project: Project, scene: str, node: str, frame: float, *, shot: Shot | None = None,
    models: Models | None = None,
) -> Subject:  # fmt: skip
    """Return a node as a subject: a figure by its landmarks, anything else by its bounds.

    A group that holds one figure is that figure.

    Raises
    ------
    NotFoundError
        When nothing in the scene is called so.
    SceneError
        When the node draws nothing at this frame.
    """
    return subjects_of(project, scene, (node,), frame, shot=shot, models=models)[0]


def subjects_of(
    project: Project, scene: str, nodes: Sequence[str], frame: float, *,
    shot: Shot | None = None, models: Models | None = None,
) -> tuple[Subject, ...]:  # fmt: skip
    """Return several nodes as subjects, in their order; see ``subject_of``."""
    stage = project.scene(scene)
    snapshot = scene_snapshot(project, stage, frame, shot=shot, models=models)
    before, after = (
        world_matrices(project, stage, frame + step, shot=shot, models=models)
        for step in (-0.5, 0.5)
    )
    result = []
    for name in nodes:
        found = stage_node(stage, name)
        subject = _subject_in(snapshot, stage, found, before[found])
        moved = after[subject.node][:3, 3] - before[subject.node][:3, 3]
        result.append(replace(subject, travel=(float(moved[0]), float(moved[1]), float(moved[2]))))
    return tuple(result)


def stage_node(scene: Scene, name: str) -> str:
    """Return the id of the node called so, whatever the case of its letters.

    Raises
    ------
    NotFoundError
        When nothing in the scene is called so; the nearest names are offered.
    """
    try:
        return scene.find(name).id
    except NotFoundError:
        folded = [node.id for node in scene.nodes if node.name.casefold() == name.casefold()]
        if not folded:
            raise
        return folded[0]


def scene_snapshot(
    project: Project, scene: Scene, frame: float, *, shot: Shot | None = None,
    models: Models | None = None,
) -> Snapshot:  # fmt: skip
    """Return a snapshot of a scene by any camera of it, or one of its own when it has none.

    Raises
    ------
    ShotwrightError
        When the scene cannot be evaluated.
    """
    if shot is None:
        cameras = [n.id for n in scene.nodes if isinstance(n.payload, CameraPayload)]
        if not cameras:
            from compose.edits import add_node

            project = add_node(
                project, scene.id, "Camera", payload=CameraPayload(kind="camera"),
                node_id="framing",
            )  # fmt: skip
            cameras = ["framing"]
        shot = Shot(
            id="framing", number="", name="framing", scene=scene.id, camera=cameras[0],
            start=0, end=1,
        )  # fmt: skip
    return evaluate(project, shot, frame, models=models)


def family(scene: Scene, node: str) -> frozenset[str]:
    """Return the ids of a node and of all that hangs on it."""
    below: dict[str, list[str]] = {}
    for other in scene.nodes:
        if other.parent is not None:
            below.setdefault(other.parent.node, []).append(other.id)
    found, waiting = set(), [node]
    while waiting:
        here = waiting.pop()
        if here not in found:
            found.add(here)
            waiting += below.get(here, [])
    return frozenset(found)


def _subject_in(snapshot: Snapshot, scene: Scene, node: str, world: F64) -> Subject:
    nodes = family(scene, node)
    figures = [s for s in snapshot.figures if s.node in nodes and s.visible]
    own = [state for state in figures if state.node == node] or figures
    if len(own) == 1:
        return replace(figure_subject(own[0]), nodes=nodes)
    thing = thing_subject(snapshot, node, scene.node(node).name, nodes, world)
    if thing is None:
        raise SceneError(
            f"{scene.node(node).name!r} draws nothing at frame {snapshot.frame:g} of scene "
            f"{scene.name!r}; name a figure or a thing that can be seen."
        )
    return thing


def thing_subject(
    snapshot: Snapshot, node: str, name: str, nodes: frozenset[str], world: F64
) -> Subject | None:
    """Return a thing by the bounds of its visible surfaces; ``None`` where it has none.

    ``world`` is the node's own matrix, whose +Z is where the thing faces.
    """
    clouds = [
        outline_points(snapshot, row)
        for row, surface in enumerate(snapshot.surfaces)
        if surface.node in nodes and snapshot.visible[row] and len(surface.mesh.positions)
    ]
    if not clouds:
        return None
    turn = np.stack([np.cross(_UP, level(world[:3, 2])), _UP, level(world[:3, 2])])
    turned = [cloud @ turn.T for cloud in clouds]
    low = np.min([cloud.min(axis=0) for cloud in turned], axis=0)
    high = np.max([cloud.max(axis=0) for cloud in turned], axis=0)
    corners = np.stack(np.meshgrid(*zip(low, high, strict=True)), axis=-1).reshape(-1, 3)
    return Subject(
        node=node, name=name, points=corners @ turn, facing=level(world[:3, 2]), is_figure=False,
        nodes=nodes,
    )  # fmt: skip
