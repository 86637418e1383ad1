"""The picture passes against pyrender's colour and depth.

``beauty`` has sun shadows and ambient occlusion, four samples a pixel and all that is in it;
pyrender draws the same geometry, four samples a pixel, with one light and no shadows. All draw at
1280x720, in turns, in one process; values are medians, and the ratio is how many times faster than
the peer. The camera and one of the things move from frame to frame, as in a shot.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from itertools import count
from typing import Any

from bench.peer_pyrender import Peer, available
from bench.subjects import subjects
from compose.snapshot import LightState, Snapshot
from visualize.render.renderer import Renderer

PICTURES = ("beauty", "clay", "wire", "lines", "albedo")
ROUNDS = 7
_STEP_M = 0.02
SIZE, SMALL = (1280, 720), (160, 90)
SUN = LightState(
    type="directional",
    position=(0.0, 0.0, 0.0),
    direction=(-0.48, -0.8, -0.36),
    color=(3.0, 2.9, 2.7),
    range_m=0.0,
    inner_cone=0.0,
    outer_cone=0.5,
    radius_m=0.0,
    angular_radius=0.005,
    shadow=True,
)

Row = dict[str, Any]


def run(*, smoke: bool = False) -> list[Row]:
    """Return rows ``{name, scene, value, unit, peer, ratio}``."""
    size, rounds = (SMALL, 1) if smoke else (SIZE, ROUNDS)
    rows: list[Row] = []
    with ExitStack() as stack:
        renderer = stack.enter_context(Renderer())
        peer = stack.enter_context(Peer()) if available() else None
        for name, make in subjects().items():
            now, _ = make()
            seen = now if any(light.shadow for light in now.lights) else replace(now, lights=(SUN,))
            draws = {kind: _drawing(renderer, seen, kind, size) for kind in PICTURES}
            if peer is not None:
                peer.load(seen, size)
                draws["pyrender"] = peer.draw
            rows += _rows(name, _measured(draws, rounds))
    return rows


def _drawing(
    renderer: Renderer, seen: Snapshot, kind: str, size: tuple[int, int]
) -> Callable[[], object]:
    """Return what draws a pass of a scene in which the camera and a thing are on their way."""
    steps = count()

    def draw() -> object:
        step = _STEP_M * next(steps)
        world, eye = seen.world.copy(), seen.camera.world.copy()
        world[0, 1, 3] += step
        eye[:3, 3] += step * eye[:3, 0]
        moved = replace(seen, world=world, camera=replace(seen.camera, world=eye))
        return renderer.render(moved, (kind,), size)

    return draw


def _measured(draws: dict[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    """Return the median milliseconds of each, after one call to warm up, taken in turns."""
    times: dict[str, list[float]] = {name: [] for name in draws}
    for turn in range(rounds + 1):
        for name, draw in draws.items():
            start = time.perf_counter()
            draw()
            if turn or not rounds:
                times[name].append(1e3 * (time.perf_counter() - start))
    return {name: statistics.median(values) for name, values in times.items()}


def _rows(scene: str, measured: dict[str, float]) -> list[Row]:
    peer = measured.get("pyrender")
    return [
        {
            "name": name,
            "scene": scene,
            "value": value,
            "unit": "ms",
            "peer": "pyrender" if peer is not None and name != "pyrender" else None,
            "ratio": peer / value if peer is not None and name != "pyrender" else None,
        }
        for name, value in measured.items()
    ]
