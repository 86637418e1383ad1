"""Late afternoon: a low warm sun across the street, cool sky, a little haze, lamps coming on."""

from __future__ import annotations

import math
from datetime import datetime, timedelta, timezone

from compose.curve import Curve, Interpolation, Keyframe
from compose.edits import set_environment, set_node
from compose.edits.time_of_day import set_time_of_day
from compose.payload import LightPayload
from compose.project import Project
from scenes.street.parts import SCENE, animate, carrier, keys, node_id, on

WHEN = datetime(2026, 9, 5, 18, 48, tzinfo=timezone(timedelta(hours=2)))
LATITUDE, LONGITUDE = math.radians(51.05), math.radians(3.72)
NORTH = math.radians(-114.0)
"""Where north is: turned so that the evening sun comes over the garden."""


def build(project: Project) -> Project:
    """Add sun and moon where they stand over Ghent at ten to seven, and the light of the lamp."""
    for name in ("Sun", "Moon"):
        project = carrier(project, name, LightPayload(kind="light", type="directional"))
    project = set_time_of_day(
        project, SCENE, WHEN, LATITUDE, LONGITUDE, place="Ghent", north=NORTH, turbidity=3.0
    )
    exposure = project.scene(SCENE).environment.exposure_ev + 0.35
    project = set_environment(
        project,
        SCENE,
        fog_color=(0.40, 0.34, 0.28),
        fog_density=0.0035,
        fog_falloff=0.03,
        sky_brightness=0.5,
        exposure_ev=exposure,
    )
    return _lamp(_dusk(project))


def _dusk(project: Project) -> Project:
    """Thicken the haze and open the lens a little over the ten seconds."""
    exposure = project.scene(SCENE).environment.exposure_ev
    haze = keys((0, 0.0035), (240, 0.005), interpolation=Interpolation.LINEAR)
    return animate(
        project, None,
        {
            "fog_density": haze,
            "exposure_ev": keys((0, exposure), (120, exposure), (240, exposure + 0.25)),
        },
    )  # fmt: skip


def _lamp(project: Project) -> Project:
    """Hang a light in the lamp's own ``lamp``; it flickers, then its cone opens as it warms."""
    light = LightPayload(
        kind="light", type="spot", color=(1.0, 0.7, 0.38), intensity=14.0, range_m=14.0,
        inner_cone_deg=25.0, outer_cone_deg=55.0, radius_m=0.08,
    )  # fmt: skip
    name = "Bakery lamp light"
    project = carrier(project, name, light, parent=on("Bakery street lamp", "lamp"))
    project = set_node(project, SCENE, node_id(name), rotation_deg=(-90.0, 0.0, 0.0))
    steps = ((150, 0.0), (170, 9.0), (172, 1.0), (177, 11.0), (179, 3.0), (184, 12.0), (215, 14.0))
    flicker = [
        Keyframe(
            frame=frame,
            value=value,
            interpolation=Interpolation.SMOOTH if frame >= 184 else Interpolation.CONSTANT,
        )
        for frame, value in steps
    ]
    curves = {
        "light.intensity": Curve(keys=tuple(flicker)),
        "light.outer_cone_deg": keys((170, 38.0), (215, 55.0)),
    }
    return animate(project, name, curves)
