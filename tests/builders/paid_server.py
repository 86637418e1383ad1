"""A strict loopback server that makes clips for money, and counts every create it was asked for.

    POST /create {"job": ..., "prompt": ...}  -> {"id": ...}        billed once read whole
    GET  /lookup/JOB                          -> {"id": ...} or 404
    GET  /status/ID                           -> {"status": ..., "fraction": ...}
    GET  /result/ID                           -> the clip's bytes
    POST /cancel/ID                           -> {"stopped": ..., "billed": ...}

Faults are queued by the first word of the path and met once each: a status such as ``429`` or
``503``; ``drop`` (the request is read, nothing done, the connection closed), ``lose`` (done, but no
answer), ``cut`` (half the answer), ``junk`` (the right length of something else).
"""

from __future__ import annotations

import asyncio
import json
import threading
from collections import Counter, defaultdict, deque
from collections.abc import Iterator
from contextlib import contextmanager

_LARGEST = 1 << 20


class PaidServer:
    """The server's books. ``problems`` lists requests that no correct client sends."""

    def __init__(self, clip: bytes, polls: int = 1) -> None:
        self.clip = clip
        self.polls = polls
        self.creates: Counter[str] = Counter()
        self.cancelled: set[str] = set()
        self.problems: list[str] = []
        self.faults: dict[str, deque[str]] = defaultdict(deque)
        self.url = ""
        self.open_jobs = 0
        self.most_open = 0
        self._jobs: dict[str, str] = {}
        self._asked: Counter[str] = Counter()
        self._done: set[str] = set()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer the requests of one connection."""
        try:
            while (request := await self._request(reader)) is not None:
                if not await self._answer(writer, *request):
                    break
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            pass
        finally:
            writer.close()

    async def _request(self, reader: asyncio.StreamReader) -> tuple[str, str, bytes] | None:
        try:
            head = await reader.readuntil(b"\r\n\r\n")
        except asyncio.IncompleteReadError:
            return None  # gone before the request was whole: nothing was asked for
        first, *lines = head.decode("latin-1").split("\r\n")
        method, path, _ = first.split(" ")
        fields = {k.lower(): v.strip() for k, _, v in (line.partition(":") for line in lines)}
        length = int(fields.get("content-length", 0))
        if length > _LARGEST:
            self.problems.append(f"{method} {path}: {length} bytes")
            return None
        return method, path, await reader.readexactly(length)

    async def _answer(
        self, writer: asyncio.StreamWriter, method: str, path: str, body: bytes
    ) -> bool:
        word = path.split("/")[1]
        fault = self.faults[word].popleft() if self.faults[word] else ""
        if fault == "drop":
            return False
        if fault.isdecimal():
            status, data = int(fault), b"{}"
        else:
            status, data = self._act(method, path, body)
        if fault == "lose":
            return False
        if fault == "junk":
            data = b"#EXTM3U\n".ljust(len(data), b"\n")
        head = f"HTTP/1.1 {status} X\r\nContent-Length: {len(data)}\r\n"
        head += "Retry-After: 0.05\r\n\r\n" if status in (429, 503) else "\r\n"
        if fault == "cut":
            data = data[: len(data) // 2]
        writer.write(head.encode() + data)
        await writer.drain()
        return fault != "cut"

    def _act(self, method: str, path: str, body: bytes) -> tuple[int, bytes]:
        _, word, *rest = path.split("/")
        match method, word, rest:
            case "POST", "create", []:
                return self._create(body)
            case "GET", "lookup", [job]:
                found = [key for key, owner in self._jobs.items() if owner == job]
                return (200, _json(id=found[0])) if found else (404, b"{}")
            case "GET", "status", [key] if key in self._jobs:
                return 200, self._status(key)
            case "GET", "result", [key] if key in self._done:
                return 200, self.clip
            case "POST", "cancel", [key] if key in self._jobs:
                self.cancelled.add(key)
                return 200, _json(stopped=True, billed=True)
        self.problems.append(f"{method} {path}")
        return 404, b"{}"

    def _create(self, body: bytes) -> tuple[int, bytes]:
        asked = json.loads(body)
        if set(asked) != {"job", "prompt"}:
            self.problems.append(f"create with {sorted(asked)}")
            return 422, b"{}"
        self.creates[asked["job"]] += 1
        key = f"r{len(self._jobs)}"
        self._jobs[key] = asked["job"]
        self.open_jobs += 1
        self.most_open = max(self.most_open, self.open_jobs)
        return 200, _json(id=key)

    def _status(self, key: str) -> bytes:
        self._asked[key] += 1
        if key in self.cancelled:
            return _json(status="cancelled")
        if self._asked[key] < self.polls:
            return _json(status="running", fraction=self._asked[key] / self.polls)
        if key not in self._done:
            self._done.add(key)
            self.open_jobs -= 1
        return _json(status="succeeded")


@contextmanager
def paid_server(clip: bytes, polls: int = 1) -> Iterator[PaidServer]:
    """Run a server in a thread of this process, at ``server.url``."""
    books = PaidServer(clip, polls)
    loop = asyncio.new_event_loop()
    listening = loop.run_until_complete(asyncio.start_server(books.serve, "127.0.0.1", 0))
    books.url = f"http://127.0.0.1:{listening.sockets[0].getsockname()[1]}"
    thread = threading.Thread(target=loop.run_forever, name="paid server")
    thread.start()
    try:
        yield books
    finally:
        asyncio.run_coroutine_threadsafe(_close(listening), loop).result()
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


async def _close(listening: asyncio.Server) -> None:
    listening.close()
    others = asyncio.all_tasks() - {asyncio.current_task()}
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)


def _json(**content: object) -> bytes:
    return json.dumps(content).encode()
