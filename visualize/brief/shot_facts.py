"""Shot facts: what options need to know of a shot, read without evaluating its scene."""

from __future__ import annotations

from compose.errors import SceneError
from compose.payload import CameraPayload
from compose.project import Project
from compose.shot import Shot
from compose.stage.lens import gate_aspect, gate_inside, sensor_size
from models.options import ShotFacts


def shot_facts(project: Project, shot: Shot) -> ShotFacts:
    """Return a shot's frames, rate and the shape of its gate.

    Raises
    ------
    NotFoundError
        When the shot's scene or camera is gone.
    SceneError
        When its camera is none.
    """
    lens = project.scene(shot.scene).node(shot.camera).payload
    if not isinstance(lens, CameraPayload):
        raise SceneError(f"The camera of shot {shot.label!r} is no camera. Choose another.")
    gate = lens.gate if shot.gate is None else shot.gate
    width, height = gate_inside(sensor_size(lens.sensor), gate_aspect(gate))
    return ShotFacts(frames=len(shot.window), rate=project.frame_rate, aspect=float(width / height))
