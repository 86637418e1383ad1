"""Connections: HTTP clients that keep no cookies, unpack nothing and write nothing into logs."""

from __future__ import annotations

import logging
import ssl
from collections.abc import AsyncIterator, Mapping
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import Any

import httpx

from models.addresses import Place
from models.errors import ProviderError
from shotwright import __version__

# What these write of a request and its answer holds signed addresses and what servers echo.
_TALKATIVE = (
    "httpx", "httpcore.connection", "httpcore.http11", "httpcore.http2", "httpcore.proxy",
    "httpcore.socks",
)  # fmt: skip


class Connections:
    """The clients of one provider, made when they are first needed and closed together.

    Packed answers are not asked for: a small one may unpack to more than any memory holds.

    Parameters
    ----------
    provider
        Its name, for messages.
    seconds
        How long one read or write may take.
    """

    def __init__(self, provider: str, *, seconds: float) -> None:
        self._provider = provider
        self._timeout = httpx.Timeout(seconds, connect=15.0)
        self._clients: dict[tuple[str | None, bool], httpx.AsyncClient] = {}
        self._trust: ssl.SSLContext | None = None

    def client(self, proxy: str | None = None, *, kept: bool = False) -> httpx.AsyncClient:
        """Return the client for one way out.

        Parameters
        ----------
        kept
            Whether connections stay open for the next request to the same place. Never for one
            looked up by us: it would be used for another name that lies at the same number,
            whose certificate nobody checked.

        Raises
        ------
        ProviderError
            When the proxy is none that can be used.
        """
        if (proxy, kept) not in self._clients:
            self._clients[proxy, kept] = self._made(proxy, kept=kept)
        return self._clients[proxy, kept]

    async def send(
        self,
        method: str,
        place: Place,
        *,
        headers: Mapping[str, str] | None = None,
        content: AsyncIterator[bytes] | None = None,
    ) -> httpx.Response:
        """Send a request to the first number of a place that can be reached.

        The answer's body is still to be read; close it.

        Raises
        ------
        httpx.TransportError
            As httpx does.
        """
        client = self.client(place.proxy)
        for url in place.urls[:-1]:
            request = _request(client, method, url, place, headers, content)
            try:
                return await client.send(request, stream=True)
            except (httpx.ConnectError, httpx.ConnectTimeout):
                continue  # nothing was sent; the last one's fault is the one that is told
        request = _request(client, method, place.urls[-1], place, headers, content)
        return await client.send(request, stream=True)

    async def close(self) -> None:
        """Close all connections."""
        for client in self._clients.values():
            await client.aclose()
        self._clients.clear()

    def _made(self, proxy: str | None, *, kept: bool) -> httpx.AsyncClient:
        for name in _TALKATIVE:
            logging.getLogger(name).addFilter(_is_a_warning)
        self._trust = self._trust or httpx.create_ssl_context()
        try:
            return httpx.AsyncClient(
                timeout=self._timeout,
                headers={"User-Agent": f"shotwright/{__version__}", "Accept-Encoding": "identity"},
                limits=httpx.Limits(max_keepalive_connections=20 if kept else 0),
                cookies=CookieJar(DefaultCookiePolicy(allowed_domains=())),
                trust_env=False,  # proxies are chosen by us, and a .netrc holds keys of others
                verify=self._trust,
                proxy=proxy,
            )
        except (ValueError, ImportError, httpx.InvalidURL) as error:
            kind = proxy.partition("://")[0][:16] if proxy else ""
            message = f"the proxy named in the environment ({kind}://…) cannot be used; unset it."
            raise ProviderError(self._provider, message) from error


def _request(
    client: httpx.AsyncClient,
    method: str,
    url: httpx.URL,
    place: Place,
    headers: Mapping[str, str] | None,
    content: Any,  # noqa: ANN401 - goes to httpx
) -> httpx.Request:
    sent = {**place.headers, **(headers or {})}
    return client.build_request(
        method, url, headers=sent, content=content, extensions=place.extensions
    )


def _is_a_warning(record: logging.LogRecord) -> bool:
    return record.levelno >= logging.WARNING
