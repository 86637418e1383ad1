"""Results from ComfyUI: the server names no file of ours, and what it did not save is said."""

from typing import Any

import pytest

from models.errors import ResultError
from models.provider import Call
from models.providers.comfyui import ComfyUI
from tests.builders.comfyui_calls import CLIP, submitted, with_comfy
from tests.builders.comfyui_server import ComfyServer


def test_names_that_climb_are_the_servers_matter_and_stay_in_our_folder(
    server: ComfyServer, call: Call
) -> None:
    async def climb(comfy: ComfyUI) -> None:
        remote = await submitted(comfy, call)
        server.start_next()
        server.finish(CLIP, subfolder="..", name="../../evil.mp4")
        with pytest.raises(ResultError, match="404"):
            await comfy.collect(call, remote)

    with_comfy(server, climb)
    assert {path.name for path in call.folder.iterdir()} <= {"guide.mp4", "result"}


def test_a_workflow_that_saves_nothing_is_said(server: ComfyServer, call: Call) -> None:
    async def nothing(comfy: ComfyUI) -> None:
        remote = await submitted(comfy, call)
        server.start_next()
        server.finish(CLIP)
        server.history[remote["id"]]["outputs"] = {"save": {"text": ["hello"]}, "x": 5}
        with pytest.raises(ResultError, match="saved no file"):
            await comfy.collect(call, remote)

    with_comfy(server, nothing)


@pytest.mark.parametrize(
    ("name", "kept"),
    [("a.MP4", "0.mp4"), ("a", "0.bin"), ("a.m\0p4", "0.bin"), ("a.\ud800", "0.bin"),
     ("a.toolongtobetrue", "0.bin"), ("a.p\\q", "0.bin")],
)  # fmt: skip
def test_a_server_names_no_file_of_ours(
    server: ComfyServer, call: Call, name: str, kept: str
) -> None:
    async def collect(comfy: ComfyUI) -> Any:
        remote = await submitted(comfy, call)
        server.start_next()
        server.finish(CLIP, name=name)
        server.results["shotwright", name.replace("\ud800", "?")] = CLIP
        return await comfy.collect(call, remote)

    assert [path.name for path in with_comfy(server, collect).files] == [kept]
