"""FreeCamera: a view that is nobody's camera: orbit, pan, dolly, fly, named sides. No Qt."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from compose.snapshot import CameraState

F64 = npt.NDArray[np.float64]
Point = tuple[float, float, float]

HALF_HEIGHT = math.tan(math.radians(20.0))
"""Half the picture's height at one metre: a lens that shows 40° from bottom to top."""

SIDES: Mapping[str, tuple[float, float]] = {
    "front": (0.0, 0.0),
    "back": (180.0, 0.0),
    "right": (90.0, 0.0),
    "left": (-90.0, 0.0),
    "top": (0.0, 90.0),
    "bottom": (0.0, -90.0),
}
"""Turn about the vertical and height of the eye, in degrees; people face the front (+Z)."""

_NEAREST_M, _FARTHEST_M = 0.05, 5000.0
_GATE_HEIGHT_MM = 24.0
_PARALLEL_STAND_OFF_M = 500.0
"""How far a parallel view's eye stands back, so that nothing lies behind it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FreeCamera:
    """An eye that looks at ``pivot`` from ``distance`` metres.

    ``yaw`` turns the eye about the vertical (0: it stands towards +Z), ``pitch`` raises it; both in
    radians. ``half_height`` is half the picture's height at one metre before the eye. A parallel
    view (``orthographic``) shows the same height at the pivot.
    """

    pivot: Point = (0.0, 0.8, 0.0)
    yaw: float = math.radians(35.0)
    pitch: float = math.radians(22.0)
    distance: float = 10.0
    half_height: float = HALF_HEIGHT
    orthographic: bool = False

    @property
    def rotation(self) -> F64:
        """(3, 3): columns are the view's right, up and back."""
        cy, sy = math.cos(self.yaw), math.sin(self.yaw)
        cp, sp = math.cos(self.pitch), math.sin(self.pitch)
        return np.array([[cy, -sy * sp, sy * cp], [0.0, cp, sp], [-sy, -cy * sp, cy * cp]])

    @property
    def eye(self) -> F64:
        """Where the eye is, (3,) metres."""
        result: F64 = np.array(self.pivot) + self.rotation[:, 2] * self.distance
        return result

    @property
    def side(self) -> str | None:
        """The name of the side that is looked at squarely, ``None`` for an oblique view."""
        for name, (yaw, pitch) in SIDES.items():
            turned = math.remainder(self.yaw - math.radians(yaw), 2.0 * math.pi)
            if abs(turned) < 1e-6 and abs(self.pitch - math.radians(pitch)) < 1e-6:
                return name
        return None

    def orbited(self, right: float, up: float) -> FreeCamera:
        """Turn about the pivot: the eye goes right and up by angles in radians."""
        quarter = math.pi / 2.0
        pitch = min(max(self.pitch + up, -quarter), quarter)
        return replace(self, yaw=self.yaw + right, pitch=pitch)

    def turned(self, right: float, up: float) -> FreeCamera:
        """Turn the head: the eye stays, and looks right and up by angles in radians."""
        eye = self.eye
        turned = self.orbited(-right, -up)
        return replace(turned, pivot=_point(eye - turned.rotation[:, 2] * turned.distance))

    def moved(self, right: float, up: float, ahead: float) -> FreeCamera:
        """Move eye and pivot along the view's axes, in metres."""
        step = self.rotation @ np.array([right, up, -ahead])
        return replace(self, pivot=_point(np.array(self.pivot) + step))

    def dollied(self, factor: float, towards: npt.ArrayLike | None = None) -> FreeCamera:
        """Come nearer (a factor below 1) or back off; ``towards`` keeps its place on screen."""
        distance = min(max(self.distance * factor, _NEAREST_M), _FARTHEST_M)
        factor = distance / self.distance
        pivot = np.array(self.pivot)
        fixed = pivot if towards is None else np.asarray(towards, np.float64)
        return replace(self, distance=distance, pivot=_point(fixed + (pivot - fixed) * factor))

    def seen_from(self, side: str) -> FreeCamera:
        """Look squarely at a side (a name of ``SIDES``), in parallel."""
        yaw, pitch = (math.radians(angle) for angle in SIDES[side])
        return replace(self, yaw=yaw, pitch=pitch, orthographic=True)

    def with_projection(self, *, parallel: bool) -> FreeCamera:
        """Look in parallel or in perspective; what is at the pivot keeps its size."""
        return replace(self, orthographic=parallel)

    def with_distance(self, distance: float) -> FreeCamera:
        """Stand some metres from the pivot."""
        return replace(self, distance=min(max(distance, _NEAREST_M), _FARTHEST_M))

    def with_lens(self, half_height: float) -> FreeCamera:
        """Look through another lens from the same place."""
        return replace(self, half_height=half_height)

    def framed(self, box: F64, aspect: float, filled: float = 0.8) -> FreeCamera:
        """Show a (2, 3) world box, from the same side, in a picture of this width by height."""
        middle = box.mean(axis=0)
        corners = np.array([[box[i >> axis & 1, axis] for axis in range(3)] for i in range(8)])
        local = (corners - middle) @ self.rotation
        high = self.half_height * filled
        wide = high * aspect
        reach = np.maximum(np.abs(local[:, 0]) / wide, np.abs(local[:, 1]) / high)
        if not self.orthographic:
            reach = reach + local[:, 2]
        distance = min(max(float(reach.max()), 0.6), _FARTHEST_M)
        return replace(self, pivot=_point(middle), distance=distance)

    def state(self, aspect: float, *, sees_behind: bool = True) -> CameraState:
        """Return the camera that draws this view in a picture of this width by height.

        A parallel view has no place of its own: with ``sees_behind`` it stands far enough back to
        see everything, else where the eye would be.
        """
        world = np.eye(4)
        world[:3, :3] = self.rotation
        stand_off = _PARALLEL_STAND_OFF_M if self.orthographic and sees_behind else 0.0
        world[:3, 3] = self.eye + self.rotation[:, 2] * stand_off
        gate = (_GATE_HEIGHT_MM * aspect, _GATE_HEIGHT_MM)
        return CameraState(
            world=world,
            focal_length_mm=_GATE_HEIGHT_MM / 2.0 / self.half_height,
            sensor_mm=gate,
            gate_mm=gate,
            near_m=min(max(self.distance * 0.02, 0.01), 0.1),
            far_m=max(1000.0, self.distance * 10.0) + 2.0 * stand_off,
            focus_distance_m=max(self.distance, 0.1),
            f_stop=5.6,
            orthographic_height_m=(
                2.0 * self.half_height * self.distance if self.orthographic else 0.0
            ),
        )


def flight_from(state: CameraState, half_height: float, distance: float) -> FreeCamera:
    """Return the free view that stands where a camera stands, its roll left out.

    Parameters
    ----------
    half_height
        Half the height shown at one metre, so that nothing jumps.
    distance
        How far before it the view turns about.
    """
    back = state.world[:3, 2]
    yaw = math.atan2(float(back[0]), float(back[2]))
    pitch = math.asin(min(max(float(back[1]), -1.0), 1.0))
    parallel = state.orthographic_height_m > 0.0
    if parallel:
        distance = state.orthographic_height_m / 2.0 / half_height
    pivot = _point(state.world[:3, 3] - back * distance)
    return FreeCamera(
        pivot=pivot, yaw=yaw, pitch=pitch, distance=distance, half_height=half_height,
        orthographic=parallel,
    )  # fmt: skip


def _point(values: F64) -> Point:
    x, y, z = values.tolist()
    return (x, y, z)
