"""The three scenes that the renderers are compared on, as snapshots at 1280x720."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np

from compose.camera import LENSES_MM
from compose.environment import Environment
from compose.geometry.material import Material
from compose.geometry.mesh import Mesh
from compose.geometry.shapes import make_shape
from compose.snapshot import CameraState, Snapshot, Surface
from compose.transform import look_rotation

STREET = Path(__file__).resolve().parent.parent / "scenes" / "street"


def subjects() -> dict[str, Callable[[], tuple[Snapshot, Snapshot]]]:
    """Return, by name, what makes a frame and the frame that its motion points to."""
    return {"street": street, "million": million, "instances": instances}


def street() -> tuple[Snapshot, Snapshot]:
    """The sample project's first shot, in its middle."""
    from compose.evaluation import evaluate
    from compose.files import load_project

    project = load_project(STREET)
    shot = project.shots[0]
    frame = (shot.start + shot.end) // 2
    return evaluate(project, shot, frame), evaluate(project, shot, frame + 1)


def million() -> tuple[Snapshot, Snapshot]:
    """One closed ring of 1,000,000 triangles that fills the picture."""
    mesh = ring(1000, 500, 2.0, 0.9)
    world = _turned(0.9)[None]
    now = _snapshot([mesh], np.zeros(1, np.int64), world, eye=(0.0, 1.0, 5.2))
    return now, replace(now, frame=1.0, world=_turned(0.93)[None])


def instances() -> tuple[Snapshot, Snapshot]:
    """10,000 boxes on a floor grid, all in the picture, each its own id."""
    side = np.arange(100)
    x, z = (axis.ravel() for axis in np.meshgrid(side - 49.5, -side * 1.0))
    world = np.tile(np.eye(4), (10_000, 1, 1))
    world[:, 0, 3], world[:, 2, 3] = x * 1.2, z * 1.2
    world[:, 1, 1] = 1.0 + 0.5 * np.sin(x * 0.7) * np.cos(z * 0.5)
    box = make_shape("box", {"width": 0.8, "height": 1.0, "depth": 0.8})
    now = _snapshot([box], np.zeros(10_000, np.int64), world, eye=(0.0, 30.0, 70.0))
    later = world.copy()
    later[:, 0, 3] += 0.05
    return now, replace(now, frame=1.0, world=later)


def ring(around: int, across: int, radius: float, tube: float) -> Mesh:
    """Return a torus of exactly ``2 * around * across`` triangles, its vertices shared."""
    u, v = np.meshgrid(
        np.arange(around) * (2 * np.pi / around),
        np.arange(across) * (2 * np.pi / across),
        indexing="ij",
    )
    normals = np.stack([np.cos(u) * np.cos(v), np.sin(v), np.sin(u) * np.cos(v)], -1)
    centres = np.stack([np.cos(u), np.zeros_like(u), np.sin(u)], -1) * radius
    i, j = np.meshgrid(np.arange(around), np.arange(across), indexing="ij")
    k, m = (i + 1) % around, (j + 1) % across
    a, b, c, d = i * across + j, k * across + j, k * across + m, i * across + m
    triangles = np.stack([np.stack([a, d, c], -1), np.stack([a, c, b], -1)], 2)
    return Mesh(
        positions=(centres + normals * tube).reshape(-1, 3).astype(np.float32),
        normals=normals.reshape(-1, 3).astype(np.float32),
        triangles=triangles.reshape(-1, 3).astype(np.uint32),
        closed=True,
    )


def _snapshot(
    meshes: list[Mesh], which: np.ndarray, world: np.ndarray, eye: tuple[float, float, float]
) -> Snapshot:
    material = Material(base_color=(0.5, 0.5, 0.5, 1.0), metallic=0.0)
    count = len(which)
    surfaces = tuple(
        Surface(
            node="bench",
            name="bench",
            part="",
            instance=row,
            pass_id=row + 1,
            mesh=meshes[int(number)],
            material=material,
        )
        for row, number in enumerate(which)
    )
    camera = np.eye(4)
    camera[:3, :3] = look_rotation(-np.array(eye))
    camera[:3, 3] = eye
    return Snapshot(
        frame=0.0,
        camera=CameraState(
            world=camera,
            focal_length_mm=LENSES_MM[4],
            sensor_mm=(36.0, 24.0),
            gate_mm=(36.0, 20.25),
            near_m=0.1,
            far_m=1000.0,
            focus_distance_m=5.0,
            f_stop=5.6,
        ),
        environment=Environment(),
        lights=(),
        surfaces=surfaces,
        world=world,
        visible=np.ones(count, bool),
        color=np.ones((count, 4), np.float32),
        joints=np.zeros((0, 4, 4)),
        joint_start=np.full(count, -1, np.int32),
        morph_weights=np.zeros(0, np.float32),
        morph_start=np.full(count, -1, np.int32),
    )


def _turned(angle: float) -> np.ndarray:
    """Return a matrix that tips a ring towards the camera by an angle in radians."""
    result = np.eye(4)
    result[1:3, 1:3] = [[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]]
    return result
