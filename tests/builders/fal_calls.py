"""A call for fal, and what a test does with it at a loopback server."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from models.keys import Keys
from models.provider import Call
from models.providers.fal import Fal
from tests.builders.fal_server import KEY, FalServer
from tests.builders.sent_mark import marking

PICTURE = b"\x89PNG\r\n\x1a\n picture"
CLIP = b"\0\0\0\x18ftypisom" + b"\0" * 4000


def with_fal(server: FalServer, work: Callable[[Fal], Awaitable[Any]], *, key: str = KEY) -> Any:
    async def run() -> Any:
        keys = Keys({"FAL_KEY": key} if key else {})
        fal = Fal(keys, queue=server.url, rest=server.url, private=True)
        try:
            return await work(fal)
        finally:
            await fal.close()

    return asyncio.run(run())


def submit(server: FalServer, call: Call, **key: str) -> tuple[Any, list[str]]:
    marks: list[str] = []
    start = {"start.png": "https://storage/start.png"}
    remote = with_fal(
        server, lambda fal: fal.submit(call, start, marking(lambda: marks.append("x"))), **key
    )
    return remote, marks
