"""The studio: from the hand to the pixels, an edit to its snapshot, a file to its first picture.

A window that is opened and rests is in ``bench.studio_window``.

Aims: 33 ms from hand to pixels on software GL at 1280x720; 1.5 s to open 2,000 nodes; nothing at
rest. ``share`` is how much of the width and height the drafts were drawn at to come in time;
``cpu`` is the time computed in all threads, which other work on the machine changes less.
"""

from __future__ import annotations

import math
import os
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from queue import SimpleQueue
from typing import Any

import numpy as np

from bench import studio_window
from bench.subjects import STREET
from compose.edits import set_keyframe, set_node, set_performance
from compose.evaluation import evaluate
from compose.files.load import load_project
from compose.node import Node
from compose.project import Project
from compose.shot import Shot
from compose.snapshot import CameraState

SIZE, SMOKE_SIZE = (1280, 720), (64, 36)
_BUDGET_MS = 33.0
_WARM, _STEPS = 20, 40
_MOVED, _POSED = "Bench", "Ilse"

Row = dict[str, Any]


def run(*, smoke: bool = False) -> list[Row]:
    """Return rows ``{name, scene, value, unit, peer, ratio}``."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    application = QApplication.instance() or QApplication([])
    rows = [*_edits(smoke=smoke), *_pixels(smoke=smoke), *studio_window.rows(_row, smoke=smoke)]
    del application
    return rows


def _row(name: str, scene: str, value: float, unit: str = "ms") -> Row:
    return {"name": name, "scene": scene, "value": round(value, 2), "unit": unit, "peer": None,
            "ratio": None}  # fmt: skip


def _edits(*, smoke: bool) -> Iterator[Row]:
    """Evaluate the street after small edits, each of the version before."""
    project = load_project(STREET)
    shot = project.in_sequence()[0]
    moved, posed = (project.scene(shot.scene).find(name).id for name in (_MOVED, _POSED))
    edits: dict[str, Callable[[Project, int], Project]] = {
        "evaluate_moved": lambda p, i: set_node(p, shot.scene, moved, translation=(0.01 * i, 0, 0)),
        "evaluate_keyed": lambda p, i: set_keyframe(
            p, scene=shot.scene, node=moved, channel="translation.x", frame=float(i), value=0.1
        ),
        "evaluate_posed": lambda p, i: set_performance(
            p, shot.scene, posed, joints={"left_elbow": (0.0, 1.0 * i, 0.0)}
        ),
    }
    evaluate(project, shot, shot.start)
    for name, edit in edits.items():
        times, edited = [], project
        for i in range(2 if smoke else 15):
            edited = edit(edited, i)
            began = time.perf_counter()
            evaluate(edited, edited.shot(shot.id), shot.start)
            times.append(time.perf_counter() - began)
        yield _row(name, "street", statistics.median(times) * 1e3)


@contextmanager
def _artist() -> Iterator[Callable[[Any], Any]]:
    """Give a function that asks a drawing thread for a wish and waits for the picture."""
    from PySide6.QtCore import Qt

    from studio.drawing import Drawing

    drawing, came = Drawing(), SimpleQueue[Any]()
    direct = Qt.ConnectionType.DirectConnection
    drawing.drawn.connect(came.put, direct)
    drawing.failed.connect(lambda _, why: came.put(RuntimeError(why)), direct)
    drawing.unavailable.connect(lambda why: came.put(RuntimeError(why)), direct)

    def picture(wish: Any) -> Any:
        drawing.ask(wish)
        found = came.get()
        if isinstance(found, Exception):
            raise found
        return found

    try:
        yield picture
    finally:
        drawing.close()


def _pixels(*, smoke: bool) -> Iterator[Row]:
    """Move a bench of the street, then fly round it, and time each step to its picture."""
    project = load_project(STREET)
    shot = project.in_sequence()[0]
    node = project.scene(shot.scene).find(_MOVED)
    camera = evaluate(project, shot, shot.start).camera
    with _artist() as picture:
        steps = {
            "studio_drag": partial(_dragged, project, shot, node, camera),
            "studio_orbit": partial(_orbited, project, shot, camera),
        }
        for name, step in steps.items():
            yield from _paced(name, picture, step, smoke=smoke)


def _dragged(project: Project, shot: Shot, node: Node, camera: CameraState, i: int) -> Any:
    x, y, z = node.translation
    moved = set_node(project, shot.scene, node.id, translation=(x + 0.01 * i, y, z))
    return _wish(moved, shot, camera)


def _orbited(project: Project, shot: Shot, camera: CameraState, i: int) -> Any:
    world = camera.world.copy()
    c, s = math.cos(0.01 * i), math.sin(0.01 * i)
    world[:3, :3] = np.array([[c, 0.0, s], [0.0, 1.0, 0.0], [-s, 0.0, c]]) @ world[:3, :3]
    return _wish(project, shot, replace(camera, world=world))


def _wish(project: Project, shot: Shot, camera: CameraState) -> Any:
    from studio.drawing import Wish

    return Wish(
        slot="viewport",
        project=project,
        scene=shot.scene,
        shot=shot.id,
        frame=float(shot.start),
        camera=camera,
        size=SIZE,
        urgency=0,
        budget_ms=_BUDGET_MS,
    )


def _paced(
    name: str, picture: Callable[[Any], Any], step: Callable[[int], Any], *, smoke: bool
) -> Iterator[Row]:
    times, share, computed = [], 0.0, 0.0
    warm, steps = (1, 1) if smoke else (_WARM, _STEPS)
    for i in range(warm + steps):
        if i == warm:
            computed = time.process_time()
        began = time.perf_counter()
        wish = step(i)
        if smoke:
            wish = replace(wish, size=SMOKE_SIZE)
        drawn = picture(wish)
        times.append(time.perf_counter() - began)
        share = drawn.frame.raster.width / wish.size[0]
    computed = time.process_time() - computed
    scene = f"street, {SIZE[0]}x{SIZE[1]}"
    yield _row(name, scene, statistics.median(times[warm:]) * 1e3)
    yield _row(f"{name}_cpu", scene, computed / steps * 1e3)
    yield _row(f"{name}_share", scene, share, "of 1")


if __name__ == "__main__":
    for row in run():
        print(f"{row['name']:<22}{row['value']:>10} {row['unit']:<12} {row['scene']}")
