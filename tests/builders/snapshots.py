"""Snapshots by hand: a few surfaces, a camera, and nothing of the scene behind them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import numpy as np

from compose.environment import Environment
from compose.geometry.material import Material
from compose.geometry.mesh import Mesh, Morph
from compose.geometry.shapes import make_shape
from compose.snapshot import CameraState, Snapshot, Surface
from compose.transform import look_rotation

GREY = Material(base_color=(0.5, 0.5, 0.5, 1.0), metallic=0.0)


@dataclass(frozen=True, eq=False, kw_only=True)
class Thing:
    """One row: a mesh, its place, and what moves it."""

    mesh: Mesh
    world: np.ndarray
    material: Material = GREY
    joints: np.ndarray | None = None
    weights: tuple[float, ...] = ()
    color: tuple[float, float, float, float] = (1.0, 1.0, 1.0, 1.0)
    visible: bool = True
    node: str = ""


def place(
    x: float = 0.0,
    y: float = 0.0,
    z: float = 0.0,
    *,
    scale: float | tuple[float, float, float] = 1.0,
    turn: tuple[float, float, float] = (0.0, 0.0, 0.0),
) -> np.ndarray:
    """Return a matrix: scale, then turn about x, y, z (radians), then move."""
    cx, cy, cz = np.cos(turn)
    sx, sy, sz = np.sin(turn)
    about_x = np.array([[1, 0, 0], [0, cx, -sx], [0, sx, cx]])
    about_y = np.array([[cy, 0, sy], [0, 1, 0], [-sy, 0, cy]])
    about_z = np.array([[cz, -sz, 0], [sz, cz, 0], [0, 0, 1]])
    world = np.eye(4)
    world[:3, :3] = about_z @ about_y @ about_x @ np.diag(np.broadcast_to(scale, 3))
    world[:3, 3] = x, y, z
    return world


def camera(
    eye: Sequence[float] = (0.0, 0.0, 0.0),
    target: Sequence[float] | None = None,
    **changes: Any,
) -> CameraState:
    """Return a full-frame 16:9 camera with a 35 mm lens, looking down −Z or at a target."""
    world = np.eye(4)
    world[:3, 3] = eye
    if target is not None:
        world[:3, :3] = look_rotation(np.subtract(target, eye))
    values: dict[str, Any] = {
        "world": world,
        "focal_length_mm": 35.0,
        "sensor_mm": (36.0, 24.0),
        "gate_mm": (36.0, 20.25),
        "near_m": 0.1,
        "far_m": 1000.0,
        "focus_distance_m": 5.0,
        "f_stop": 5.6,
    }
    return CameraState(**{**values, **changes})


def snapshot(
    things: Sequence[Thing], seen_by: CameraState, *, like: Snapshot | None = None, **changes: Any
) -> Snapshot:
    """Return a snapshot of things; ``like`` lends its draw table, as another frame of its scene."""
    surfaces = tuple(
        Surface(
            node=thing.node or f"node-{row}",
            name=f"thing {row}",
            part="",
            instance=-1,
            pass_id=row + 1,
            mesh=thing.mesh,
            material=thing.material,
        )
        for row, thing in enumerate(things)
    )
    joints, joint_start = _packed([thing.joints for thing in things], (0, 4, 4))
    weights, morph_start = _packed([np.array(t.weights) if t.weights else None for t in things], 0)
    result = Snapshot(
        frame=0.0,
        camera=seen_by,
        environment=Environment(),
        lights=(),
        surfaces=surfaces if like is None else like.surfaces,
        world=np.array([thing.world for thing in things], np.float64).reshape(-1, 4, 4),
        visible=np.array([thing.visible for thing in things], bool),
        color=np.array([thing.color for thing in things], np.float32).reshape(-1, 4),
        joints=joints,
        joint_start=joint_start,
        morph_weights=weights.astype(np.float32),
        morph_start=morph_start,
    )
    return replace(result, **changes)


def _packed(parts: Sequence[np.ndarray | None], empty: Any) -> tuple[np.ndarray, np.ndarray]:
    """Return the arrays one after another, and where each starts (−1 for none)."""
    starts, count = [], 0
    for part in parts:
        starts.append(-1 if part is None else count)
        count += 0 if part is None else len(part)
    given = [part for part in parts if part is not None]
    return np.concatenate(given) if given else np.zeros(empty), np.array(starts, np.int32)


@cache
def ball(segments: int = 32) -> Mesh:
    """Return a sphere of radius 0.5."""
    return make_shape("sphere", {"segments": segments})


@cache
def crate() -> Mesh:
    """Return a box of one metre that stands on its origin."""
    return make_shape("box", {"width": 1.0, "height": 1.0, "depth": 1.0})


@cache
def sheet() -> Mesh:
    """Return an open square of two metres that faces +Z, in its middle."""
    return Mesh(
        positions=np.array([[-1, -1, 0], [1, -1, 0], [1, 1, 0], [-1, 1, 0]], np.float32),
        triangles=np.array([[0, 1, 2], [0, 2, 3]], np.uint32),
        normals=np.tile(np.array([0, 0, 1], np.float32), (4, 1)),
        uv0=np.array([[0, 1], [1, 1], [1, 0], [0, 0]], np.float32),
    )


@cache
def arm() -> Mesh:
    """Return an upright cylinder of 2 m, skinned to two joints that share its middle."""
    mesh = make_shape("capsule", {"radius": 0.4, "height": 2.0, "segments": 24})
    blend = np.clip(mesh.positions[:, 1] - 0.5, 0.0, 1.0).astype(np.float32)
    weights = np.zeros((len(blend), 4), np.float32)
    weights[:, 0], weights[:, 1] = 1.0 - blend, blend
    joints = np.tile(np.array([0, 1, 0, 0], np.uint16), (len(blend), 1))
    return replace(mesh, joints=joints, weights=weights)


@cache
def face() -> Mesh:
    """Return a ball with three morph targets: longer, sheared (with normals), and unused."""
    mesh = ball(24)
    up, right = np.zeros_like(mesh.positions), np.zeros_like(mesh.positions)
    up[:, 1] = mesh.positions[:, 1]
    right[:, 0] = 0.6 * mesh.positions[:, 1]
    tilt = np.zeros_like(mesh.normals)
    tilt[:, 1] = -0.3 * mesh.normals[:, 0]
    return replace(
        mesh,
        morphs=(
            Morph(name="longer", positions=up),
            Morph(name="leaning", positions=right, normals=tilt),
            Morph(name="unused", positions=np.ones_like(up)),
        ),
    )
