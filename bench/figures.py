"""A street with 100 skinned figures against pyrender, which draws them skinned once beforehand.

The sample street's first shot, with walkers of eight builds in colours of their own: one in ten as
finely made as a figure near the camera, the others as those of a crowd.
"""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import replace
from typing import Any

import numpy as np

from bench.exact import EXACT4, ROUNDS, SIZE, SMALL, measure
from bench.peer_pyrender import Peer, available
from bench.subjects import STREET
from compose.edits import add_figure, walk_along
from compose.evaluation import evaluate
from compose.figures.body import FigureBody
from compose.figures.statue import skinned
from compose.files import load_project
from compose.snapshot import Snapshot
from visualize.render import Renderer

FIGURES, SMOKE_FIGURES = 100, 4
_BUILDS = 8
_NEAR_EVERY = 10


def run(*, smoke: bool = False) -> list[dict[str, Any]]:
    """Return rows ``{name, scene, value, unit, peer, ratio}``."""
    count, size, rounds = (SMOKE_FIGURES, SMALL, 1) if smoke else (FIGURES, SIZE, ROUNDS)
    now, later = crowded_street(count)
    with ExitStack() as stack:
        renderer = stack.enter_context(Renderer())
        draws = {"exact4": lambda: renderer.render(now, EXACT4, size, forward=later)}
        if available():
            peer = stack.enter_context(Peer())
            peer.load(standing_still(now), size)
            draws["pyrender"] = peer.draw
        times = measure(draws, rounds)
    ours, theirs = times["exact4"], times.get("pyrender")
    triangles = sum(len(surface.mesh.triangles) for surface in now.surfaces)
    return [
        {
            "name": "exact4",
            "scene": f"street and {count} figures ({triangles:,} triangles)",
            "value": round(ours, 2),
            "unit": "ms a frame",
            "peer": None if theirs is None else f"pyrender colour+depth {theirs:.0f} ms",
            "ratio": None if theirs is None else round(theirs / ours, 3),
        }
    ]


def crowded_street(count: int) -> tuple[Snapshot, Snapshot]:
    """Return a frame of the street with walkers in its first shot, and the next frame."""
    project = load_project(STREET)
    shot = project.in_sequence()[0]
    middle = (shot.start + shot.end) // 2
    camera = evaluate(project, shot, middle).camera.world
    ahead = -camera[[0, 2], 2] / np.linalg.norm(camera[[0, 2], 2])
    aside = np.array([-ahead[1], ahead[0]])
    random = np.random.default_rng(3)
    for number in range(count):
        row, column = divmod(number, 10)
        x, z = camera[[0, 2], 3] + ahead * (9.0 + 2.0 * row) + aside * (column - 4.5) * 0.9
        name = f"walker-{number}"
        project = add_figure(
            project, shot.scene, name, body=_body(number, random), node_id=name,
            translation=(float(x), 0.0, float(z)),
        )  # fmt: skip
        end = (float(x + 8.0 * aside[0]), 0.0, float(z + 8.0 * aside[1]))
        project = walk_along(project, shot.scene, name, ((float(x), 0.0, float(z)), end))
    return evaluate(project, shot, middle), evaluate(project, shot, middle + 1)


def _body(number: int, random: np.random.Generator) -> FigureBody:
    build = number % _BUILDS
    top, bottom = (tuple(random.uniform(0.02, 0.5, 3).tolist()) for _ in range(2))
    return FigureBody(
        sex="female" if build % 2 else "male",
        height_m=1.6 + 0.04 * build,
        detail=1.0 if number % _NEAR_EVERY == 0 else 0.25,
        top=top,
        bottom=bottom,
    )


def standing_still(snapshot: Snapshot) -> Snapshot:
    """Return the snapshot with every skinned row as a rigid mesh where its joints put it."""
    surfaces = list(snapshot.surfaces)
    world = snapshot.world.copy()
    for row, surface in enumerate(surfaces):
        start, mesh = int(snapshot.joint_start[row]), surface.mesh
        if start >= 0 and mesh.joints is not None:
            used = snapshot.joints[start : start + int(mesh.joints.max()) + 1]
            surfaces[row] = replace(surface, mesh=skinned(mesh, used))
            world[row] = np.eye(4)
    return replace(snapshot, surfaces=tuple(surfaces), world=world)
