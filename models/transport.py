"""Transport: requests to a provider's own hosts, with every fault told by what may follow it.

httpx's errors are translated here and nowhere else. A create is sent over a fresh connection and
never again by itself; whether its first byte left decides what a fault means.
"""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Awaitable, Callable, Mapping
from contextlib import aclosing
from dataclasses import dataclass
from typing import Any

import httpx

from models.addresses import host_of, is_this_machine, proxy_for
from models.answers import UnpackError, plain_words, retry_after, unpacked
from models.connections import Connections
from models.errors import (
    AmbiguousError,
    BusyError,
    MissingKeyError,
    NoCreditError,
    RefusedError,
    UnauthorizedError,
    UnavailableError,
)
from models.keys import Secret

MAX_ANSWER_BYTES = 16 << 20
_LEAST_SECRET = 6
"""Characters of a part of a key that is worth hiding; shorter ones are words such as ``Key``."""

_NOT_SENT = (
    httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError,
    httpx.UnsupportedProtocol, httpx.LocalProtocolError,
)  # fmt: skip
"""Faults after which no byte of a request has left."""


@dataclass(frozen=True)
class _Answer:
    status: int
    headers: httpx.Headers
    body: bytes


class Transport:
    """Speaks HTTP with one provider.

    Parameters
    ----------
    provider
        Its name, for messages.
    hosts
        The only hosts (with port, where it is not the usual one) that are spoken to and that
        get the key.
    authorize
        Returns the headers that carry the key; asked anew for each request and kept nowhere.
        What they hold is blotted out of all that servers say.
    keyless
        Whether no key is ever sent, so that plain HTTP to a machine nearby will do.
    answer_seconds
        How long a request and its answer may take in all.
    """

    def __init__(
        self,
        provider: str,
        *,
        hosts: frozenset[str],
        authorize: Callable[[], Mapping[str, str]] = dict,
        keyless: bool = False,
        answer_seconds: float = 120.0,
    ) -> None:
        self._provider = provider
        self._hosts = hosts
        self._authorize = authorize
        self._keyless = keyless
        self._answer_seconds = answer_seconds
        self._connections = Connections(provider, seconds=30.0)

    async def create(
        self,
        method: str,
        url: str,
        on_sending: Callable[[], Awaitable[None]],
        **content: Any,  # noqa: ANN401 - goes to httpx
    ) -> Any:  # noqa: ANN401 - any JSON
        """Send a request that makes (and bills) something, once, and return the JSON answer.

        ``on_sending`` is awaited right before the first byte leaves; if it raises, none does.

        Raises
        ------
        UnavailableError, BusyError
            Nothing was made.
        AmbiguousError
            It may have been made.
        UnauthorizedError, NoCreditError, RefusedError
            It was refused for good.
        """
        sent = False

        async def watch(event: str, facts: Mapping[str, Any]) -> None:
            nonlocal sent
            if event.endswith("send_request_headers.started") and not sent:
                if facts["request"].method == b"CONNECT":  # opens a proxy's tunnel, holds nothing
                    return
                await on_sending()
                sent = True

        # A connection kept open may be dead without our knowing it, and a request sent into it
        # would be lost in a way that cannot be told from one that was read.
        try:
            answer = await self._answer(
                method, url, kept=False, extensions={"trace": watch}, **content
            )
        except UnavailableError as error:
            if not sent:
                raise
            raise AmbiguousError(
                self._provider, "the answer to a create was lost; it may have been made."
            ) from error
        if _leaves_it_open(answer):
            raise AmbiguousError(
                self._provider,
                f"the create was answered with {answer.status}; it may have been made."
                + self._said(answer.body),
                status=answer.status,
            )
        self._refuse(answer)
        try:
            return json.loads(answer.body)
        except (ValueError, RecursionError) as error:
            raise AmbiguousError(
                self._provider, "the create was answered with something that is not JSON."
            ) from error

    async def read(self, method: str, url: str, **content: Any) -> Any:  # noqa: ANN401 - as above
        """Send a request that may be sent again and return the JSON answer (``None`` if empty).

        Raises
        ------
        ProviderError
            Of the kind that says what may follow.
        """
        answer = await self._answer(method, url, kept=True, **content)
        self._refuse(answer)
        if not answer.body.strip():
            return None
        try:
            return json.loads(answer.body)
        except (ValueError, RecursionError) as error:
            raise UnavailableError(
                self._provider, "it answered something that is not JSON."
            ) from error

    def shown(self, words: object) -> str:
        """Return what a server said, short, in one line, without the key or signed addresses."""
        return plain_words(str(words), self._hide)

    async def close(self) -> None:
        """Close all connections."""
        await self._connections.close()

    def _refuse(self, answer: _Answer) -> None:
        """Raise the error that an answer's status stands for; nothing for a success."""
        status = answer.status
        if 200 <= status < 300:
            return
        words = self._said(answer.body)
        facts: dict[str, Any] = {"status": status, "retry_after": retry_after(answer.headers)}
        if 300 <= status < 400:
            message = "it answered with a redirect, which is not followed with a key."
            raise RefusedError(self._provider, message, status=status)
        if status in {401, 403}:
            message = f"the key is wrong or may not do this ({status}).{words}"
            raise UnauthorizedError(self._provider, message, **facts)
        if status == 402:
            message = f"the account has no credit left.{words}"
            raise NoCreditError(self._provider, message, **facts)
        if status in {408, 409, 425, 429} or status >= 500:
            raise BusyError(self._provider, f"it is busy or ill ({status}).{words}", **facts)
        raise RefusedError(self._provider, f"it refused the request ({status}).{words}", **facts)

    async def _answer(
        self,
        method: str,
        url: str,
        *,
        kept: bool,
        **content: Any,  # noqa: ANN401 - as above
    ) -> _Answer:
        headers = {**content.pop("headers", {}), **self._key_for(url)}
        try:
            client = self._connections.client(proxy_for(httpx.URL(url)), kept=kept)
            request = client.build_request(method, url, headers=headers, **content)
            async with asyncio.timeout(self._answer_seconds):
                response = await client.send(request, stream=True)
                async with aclosing(response):
                    return _Answer(response.status_code, response.headers, await _body(response))
        except _NOT_SENT as error:
            message = f"it cannot be reached at {host_of(url)}; check the network."
            raise UnavailableError(self._provider, message) from error
        except (httpx.TransportError, httpx.StreamError, httpx.DecodingError) as error:
            message = f"the connection to {host_of(url)} broke off."
            raise UnavailableError(self._provider, message) from error
        except (httpx.InvalidURL, httpx.CookieConflict, httpx.TooManyRedirects) as error:
            raise RefusedError(self._provider, "it gave an address that is none.") from error
        except TimeoutError as error:
            raise UnavailableError(self._provider, "its answer did not come to an end.") from error
        except UnpackError as error:
            raise UnavailableError(
                self._provider, "its answer is far too long, or packed in a way it may not be."
            ) from error

    def _key_for(self, url: str) -> Mapping[str, str]:
        """Return the key's headers; refuse an address the key was not meant for."""
        host = host_of(url)
        if host not in self._hosts:
            raise RefusedError(
                self._provider, f"it names the host {host!r}, which is none of its own."
            )
        if not (self._keyless or url.startswith("https://") or is_this_machine(host)):
            raise RefusedError(self._provider, f"a key is never sent to {host!r} in the open.")
        return self._authorize()

    def _said(self, body: bytes) -> str:
        words = plain_words(body, self._hide)
        return f" It says: {words}" if words else ""

    def _hide(self, words: str) -> str:
        """Return words without the key, or any part of it that is worth hiding."""
        try:
            headers = self._authorize()
        except MissingKeyError:
            return words  # it was taken away since the request was sent
        parts = {part for value in headers.values() for part in re.split(r"[\s:]", value)}
        parts |= set(headers.values())
        for part in sorted(parts, key=len, reverse=True):
            if len(part) >= _LEAST_SECRET:
                words = Secret(part).hide_in(words)
        return words


def _leaves_it_open(answer: _Answer) -> bool:
    """Tell whether a create may have been made although its answer is no success.

    Whoever stands before a service answers with 5xx of many kinds after it passed a request on
    and lost the answer (RFC 9110, 15.6; 520 to 524 and 598 are such). Only 503 with ``Retry-After``
    says that it did not. 409 may mean that it is there already, 302 and 303 where it is.
    """
    if answer.status == 503:
        return retry_after(answer.headers) is None
    return answer.status < 200 or answer.status in {302, 303, 409} or answer.status >= 500


async def _body(response: httpx.Response) -> bytes:
    raw = bytearray()
    async for block in response.aiter_raw():
        raw += block
        if len(raw) > MAX_ANSWER_BYTES:
            raise UnpackError
    return unpacked(bytes(raw), response.headers.get("content-encoding", ""), MAX_ANSWER_BYTES)
