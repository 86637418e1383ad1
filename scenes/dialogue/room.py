"""The room and what stands in it, all from the kit but the coat."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from compose.edits import add_node, add_prop, import_model
from compose.project import Project
from compose.values import Vec3
from scenes.dialogue.names import (
    ANNA,
    ANNAS_MUG,
    BEN,
    BENS_MUG,
    SCENE,
    SEAT_FROM_MIDDLE_M,
    SEATS_M,
    TABLE_AT,
    TABLE_M,
    on_table,
)

WIDTH_M, DEPTH_M, HEIGHT_M = 5.4, 4.6, 2.6
_BACK_Z, _SIDE_X = -DEPTH_M / 2.0, WIDTH_M / 2.0
_WINDOWS_X = (-WIDTH_M / 4.0, WIDTH_M / 4.0)

_WALL = (0.20, 0.235, 0.215)
_DRAWERS_M = 0.854


def with_room(project: Project, assets: Path) -> Project:
    """Add the room, the table between two chairs, and what people live with."""
    project = _walls(project)
    project = _table(project)
    project = _furniture(project)
    return _coat(project, assets)


def _walls(project: Project) -> Project:
    walls = {f"{side}_wall": _WALL for side in ("back", "left", "right")}
    project = add_prop(
        project, SCENE, "Room", "room",
        parameters={"width": WIDTH_M, "depth": DEPTH_M, "height": HEIGHT_M, "windows": 2,
                    "door_deg": 0.0, "ceiling": True},
        colors={**walls, "floor": (0.16, 0.085, 0.045)},
    )  # fmt: skip
    for side, x in zip(("left", "right"), _WINDOWS_X, strict=True):
        project = add_prop(
            project, SCENE, f"Curtain {side}", "curtain",
            parameters={"width": 1.75, "height": 2.42, "drawn": 0.0, "off_wall": 0.2,
                        "cloth": "felt_rust"},
            translation=(x, 0.0, _BACK_Z),
        )  # fmt: skip
    return project


def _table(project: Project) -> Project:
    """Lay the table, and put a chair on each side."""
    project = add_prop(
        project, SCENE, "Rug", "rug", parameters={"width": 2.9, "depth": 2.0},
        colors={"border": (0.15, 0.05, 0.03), "field": (0.09, 0.028, 0.02)},
        translation=(TABLE_AT[0], 0.004, TABLE_AT[2]),
    )  # fmt: skip
    project = add_prop(
        project, SCENE, "Table", "table",
        parameters={"width": 0.92, "depth": 1.25, "height": TABLE_M, "made_of": "walnut"},
        translation=TABLE_AT,
    )  # fmt: skip
    for owner, sign in ((ANNA, -1.0), (BEN, 1.0)):
        project = add_prop(
            project, SCENE, f"{owner}'s chair", "chair", parameters={"seat_height": SEATS_M[owner]},
            translation=(sign * (SEAT_FROM_MIDDLE_M + 0.03), 0.0, TABLE_AT[2]),
            rotation_deg=(0.0, -sign * 90.0, 0.0),
        )  # fmt: skip
    project = _thing(project, ANNAS_MUG, "mug", on_table(-0.245, 0.02), 200.0, made_of="red")
    project = _thing(project, BENS_MUG, "mug", on_table(0.22, -0.02), 160.0, made_of="navy")
    project = _thing(project, "Carafe", "bottle", on_table(0.02, -0.42), 30.0)
    project = _thing(project, "Letter", "book", on_table(0.02, 0.36), 70.0, thickness=0.008)
    return add_prop(
        project, SCENE, "Lamp", "pendant_lamp", parameters={"drop": 0.92, "width": 0.42},
        translation=(TABLE_AT[0], HEIGHT_M, TABLE_AT[2]),
    )  # fmt: skip


def _thing(
    project: Project, name: str, prop: str, at: Vec3, turn_deg: float,
    **parameters: Any,  # noqa: ANN401 - the kit checks them
) -> Project:  # fmt: skip
    """Put a hand prop on the table."""
    return add_prop(
        project, SCENE, name, prop, parameters={"on_table": True, **parameters},
        translation=at, rotation_deg=(0.0, turn_deg, 0.0),
    )  # fmt: skip


def _furniture(project: Project) -> Project:
    """Add what stands along the walls and hangs on them."""
    rows: tuple[tuple[str, str, dict[str, Any], Vec3, float], ...] = (
        ("Shelf", "shelf", {"width": 1.5, "height": 2.0, "made_of": "walnut", "seed": 4},
         (-_SIDE_X + 0.16, 0.004, -1.3), 90.0),
        ("Floor lamp", "floor_lamp", {}, (-_SIDE_X + 0.35, 0.004, -0.2), 0.0),
        ("Picture", "picture_frame", {"width": 0.62, "height": 0.82, "made_of": "black"},
         (-_SIDE_X, 1.25, 0.8), 90.0),
        ("Drawers", "drawers", {}, (_SIDE_X - 0.26, 0.004, -1.78), -90.0),
        ("Small lamp", "table_lamp", {"height": 0.46, "shade_width": 0.28},
         (_SIDE_X - 0.24, _DRAWERS_M, -1.95), 0.0),
        ("Plant", "plant_pot", {}, (_SIDE_X - 0.4, 0.004, 0.55), 40.0),
        ("Clock", "wall_clock", {"hour_deg": -75.0, "minute_deg": 180.0},
         (0.0, 1.72, _BACK_Z), 0.0),
    )  # fmt: skip
    for name, prop, parameters, at, turn in rows:
        project = add_prop(
            project, SCENE, name, prop, parameters=parameters, translation=at,
            rotation_deg=(0.0, turn, 0.0),
        )  # fmt: skip
    return project


def _coat(project: Project, assets: Path) -> Project:
    """Hang the coat on its hook beside the door."""
    project = add_node(
        project, SCENE, "Hook", translation=(_SIDE_X, 1.74, -1.28), rotation_deg=(0.0, -90.0, 0.0)
    )
    return import_model(project, SCENE, assets / "coat.glb", name="Coat", parent="Hook").project
