"""Where shadow maps look: pure CPU, float64, world space.

The sun has one or two maps, fit to the part of the picture where something receives shadows. A
map's range is rounded up to steps and its place snapped to a grid of whole texels, so that shadow
edges stand still while the camera moves.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from compose.raster import Raster
from compose.snapshot import CameraState, LightState
from visualize.render.bounds import Spheres

F64 = npt.NDArray[np.float64]

MOST_SPOTS = 4
"""How many spot lights have shadow maps."""

MOST_POINTS = 2
"""How many point lights have shadow maps, six each."""

FACES = 6
"""Maps of a point light: +x, −x, +y, −y, +z and −z of the world."""

_AXES = (
    (1.0, 0.0, 0.0), (-1.0, 0.0, 0.0), (0.0, 1.0, 0.0),
    (0.0, -1.0, 0.0), (0.0, 0.0, 1.0), (0.0, 0.0, -1.0),
)  # fmt: skip

_FARTHEST_M = 300.0
"""The sun's shadows end at this depth."""

_ONE_MAP_UNTIL_M = 24.0
_GRID = 16  # cells a map is wide; 2048 texels make cells of 128
_UNBOUNDED_SPOT_M = 200.0
_FACE_WIDER = 1.12  # than its share of the sphere, so that soft edges reach across
_LARGEST_SUN = np.radians(30.0)


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class ShadowView:
    """One map: (4, 4) world to clip, and metres a texel (for a spot light at one metre).

    ``z_to_w`` gives clip w out of clip z: ``w = z_to_w[0] * z + z_to_w[1]``. ``light`` is how large
    the light is, in texels for each unit of depth (0 to 1) when it is parallel and in texels at one
    metre when not; then come the nearest and farthest distance of the map, 0 when parallel.
    """

    matrix: F64
    texel_m: float
    z_to_w: tuple[float, float] = (0.0, 1.0)
    light: tuple[float, float, float] = (0.0, 0.0, 0.0)

    @property
    def parallel(self) -> bool:
        """Tell whether the light's rays are parallel."""
        return self.z_to_w[0] == 0.0

    def same(self, other: ShadowView) -> bool:
        """Tell whether the maps are of the same place to the bit."""
        return self.texel_m == other.texel_m and np.array_equal(self.matrix, other.matrix)


def sun_views(
    light: LightState, camera: CameraState, raster: Raster, casters: Spheres, receivers: Spheres,
    size: int, *, most: int = 2,
) -> list[ShadowView]:  # fmt: skip
    """Return up to ``most`` (1 or 2) maps of a directional light, the nearest first.

    Empty when nothing can receive or cast a shadow.
    """
    depths = _depth_range(camera, receivers)
    if depths is None or not len(casters.radius):
        return []
    near, far = depths
    turn = _light_axes(np.array(light.direction))
    heights = _height_range(turn, casters, receivers)
    ends = [near, far]
    if far > _ONE_MAP_UNTIL_M and most > 1:
        start = max(near, 0.5)
        split = 0.85 * np.sqrt(start * far) + 0.15 * 0.5 * (start + far)
        ends = [near, float(split), far]
    views = []
    for from_m, to_m in pairwise(ends):
        area = _covered(turn, _slice_corners(camera, raster, from_m, to_m), receivers)
        if area is not None:
            views.append(_fitted(turn, area, heights, size, light.angular_radius))
    return views


def sun_heights(light: LightState, casters: Spheres, receivers: Spheres) -> tuple[float, float]:
    """Return the range along a directional light that all its maps have, rounded outward."""
    return _height_range(_light_axes(np.array(light.direction)), casters, receivers)


def spot_view(light: LightState, size: int) -> ShadowView:
    """Return the map of a spot light: all of its cone."""
    half = min(light.outer_cone, np.radians(80.0))
    far = light.range_m if light.range_m > 0.0 else _UNBOUNDED_SPOT_M
    near = min(max(light.radius_m, 0.05), 0.5 * far)
    scale = 1.0 / np.tan(half)
    projection = np.diag([scale, scale, -(far + near) / (far - near), 0.0])
    projection[2, 3] = -2.0 * far * near / (far - near)
    projection[3, 2] = -1.0
    turn = np.eye(4)
    turn[:3, :3] = _light_axes(np.array(light.direction))
    turn[:3, 3] = -turn[:3, :3] @ np.array(light.position)
    return ShadowView(
        matrix=projection @ turn,
        texel_m=2.0 / (scale * size),
        light=(light.radius_m * scale * size / 2.0, near, far),
        z_to_w=(float(-1.0 / projection[2, 2]), float(projection[2, 3] / projection[2, 2])),
    )


def point_faces(light: LightState) -> list[LightState]:
    """Return the six square spots that a point light is; their cones touch the squares' sides."""
    half = float(np.arctan(_FACE_WIDER))
    return [
        replace(light, type="spot", direction=axis, inner_cone=half, outer_cone=half)
        for axis in _AXES
    ]


def face_reaches(face: LightState, receivers: Spheres) -> bool:
    """Tell whether any of the spheres may be in one of a point light's ``point_faces``."""
    corner = float(np.arctan(np.sqrt(2.0) * _FACE_WIDER))
    return spot_reaches(replace(face, outer_cone=corner), receivers)


def spot_reaches(light: LightState, receivers: Spheres) -> bool:
    """Tell whether any of the spheres may be in the light's cone."""
    path = receivers.center - np.array(light.position)
    along = path @ np.array(light.direction)
    across = np.linalg.norm(path - along[:, None] * np.array(light.direction), axis=1)
    beyond = across * np.cos(light.outer_cone) - along * np.sin(light.outer_cone)
    reached = (beyond <= receivers.radius) & (along >= -receivers.radius)
    if light.range_m > 0.0:
        reached &= np.hypot(along, across) - receivers.radius <= light.range_m
    return bool(reached.any())


def _light_axes(direction: F64) -> F64:
    """Return (3, 3): rows right, up, and towards the light."""
    back = -direction / np.linalg.norm(direction)
    helper = np.array([0.0, 1.0, 0.0]) if abs(back[1]) < 0.99 else np.array([0.0, 0.0, 1.0])
    right = np.cross(helper, back)
    right /= np.linalg.norm(right)
    return np.stack([right, np.cross(back, right), back])


def _depth_range(camera: CameraState, receivers: Spheres) -> tuple[float, float] | None:
    """Return the nearest and farthest depth in the picture at which something is."""
    if not len(receivers.radius):
        return None
    depth = -(receivers.center @ camera.view[2, :3] + camera.view[2, 3])
    near = max(float((depth - receivers.radius).min()), camera.near_m)
    far = min(float((depth + receivers.radius).max()), camera.far_m, near + _FARTHEST_M)
    return (near, far) if far > near else None


def _height_range(turn: F64, casters: Spheres, receivers: Spheres) -> tuple[float, float]:
    """Return the range of everything along the light's axis, rounded outward."""
    low, high = np.inf, -np.inf
    for spheres in (casters, receivers):
        along = spheres.center @ turn[2]
        low = min(low, float((along - spheres.radius).min(initial=np.inf)))
        high = max(high, float((along + spheres.radius).max(initial=-np.inf)))
    step = _rounded_up(high - low) / 8.0
    return float(np.floor(low / step) * step), float(np.ceil(high / step) * step)


def _slice_corners(camera: CameraState, raster: Raster, near: float, far: float) -> F64:
    """Return (8, 3): the corners of what the picture sees between two depths, world space."""
    corners = []
    for depth in (near, far):
        scale = (1.0 if raster.orthographic else depth) / raster.focal
        for u in (-raster.cx, raster.width - raster.cx):
            for v in (raster.cy, raster.cy - raster.height):
                corners.append((u * scale, v * scale, -depth))
    return np.asarray(np.array(corners) @ camera.world[:3, :3].T + camera.world[:3, 3])


def _covered(turn: F64, corners: F64, receivers: Spheres) -> F64 | None:
    """Return (2, 2): least and greatest place across the light where shadows can be seen."""
    seen = corners @ turn[:2].T
    across = receivers.center @ turn[:2].T
    low = np.maximum(seen.min(axis=0), (across - receivers.radius[:, None]).min(axis=0))
    high = np.minimum(seen.max(axis=0), (across + receivers.radius[:, None]).max(axis=0))
    return np.stack([low, high]) if np.all(high > low) else None


def _fitted(
    turn: F64, area: F64, heights: tuple[float, float], size: int, angular_radius: float
) -> ShadowView:
    """Return the map that covers an area, its range in steps and its place on a grid."""
    border = 4.0 / size
    wide = [_rounded_up(float(w) * (1.0 + 1.0 / _GRID + border)) for w in area[1] - area[0]]
    low = [
        np.floor((area[0, axis] - border * wide[axis] / 2.0) / (wide[axis] / _GRID))
        * (wide[axis] / _GRID)
        for axis in range(2)
    ]
    matrix = np.eye(4)
    for axis in range(2):
        matrix[axis, :3] = turn[axis] * (2.0 / wide[axis])
        matrix[axis, 3] = -2.0 * low[axis] / wide[axis] - 1.0
    tall = heights[1] - heights[0]
    matrix[2, :3] = turn[2] * (-2.0 / tall)
    matrix[2, 3] = 1.0 + 2.0 * heights[0] / tall
    texel = max(wide) / size
    spread = float(np.tan(min(angular_radius, _LARGEST_SUN))) * tall / texel
    return ShadowView(matrix=matrix, texel_m=texel, light=(spread, 0.0, 0.0))


def _rounded_up(length: float) -> float:
    """Return the next of the lengths that are a quarter of an octave apart."""
    return float(2.0 ** (np.ceil(np.log2(max(length, 1e-3)) * 4.0) / 4.0))
