"""The light: a softbox, a rim, a strip on each side, a glow along the wall, dark surroundings."""

from __future__ import annotations

import math

from compose.edits import add_node, set_environment
from compose.edits.lighting import light_with_preset
from compose.payload import LightPayload
from compose.project import Project
from compose.values import Vec3
from scenes.product.stage import SCENE, TOP_M

_COOL = (0.86, 0.95, 1.0)
_GREEN = (0.75, 1.0, 0.92)


def with_light(project: Project) -> Project:
    """Light the bottle and the wall, and set what its gold and glass mirror."""
    project = light_with_preset(project, SCENE, "softbox", subject="Bottle", level=1.0)
    project = set_environment(
        project,
        SCENE,
        zenith_color=(0.55, 0.56, 0.58),
        horizon_color=(0.10, 0.105, 0.11),
        ground_color=(0.035, 0.030, 0.025),
        sky_brightness=0.5,
        ambient=0.32,
        occlusion=0.6,
        exposure_ev=0.0,
    )
    return _with_strips(_with_wall_glow(_with_rim(project)))


def _with_rim(project: Project) -> Project:
    at, target = (-0.70, TOP_M + 0.62, -1.0), (0.0, TOP_M + 0.05, 0.0)
    return _spot(project, "Rim", at, target, _COOL, lux=4.2, radius=0.08, cone=16.0)


def _with_wall_glow(project: Project) -> Project:
    """Light the wall behind the bottle, and less of it where the other cameras look."""
    for step, lux in enumerate((6.3, 3.0, 3.0, 3.0)):
        x = 0.9 * step
        project = _spot(
            project, f"Wall glow {step + 1}", (0.75 * x, 0.5, -1.5), (x, 1.10, -3.4), _GREEN,
            lux=lux, cone=27.0, shadow=False,
        )  # fmt: skip
    return project


def _with_strips(project: Project) -> Project:
    """Stand three lamps above each other on each side: in gold they make one upright line."""
    for name, x, z in (("Left strip", -0.55, 0.10), ("Right strip", 0.50, 0.25)):
        for step in range(3):
            height = TOP_M + 0.02 + 0.09 * step
            project = _spot(
                project, f"{name} {step + 1}", (x, height, z), (0.0, height, 0.0), _COOL,
                lux=0.38, radius=0.04, shadow=False,
            )  # fmt: skip
    return project


def _spot(
    project: Project, name: str, at: Vec3, target: Vec3, color: Vec3, *,
    lux: float, radius: float = 0.05, cone: float = 40.0, shadow: bool = True,
) -> Project:  # fmt: skip
    """Add a spot light that gives ``lux`` at its target, most in the middle."""
    way = [there - here for here, there in zip(at, target, strict=True)]
    distance = math.hypot(*way)
    pan = math.degrees(math.atan2(-way[0], -way[2]))
    tilt = math.degrees(math.asin(way[1] / distance))
    payload = LightPayload(
        kind="light",
        type="spot",
        color=color,
        intensity=lux * distance**2,
        inner_cone_deg=0.1 * cone,
        outer_cone_deg=cone,
        radius_m=radius,
        shadow=shadow,
    )
    return add_node(
        project, SCENE, name, payload=payload, translation=at, rotation_deg=(tilt, pan, 0.0)
    )
