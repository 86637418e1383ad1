"""Describe: what a shot's camera shows at a frame, in film words with measured numbers."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from compose.evaluation import Models, evaluate, world_matrices
from compose.framing.in_frame import InFrame, everything, in_frame_of
from compose.framing.lenses import field_of_view_deg, lens_feel
from compose.framing.measure import Measured, measure
from compose.framing.obstacles import Obstacles
from compose.framing.placement import View
from compose.framing.sentence import sentence_of
from compose.framing.subjects import Cast, Subject, family, subjects_of
from compose.framing.who import chosen_subjects, kind_of, looking_through
from compose.payload import CameraPayload
from compose.project import Project
from compose.scene import Scene
from compose.shot import Shot
from compose.snapshot import Snapshot
from compose.values import Vec3, rounded

F64 = npt.NDArray[np.float64]

_FOREGROUND, _BACKGROUND = 0.62, 1.6


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """A shot at one frame in words; ``measured`` is ``None`` when no subject was found.

    ``kind`` is ``single``, ``two-shot``, ``group``, ``over-the-shoulder``, ``point-of-view``,
    ``insert`` or ``empty``; ``over`` is whose shoulder or whose eyes. ``layers`` maps
    ``foreground``, ``midground`` and ``background`` to names, from near to far. ``focus`` is who
    is at the focus distance.
    ``people`` are the figures in the picture; ``screen_right`` is the camera's right in the world.
    """

    shot: str
    frame: float
    kind: str
    subjects: tuple[str, ...]
    over: str
    measured: Measured | None
    focal_length_mm: float
    field_of_view_deg: float
    lens: str
    focus_distance_m: float
    focus: str
    in_frame: tuple[InFrame, ...]
    layers: dict[str, tuple[str, ...]]
    sentence: str
    cast: Cast | None
    people: tuple[Subject, ...]
    over_node: str
    camera_position: Vec3
    screen_right: Vec3

    def as_data(self) -> dict[str, Any]:
        """Return the description as plain data, rounded, ready for JSON."""
        measured = None if self.measured is None else asdict(self.measured)
        data: dict[str, Any] = _plain(
            {
                "shot": self.shot,
                "frame": self.frame,
                "sentence": self.sentence,
                "kind": self.kind,
                "subjects": self.subjects,
                "over": self.over or None,
                "words": measured,
                "lens": {
                    "focal_length_mm": self.focal_length_mm,
                    "field_of_view_deg": self.field_of_view_deg,
                    "feel": self.lens,
                },
                "focus": {"distance_m": self.focus_distance_m, "on": self.focus or None},
                "layers": self.layers,
                "in_frame": [asdict(entry) for entry in self.in_frame],
            }
        )
        return data


def describe(
    project: Project, shot: Shot, frame: float, *, subjects: Sequence[str] = (),
    models: Models | None = None, in_sight: Container[str] | None = None,
) -> Description:  # fmt: skip
    """Return what a shot shows at a scene frame, in words.

    Parameters
    ----------
    subjects
        Whom the shot is about, by id or name; by default found from the picture.
    in_sight
        Ids of the nodes that can be seen at all, where that is known: no others are looked for.

    Raises
    ------
    ShotwrightError
        When a subject is unknown, or the scene cannot be evaluated.
    """
    scene = project.scene(shot.scene)
    snapshot = evaluate(project, shot, frame, models=models)
    worlds = world_matrices(project, scene, frame, shot=shot, models=models)
    view = View.of(snapshot.camera)
    shown, by_node = _shown(snapshot, scene, worlds, view, in_sight)
    single = [entry for entry in shown if not _is_scattered(scene, entry.node)]
    chosen, over = chosen_subjects(single, by_node, snapshot.camera, _aimed_at(scene, shot))
    names = subjects or [subject.node for subject in chosen]
    found = subjects_of(project, scene.id, names, frame, shot=shot, models=models) if names else ()
    through = looking_through(snapshot)
    other = through or over
    cast = Cast(found) if found else None
    camera = snapshot.camera
    parts: dict[str, Any] = {
        "kind": kind_of(found, over, through),
        "subjects": tuple(subject.name for subject in found),
        "over": "" if other is None else other.name,
        "measured": None if cast is None else measure(camera, cast),
        "focal_length_mm": camera.focal_length_mm,
        "lens": lens_feel(camera),
        "focus": _in_focus(shown, camera.focus_distance_m),
        "in_frame": shown,
        "layers": _layers(shown, cast, view),
    }
    return Description(
        shot=shot.label,
        frame=float(frame),
        field_of_view_deg=field_of_view_deg(camera),
        focus_distance_m=camera.focus_distance_m,
        sentence=sentence_of(**parts, nodes=tuple(subject.node for subject in found)),
        cast=cast,
        people=tuple(subject for subject in by_node.values() if subject.is_figure),
        over_node="" if other is None else other.node,
        camera_position=_vector(view.eye),
        screen_right=_vector(view.turn[:, 0]),
        **parts,
    )


def _shown(
    snapshot: Snapshot, scene: Scene, worlds: dict[str, F64], view: View,
    in_sight: Container[str] | None,
) -> tuple[tuple[InFrame, ...], dict[str, Subject]]:  # fmt: skip
    """Return what can be seen in the picture, from near to far, and the subjects by node."""
    obstacles = Obstacles(snapshot)
    by_node: dict[str, Subject] = {}
    shown: list[InFrame] = []
    for subject in everything(snapshot, scene, worlds):
        if in_sight is not None and not any(n in in_sight for n in family(scene, subject.node)):
            continue
        entry = in_frame_of(subject, view, obstacles)
        if entry is not None and entry.seen > 0.0:
            by_node[subject.node] = subject
            shown.append(entry)
    return tuple(sorted(shown, key=lambda entry: entry.depth_m)), by_node


def _aimed_at(scene: Scene, shot: Shot) -> str:
    payload = scene.node(shot.camera).payload
    return payload.aim.node if isinstance(payload, CameraPayload) and payload.aim else ""


def _is_scattered(scene: Scene, node: str) -> bool:
    """Tell whether a node is drawn in many places, so that no picture is about it as a whole."""
    return bool(getattr(scene.node(node).payload, "instances", ()))


def _vector(values: F64) -> Vec3:
    x, y, z = values.tolist()
    return (x, y, z)


def _in_focus(shown: Sequence[InFrame], focus_m: float) -> str:
    """Return who is within a tenth of the focus distance, people before things."""
    near = [entry for entry in shown if abs(entry.depth_m - focus_m) < 0.1 * focus_m]
    near.sort(key=lambda entry: (not entry.is_figure, abs(entry.depth_m - focus_m)))
    return near[0].name if near else ""


def _layers(shown: Sequence[InFrame], cast: Cast | None, view: View) -> dict[str, tuple[str, ...]]:
    """Sort what is in frame by depth against the cast, or the middle of it all without one."""
    if not shown:
        return {"foreground": (), "midground": (), "background": ()}
    depth = shown[len(shown) // 2].depth_m
    if cast is not None:
        depth = float(view.picture(cast.key[None])[0, 2])
    near = [e.name for e in shown if e.depth_m < _FOREGROUND * depth]
    far = [e.name for e in shown if e.depth_m > _BACKGROUND * depth]
    middle = [e.name for e in shown if _FOREGROUND * depth <= e.depth_m <= _BACKGROUND * depth]
    return {"foreground": tuple(near), "midground": tuple(middle), "background": tuple(far)}


def _plain(value: Any) -> Any:  # noqa: ANN401 - any plain data goes through
    if isinstance(value, dict):
        return {key: _plain(entry) for key, entry in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(entry) for entry in value]
    return rounded(value) if isinstance(value, float) else value
