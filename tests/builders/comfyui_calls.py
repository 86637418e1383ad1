"""A call for ComfyUI, and what a test does with it at a loopback server."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from models.provider import Call
from models.providers.comfyui import ComfyUI
from tests.builders.comfyui_server import ComfyServer
from tests.builders.sent_mark import marking

CLIP = b"\0\0\0\x18ftypisom" + b"\0" * 3000


def with_comfy(server: ComfyServer, work: Callable[[ComfyUI], Awaitable[Any]]) -> Any:
    async def run() -> Any:
        comfy = ComfyUI(server.url)
        try:
            return await work(comfy)
        finally:
            await comfy.close()

    return asyncio.run(run())


async def submitted(comfy: ComfyUI, call: Call) -> Any:
    return await comfy.submit(call, await comfy.upload(call), marking())
