"""Download: a result's file from an address that a server named, trusting neither."""

from __future__ import annotations

import asyncio
import os
from contextlib import aclosing, suppress
from pathlib import Path

import httpx

from models.addresses import checked_place, host_of
from models.answers import retry_after
from models.connections import Connections
from models.errors import BusyError, ResultError, UnavailableError

MAX_RESULT_BYTES = 4 << 30
_MAX_REDIRECTS = 5
_TEXT = ("text/", "application/json", "application/xml", "application/xhtml")
_PACKED = ("gzip", "deflate", "compress", "br", "zstd")


class Downloader:
    """Fetches results over plain connections that never carry a key.

    Parameters
    ----------
    provider
        Its name, for messages.
    private
        Whether addresses of this machine and its network are allowed, and plain HTTP with them:
        only for a provider that lives there itself.
    max_bytes
        The largest file that is taken.
    seconds
        How long one file may take in all, with its redirects.
    """

    def __init__(
        self,
        provider: str,
        *,
        private: bool = False,
        max_bytes: int = MAX_RESULT_BYTES,
        seconds: float = 1800.0,
    ) -> None:
        self._provider = provider
        self._private = private
        self._max_bytes = max_bytes
        self._seconds = seconds
        self._connections = Connections(provider, seconds=60.0)

    async def fetch(self, url: str, target: Path) -> Path:
        """Write what is at ``url`` to ``target``, whole or not at all.

        Raises
        ------
        ResultError
            When the address is not allowed, has expired, or holds no picture or clip; when the
            disk refuses.
        UnavailableError, BusyError
            When it may be tried again.
        """
        part = target.with_name(f".{target.name}.part")
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            async with asyncio.timeout(self._seconds):
                await self._fetch(url, part)
            part.replace(target)
        except TimeoutError as error:
            raise UnavailableError(self._provider, "its result came too slowly.") from error
        except OSError as error:
            message = f"its result cannot be written to {target.parent} ({error.strerror})."
            raise ResultError(self._provider, message) from error
        finally:
            with suppress(OSError):  # a second fault of the disk must not hide the first
                part.unlink(missing_ok=True)
        return target

    async def close(self) -> None:
        """Close all connections."""
        await self._connections.close()

    async def _fetch(self, url: str, part: Path) -> None:
        for _ in range(_MAX_REDIRECTS + 1):
            onward = await self._fetch_once(url, part)
            if onward is None:
                return
            url = onward
        raise ResultError(self._provider, "its result is redirected without end.")

    async def _fetch_once(self, url: str, part: Path) -> str | None:
        """Fill ``part``, or return the address that this one redirects to."""
        place = await checked_place(self._provider, url, private=self._private)
        try:
            response = await self._connections.send("GET", place)
            async with aclosing(response):
                if response.has_redirect_location:
                    return str(httpx.URL(url).join(response.headers["location"]))
                self._refuse(response)
                await self._write(response, part)
        except (httpx.TransportError, httpx.StreamError, httpx.DecodingError) as error:
            message = f"the download from {host_of(url)} broke off."
            raise UnavailableError(self._provider, message) from error
        except (httpx.InvalidURL, ValueError) as error:
            raise ResultError(self._provider, "it redirects to an address that is none.") from error
        return None

    def _refuse(self, response: httpx.Response) -> None:
        status = response.status_code
        if status in {408, 425, 429} or status >= 500:
            message = f"its result cannot be had just now ({status})."
            wait = retry_after(response.headers)
            raise BusyError(self._provider, message, status=status, retry_after=wait)
        if not 200 <= status < 300:
            message = f"its result is gone or may not be read ({status}); it may have expired."
            raise ResultError(self._provider, message, status=status)
        kind = response.headers.get("content-type", "").lower()
        if kind.startswith(_TEXT):
            message = f"its result is called {kind.partition(';')[0][:40]!r}, not a picture or a"
            raise ResultError(self._provider, f"{message} clip.")
        packing = response.headers.get("content-encoding", "").lower()
        if any(name in packing for name in _PACKED):
            message = "its result comes packed although it was asked not to be: refused."
            raise ResultError(self._provider, message)

    async def _write(self, response: httpx.Response, part: Path) -> None:
        size = 0
        with part.open("wb") as file:
            async for block in response.aiter_raw():
                size += len(block)
                if size > self._max_bytes:
                    message = f"its result has more than {self._max_bytes:,} bytes: refused."
                    raise ResultError(self._provider, message)
                file.write(block)
            file.flush()
            os.fsync(file.fileno())
        if size == 0:
            raise ResultError(self._provider, "its result is empty.")
