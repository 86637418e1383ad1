"""The lens and the gate of a shot, as a filmmaker says them. No Qt."""

from __future__ import annotations

from compose.camera import GATES
from compose.errors import NotFoundError
from compose.payload import CameraPayload
from compose.scene import Scene
from compose.shot import Shot
from compose.snapshot import CameraState
from compose.stage.lens import gate_aspect

_NEAR = 0.005
_WIDE = 16.0 / 9.0


def lens_words(camera: CameraState) -> str:
    """Return ``"35 mm"``, or what a parallel camera shows."""
    if camera.orthographic_height_m > 0.0:
        return f"{camera.orthographic_height_m:.3g} m high"
    return f"{camera.focal_length_mm:.3g} mm"


def gate_words(aspect: float) -> str:
    """Return the name of a gate of this width by height: ``"16 : 9"``, ``"2.39 : 1"``."""
    for name, known in GATES.items():
        if abs(known - aspect) < _NEAR and ":" in name:
            return name.replace(":", " : ")
    return f"{aspect:.2f} : 1"


def shot_aspect(scene: Scene, shot: Shot) -> float:
    """Return the width by height of a shot's gate: its own, else its camera's.

    A gate or camera that does not exist is 16:9 here; the picture says what is wrong.
    """
    lens = next((node.payload for node in scene.nodes if node.id == shot.camera), None)
    gate = shot.gate
    if gate is None and isinstance(lens, CameraPayload):
        gate = lens.gate
    try:
        return _WIDE if gate is None else gate_aspect(gate)
    except NotFoundError:
        return _WIDE
