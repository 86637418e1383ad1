"""The three shots: where each camera begins, its move in film words, and its focus."""

from __future__ import annotations

import math

from compose.edits import add_node, add_shot, set_keyframe
from compose.moves import apply_move
from compose.payload import CameraPayload
from compose.project import Project
from scenes.product.stage import FRAMES, SCENE, TOP_M

_GATE = "1.85"


def with_shots(project: Project) -> Project:
    """Add the cameras and shots, then move the cameras."""
    project = _hero(project)
    project = _macro(project)
    return _packshot(project)


def _hero(project: Project) -> Project:
    """Push in slowly while the bottle turns."""
    camera = "Camera 010 hero"
    project = _camera(project, camera, 0.0, 1.56, 0.105, lens=85.0, look=0.056, f_stop=11.0)
    project = add_shot(
        project, SCENE, camera, name="hero turn", start=0, end=72, number="010",
        head=8, tail=8, gate=_GATE,
        description="The bottle turns in the light, gold and amber against deep green",
        notes="Slow push-in on 85 mm. The strips draw a line down each edge as it passes.",
    )  # fmt: skip
    project = apply_move(project, "010", "push-in", frames=(-8, 80), point=_point(0.056), share=0.2)
    return _focused(project, camera, (-8, 1.54), (79, 1.23))


def _macro(project: Project) -> Project:
    """Come close on the shoulder, and pull focus from the cap to the label."""
    camera = "Camera 020 macro"
    project = _camera(project, camera, -40.0, 0.44, 0.135, lens=100.0, look=0.088, f_stop=8.0)
    project = add_shot(
        project, SCENE, camera, name="macro push-in", start=72, end=120, number="020",
        head=8, tail=8, gate=_GATE,
        description="Gold, thick glass, and the label as it swings into the light",
        notes="Sink and push in on 100 mm; focus goes from the cap to the label in front of it.",
    )  # fmt: skip
    moving = (68, 122)
    project = apply_move(project, "020", "pedestal", frames=moving, distance_m=-0.052)
    project = apply_move(project, "020", "push-in", frames=moving, distance_m=0.07)
    return _focused(project, camera, (80, 0.43), (104, 0.352), (120, 0.350))


def _packshot(project: Project) -> Project:
    """Circle and sink from over the cap into the packshot, with room for a title above."""
    camera = "Camera 030 packshot"
    project = _camera(project, camera, -38.0, 0.94, 0.62, lens=65.0, look=0.085, f_stop=11.0)
    project = add_shot(
        project, SCENE, camera, name="orbit to packshot", start=120, end=FRAMES,
        number="030", head=8, tail=8, gate=_GATE,
        description="From over the cap the camera sinks round the bottle into the packshot",
        notes="Arc and sink, landing level and centred; the upper third is kept free for a title.",
    )  # fmt: skip
    moving = (112, FRAMES - 4)
    project = apply_move(project, "030", "pull-out", frames=moving, point=_point(0.085), share=0.34)
    project = apply_move(
        project, "030", "arc", frames=moving, point=_point(0.085), angle_deg=38.0, height_m=-0.72
    )
    project = apply_move(project, "030", "tilt", frames=moving, angle_deg=0.7)
    return _focused(project, camera, (112, 1.06), (FRAMES - 5, 1.24))


def _focused(project: Project, camera: str, *keys: tuple[int, float]) -> Project:
    """Key the distance in metres at which a camera is sharp."""
    for frame, metres in keys:
        project = set_keyframe(
            project, scene=SCENE, node=camera, channel="camera.focus_distance_m",
            frame=frame, value=metres,
        )  # fmt: skip
    return project


def _point(height_m: float) -> tuple[float, float, float]:
    """Return a place on the bottle's axis, above the turntable."""
    return (0.0, TOP_M + height_m, 0.0)


def _camera(
    project: Project, name: str, azimuth_deg: float, away_m: float, above_m: float, *,
    lens: float, look: float, f_stop: float,
) -> Project:  # fmt: skip
    """Add a camera round the bottle that looks at a height on its axis."""
    turn = math.radians(azimuth_deg)
    at = (away_m * math.sin(turn), TOP_M + above_m, away_m * math.cos(turn))
    fall = math.degrees(math.atan2(look - above_m, away_m))
    payload = CameraPayload(
        kind="camera", focal_length_mm=lens, focus_distance_m=math.hypot(away_m, above_m - look),
        f_stop=f_stop, gate=_GATE, near_m=0.02, far_m=30.0,
    )  # fmt: skip
    return add_node(
        project, SCENE, name, payload=payload, translation=at, rotation_deg=(fall, azimuth_deg, 0.0)
    )
