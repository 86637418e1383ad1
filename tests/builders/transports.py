"""Requests of every kind to a server of a test: a create, a read, a download, an upload."""

import asyncio
import socket
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

from models.download import Downloader
from models.keys import Keys
from models.transport import Transport
from models.upload import Uploader
from tests.builders.raw_server import RawServer
from tests.builders.sent_mark import marking

KEY = "id-0123-4567:secret-89ab-cdef"


def with_transport(
    work: Callable[[Transport], Awaitable[Any]], *hosts: str, key: str = KEY, **limits: Any
) -> Any:
    def headers() -> dict[str, str]:
        return {"Authorization": f"Key {Keys({'ACME': key}).need('acme', ('ACME',)).reveal()}"}

    async def run() -> Any:
        transport = Transport("acme", hosts=frozenset(hosts), authorize=headers, **limits)
        try:
            return await work(transport)
        finally:
            await transport.close()

    return asyncio.run(run())


def host(server: RawServer) -> str:
    return server.url.removeprefix("http://")


def create(server: RawServer, marks: list[int] | None = None, **limits: Any) -> Any:
    noted = marks if marks is not None else []
    return with_transport(
        lambda transport: transport.create(
            "POST",
            f"{server.url}/make",
            marking(lambda: noted.append(len(server.requests))),
            json={"a": 1},
        ),
        host(server),
        **limits,
    )


def read(server: RawServer, times: int = 1, **limits: Any) -> Any:
    async def ask(transport: Transport) -> Any:
        return [await transport.read("GET", f"{server.url}/x") for _ in range(times)]

    return with_transport(ask, host(server), **limits)


def fetch(url: str, target: Path, **limits: Any) -> Path:
    async def run() -> Path:
        downloader = Downloader("acme", private=True, **limits)
        try:
            return await downloader.fetch(url, target)
        finally:
            await downloader.close()

    return asyncio.run(run())


def looked_up(monkeypatch: pytest.MonkeyPatch, *numbers: str) -> None:
    async def lookup(_: Any, __: str, port: int, **___: Any) -> list[Any]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (number, port)) for number in numbers]

    monkeypatch.setattr(asyncio.base_events.BaseEventLoop, "getaddrinfo", lookup)


def put(url: str, file: Path, **limits: Any) -> None:
    async def run() -> None:
        uploader = Uploader("acme", private=True, **limits)
        try:
            await uploader.put(url, file, "image/png")
        finally:
            await uploader.close()

    asyncio.run(run())
