"""A server that behaves as fal's queue is documented to, and a call for it."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from models.card import Argument, Price, Route
from models.modes import Mode
from models.provider import Call
from models.request import Chosen, Media, Request
from tests.builders.fal_calls import CLIP, PICTURE
from tests.builders.fal_server import ENDPOINT, FalServer, fal_server


@pytest.fixture
def server() -> Iterator[FalServer]:
    with fal_server() as running:
        running.result = CLIP
        yield running


@pytest.fixture
def call(tmp_path: Path) -> Call:
    (tmp_path / "start.png").write_bytes(PICTURE)
    media = Media(
        slot="start", path="start.png", mime="image/png", bytes=len(PICTURE), width=64, height=36,
        sha256=hashlib.sha256(PICTURE).hexdigest(),
    )  # fmt: skip
    options = Chosen(seconds=5.0, frames=120, width=64, height=36, aspect="16:9", seed=7)
    taken = {"prompt": "prompt", "image_url": "start", "seed": "seed"}
    route = Route(
        provider="fal", endpoint=ENDPOINT, source="own", price=Price(per="unknown"),
        arguments={name: Argument(take=take) for name, take in taken.items()}  # type: ignore[arg-type]
        | {"duration": Argument(take="seconds", kind="text")},
    )  # fmt: skip
    request = Request(
        card="acme/v1", mode=Mode.START_FRAME, provider="fal", endpoint=ENDPOINT,
        prompt="A chair slides.", options=options, media=(media,),
    )  # fmt: skip
    return Call(job="job_a", request=request, route=route, folder=tmp_path)
