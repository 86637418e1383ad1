"""The light: lamps that can be seen, what they bounce back, and the last blue of the day."""

from __future__ import annotations

from typing import Any

from compose.daylight.black_body import black_body
from compose.edits import add_node, set_environment
from compose.payload import LightPayload
from compose.project import Project
from compose.values import Vec3
from scenes.dialogue.names import SCENE, TABLE_AT

_LAMP, _AMBER = black_body(3500.0), black_body(2900.0)
_DUSK = (0.40, 0.60, 1.0)
_WINDOWS_X = (("left", -1.35), ("right", 1.35))


def with_light(project: Project) -> Project:
    """Light the room from its lamps and through its windows."""
    project = set_environment(
        project, SCENE, zenith_color=(0.016, 0.045, 0.14), horizon_color=(0.045, 0.10, 0.27),
        ground_color=(0.10, 0.075, 0.055), glow_color=(0.10, 0.05, 0.02), sky_brightness=0.8,
        ambient=0.42, exposure_ev=0.5,
    )  # fmt: skip
    project = _lamps(project)
    project = _bounces(project)
    return _outside(project)


def _lamps(project: Project) -> Project:
    """Light what is seen to glow. The lamp over the table is the key of both faces."""
    project = _light(
        project, "Lamp light", "spot", (0.0, 1.66, 0.0), pitch_deg=-90.0, color=_LAMP,
        intensity=2.4, inner_cone_deg=55.0, outer_cone_deg=80.0, radius_m=0.12,
    )  # fmt: skip
    project = _light(
        project, "Floor lamp light", "point", (-2.35, 1.45, 0.55), color=_AMBER, intensity=0.8,
        radius_m=0.15, shadow=False,
    )  # fmt: skip
    return _light(
        project, "Small lamp light", "point", (2.42, 1.22, -1.15), color=_AMBER, intensity=0.35,
        radius_m=0.12, shadow=False,
    )  # fmt: skip


def _bounces(project: Project) -> Project:
    """Fill as table and ceiling would: the eyes from below, the room from above."""
    project = _light(
        project, "Table bounce", "point", (0.0, 0.95, 0.35), color=black_body(3200.0),
        intensity=0.42, radius_m=0.3, shadow=False,
    )  # fmt: skip
    return _light(
        project, "Ceiling bounce", "point", (0.0, 2.2, 0.6), color=black_body(3600.0),
        intensity=0.95, radius_m=0.5, shadow=False,
    )  # fmt: skip


def _outside(project: Project) -> Project:
    """Edge both with the sky's blue through the windows, and let the moon in behind them."""
    for side, x in _WINDOWS_X:
        project = _light(
            project, f"Window light {side}", "spot", (x, 1.9, -1.75), pitch_deg=-14.0,
            yaw_deg=160.0 if x > 0.0 else 200.0, color=_DUSK, intensity=4.5,
            inner_cone_deg=24.0, outer_cone_deg=44.0, radius_m=0.4,
        )  # fmt: skip
    return _light(
        project, "Moon", "directional", (0.0, 3.0, -4.0), pitch_deg=-24.0, yaw_deg=152.0,
        color=(0.45, 0.62, 1.0), intensity=0.6, angular_radius_deg=1.2,
    )  # fmt: skip


def _light(
    project: Project, name: str, kind: str, at: Vec3, *, pitch_deg: float = 0.0,
    yaw_deg: float = 0.0, **fields: Any,  # noqa: ANN401 - pydantic checks them
) -> Project:  # fmt: skip
    """Add a light at a place counted from the table's middle."""
    payload = LightPayload.model_validate({"kind": "light", "type": kind, **fields})
    return add_node(
        project, SCENE, name, payload=payload,
        translation=(TABLE_AT[0] + at[0], at[1], TABLE_AT[2] + at[2]),
        rotation_deg=(pitch_deg, yaw_deg, 0.0),
    )  # fmt: skip
