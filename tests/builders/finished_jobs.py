"""Finished jobs with real files as their results, as the runner hands them to the keeper."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path

import av
import numpy as np

from models.modes import Mode
from models.provider import Outcome
from models.request import Chosen, FrameMapping, Media, Request
from visualize.jobs.ports import Finished
from visualize.order import Order, Price
from visualize.takes.clip import read_clip

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


def moving_box(path: Path, *, frames: int = 6, rate: Fraction = Fraction(24)) -> Path:
    """Write a little film of a white box on grey with PyAV, apart from the program's encoder."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with av.open(str(path), "w") as film:
        stream = film.add_stream("libx264", rate=rate)
        stream.width, stream.height, stream.pix_fmt = 64, 36, "yuv420p"
        for number in range(frames):
            pixels = np.full((36, 64, 3), 90, np.uint8)
            pixels[10:20, 4 + 4 * number : 14 + 4 * number] = 255
            film.mux(stream.encode(av.VideoFrame.from_ndarray(pixels, format="rgb24")))
        film.mux(stream.encode())
    return path


def finished_job(
    project: Path, results: tuple[Path, ...], *, job: str = "job_aaaa1111"
) -> Finished:
    """Return a job of shot ``push`` of the small project that gave these files."""
    sent = Media(
        slot="start", path="start.png", mime="image/png", sha256=hashlib.sha256(b"x").hexdigest(),
        bytes=1, width=64, height=36, shows="frame 24 of shot 020",
    )  # fmt: skip
    request = Request(
        card="acme/dream", mode=Mode.START_FRAME, provider="acme", endpoint="acme/dream/i2v",
        prompt="A chair slides.", media=(sent,),
        options=Chosen(seconds=1.0, frames=6, width=64, height=36, aspect="16:9", seed=7),
        mapping=FrameMapping(start=24.0, step=1.0, frames=6, hold_from=24.0, hold_to=47.0),
    )  # fmt: skip
    order = Order(
        project=str(project), project_id="prj_small", shot="sht_push", shot_label="020 push",
        frozen="f" * 64, mode=Mode.START_FRAME, model="acme/dream", provider="acme",
        estimate=Price(low_usd=0.5, high_usd=0.7),
    )  # fmt: skip
    return Finished(
        job=job, order=order, request=request, outcome=Outcome(results),
        clips=tuple(read_clip(path, path.name) for path in results), reported_usd=0.6,
        remote_id="req-1", created=NOON, submitted=NOON, finished=NOON,
    )  # fmt: skip
