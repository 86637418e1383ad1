"""Clips that tell which frame is shown: each frame's number stands in it as ten bars, white for 1.

Written with PyAV apart from the program's encoder; read back from any picture of the pane.
"""

from __future__ import annotations

from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from PIL import Image

from compose.project import Project
from compose.shot import Shot
from visualize.takes import Clip, Review, Row, Take
from visualize.takes.clip import file_hash
from visualize.takes.sidecar import sidecar_of
from visualize.takes.take import Made, Mapped, Of

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
BITS = 10
_ZERO = "0" * 64


def told_frame(
    number: int, size: tuple[int, int], tint: tuple[int, int, int] = (60, 90, 130)
) -> np.ndarray:
    """Return a picture whose lower half says its number in bars, most significant on the left."""
    width, height = size
    pixels = np.empty((height, width, 3), np.uint8)
    pixels[:] = tint
    edges = np.linspace(0, width, BITS + 1).round().astype(int)
    for bit in range(BITS):
        is_one = number >> (BITS - 1 - bit) & 1
        pixels[height // 2 :, edges[bit] : edges[bit + 1]] = 235 if is_one else 16
    return pixels


def read_number(pixels: np.ndarray) -> int:
    """Return the number that a picture of such a frame tells, whatever its size."""
    height, width = pixels.shape[:2]
    row = pixels[height * 3 // 4, :, :3].mean(axis=1)
    centres = ((np.arange(BITS) + 0.5) * width / BITS).astype(int)
    return int("".join("1" if row[centre] > 128 else "0" for centre in centres), 2)


def told_clip(
    path: Path,
    frames: int,
    *,
    rate: Fraction = Fraction(24),
    size: tuple[int, int] = (160, 90),
    tint: tuple[int, int, int] = (60, 90, 130),
) -> Path:
    """Write a clip of so many frames, each telling its own number."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with av.open(str(path), "w") as film:
        stream = film.add_stream("libx264", rate=rate, options={"crf": "12", "g": "6"})
        stream.width, stream.height, stream.pix_fmt = *size, "yuv420p"
        for number in range(frames):
            frame = av.VideoFrame.from_ndarray(told_frame(number, size, tint), format="rgb24")
            film.mux(stream.encode(frame))
        film.mux(stream.encode())
    return path


def told_picture(path: Path, number: int, size: tuple[int, int] = (160, 90)) -> Path:
    """Write one such picture."""
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(told_frame(number, size)).save(path)
    return path


def told_take(
    project: Project, shot: Shot, file: Path, number: int, *, frames: int,
    rate: Fraction | None = Fraction(24), size: tuple[int, int] = (160, 90), model: str = "dream",
    mode: str = "start-frame", mapping: Mapped | None = None, no_ai: bool = False,
    usd: tuple[float | None, float | None, float | None] = (0.5, 0.7, None),
) -> Row:  # fmt: skip
    """Write the sidecar of a file as a take of a shot; ``usd`` is low, high and reported."""
    take = Take(
        id=f"tak_{number:012x}", number=number, shotwright="0.1",
        of=Of(
            project=project.id, project_name=project.name, scene=shot.scene, shot=shot.id,
            shot_label=shot.label, frames=(shot.start, shot.end), project_sha256=_ZERO,
            scene_sha256=_ZERO, shot_sha256=_ZERO,
        ),
        clip=Clip(
            file=file.name, sha256=file_hash(file), bytes=file.stat().st_size,
            kind="image" if rate is None else "video", width=size[0], height=size[1],
            frames=frames, rate=None if rate is None else str(rate),
            seconds=0.0 if rate is None else float(frames / rate),
        ),
        made=Made(
            mode=mode, model=f"acme/{model}", model_name=model, provider="acme",
            endpoint=f"acme/{model}/i2v", request_sha256=_ZERO, job=f"job_{number:08x}",
            mapping=mapping, estimated_low_usd=usd[0], estimated_high_usd=usd[1],
            reported_usd=usd[2], no_ai=no_ai,
        ),
        ordered=NOON, submitted=NOON, finished=NOON,
    )  # fmt: skip
    path = sidecar_of(file)
    path.write_text(take.model_dump_json(indent=2), encoding="utf-8")
    return Row(path, take, Review())
