"""Local styles against the renderer: what a style costs beside the passes it is drawn from.

The shots of the sample projects run at 1280x720. ``value`` is what the style itself takes of a
frame, with the anchoring of its strokes; the peer is the renderer drawing that frame's passes. A
clip runs at least at half the renderer's own speed where the ratio, the renderer's time over the
style's, is 1 or more. Both are medians of the same run, frame by frame in turns.
"""

from __future__ import annotations

import statistics
import time
from pathlib import Path
from typing import Any

from compose.files import load_project
from models.local.style import Drawing
from models.local.styles import STYLES, make_style
from models.request import FrameMapping
from visualize.local.anchors import Anchors
from visualize.local.footage import Footage
from visualize.render.renderer import Renderer

SCENES = {"street": "010", "product": "010", "dialogue": "010"}
FRAMES = 9
SIZE, SMALL = (1280, 720), (160, 90)
_ANCHORING = ("depth", "normal", "id")

Row = dict[str, Any]


def run(*, smoke: bool = False) -> list[Row]:
    """Return rows ``{name, scene, value, unit, peer, ratio}``."""
    frames, size = (1, SMALL) if smoke else (FRAMES, SIZE)
    scenes = ["product"] if smoke else list(SCENES)
    rows: list[Row] = []
    for scene in scenes:
        with Renderer() as renderer:
            footage = _footage(scene, frames, size, renderer)
            rows += [_row(scene, name, footage) for name in STYLES]
    return rows


def _footage(scene: str, frames: int, size: tuple[int, int], renderer: Renderer) -> Footage:
    project = load_project(Path("scenes") / scene)
    shot = project.shot(SCENES[scene])
    mapping = FrameMapping(start=float(shot.start), step=1.0, frames=frames + 1,
                           hold_from=float(shot.start), hold_to=float(shot.end - 1))  # fmt: skip
    return Footage(project, shot, mapping, size, renderer)


def _row(scene: str, name: str, footage: Footage) -> Row:
    style = make_style(name, footage.size, seed=1)
    anchors = Anchors(footage.first)
    drawing: list[float] = []
    styling: list[float] = []
    for index in range(footage.frames):
        snapshot = footage.at(index)
        began = time.perf_counter()
        frame = footage.draw(snapshot, (*style.passes, *_ANCHORING))
        drawn = time.perf_counter()
        surface = anchors.surface(frame, snapshot)
        style.draw(Drawing(index=index, layers=frame, surface=surface))
        drawing.append(drawn - began)
        styling.append(time.perf_counter() - drawn)
    # The first frame compiles shaders and uploads the scene.
    theirs, ours = (1e3 * statistics.median(times[1:] or times) for times in (drawing, styling))
    return {
        "name": f"local {name}",
        "scene": scene,
        "value": ours,
        "unit": "ms",
        "peer": f"renderer {theirs:.0f} ms",
        "ratio": theirs / ours,
    }
