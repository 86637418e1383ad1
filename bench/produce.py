"""Encoding speed against other libraries, and memory of a long render against a short one.

``rss_growth`` is the peak memory of a 2,000-frame render over that of a 20-frame one, each in a
process of its own, drawn by the real renderer. It is read from ``VmHWM``: what ``getrusage`` says
of a child begins with the peak of the process that started it (getrusage(2), Linux).
"""

from __future__ import annotations

import io
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
from PIL import Image

from visualize.encode.png import encode_png
from visualize.encode.video import FFV1, H264, Codec, open_video

SIZE, SMOKE_SIZE = (1280, 720), (64, 36)
LONG, SHORT, SMOKE_FRAMES = 2000, 20, 3
FILM_FRAMES = 48
ROUNDS = 7

_RENDER = """
import re, sys
from pathlib import Path
from compose.files import load_project
from visualize.produce import render_shot
project = load_project(Path(sys.argv[1]))
shot = project.in_sequence()[0]
shot = shot.replace(start=0, end=int(sys.argv[2]), head=0, tail=0)
project = project.replace(scenes=project.scenes, shots=(shot,), sequence=(), root=project.root)
render_shot(project, shot, passes=("depth", "id", "motion"), size=(160, 90), out=sys.argv[3])
status = Path("/proc/self/status").read_text()
print(int(re.search(r"VmHWM:\\s*(\\d+) kB", status)[1]) * 1024)
"""


def run(smoke: bool = False) -> list[dict[str, Any]]:
    """Return rows ``{name, scene, value, unit, peer, ratio}``; ratio is times faster."""
    size = SMOKE_SIZE if smoke else SIZE
    clay, depth = picture(size), depth_codes(size)
    rows = [
        png_row("png8", clay, lambda: pillow_png(clay)),
        png_row("png16", depth, lambda: pillow_png(depth)),
        film_row("h264", H264, clay),
        film_row("ffv1", FFV1, clay),
    ]
    return [*rows, growth_row(SMOKE_FRAMES if smoke else LONG)]


def picture(size: tuple[int, int]) -> np.ndarray:
    """Return flat shapes over a slow gradient, as a clay frame has."""
    random = np.random.default_rng(1)
    y, x = np.mgrid[0 : size[1], 0 : size[0]]
    page = np.repeat((120 + 60 * np.sin(y / 200) + 20 * np.cos(x / 300))[..., None], 3, axis=2)
    for left, top, width, height in random.integers(0, 500, (60, 4)):
        page[top : top + height, 2 * left : 2 * left + width] = random.integers(60, 220)
    return page.astype(np.uint8)


def depth_codes(size: tuple[int, int]) -> np.ndarray:
    """Return the 16-bit depth of a plane seen at a slant."""
    y, x = np.mgrid[0 : size[1], 0 : size[0]]
    return (2e6 / (np.hypot(x - 600, y - 300) + 30)).clip(0, 65535).astype(np.uint16)


def pillow_png(pixels: np.ndarray) -> int:
    data = io.BytesIO()
    Image.fromarray(pixels).save(data, "png", compress_level=1)
    return data.tell()


def png_row(name: str, pixels: np.ndarray, peer: Callable[[], int]) -> dict[str, Any]:
    ours = median_ms(lambda: encode_png(pixels))
    theirs = median_ms(peer)
    return row(
        name, f"frame {size_text(pixels)}", ours, "ms", f"Pillow {theirs:.1f} ms", theirs / ours
    )


def film_row(name: str, codec: Codec, pixels: np.ndarray) -> dict[str, Any]:
    frames = [np.roll(pixels, 4 * i, axis=1) for i in range(FILM_FRAMES)]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a"
        ours = FILM_FRAMES / seconds(lambda: our_film(path, codec, frames))
        theirs = FILM_FRAMES / seconds(lambda: pyav_film(path, codec, frames))
    return row(
        name, f"film {size_text(pixels)}", ours, "fps", f"PyAV {theirs:.0f} fps", ours / theirs
    )


def our_film(path: Path, codec: Codec, frames: list[np.ndarray]) -> None:
    with open_video(path, frames[0].shape[1::-1], Fraction(24), codec=codec) as film:
        for pixels in frames:
            film.write(pixels)


def pyav_film(path: Path, codec: Codec, frames: list[np.ndarray]) -> None:
    x264 = codec is H264
    with av.open(str(path), "w", format="mp4" if x264 else "matroska") as container:
        stream = container.add_stream("libx264" if x264 else "ffv1", rate=24)
        stream.height, stream.width = frames[0].shape[:2]
        stream.pix_fmt = "yuv420p" if x264 else "bgr0"
        stream.options = {"preset": "veryfast", "crf": "16", "g": "12"} if x264 else {}
        for pixels in frames:
            container.mux(stream.encode(av.VideoFrame.from_ndarray(pixels, format="rgb24")))
        container.mux(stream.encode(None))


def growth_row(frames: int) -> dict[str, Any]:
    short, long = peak_bytes(SHORT), peak_bytes(frames)
    peer = f"{SHORT} frames {short / 2**20:.0f} MiB, {frames} frames {long / 2**20:.0f} MiB"
    return row("rss_growth", "street", long / short, "x", peer, short / long)


def peak_bytes(frames: int) -> int:
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-c", _RENDER, "scenes/street", str(frames), folder]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    return int(done.stdout)


def row(name: str, scene: str, value: float, unit: str, peer: str, ratio: float) -> dict[str, Any]:
    return {
        "name": name,
        "scene": scene,
        "value": round(value, 3),
        "unit": unit,
        "peer": peer,
        "ratio": round(ratio, 2),
    }


def size_text(pixels: np.ndarray) -> str:
    return f"{pixels.shape[1]}x{pixels.shape[0]}"


def median_ms(work: Callable[[], object]) -> float:
    return statistics.median(seconds(work) for _ in range(ROUNDS)) * 1000.0


def seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began
