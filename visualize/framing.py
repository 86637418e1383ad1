"""The last check of a framed camera: draw the id pass and count what is seen of each subject."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

import numpy as np

from compose.errors import SceneError
from compose.evaluation import Models, evaluate
from compose.framing.obstacles import Obstacles
from compose.framing.placement import CameraPlacement
from compose.framing.solve import Solution, words_of
from compose.framing.subjects import Cast, Subject, family, scene_snapshot
from compose.framing.visibility import ROOM_M
from compose.project import Project
from compose.shot import Shot
from compose.snapshot import Snapshot
from visualize.render.renderer import Renderer

_BOX = (384, 384)
_LEAST_SEEN = 0.5
_FEWEST_PIXELS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenSubject:
    """How much of a subject the id pass shows.

    ``whole`` is how many pixels of the small picture the subject has when it is alone, ``seen`` the
    share of these that nothing hides, ``frame_share`` their part of the frame.
    """

    name: str
    whole: int
    seen: float
    frame_share: float


def seen_in_picture(
    snapshot: Snapshot, camera: CameraPlacement, cast: Cast, renderer: Renderer
) -> tuple[SeenSubject, ...]:
    """Return how much of each subject a camera sees, pixel by pixel.

    Each subject is drawn twice, among everything and alone; the quotient of its pixels is the
    share that is seen. A subject hides nothing of itself, but may hide another.

    Raises
    ------
    RenderError
        When the picture cannot be drawn.
    """
    shot = replace(snapshot, camera=camera.state)
    among = renderer.render(shot, ("id",), _BOX)["id"]
    return tuple(_seen(shot, subject, among, renderer) for subject in cast.subjects)


def _seen(shot: Snapshot, subject: Subject, among: np.ndarray, renderer: Renderer) -> SeenSubject:
    own = np.array([surface.node in subject.nodes for surface in shot.surfaces], bool)
    ids = [s.pass_id for s in shot.surfaces if s.node in subject.nodes]
    alone = renderer.render(replace(shot, visible=shot.visible & own), ("id",), _BOX)["id"]
    whole, shown = np.count_nonzero(alone), np.count_nonzero(np.isin(among, ids))
    enough = whole >= _FEWEST_PIXELS
    return SeenSubject(
        name=subject.name,
        whole=int(whole),
        seen=min(shown / whole, 1.0) if enough else 0.0,
        frame_share=float(shown / among.size),
    )


def lost_on_the_way(
    project: Project, shot: Shot, cast: Cast, renderer: Renderer, *, pov: str | None = None,
    models: Models | None = None,
) -> tuple[str, ...]:  # fmt: skip
    """Return what goes wrong in the middle and at the last frame of a shot, in words.

    A camera that moves, or whose subjects do, may end inside something or without them. ``pov`` is
    as `checked_by_picture` takes it.

    Raises
    ------
    ShotwrightError
        When a frame cannot be evaluated or drawn.
    """
    told: list[str] = []
    own = frozenset() if pov is None else family(project.scene(shot.scene), pov)
    for frame in dict.fromkeys(((shot.start + shot.end) // 2, shot.end - 1)):
        snapshot = _without(evaluate(project, shot, float(frame), models=models), own)
        if Obstacles(snapshot).room(snapshot.camera.world[:3, 3]) < ROOM_M / 2.0:
            told.append(f"at frame {frame} the camera is inside something, or nearly")
            continue
        among = renderer.render(snapshot, ("id",), _BOX)["id"]
        for subject in cast.subjects:
            seen = _seen(snapshot, subject, among, renderer)
            if seen.whole < _FEWEST_PIXELS:
                told.append(f"at frame {frame} {subject.name} is out of the picture")
            elif seen.seen < _LEAST_SEEN:
                told.append(f"at frame {frame} only {seen.seen:.0%} of {subject.name} is seen")
    return tuple(told)


def checked_by_picture(
    project: Project, scene: str, solution: Solution, frame: float, renderer: Renderer, *,
    pov: str | None = None, models: Models | None = None,
) -> tuple[Solution, tuple[SeenSubject, ...]]:  # fmt: skip
    """Return the solution with the first of its cameras that the id pass confirms.

    A camera passes when at least half of each subject's pixels in the frame are seen. ``pov`` is
    the id of the figure through whose eyes the camera looks: it is not drawn.

    Raises
    ------
    SceneError
        When no camera passes.
    RenderError
        When the picture cannot be drawn.
    """
    snapshot = scene_snapshot(project, project.scene(scene), frame, models=models)
    if pov is not None:
        snapshot = _without(snapshot, family(project.scene(scene), pov))
    seen = seen_in_picture(snapshot, solution.camera, solution.cast, renderer)
    if _passes(seen):
        return solution, seen
    first = seen
    for candidate in solution.alternatives:
        seen = seen_in_picture(snapshot, candidate.camera, solution.cast, renderer)
        if _passes(seen):
            why = f"something hid {_hidden(first)}, so the camera stands elsewhere"
            changes = (*solution.changes, why, *candidate.changes)
            words = words_of(candidate, solution.words)
            kept = replace(
                solution,
                camera=candidate.camera,
                words=words,
                changes=tuple(dict.fromkeys(changes)),
            )
            return kept, seen
    raise SceneError(
        f"Every camera tried has something before {_hidden(first)}: the picture shows only "
        f"{min(entry.seen for entry in first):.0%}. Move what is in the way, or ask for another "
        "side or a tighter size."
    )


def _without(snapshot: Snapshot, nodes: Collection[str]) -> Snapshot:
    """Return the snapshot with some nodes not drawn."""
    mine = np.array([surface.node in nodes for surface in snapshot.surfaces], bool)
    return replace(snapshot, visible=snapshot.visible & ~mine)


def _passes(seen: tuple[SeenSubject, ...]) -> bool:
    return all(entry.seen >= _LEAST_SEEN for entry in seen)


def _hidden(seen: tuple[SeenSubject, ...]) -> str:
    return min(seen, key=lambda entry: entry.seen).name
