"""Clips whose every frame carries its number in black and white blocks, and takes made of them."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path

import av
import numpy as np

from visualize.takes.row import Row
from visualize.takes.take import Clip, Made, Mapped, Of, Review, Take

BITS, BLOCK = 12, 16
SIZE = (BITS * BLOCK, 32)
NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
SAMPLES = 48_000


def code_picture(number: int) -> np.ndarray:
    """Return (32, 192, 3) uint8: the number in binary, the highest bit on the left."""
    bits = [(number >> bit) & 1 for bit in reversed(range(BITS))]
    row = np.repeat(np.array(bits, np.uint8) * 219 + 16, BLOCK)
    return np.repeat(np.repeat(row[None, :, None], SIZE[1], 0), 3, 2)


def number_in(picture: np.ndarray) -> int:
    """Read the number again from the middle of every block."""
    middles = picture[SIZE[1] // 2, BLOCK // 2 :: BLOCK, 1] > 127
    return int("".join("1" if bit else "0" for bit in middles), 2)


def numbered_clip(
    path: Path, frames: int, rate: Fraction, *, clicks: tuple[int, ...] | None = None
) -> Path:
    """Write the clip; with ``clicks`` it has a sound that clicks as those frames begin."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with av.open(str(path), "w") as film:
        stream = film.add_stream("libx264", rate=rate, options={"crf": "10"})
        stream.width, stream.height, stream.pix_fmt = *SIZE, "yuv420p"
        voice = None
        if clicks is not None:
            voice = film.add_stream("aac", rate=SAMPLES, layout="mono")
        for number in range(frames):
            frame = av.VideoFrame.from_ndarray(code_picture(number), format="rgb24")
            film.mux(stream.encode(frame))
        film.mux(stream.encode())
        if voice is not None:
            for at, block in enumerate(_sound(frames, rate, clicks or ())):
                sound = av.AudioFrame.from_ndarray(block[None], format="fltp", layout="mono")
                sound.sample_rate, sound.pts = SAMPLES, at * 1024
                sound.time_base = Fraction(1, SAMPLES)
                film.mux(voice.encode(sound))
            film.mux(voice.encode())
    return path


def _sound(frames: int, rate: Fraction, clicks: tuple[int, ...]) -> np.ndarray:
    """Return (blocks, 1024) float32: silence, and a short high tone for every click."""
    total = -(-int(frames / rate * SAMPLES) // 1024) * 1024
    track = np.zeros(total, np.float32)
    tone = 0.8 * np.sin(2.0 * np.pi * 3000.0 * np.arange(960) / SAMPLES)
    for frame in clicks:
        at = round(frame / rate * SAMPLES)
        track[at : at + 960] = tone[: max(0, total - at)]
    return track.reshape(-1, 1024)


def take_of(
    frames: int, rate: str = "24", *, mapping: Mapped | None = None, sha256: str = "a" * 64,
    window: tuple[int, int] = (24, 48), audio: bool = False,
) -> Take:  # fmt: skip
    """Return a take of shot ``push`` of the small project, as if it had such a clip."""
    return Take(
        id="tak_numbered", number=1, shotwright="0.1.0",
        of=Of(project="prj_small", project_name="Small", scene="scn_room", shot="sht_push",
              shot_label="020 push", frames=window, project_sha256="b" * 64,
              scene_sha256="c" * 64, shot_sha256="d" * 64),
        clip=Clip(file="020_push_take1.mp4", sha256=sha256, bytes=1000, kind="video",
                  width=SIZE[0], height=SIZE[1], frames=frames, rate=rate,
                  seconds=float(frames / Fraction(rate)), audio=audio),
        made=Made(mode="start-frame", model="acme/dream", model_name="Acme Dream", provider="acme",
                  endpoint="acme/dream/i2v", mapping=mapping, request_sha256="e" * 64,
                  job="job_aaaa1111"),
        ordered=NOON, submitted=NOON, finished=NOON,
    )  # fmt: skip


def numbered_take(
    folder: Path, frames: int, rate: str = "24", *, mapping: Mapped | None = None,
    window: tuple[int, int] = (24, 48), clicks: tuple[int, ...] | None = None,
) -> Row:  # fmt: skip
    """Write a numbered clip and return the row of its take."""
    file = numbered_clip(folder / "020_push_take1.mp4", frames, Fraction(rate), clicks=clicks)
    sha256 = hashlib.sha256(file.read_bytes()).hexdigest()
    take = take_of(frames, rate, mapping=mapping, sha256=sha256, window=window,
                   audio=clicks is not None)  # fmt: skip
    return Row(file.with_suffix(".json"), take, Review())
