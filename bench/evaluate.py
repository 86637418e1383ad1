"""How long one frame of a large scene takes to evaluate: 2,000 nodes, 50 skins, 50 people."""

from __future__ import annotations

import math
import statistics
import time
from typing import Any

import numpy as np

from compose.curve import Curve, Interpolation, Keyframe
from compose.edits import add_figure, add_node, set_performance, walk_along
from compose.evaluation import evaluate
from compose.figures.body import FigureBody
from compose.figures.performance import Look, PoseKey, Reach
from compose.geometry.material import Material
from compose.geometry.mesh import Mesh
from compose.geometry.model import Clip, ClipChannel, Model, ModelNode, Part, Skin
from compose.node import Node, Parent
from compose.payload import Asset, CameraPayload, ClipPlay, Primitive
from compose.project import Project
from compose.scene import Scene
from compose.shot import Shot
from compose.track import Track

NODES, SKINS, JOINTS, KEYS = 2000, 50, 65, 30


def figure() -> Model:
    """Return a chain of joints with a skin, and a clip that turns and moves every joint."""
    triangle = Mesh(
        positions=np.eye(3, dtype=np.float32),
        triangles=np.array([[0, 1, 2]], np.uint32),
        normals=np.ones((3, 3), np.float32),
        joints=np.zeros((3, 4), np.uint16),
        weights=np.tile(np.array([1, 0, 0, 0], np.float32), (3, 1)),
    )
    joints = [
        ModelNode(path=f"j{i}", parent=-1 if i == 0 else (i - 1) // 2, translation=(0.0, 0.1, 0.0))
        for i in range(JOINTS)
    ]
    body = ModelNode(path="body", parts=(Part(mesh=triangle, material=Material()),), skin=0)
    times = np.linspace(0.0, 1.0, KEYS)
    angles = np.sin(times * math.tau) * 0.4
    turns = np.stack([np.sin(angles), 0 * angles, 0 * angles, np.cos(angles)], axis=1)
    moves = np.stack([0 * angles, 0.1 + 0 * angles, angles * 0.1], axis=1)
    channels = [
        ClipChannel(node=i, target="rotation", times=times, values=turns) for i in range(JOINTS)
    ] + [
        ClipChannel(node=i, target="translation", times=times, values=moves) for i in range(JOINTS)
    ]
    return Model(
        nodes=(*joints, body),
        skins=(Skin(joints=tuple(range(JOINTS)), inverse_bind=np.tile(np.eye(4), (JOINTS, 1, 1))),),
        clips=(Clip(name="walk", channels=tuple(channels), duration_s=1.0),),
    )


def crowd(count: int = NODES, skins: int = SKINS) -> tuple[Project, Shot]:
    """Return a project whose every node moves: boxes that carry nine others, and the skins."""
    nodes = [Node(id="camera", name="Camera", payload=CameraPayload(kind="camera"))]
    tracks = []
    for i in range(count - skins - 1):
        parent = Parent(node=f"n{i - i % 10}") if i % 10 else None
        box = Primitive(kind="primitive", shape="box")
        nodes.append(Node(id=f"n{i}", name=f"Box {i}", parent=parent, payload=box))
        keys = tuple(
            Keyframe(frame=f * 12.0, value=math.sin(i + f), interpolation=Interpolation.SMOOTH)
            for f in range(10)
        )
        tracks.append(Track(node=f"n{i}", channel="translation.x", curve=Curve(keys=keys)))
        tracks.append(Track(node=f"n{i}", channel="rotation_deg.y", curve=Curve(keys=keys)))
    for i in range(skins):
        play = ClipPlay(clip="walk", offset_s=i * 0.02)
        payload = Asset(kind="asset", path="figure.glb", plays=(play,))
        place = (float(i), 0.0, 0.0)
        nodes.append(Node(id=f"s{i}", name=f"Figure {i}", translation=place, payload=payload))
    scene = Scene(id="scene", name="Crowd", nodes=tuple(nodes), tracks=tuple(tracks))
    shot = Shot(
        id="shot", number="010", name="all", scene="scene", camera="camera", start=0, end=100
    )
    return Project(id="project", name="Crowd", scenes=(scene,), shots=(shot,)), shot


def people(count: int = SKINS) -> tuple[Project, Shot]:
    """Return a project of figures who walk, look, and hold pose keys and a hand on a rail."""
    project, shot = crowd(1, 0)
    project = add_node(project, "scene", "Rail", node_id="rail", translation=(0.4, 1.0, 0.3))
    for i in range(count):
        body = FigureBody(sex="female" if i % 2 else "male")
        project = add_figure(project, "scene", f"Person {i}", body=body, node_id=f"p{i}")
        x = float(i)
        project = walk_along(project, "scene", f"p{i}", ((x, 0.0, 0.0), (x, 0.0, 5.0)))
        reach = Reach(limb="right_hand", node="rail", weight=0.5)
        look = Look(node=f"p{(i + 1) % count}", joint="head")
        poses = (PoseKey(frame=0.0, pose="stand"), PoseKey(frame=80.0, pose="t-pose"))
        project = set_performance(
            project, "scene", f"p{i}", reaches=(reach,), look=look, poses=poses
        )
    return project, shot


def run(*, smoke: bool = False) -> list[dict[str, Any]]:
    """Measure the first frame (with compiling) and the median of 100 more, in milliseconds."""
    count, skins = (20, 2) if smoke else (NODES, SKINS)
    project, shot = crowd(count, skins)
    models = {"figure.glb": figure()}
    first, *others = [_milliseconds(project, shot, f, models) for f in range(2 if smoke else 101)]
    scene = f"{count} nodes, {skins} skins of {JOINTS} joints"
    blank = {"scene": scene, "unit": "ms", "peer": None, "ratio": None}
    cast = 2 if smoke else SKINS
    walking, shot = people(cast)
    began, *going = [_milliseconds(walking, shot, f, {}) for f in range(2 if smoke else 81)]
    figures = blank | {"scene": f"{cast} figures that walk, reach, look and are posed by keys"}
    return [
        {"name": "evaluate", "value": round(statistics.median(others), 2)} | blank,
        {"name": "evaluate_first", "value": round(first, 1)} | blank,
        {"name": "evaluate_figures", "value": round(statistics.median(going), 2)} | figures,
        {"name": "evaluate_figures_first", "value": round(began, 1)} | figures,
    ]


def _milliseconds(project: Project, shot: Shot, frame: int, models: dict[str, Model]) -> float:
    began = time.perf_counter()
    evaluate(project, shot, frame, models=models)
    return (time.perf_counter() - began) * 1e3


if __name__ == "__main__":
    for row in run():
        print(f"{row['name']:<24}{row['value']:>10} {row['unit']}   {row['scene']}")
