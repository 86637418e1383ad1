"""Camera end: how large the subjects are, and what is sharp, when a shot ends."""

from __future__ import annotations

from dataclasses import dataclass

from compose.framing.describe import Description, describe
from compose.framing.measure import measure
from compose.framing.subjects import Cast, subjects_of
from compose.project import Project
from compose.shot import Shot
from visualize.prompt.sighting import Views

_PULL = 1.35
"""The focus is pulled when its distance changes by more than this factor."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CameraEnd:
    """The last frame against the first.

    ``size`` is the shot size in which the first frame's subjects are seen, empty where one of them
    is out of sight. ``pulled`` tells whether the focus has moved, ``focus`` who is in it then.
    """

    size: str = ""
    pulled: bool = False
    focus: str = ""


def camera_end(project: Project, shot: Shot, views: Views, first: Description) -> CameraEnd:
    """Return what the last of a shot's views shows of whom the first is about.

    Raises
    ------
    ShotwrightError
        When the scene cannot be evaluated.
    """
    if len(views.frames) == 1:
        return CameraEnd()
    state, frame = views.snapshots[-1].camera, float(views.frames[-1])
    in_sight = views.in_sight(-1)
    nodes = [subject.node for subject in first.cast.subjects] if first.cast is not None else []
    size = ""
    if nodes and in_sight.issuperset(nodes):
        subjects = subjects_of(project, shot.scene, nodes, frame, shot=shot)
        measured = measure(state, Cast(subjects))
        size = measured.size if measured else ""
    distances = sorted((first.focus_distance_m, state.focus_distance_m))
    if not distances[0] or distances[1] / distances[0] < _PULL:
        return CameraEnd(size=size)
    focus = describe(project, shot, frame, in_sight=in_sight).focus
    return CameraEnd(size=size, pulled=True, focus=focus)
