"""The five shots: framed by words, moved by words, and kept in focus."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from compose.edits import set_keyframe, set_node, set_payload, set_shot
from compose.evaluation import evaluate
from compose.figures.skeleton import INDEX
from compose.framing.placement import Gate
from compose.framing.shooting import add_framed_shot
from compose.framing.solve import solve
from compose.framing.words import Words
from compose.moves import apply_move
from compose.project import Project
from compose.shot import Shot
from compose.values import Vec3
from scenes.dialogue.names import ANNA, BEN, LAST, SCENE, TABLE_AT

_GATE = Gate(gate="2.39")
_HANDLES = 8
_ORBIT_DEG = 32.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Setup:
    """One shot as it is asked for on set. ``framed_at`` is the frame at which the words hold."""

    number: str
    name: str
    window: tuple[int, int]
    framed_at: int
    subjects: tuple[str, ...]
    words: Words
    description: str
    notes: str
    over: str | None = None
    lens_mm: float | None = None
    f_stop: float = 4.0


SETUPS = (
    Setup(
        number="010", name="two at a table", window=(0, 52), framed_at=0, subjects=(ANNA, BEN),
        words=Words(size="wide", side="profile-right"),
        description="A kitchen at night: Anna and Ben sit under the lamp. Ben has something to say",
        notes="Establishing two-shot, slow push-in. It sets the line: we stay on the room's side.",
    ),
    Setup(
        number="020", name="over Ben on Anna", window=(52, 92), framed_at=52, subjects=(ANNA,),
        words=Words(size="medium-close-up", side="three-quarter-right"), over=BEN, lens_mm=50.0,
        description="Anna answers, carefully",
        notes="Over the shoulder, a slow drift. Size, height and lens match 030.", f_stop=2.8,
    ),
    Setup(
        number="030", name="over Anna on Ben", window=(92, 132), framed_at=92, subjects=(BEN,),
        words=Words(size="medium-close-up", side="three-quarter-left"), over=ANNA, lens_mm=50.0,
        description="Ben tells her the rest",
        notes="The reverse of 020: same lens, same size, the drift mirrored.", f_stop=2.8,
    ),
    Setup(
        number="040", name="close on Anna", window=(132, 160), framed_at=132, subjects=(ANNA,),
        words=Words(size="close-up", side="three-quarter-right", composition="lead-room"),
        description="She looks down at the cup, and up again: she has made up her mind",
        notes="The only clean single. A hair of push-in while her eyes come back.", f_stop=2.0,
    ),
    Setup(
        number="050", name="orbit to the profile", window=(160, LAST), framed_at=LAST - 1,
        subjects=(ANNA, BEN), words=Words(size="cowboy", side="profile-right"),
        description="Anna leans in and puts her hand on his",
        notes="From behind Ben's shoulder the camera circles into the profile two-shot.",
    ),
)  # fmt: skip

_MIDDLE: Vec3 = (TABLE_AT[0], 1.15, TABLE_AT[2])
"""Between the two faces."""


def with_shots(project: Project) -> Project:
    """Add the cameras and shots, then move the cameras."""
    for setup in SETUPS:
        project = _framed(project, setup)
    project = apply_move(project, "010", "push-in", point=_MIDDLE, share=0.3)
    for number, who, drift in (("020", ANNA, 0.06), ("030", BEN, -0.06)):
        project = apply_move(
            project, number, "over-the-shoulder", subject=who, joint="throat", drift_m=drift
        )
    project = apply_move(project, "040", "push-in", subject=ANNA, joint="nose", share=0.1)
    project = _orbit(project, "050")
    for setup in SETUPS:
        project = _in_focus(project, setup)
    return project


def _framed(project: Project, setup: Setup) -> Project:
    """Solve the words at their frame, and add the camera with its shot."""
    solution = solve(
        project, SCENE, setup.subjects, setup.words, frame=setup.framed_at, gate=_GATE,
        over=setup.over, focal_length_mm=setup.lens_mm,
    )  # fmt: skip
    start, end = setup.window
    project, shot = add_framed_shot(
        project, SCENE, solution, start=start, end=end, name=setup.name, number=setup.number
    )
    project = set_payload(project, SCENE, shot.camera, f_stop=setup.f_stop)
    return set_shot(
        project, shot.id, head=_HANDLES, tail=_HANDLES,
        description=setup.description, notes=setup.notes,
    )  # fmt: skip


def _orbit(project: Project, number: str) -> Project:
    """Take the camera back round the table, then let it circle to where it was framed."""
    camera = project.scene(SCENE).node(project.shot(number).camera)
    away = np.subtract(camera.translation, _MIDDLE)
    turn = math.radians(_ORBIT_DEG)
    cos, sin = math.cos(turn), math.sin(turn)
    begin = np.add(_MIDDLE, (cos * away[0] + sin * away[2], away[1], cos * away[2] - sin * away[0]))
    pitch, yaw, roll = camera.rotation_deg
    project = set_node(
        project, SCENE, camera.id, translation=begin, rotation_deg=(pitch, yaw + _ORBIT_DEG, roll)
    )
    return apply_move(project, number, "arc", point=_MIDDLE, angle_deg=-_ORBIT_DEG)


def _in_focus(project: Project, setup: Setup) -> Project:
    """Key the focus on the eyes of the shot's first subject, where the move begins and ends."""
    shot = project.shot(setup.number)
    for frame in (shot.start, shot.end - 1):
        project = set_keyframe(
            project, scene=SCENE, node=shot.camera, channel="camera.focus_distance_m",
            frame=frame, value=_eyes_away(project, shot, setup.subjects[0], frame),
        )  # fmt: skip
    return project


def _eyes_away(project: Project, shot: Shot, who: str, frame: int) -> float:
    """Return how far someone's eyes are before the camera of a shot, in metres along its view."""
    snapshot = evaluate(project, shot, frame)
    person = next(figure for figure in snapshot.figures if figure.name == who)
    eyes = person.points[[INDEX["left_eye"], INDEX["right_eye"]]].mean(axis=0)
    world = snapshot.camera.world
    return float((world[:3, 3] - eyes) @ world[:3, 2])
