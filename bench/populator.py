"""How long 10,000 trees of a populator take: to compile, to evaluate and to draw a frame.

The camera moves over the wood from frame to frame, as in a shot; values are medians.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from functools import partial
from typing import Any

from compose.edits import add_node, add_scene, add_shot, new_project, set_keyframe
from compose.evaluation import evaluate
from compose.payload import CameraPayload
from compose.populate.presets import preset
from compose.project import Project
from compose.snapshot import Snapshot
from visualize.render.renderer import Renderer

COPIES, SMOKE_COPIES = 10_000, 40
FRAMES, SMOKE_FRAMES = 9, 2
EXACT = ("depth", "normal", "id", "motion")
SIZE, SMALL = (1280, 720), (160, 90)
_GROUND_OF_ONE_M2 = 40.0


def wood(copies: int) -> Project:
    """Return a project of one populator of trees, and a camera that flies over them."""
    half = (copies * _GROUND_OF_ONE_M2) ** 0.5 / 2.0
    area = ((-half, -half), (half, -half), (half, half), (-half, half))
    trees = preset("trees", area=area, count=copies, spacing_m=3.0, seed=1)
    project = add_scene(new_project("Wood"), "Wood")
    scene = project.scenes[0].id
    project = add_node(project, scene, "Trees", payload=trees)
    camera = CameraPayload(kind="camera", focal_length_mm=28.0)
    place = {"translation": (0.0, 30.0, half), "rotation_deg": (-14.0, 0.0, 0.0)}
    project = add_node(project, scene, "Camera", payload=camera, **place)
    for frame, x in ((0, -20.0), (100, 20.0)):
        project = set_keyframe(
            project, scene=scene, node="Camera", channel="translation.x", frame=frame, value=x
        )
    return add_shot(project, scene, "Camera", name="fly", start=0, end=100)


def run(*, smoke: bool = False) -> list[dict[str, Any]]:
    """Return rows ``{name, scene, value, unit, peer, ratio}``."""
    copies, frames = (SMOKE_COPIES, SMOKE_FRAMES) if smoke else (COPIES, FRAMES)
    project = wood(copies)
    shot = project.shots[0]

    def evaluated(frame: int) -> Snapshot:
        return evaluate(project, shot, frame)

    first, *others = [_milliseconds(partial(evaluated, frame)) for frame in range(frames)]
    drawn = _drawn(evaluated, frames, SMALL if smoke else SIZE)
    surfaces = evaluated(0).surfaces
    stand = len({(surface.node, surface.instance) for surface in surfaces})
    scene = f"{stand} trees in {len(surfaces)} rows"
    values = {"populator_first": first, "populator_evaluate": statistics.median(others)} | drawn
    return [
        {"name": name, "scene": scene, "value": round(value, 2), "unit": "ms", "peer": None,
         "ratio": None}
        for name, value in values.items()
    ]  # fmt: skip


def _drawn(
    evaluated: Callable[[int], Snapshot], frames: int, size: tuple[int, int]
) -> dict[str, float]:
    """Return the medians of drawing exact passes and beauty, in milliseconds."""
    exact, beauty = [], []
    with Renderer() as renderer:
        for frame in range(frames):
            now, later = evaluated(frame), evaluated(frame + 1)
            draw = partial(renderer.render, now, size=size)
            exact.append(_milliseconds(partial(draw, passes=EXACT, forward=later)))
            beauty.append(_milliseconds(partial(draw, passes=("beauty",))))
    return {
        "populator_exact4": statistics.median(exact),
        "populator_beauty": statistics.median(beauty),
    }


def _milliseconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1e3


if __name__ == "__main__":
    for row in run():
        print(f"{row['name']:<24}{row['value']:>10} {row['unit']}   {row['scene']}")
