"""Comparison: what measuring takes costs, and whether degraded takes rank as they must.

The shot's own render is encoded at 1280x720 and measured as takes are; ``value`` is seconds of
measuring for each second of clip and take. The shot is drawn once for all takes of a pass, so more
takes cost less each. ``table`` gives the validation table of ``docs/metrics.md``
(``python -m bench.compare``).
"""

from __future__ import annotations

import sys
import tempfile
import time
from fractions import Fraction
from pathlib import Path
from typing import Any

from compose.files import load_project
from models.request import FrameMapping
from tests.builders import degraded_clips as degraded
from tests.builders.degraded_clips import Clip, ShotClips, write_clip
from tests.builders.take_rows import row_of
from visualize.compare.measure import measure_takes
from visualize.render.renderer import Renderer
from visualize.takes.measures import Measures
from visualize.takes.row import Row
from visualize.takes.take import Mapped

SHOTS = {"street": "020", "product": "030", "dialogue": "050"}
GONE = {"street": ("Courier car",), "product": ("Bottle", "Label"), "dialogue": ("Ben",)}
FRAMES, TABLE_FRAMES = 24, 12
SIZE, TABLE_SIZE, SMALL = (1280, 720), (640, 360), (320, 180)
GOOD, POOR = 18, 28
"""Quality of the table's clips (H.264, crf)."""
TAKES = (1, 4)
COLUMNS = ("motion", "camera", "subjects", "structure", "objects", "temporal", "start", "end")

RowOf = dict[str, Any]


def run(*, smoke: bool = False) -> list[RowOf]:
    """Return rows ``{name, scene, value, unit, peer, ratio}``."""
    rows: list[RowOf] = []
    frames, size = (3, SMALL) if smoke else (FRAMES, SIZE)
    scene = "product" if smoke else "street"
    with Renderer() as renderer, tempfile.TemporaryDirectory() as folder:
        clips = _clips(scene, frames, size, renderer)
        clip = clips.faithful
        for takes in TAKES[:1] if smoke else TAKES:
            kept = [_row(Path(folder) / f"{takes}_{n}.mp4", clip, clips, 20 + n, n + 1)
                    for n in range(takes)]  # fmt: skip
            began = time.perf_counter()
            measure_takes(clips.project, kept, draws=renderer)
            seconds = (time.perf_counter() - began) / (takes * frames / 24.0)
            rows.append(
                {"name": f"compare_{takes}_takes", "scene": f"{scene} {SHOTS[scene]}",
                 "value": seconds, "unit": "s for a second", "peer": "real time",
                 "ratio": 1.0 / seconds}
            )  # fmt: skip
    return rows


def table(scene: str, frames: int = TABLE_FRAMES) -> list[tuple[str, Measures]]:
    """Return the measures of every degraded clip of a sample's shot, the best first."""
    with Renderer() as renderer, tempfile.TemporaryDirectory() as folder:
        clips = _clips(scene, frames, TABLE_SIZE, renderer)
        made = _degraded(clips, GONE[scene])
        rows = [
            _row(Path(folder) / f"clip_{number}.mp4", clip, clips, crf, number)
            for number, (clip, crf) in enumerate(made.values(), start=1)
        ]
        found = measure_takes(clips.project, rows, draws=renderer)
    pairs = zip(made, found, strict=True)
    return sorted(pairs, key=lambda pair: -(pair[1].fidelity or 0.0))


def _degraded(clips: ShotClips, gone: tuple[str, ...]) -> dict[str, tuple[Clip, int]]:
    """Return clips and the quality they are encoded with, by what was done to them."""
    own = clips.faithful
    made = {
        "own render": own,
        "recoloured": degraded.recoloured(own),
        "blurred": degraded.blurred(own, 2.0),
        "ink": clips.restyled("ink"),
        "watercolour": clips.restyled("watercolour"),
        "thing removed": clips.without(*gone),
        "flickering": degraded.flickering(own),
        "boiling": degraded.boiling(own, 2.0),
        "3 frames late": clips.delayed(3),
        "5 frames late": clips.delayed(5),
        "first 5 missing": clips.early(5),
        "half speed": clips.slowed(0.5),
        "shaken": degraded.shaken(own, 5.0),
        "camera holds": clips.static_camera(),
        "frozen": clips.frozen(),
        "mirrored": degraded.mirrored(own),
        "another camera": clips.another_camera(),
    }
    coded = {name: (clip, GOOD) for name, clip in made.items()}
    return {"own render, poor codec": (own, POOR), **coded}


def _clips(scene: str, frames: int, size: tuple[int, int], renderer: Renderer) -> ShotClips:
    project = load_project(Path("scenes") / scene)
    shot = next(shot for shot in project.shots if shot.number == SHOTS[scene])
    return ShotClips(project, shot, frames, renderer, size)


def _row(path: Path, clip: Clip, clips: ShotClips, crf: int, number: int) -> Row:
    write_clip(path, clip, crf=crf, rate=Fraction(24))
    mapping: FrameMapping = clips.mapping
    shot = clips.shot.id.removeprefix("sht_")
    return row_of(path, number=number, shot=shot, mapping=Mapped(**mapping.model_dump()))


def _line(name: str, measures: Measures) -> str:
    scores = [measures.fidelity, *(_score(measures, column) for column in COLUMNS)]
    return f"| {name} | " + " | ".join("–" if s is None else f"{s:.0f}" for s in scores) + " |"


def _score(measures: Measures, name: str) -> float | None:
    metric = measures.metric(name)
    return None if metric is None else metric.score


def main(scenes: list[str]) -> int:
    """Print the validation table of the samples as Markdown."""
    for scene in scenes or list(SHOTS):
        print(f"\n**{scene}, shot {SHOTS[scene]}**\n")
        print("| " + " | ".join(("clip", "fidelity", *COLUMNS)) + " |")
        print("|---" * (len(COLUMNS) + 2) + "|")
        for name, measures in table(scene):
            print(_line(name, measures), flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
