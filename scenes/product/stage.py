"""The set: a cyclorama, a plinth with a turntable, the bottle on it, a hoop, stones and beads."""

from __future__ import annotations

from pathlib import Path

from compose.edits import (
    add_node,
    add_prop,
    import_model,
    import_picture,
    set_keyframe,
    set_payload,
)
from compose.node import Parent
from compose.payload import MaterialSpec, Placement, Primitive
from compose.project import Project
from compose.values import Vec3
from scenes.product.bottle import DEPTH_M

SCENE = "Studio"
FRAMES = 168
PLINTH_M, TABLE_M = 0.9, 0.04
TOP_M = PLINTH_M + TABLE_M
"""Where the bottle stands, above the floor."""

_WALL = (0.020, 0.052, 0.046)
_STONE = (0.020, 0.036, 0.032)
_BRASS = (0.80, 0.52, 0.20)


def with_set(project: Project) -> Project:
    """Add the cyclorama, the plinth and the turntable with its brass rim."""
    project = add_prop(
        project,
        SCENE,
        "Cyclorama",
        "cyclorama",
        parameters={"width": 9.0, "depth": 7.0, "height": 4.0, "radius": 2.0},
        colors={"sweep": _WALL},
    )
    project = add_prop(
        project,
        SCENE,
        "Plinth",
        "plinth",
        parameters={"shape": "drum", "width": 0.46, "height": PLINTH_M, "detail": 3.0},
        colors={"plinth": _STONE},
    )
    project = add_prop(
        project,
        SCENE,
        "Turntable",
        "turntable",
        parameters={"width": 0.2, "height": TABLE_M, "made_of": "black", "detail": 2.0},
        colors={"disc": (0.012, 0.014, 0.014), "disc/marks": _BRASS},
        translation=(0.0, PLINTH_M, 0.0),
    )
    ring = Primitive(
        kind="primitive",
        shape="torus",
        parameters={"radius": 0.1012, "tube_radius": 0.0016, "segments": 96},
        material=MaterialSpec(metallic=1.0, roughness=0.25),
    )
    return add_node(
        project,
        SCENE,
        "Brass ring",
        payload=ring,
        color=_BRASS,
        translation=(0.0, PLINTH_M + TABLE_M * 0.8, 0.0),
    )


def with_bottle(project: Project, assets: Path) -> Project:
    """Import the bottle and hang it on the turntable's disc, its label on its front."""
    table = project.scene(SCENE).find("Turntable")
    disc = Parent(node=table.id, joint="disc")
    imported = import_model(
        project,
        SCENE,
        assets / "bottle.glb",
        name="Bottle",
        parent=disc,
        translation=(0.0, TABLE_M + 0.0004, 0.0),
        description="The hero: faceted glass, amber juice, gold collar and cap",
    )
    project = set_payload(imported.project, SCENE, "Bottle", solid=True)
    label = import_picture(
        project,
        SCENE,
        assets / "label.png",
        name="Label",
        height_m=0.0285,
        parent=imported.node.id,
        casts_shadow=False,
        translation=(0.0, 0.0235, DEPTH_M / 2.0 + 0.0003),
    )
    return set_payload(label.project, SCENE, "Label", lit=True)


def with_dressing(project: Project) -> Project:
    """Stand a brass hoop behind the turntable; lay river stones and beads beside it."""
    hoop = Primitive(
        kind="primitive",
        shape="torus",
        parameters={"radius": 0.112, "tube_radius": 0.0024, "segments": 128},
        material=MaterialSpec(metallic=1.0, roughness=0.3),
    )
    project = add_node(
        project,
        SCENE,
        "Brass hoop",
        payload=hoop,
        color=_BRASS,
        translation=(0.0, PLINTH_M + 0.112, -0.13),
        rotation_deg=(90.0, 0.0, 0.0),
        casts_shadow=False,
    )
    return _with_pebbles(project)


def _with_pebbles(project: Project) -> Project:
    """Lay out river stones and brass beads: one ball each, drawn several times."""
    stones = (
        _stone(0.150, 0.030, (0.036, 0.017, 0.029), 24.0),
        _stone(0.178, 0.080, (0.021, 0.012, 0.017), -30.0),
        _stone(0.118, 0.112, (0.015, 0.010, 0.019), 50.0),
        _stone(-0.168, 0.048, (0.026, 0.014, 0.021), 10.0),
    )
    beads = (
        _stone(-0.126, 0.082, (0.0085,) * 3, 0.0),
        _stone(-0.146, 0.100, (0.0060,) * 3, 0.0),
        _stone(0.086, 0.150, (0.0070,) * 3, 0.0),
    )
    for name, copies, color, metallic, roughness in (
        ("River stones", stones, (0.014, 0.016, 0.016), 0.0, 0.42),
        ("Brass beads", beads, _BRASS, 1.0, 0.26),
    ):
        payload = Primitive(
            kind="primitive",
            shape="sphere",
            parameters={"radius": 1.0, "segments": 48},
            material=MaterialSpec(metallic=metallic, roughness=roughness),
            instances=copies,
        )
        project = add_node(
            project,
            SCENE,
            name,
            payload=payload,
            color=color,
            translation=(0.0, PLINTH_M, 0.0),
        )
    return project


def _stone(x: float, z: float, size: Vec3, turn_deg: float) -> Placement:
    """Return where a ball of these half-axes lies on the plinth."""
    return Placement(
        translation=(x, 0.95 * size[1], z), scale=size, rotation_deg=(0.0, turn_deg, 0.0)
    )


def turning(project: Project) -> Project:
    """Turn the table once; it slows until the label comes to rest before the last camera."""
    for frame, angle in ((0, -360.0), (72, -170.0), (120, -47.0), (FRAMES, 0.0)):
        project = set_keyframe(
            project,
            scene=SCENE,
            node="Turntable",
            channel="joints/disc/rotation_deg.y",
            frame=frame,
            value=angle,
        )
    return project
