"""Small scenes for evaluating: short words for keys, tracks, nodes, and a model of our own."""

from __future__ import annotations

from typing import Any

import numpy as np

from compose.curve import Curve, Extrapolation, Interpolation, Keyframe
from compose.figures.performance import Performance
from compose.geometry.material import Material
from compose.geometry.mesh import Mesh, Morph
from compose.geometry.model import Clip, ClipChannel, Model, ModelNode, Part, Skin
from compose.light import Light
from compose.node import Node, Parent
from compose.payload import Asset, CameraPayload, Figure, Primitive, Prop
from compose.project import Project
from compose.scene import Scene
from compose.shot import Shot
from compose.track import Track

SMOOTH, LINEAR = Interpolation.SMOOTH, Interpolation.LINEAR
CONSTANT, BEZIER = Interpolation.CONSTANT, Interpolation.BEZIER
HOLD, LOOP, PING_PONG = Extrapolation.HOLD, Extrapolation.LOOP, Extrapolation.PING_PONG


def key(frame: float, value: Any, kind: Interpolation = LINEAR, **handles: Any) -> Keyframe:
    return Keyframe(frame=float(frame), value=value, interpolation=kind, **handles)


def curve(*keys: Keyframe, before: Extrapolation = HOLD, after: Extrapolation = HOLD) -> Curve:
    return Curve(keys=keys, before=before, after=after)


def track(node: str | None, channel: str, *keys: Keyframe, **ends: Extrapolation) -> Track:
    return Track(node=node, channel=channel, curve=curve(*keys, **ends))


def box(name: str = "box", **fields: Any) -> Node:
    primitive = Primitive(kind="primitive", shape="box")
    return Node(**({"id": name, "name": name.title(), "payload": primitive} | fields))


def group(name: str, **fields: Any) -> Node:
    return Node(id=name, name=name.title(), **fields)


def under(node: str, joint: str | None = None) -> Parent:
    return Parent(node=node, joint=joint)


def camera(name: str = "camera", lens: dict[str, Any] | None = None, **fields: Any) -> Node:
    payload = CameraPayload(kind="camera", **(lens or {}))
    return Node(id=name, name=name.title(), payload=payload, **fields)


def asset(name: str = "figure", payload: dict[str, Any] | None = None, **fields: Any) -> Node:
    carried = Asset(kind="asset", path="figure.glb", **(payload or {}))
    return Node(id=name, name=name.title(), payload=carried, **fields)


def project(*nodes: Node, tracks: tuple[Track, ...] = (), shot: dict[str, Any] | None = None,
            **scene: Any) -> tuple[Project, Shot]:  # fmt: skip
    """A project of one scene with these nodes (and a camera, if there is none) and one shot."""
    if not any(isinstance(node.payload, CameraPayload) for node in nodes):
        nodes = (camera(), *nodes)
    made = Scene(id="scene", name="Stage", nodes=nodes, tracks=tracks, **scene)
    taken = Shot(**({"id": "shot", "number": "010", "name": "all", "scene": "scene",
                     "camera": "camera", "start": 0, "end": 100} | (shot or {})))  # fmt: skip
    return Project(id="project", name="Test", scenes=(made,), shots=(taken,)), taken


def figure() -> Model:
    """A root with two joints in a chain, a skinned and morphing sheet, a lamp and two clips."""
    positions = np.array([[0, 0, 0], [1, 0, 0], [0, 2, 0], [1, 2, 0]], np.float32)
    sheet = Mesh(
        positions=positions,
        triangles=np.array([[0, 1, 2], [1, 3, 2]], np.uint32),
        normals=np.tile(np.array([0, 0, 1], np.float32), (4, 1)),
        joints=np.array([[0, 0, 0, 0], [0, 1, 0, 0], [1, 0, 0, 0], [1, 0, 0, 0]], np.uint16),
        weights=np.array([[1, 0, 0, 0], [0.5, 0.5, 0, 0], [1, 0, 0, 0], [1, 0, 0, 0]], np.float32),
        morphs=(
            Morph(name="smile", positions=np.full((4, 3), 0.25, np.float32)),
            Morph(name="frown", positions=np.full((4, 3), -0.5, np.float32)),
        ),
    )
    binds = np.stack([np.eye(4), np.eye(4)])
    binds[1, 1, 3] = -1.0
    times = np.array([0.0, 0.5, 1.0])
    half = np.sqrt(0.5)
    turns = np.array([[0, 0, 0, 1], [0, 0, half, half], [0, 0, 1, 0]], np.float64)
    lift = np.array([[0, 1, 0], [0, 2, 0], [0, 1, 0]], np.float64)
    wave = Clip(
        name="wave",
        duration_s=1.0,
        channels=(
            ClipChannel(node=2, target="rotation", times=times, values=turns),
            ClipChannel(node=2, target="translation", times=times, values=lift),
            ClipChannel(
                node=3, target="weights", times=times[:2], values=np.array([[0.0, 1], [1, 0]])
            ),
        ),
    )
    jump = Clip(
        name="jump",
        duration_s=2.0,
        channels=(
            ClipChannel(
                node=1, target="translation", times=np.array([0.0, 2.0]),
                values=np.array([[0.0, 0, 0], [0, 4, 0]]),
            ),
        ),
    )  # fmt: skip
    return Model(
        nodes=(
            ModelNode(path="root"),
            ModelNode(path="root/hip", parent=0),
            ModelNode(path="root/hip/knee", parent=1, translation=(0.0, 1.0, 0.0)),
            ModelNode(
                path="root/sheet", parent=0, translation=(9.0, 9.0, 9.0), skin=0,
                parts=(Part(mesh=sheet, material=Material(name="cloth")),), weights=(0.1, 0.2),
            ),
            ModelNode(path="root/lamp", parent=0, light=Light(type="point", intensity=2.0)),
        ),
        skins=(Skin(joints=(1, 2), inverse_bind=binds),),
        clips=(wave, jump),
    )  # fmt: skip


MODELS = {"figure.glb": figure()}


def person(name: str = "anna", performance: dict[str, Any] | None = None, **fields: Any) -> Node:
    payload = Figure(kind="figure", performance=Performance(**(performance or {})))
    return Node(id=name, name=name.title(), payload=payload, **fields)


def prop(name: str, kind: str, payload: dict[str, Any] | None = None, **fields: Any) -> Node:
    carried = Prop(kind="prop", prop=kind, **(payload or {}))
    return Node(id=name, name=name.title(), payload=carried, **fields)
