"""The three shots: their cameras, the moves that these make, and what each shot is about."""

from __future__ import annotations

from typing import Any

from compose.camera import Aim
from compose.curve import Interpolation
from compose.edits import add_shot, set_node
from compose.framing.placement import CameraPlacement
from compose.framing.solve import solve
from compose.framing.words import Words
from compose.moves import apply_move, ride_rail
from compose.payload import CameraPayload, LightPayload
from compose.project import Project
from compose.shot import Prompt
from compose.values import Vec3
from scenes.street.parts import SCENE, animate, carrier, eased, keys, node_id, street_id

BIBLE = (
    "Late Delivery. A quiet European street in the last hour of sun. Warm low key light rakes the "
    "house fronts, cool open shade, thin haze in the depth. Kodak 5247, spherical primes, gentle "
    "halation; ochre, rust and slate. Calm, observed camera; nothing hurried but the red car."
)

CRANE, TRACKING, PUSH = "Camera 010 crane", "Camera 020 tracking", "Camera 030 push"
HANDLE = 8
"""Frames before and after each shot, in which the moves go on."""


def build(project: Project) -> Project:
    """Add the shots in story order."""
    project = _establishing(project)
    project = _with_the_car(project)
    return _close_up(project)


def _shot(
    project: Project,
    number: str,
    camera: str,
    window: tuple[int, int],
    **fields: Any,  # noqa: ANN401 - any field of Shot
) -> Project:
    return add_shot(
        project, SCENE, node_id(camera), shot_id=street_id("sht", number), number=number,
        start=window[0], end=window[1], head=HANDLE, tail=HANDLE, **fields,
    )  # fmt: skip


def _establishing(project: Project) -> Project:
    """Crane down over eleven metres while it reaches forward and tilts up."""
    lens = CameraPayload(
        kind="camera", focal_length_mm=24.0, gate="2.39", focus_distance_m=25.0, f_stop=8.0,
        far_m=400.0,
    )  # fmt: skip
    project = carrier(project, CRANE, lens)
    project = _placed(project, CRANE, (-29.0, 13.0, 2.6), (-19.0, -86.0, 0.0))
    project = _shot(
        project, "010", CRANE, (0, 96), name="wide establishing",
        description="From over the eaves the camera sinks into the street as a red car comes up it",
        notes="Crane down and tilt up. Land on the horizon at the lower third; the car left.",
    )  # fmt: skip
    shot = street_id("sht", "010")
    project = apply_move(
        project, shot, "crane", frames=(-HANDLE, 96 + HANDLE), height_m=-11.1, reach_m=7.5,
        tilt_deg=22.0,
    )  # fmt: skip
    return animate(project, CRANE, {"camera.focus_distance_m": keys((0, 25.0), (96, 18.0))})


def _with_the_car(project: Project) -> Project:
    """Ride a straight rail that leads the car by some metres, and look back at it."""
    rail = [(2.6, 1.3, 4.35), (-18.6, 1.05, 4.35)]
    aim = Aim(node=node_id("Courier car"), offset=(0.0, 0.9, 0.6))
    lens = CameraPayload(
        kind="camera", focal_length_mm=24.0, gate="2.39", focus_distance_m=7.0, f_stop=4.0,
        far_m=400.0, aim=aim,
    )  # fmt: skip
    project = carrier(project, TRACKING, lens, at=rail[0])
    project = _shot(
        project, "020", TRACKING, (96, 168), name="track with car",
        description="Alongside the courier as he leaves the shade of the tall houses for the sun",
        notes="From the far kerb on a wide lens: lead room for the car, the fronts race by behind.",
        prompt=Prompt(lighting="The car runs out of cool shade into raking evening sun."),
    )  # fmt: skip
    shot = street_id("sht", "020")
    project = ride_rail(
        project, shot, rail, look="keep", frames=(96 - HANDLE, 168 + HANDLE), ease_in_s=0.2,
        ease_out_s=0.8,
    )  # fmt: skip
    curves = {
        "camera.aim.offset.z": eased((96, 0.5), (168, 0.8)),
        "camera.focus_distance_m": keys((96, 7.4), (168, 6.8)),
        "camera.roll_deg": eased((96, 0.0), (130, -0.8), (168, 0.6)),
    }
    return animate(project, TRACKING, curves)


def _close_up(project: Project) -> Project:
    """Frame twice by words, and push in from one to the other with a pull of the focus."""
    lens = CameraPayload(kind="camera", focal_length_mm=50.0, gate="1.85", far_m=400.0)
    project = carrier(project, PUSH, lens)
    project = _shot(
        project, "030", PUSH, (168, 240), name="Mara at the window",
        description="Mara turns from the lit bakery window to the street and takes the call",
        notes="Push in with a focus pull from the lamp post to Mara. The key is lifted here only.",
    )  # fmt: skip
    return _only_in_the_close_up(_push_in(project))


def _push_in(project: Project) -> Project:
    """Go from one framing to the other on the straight line, by keys with level handles."""
    wide, near = _framed(project, "medium-wide", 50.0), _framed(project, "medium-close-up", 60.0)
    begin, end = 168 - HANDLE, 240 + HANDLE
    curves = {
        f"{channel}.{axis}": eased((begin, before[i]), (end, after[i]), reach=0.35)
        for channel, before, after in (
            ("translation", wide.position, near.position),
            ("rotation_deg", wide.rotation_deg, near.rotation_deg),
        )
        for i, axis in enumerate("xyz")
    }
    curves |= {
        "camera.focal_length_mm": eased((begin, 50.0), (end, 60.0), reach=0.35),
        "camera.focus_distance_m": eased((176, 6.0), (204, 3.4), (240, near.focus_distance_m)),
        "camera.f_stop": keys((168, 4.0), (240, 2.0), interpolation=Interpolation.LINEAR),
    }
    return animate(project, PUSH, curves)


def _framed(project: Project, size: str, lens_mm: float) -> CameraPlacement:
    """Return the camera that these words describe, once she has turned."""
    words = Words(size=size, angle="eye", side="three-quarter-right", composition="right-third")
    return solve(project, SCENE, ["Mara"], words, frame=225.0, focal_length_mm=lens_mm).camera


def _only_in_the_close_up(project: Project) -> Project:
    """Lift the key a little, and strike the bins, in the close shot alone."""
    shot = project.shot("030")
    sun = project.scene(SCENE).find("Sun").payload
    if not isinstance(sun, LightPayload):
        raise TypeError("The node called Sun carries no light.")
    lifted = keys((168, sun.intensity), (204, round(sun.intensity * 1.15, 3)))
    project = animate(project, "Sun", {"light.intensity": lifted}, shot)
    struck = keys((160, 0.0), interpolation=Interpolation.CONSTANT)
    return animate(project, "Bins", {"visible": struck}, shot)


def _placed(project: Project, camera: str, at: Vec3, rotation_deg: Vec3) -> Project:
    return set_node(project, SCENE, node_id(camera), translation=at, rotation_deg=rotation_deg)
