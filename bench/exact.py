"""The exact passes against pyrender's colour and depth, and against the bare-GL floor.

All draw the same geometry at 1280x720, in turns, in one process; values are medians. A ratio is
how many times faster than the peer the row is: 5 is five times faster, 0.67 is half as slow again.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from contextlib import ExitStack
from typing import Any

from bench.floor import Floor
from bench.peer_pyrender import Peer, available
from bench.subjects import subjects
from compose.snapshot import Snapshot
from visualize.render import RenderOptions
from visualize.render.renderer import Renderer

EXACT4 = ("depth", "normal", "id", "motion")
ALONE = ("depth", "normal", "id", "motion", "motion_back", "position", "mask")
ROUNDS = 9
SLOW_ROUNDS = 3
SIZE, SMALL = (1280, 720), (160, 90)

Row = dict[str, Any]


def run(*, smoke: bool = False) -> list[Row]:
    """Return rows ``{name, scene, value, unit, peer, ratio}``."""
    size, rounds = (SMALL, 1) if smoke else (SIZE, ROUNDS)
    rows: list[Row] = []
    with ExitStack() as stack:
        renderer = stack.enter_context(Renderer())
        # The floors stay open to the end, and the peer closes first: see Peer.
        scenes = {name: make() for name, make in subjects().items()}
        floors = {name: stack.enter_context(Floor(now, size)) for name, (now, _) in scenes.items()}
        peer = stack.enter_context(Peer()) if available() else None
        for name, (now, later) in scenes.items():
            draws = _ours(renderer, now, later, size)
            draws["floor"] = floors[name].draw
            if peer is not None:
                peer.load(now, size)
                draws["pyrender"] = peer.draw
            rows += _rows(name, measure(draws, rounds))
    return rows


def _ours(
    renderer: Renderer, now: Snapshot, later: Snapshot, size: tuple[int, int]
) -> dict[str, Callable[[], object]]:
    """Return what is timed of this renderer, by the name of its row."""
    options = RenderOptions(mask_ids=(1, 2, 3))

    def draw(*passes: str) -> Callable[[], object]:
        return lambda: renderer.render(
            now, passes, size, forward=later, backward=later, options=options
        )

    return {"exact4": draw(*EXACT4), **{name: draw(name) for name in ALONE}}


def measure(draws: dict[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    """Return the median time of each in milliseconds; they take turns, so noise hits all alike."""
    times: dict[str, list[float]] = {name: [] for name in draws}
    for draw in draws.values():
        draw()
    for number in range(rounds):
        for name, draw in draws.items():
            if name == "pyrender" and number >= SLOW_ROUNDS:
                continue
            start = time.perf_counter()
            draw()
            times[name].append((time.perf_counter() - start) * 1000.0)
    return {name: statistics.median(values) for name, values in times.items()}


def _rows(scene: str, times: dict[str, float]) -> list[Row]:
    """Return the table's rows for one scene."""
    rows: list[Row] = []
    for peer, label in (("pyrender", "pyrender colour+depth"), ("floor", "bare-GL floor")):
        if peer in times:
            ratio = times[peer] / times["exact4"]
            rows.append(_row("exact4", scene, times["exact4"], label, ratio))
    rows += [_row(name, scene, times[name], None, None) for name in ALONE]
    rows += [
        _row(name, scene, times[name], None, None)
        for name in ("floor", "pyrender")
        if name in times
    ]
    return rows


def _row(name: str, scene: str, value: float, peer: str | None, ratio: float | None) -> Row:
    return {
        "name": name,
        "scene": scene,
        "value": round(value, 2),
        "unit": "ms a frame",
        "peer": peer,
        "ratio": None if ratio is None else round(ratio, 3),
    }
