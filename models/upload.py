"""Upload: a file to a signed address that a server named, streamed and without a key."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import aclosing
from pathlib import Path

import httpx

from models.addresses import checked_place, host_of
from models.answers import retry_after
from models.connections import Connections
from models.errors import RefusedError, UnavailableError

_BLOCK = 1 << 18


class Uploader:
    """Puts files where a provider asks for them. ``private`` as for a ``Downloader``.

    ``seconds`` is how long one file may take in all.
    """

    def __init__(self, provider: str, *, private: bool = False, seconds: float = 1800.0) -> None:
        self._provider = provider
        self._private = private
        self._seconds = seconds
        self._connections = Connections(provider, seconds=120.0)

    async def put(self, url: str, file: Path, mime: str) -> None:
        """Send a file with ``PUT``; it may be sent again.

        Raises
        ------
        UnavailableError
            When the connection broke off or the server is ill.
        RefusedError, ResultError
            When the file or the address is refused.
        """
        try:
            async with asyncio.timeout(self._seconds):
                response = await self._sent(url, file, mime)
        except TimeoutError as error:
            raise UnavailableError(self._provider, "the upload went too slowly.") from error
        except (httpx.TransportError, httpx.StreamError) as error:
            message = f"the upload to {host_of(url)} broke off."
            raise UnavailableError(self._provider, message) from error
        except OSError as error:
            message = f"{file.name} cannot be read ({error.strerror})."
            raise RefusedError(self._provider, message) from error
        status = response.status_code
        if status >= 500 or status in {408, 425, 429}:
            message = f"its storage is busy or ill ({status})."
            wait = retry_after(response.headers)
            raise UnavailableError(self._provider, message, status=status, retry_after=wait)
        if not 200 <= status < 300:
            message = f"its storage refused {file.name} ({status})."
            raise RefusedError(self._provider, message, status=status)

    async def close(self) -> None:
        """Close all connections."""
        await self._connections.close()

    async def _sent(self, url: str, file: Path, mime: str) -> httpx.Response:
        """Return the answer's head; what storage says in its body is of no use to anyone."""
        place = await checked_place(self._provider, url, private=self._private)
        headers = {"Content-Type": mime, "Content-Length": str(file.stat().st_size)}
        response = await self._connections.send(
            "PUT", place, headers=headers, content=_blocks(file)
        )
        async with aclosing(response):
            return response


async def _blocks(file: Path) -> AsyncIterator[bytes]:
    with file.open("rb") as opened:
        while block := opened.read(_BLOCK):
            yield block
