"""The three shots: their cameras, how these move, and what each shot is about."""

from __future__ import annotations

from collections.abc import Iterator

from compose.camera import Aim
from compose.curve import Curve, Interpolation, Keyframe
from compose.node import Node
from compose.payload import CameraPayload
from compose.shot import Prompt, Shot
from compose.track import Track
from compose.values import Vec3
from scenes.street.models import figure
from scenes.street.parts import keys, node_id, street_id, track, vector_tracks

BIBLE = (
    "Late Delivery. A quiet European street in the last hour of sun, around 1978. Warm low key "
    "light rakes the house fronts, cool open shade, thin haze in the depth. Kodak 5247, spherical "
    "primes, gentle halation; ochre, rust and slate. Calm, observed camera; nothing hurried but "
    "the red car."
)

CRANE, TRACKING, PUSH = "Camera 010 crane", "Camera 020 tracking", "Camera 030 push"
WINDOWS = ((0, 96), (96, 168), (168, 240))


def cameras() -> Iterator[Node]:
    """Yield the three cameras."""
    yield _camera(CRANE, (-27.0, 13.5, 3.2), (-19.0, -84.0, 0.0), CameraPayload(
        kind="camera", focal_length_mm=24.0, gate="2.39", focus_distance_m=25.0, f_stop=8.0,
        far_m=400.0,
    ))  # fmt: skip
    yield _camera(TRACKING, (-0.5, 1.35, 4.3), (0.0, 0.0, 0.0), CameraPayload(
        kind="camera", focal_length_mm=24.0, gate="2.39", focus_distance_m=7.0, f_stop=4.0,
        far_m=400.0, aim=Aim(node=node_id("Courier car"), offset=(-0.6, 0.95, 0.0)),
    ))  # fmt: skip
    aim = Aim(node=node_id("Mara"), joint=figure.PATHS["neck"], offset=(0.0, -0.1, -0.4))
    yield _camera(PUSH, (-10.6, 1.6, -4.8), (0.0, -76.0, 0.0), CameraPayload(
        kind="camera", focal_length_mm=50.0, gate="1.85", focus_distance_m=3.0, f_stop=4.0,
        far_m=400.0, aim=aim,
    ))  # fmt: skip


def tracks() -> Iterator[Track]:
    """Yield the tracks of the cameras, all on scene time."""
    yield from _crane()
    yield from _tracking()
    yield from _push()


def shots(scene_id: str) -> Iterator[Shot]:
    """Yield the shots in story order."""
    yield Shot(
        id=street_id("sht", "010"), number="010", name="wide establishing", scene=scene_id,
        camera=node_id(CRANE), start=0, end=96, head=8, tail=8,
        description="From over the eaves the camera sinks into the street as a red car comes up it",
        notes="Crane down and tilt up. Land on the horizon at the lower third; the car left.",
    )  # fmt: skip
    yield Shot(
        id=street_id("sht", "020"), number="020", name="track with car", scene=scene_id,
        camera=node_id(TRACKING), start=96, end=168, head=8, tail=8,
        description="Alongside the courier as he leaves the shade of the tall houses for the sun",
        notes="From the far kerb on a wide lens: lead room for the car, the fronts race by behind.",
        prompt=Prompt(lighting="The car runs out of cool shade into raking evening sun."),
    )  # fmt: skip
    yield Shot(
        id=street_id("sht", "030"), number="030", name="Mara at the window", scene=scene_id,
        camera=node_id(PUSH), start=168, end=240, head=8, tail=8,
        description="Mara turns from the street to the lit bakery window and chooses",
        notes="Push in with a focus pull from the lamp post to Mara. The key is lifted here only.",
        tracks=tuple(_close_up_overrides()),
    )  # fmt: skip


def _camera(name: str, at: Vec3, rotation_deg: Vec3, lens: CameraPayload) -> Node:
    return Node(
        id=node_id(name), name=name, translation=at, rotation_deg=rotation_deg, payload=lens
    )


def _eased(*pairs: tuple[float, float], reach: float = 0.55) -> Curve:
    """Return a Bezier curve that leaves and meets each key level, like a heavy crane."""
    frames = [frame for frame, _ in pairs]
    result = []
    for i, (frame, value) in enumerate(pairs):
        back = (frame - frames[i - 1]) * reach if i else 0.0
        ahead = (frames[i + 1] - frame) * reach if i + 1 < len(pairs) else 0.0
        result.append(
            Keyframe(
                frame=frame,
                value=value,
                interpolation=Interpolation.BEZIER,
                left=(-back, 0.0) if back else None,
                right=(ahead, 0.0) if ahead else None,
            )
        )
    return Curve(keys=tuple(result))


def _crane() -> Iterator[Track]:
    yield track(CRANE, "translation.x", _eased((-8, -27.0), (100, -19.0)))
    yield track(CRANE, "translation.y", _eased((-8, 13.5), (98, 2.1)))
    yield track(CRANE, "translation.z", _eased((-8, 3.2), (100, 1.6)))
    yield track(CRANE, "rotation_deg.x", _eased((-8, -19.0), (100, 4.5)))
    yield track(CRANE, "rotation_deg.y", _eased((-8, -84.0), (100, -86.0)))
    yield track(CRANE, "camera.focus_distance_m", keys((0, 25.0), (96, 18.0)))


def _tracking() -> Iterator[Track]:
    """Lead the car by seven metres, and settle as it slows."""
    lead = ((88, 3.0), (96, 1.5), (132, -7.7), (168, -16.9), (176, -18.6))
    yield track(TRACKING, "translation.x", keys(*lead))
    yield track(TRACKING, "translation.y", keys((96, 1.35), (168, 1.05)))
    yield track(TRACKING, "camera.aim.offset.x", _eased((96, -0.7), (168, -0.8)))
    yield track(TRACKING, "camera.focus_distance_m", keys((96, 7.4), (168, 6.8)))
    yield track(TRACKING, "camera.roll_deg", _eased((96, 0.0), (130, -0.8), (168, 0.6)))


def _push() -> Iterator[Track]:
    places = [(158.0, (-10.7, 1.6, -4.8)), (250.0, (-7.0, 1.5, -5.8))]
    yield from vector_tracks(PUSH, "translation", places)
    lens = keys((168, 50.0), (240, 65.0), interpolation=Interpolation.LINEAR)
    yield track(PUSH, "camera.focal_length_mm", lens)
    yield track(PUSH, "camera.focus_distance_m", _eased((176, 3.0), (204, 7.0), (240, 5.2)))
    yield track(PUSH, "camera.f_stop", keys((168, 4.0), (240, 2.0)))


def _close_up_overrides() -> Iterator[Track]:
    """In the close shot alone the key is a little stronger, and the bollards are struck."""
    yield track("Sun", "light.intensity", keys((168, 7.0), (204, 8.0)))
    struck = keys((160, 0.0), interpolation=Interpolation.CONSTANT)
    yield track("Bins", "visible", struck)
