"""CameraPlacement: where a camera stands, how it is turned, and the picture that it takes."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from compose.errors import SceneError
from compose.snapshot import CameraState
from compose.stage.lens import gate_aspect, gate_inside, sensor_size
from compose.values import Vec2, Vec3

F64 = npt.NDArray[np.float64]

NEAR_M, FAR_M = 0.1, 1000.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """The part of the sensor that takes the picture, by the names or numbers of a camera.

    Raises
    ------
    ShotwrightError
        For an unknown sensor or gate, or an impossible size.
    """

    sensor: str | Vec2 = "super-35"
    gate: str | float = "16:9"

    def __post_init__(self) -> None:
        gate_inside(sensor_size(self.sensor), gate_aspect(self.gate))

    @property
    def size_mm(self) -> Vec2:
        """Width and height in millimetres."""
        return gate_inside(sensor_size(self.sensor), gate_aspect(self.gate))


@dataclass(frozen=True, slots=True, kw_only=True)
class CameraPlacement:
    """A camera without a node. Angles in radians, the matrix is ``Ry(yaw) Rx(pitch) Rz(roll)``.

    A positive ``pitch`` looks up; a positive ``roll`` has the sense of ``camera.roll_deg``.
    """

    position: Vec3
    yaw: float
    pitch: float
    roll: float
    focal_length_mm: float
    gate: Gate
    focus_distance_m: float

    @property
    def rotation_deg(self) -> Vec3:
        """X, Y and Z turns in degrees of a node of order YXZ; the roll is the lens's own."""
        return (math.degrees(self.pitch), math.degrees(self.yaw), 0.0)

    @property
    def world(self) -> F64:
        """(4, 4) float64: camera to world."""
        cy, sy = math.cos(self.yaw), math.sin(self.yaw)
        cp, sp = math.cos(self.pitch), math.sin(self.pitch)
        cr, sr = math.cos(self.roll), math.sin(self.roll)
        turn = (
            np.array([[cy, 0.0, sy], [0.0, 1.0, 0.0], [-sy, 0.0, cy]])
            @ np.array([[1.0, 0.0, 0.0], [0.0, cp, -sp], [0.0, sp, cp]])
            @ np.array([[cr, -sr, 0.0], [sr, cr, 0.0], [0.0, 0.0, 1.0]])
        )
        result = np.eye(4)
        result[:3, :3] = turn
        result[:3, 3] = self.position
        return result

    @property
    def state(self) -> CameraState:
        """The same camera as a snapshot holds it."""
        size = self.gate.size_mm
        return CameraState(
            world=self.world,
            focal_length_mm=self.focal_length_mm,
            sensor_mm=sensor_size(self.gate.sensor),
            gate_mm=size,
            near_m=NEAR_M,
            far_m=FAR_M,
            focus_distance_m=self.focus_distance_m,
            f_stop=5.6,
        )


@dataclass(frozen=True, slots=True)
class View:
    """What a camera state projects: half of the picture in tangents, or metres when parallel."""

    eye: F64
    turn: F64
    half: Vec2
    parallel: bool

    @classmethod
    def of(cls, camera: CameraState) -> View:
        """Return the view of a camera state."""
        if camera.orthographic_height_m > 0.0:
            tall = camera.orthographic_height_m / 2.0
            half = (tall * camera.aspect, tall)
        else:
            width, height = camera.gate_mm
            half = (width / 2 / camera.focal_length_mm, height / 2 / camera.focal_length_mm)
        world = camera.world
        return cls(world[:3, 3], world[:3, :3], half, camera.orthographic_height_m > 0.0)

    def picture(self, points: F64) -> F64:
        """Return (N, 3): x and y from −1 to 1 (right, up) and the depth along the view axis.

        A point on or behind the camera's plane has NaN for x and y.
        """
        x, y, z = ((points - self.eye) @ self.turn).T
        scale = np.ones_like(z) if self.parallel else np.where(z < -1e-9, -z, np.nan)
        return np.stack([x / scale / self.half[0], y / scale / self.half[1], -z], axis=1)

    def height_at(self, depth: float) -> float:
        """Return the height in metres of what the picture shows at a depth."""
        return 2.0 * self.half[1] * (1.0 if self.parallel else depth)


def turned_to(point: F64, eye: F64, at: Vec2, half: Vec2, roll: float) -> tuple[float, float]:
    """Return the yaw and pitch that show ``point`` at ``at`` (−1 to 1, right and up).

    With ``v = Rz(roll) (x tan h, y tan v, −1)`` and ``w`` the way to the point, the pitch solves
    ``v_y cos p + sin p = w_y |v|``; the yaw is what is left about the vertical.

    Raises
    ------
    SceneError
        When the point is so steeply above or below that no level horizon shows it there.
    """
    c, s = math.cos(roll), math.sin(roll)
    a, b = at[0] * half[0], at[1] * half[1]
    x, y = c * a - s * b, s * a + c * b
    way = point - eye
    length = math.sqrt(float(way @ way))
    rise = float(way[1]) / length * math.sqrt(x * x + y * y + 1.0) / math.hypot(y, 1.0)
    if not abs(rise) <= 1.0:
        raise SceneError(
            "The subject is too steeply below or above the camera to stand off the centre; "
            "ask for composition centre, or a less steep angle."
        )
    pitch = math.asin(rise) - math.atan(y)
    depth = math.cos(pitch) - y * math.sin(pitch)
    yaw = math.atan2(-float(way[0]), -float(way[2])) - math.atan2(-x, depth)
    return math.remainder(yaw, math.tau), pitch
