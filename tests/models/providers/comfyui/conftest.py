"""A server that behaves as ComfyUI's routes and messages are documented, and a call for it."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from models.card import Argument, Price, Route
from models.modes import Mode
from models.provider import Call
from models.request import Chosen, Media, Request
from tests.builders.comfyui_calls import CLIP
from tests.builders.comfyui_server import ComfyServer, comfy_server


@pytest.fixture
def server() -> Iterator[ComfyServer]:
    with comfy_server() as running:
        yield running


@pytest.fixture
def call(tmp_path: Path) -> Call:
    (tmp_path / "guide.mp4").write_bytes(CLIP)
    media = Media(
        slot="guide", path="guide.mp4", mime="video/mp4", bytes=len(CLIP), width=832, height=480,
        sha256=hashlib.sha256(CLIP).hexdigest(), frames=81, rate="16",
    )  # fmt: skip
    options = Chosen(
        seconds=5.0625, frames=81, rate="16", width=832, height=480, aspect="16:9", seed=7
    )
    taken = ("prompt", "negative", "seed", "width", "height", "frames", "rate", "guide", "start")
    route = Route(
        provider="comfyui", endpoint="wan-vace-depth", workflow="wan-vace-depth", source="own",
        price=Price(per="free"),
        arguments={name: Argument(take=name) for name in taken},  # type: ignore[arg-type]
    )  # fmt: skip
    request = Request(
        card="wan/vace", mode=Mode.FROM_ANIMATION, provider="comfyui", endpoint="wan-vace-depth",
        prompt="A chair slides.", options=options, media=(media,),
    )  # fmt: skip
    return Call(job="job_a", request=request, route=route, folder=tmp_path)
