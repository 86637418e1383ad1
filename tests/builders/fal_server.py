"""A server on loopback that behaves as fal's queue is documented to, and refuses all else.

It counts paid creates, checks keys and bodies, and plays the faults it is told to. Sources: fal's
own clients (queue, storage) and its pages on the queue, cancelling and errors.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

KEY = "fal-id-0123:fal-secret-4567"
ENDPOINT = "fal-ai/acme/v1/pro/image-to-video"
FIELDS = {"prompt": str, "image_url": str, "tail_image_url": str, "duration": str, "seed": int}
"""The arguments of the endpoint; any other is refused with 422."""

Fault = Callable[[BaseHTTPRequestHandler], bool]
"""Answers in place of the server; returns whether it did."""


@dataclass
class FalServer:
    """What the server was asked, and what it shall do."""

    port: int = 0
    creates: list[dict[str, Any]] = field(default_factory=list)
    stored: dict[str, bytes] = field(default_factory=dict)
    requests: list[tuple[str, str, dict[str, str]]] = field(default_factory=list)
    faults: dict[str, list[Fault]] = field(default_factory=dict)
    states: list[str] = field(default_factory=lambda: ["IN_QUEUE", "IN_PROGRESS", "COMPLETED"])
    result: bytes = b""
    result_type: str = "video/mp4"
    result_url: str = ""
    error: tuple[int, Any] | None = None
    cancel: tuple[int, str] = (202, "CANCELLATION_REQUESTED")
    lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def url(self) -> str:
        """The server's address."""
        return f"http://127.0.0.1:{self.port}"

    def play(self, where: str, *faults: Fault) -> None:
        """Play these faults on the next requests to ``where``: create, status, result, …"""
        self.faults.setdefault(where, []).extend(faults)


@contextmanager
def fal_server() -> Iterator[FalServer]:
    """Run the server in a thread for the time of the block."""
    state = FalServer()
    handler = type("Handler", (_Handler,), {"state": state})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    state.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield state
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def status(code: int, content: Any = None, headers: dict[str, str] | None = None) -> Fault:
    """Answer with this status and JSON."""

    def play(handler: BaseHTTPRequestHandler) -> bool:
        _answer(handler, code, content, headers)
        return True

    return play


def dropped(handler: BaseHTTPRequestHandler) -> bool:
    """Close the connection without an answer, after the request was read."""
    handler.close_connection = True
    handler.connection.close()
    return True


def cut_off(handler: BaseHTTPRequestHandler) -> bool:
    """Promise more bytes than are sent."""
    handler.send_response(200)
    handler.send_header("Content-Type", "video/mp4")
    handler.send_header("Content-Length", "100000")
    handler.end_headers()
    handler.wfile.write(b"\0" * 500)
    return dropped(handler)


def made_but_dropped(handler: BaseHTTPRequestHandler) -> bool:
    """Make (and bill) the job, then lose the answer."""
    handler.state.creates.append({"lost": True})  # type: ignore[attr-defined]
    return dropped(handler)


def not_json(handler: BaseHTTPRequestHandler) -> bool:
    """Answer 200 with a page."""
    body = b"<html>hello</html>"
    handler.send_response(200)
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)
    return True


def slowly(seconds: float) -> Fault:
    """Send the answer a byte at a time."""

    def play(handler: BaseHTTPRequestHandler) -> bool:
        handler.send_response(200)
        handler.send_header("Content-Type", "application/json")
        handler.send_header("Content-Length", "1000")
        handler.end_headers()
        until = time.monotonic() + seconds
        try:
            while time.monotonic() < until:
                handler.wfile.write(b" ")
                time.sleep(0.02)
        except OSError:
            return True
        return dropped(handler)

    return play


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    state: FalServer

    def log_message(self, *_: Any) -> None:
        """Keep quiet."""

    def do_POST(self) -> None:
        body = self._body()
        if self.path.startswith("/storage/upload/initiate"):
            self._initiate(body)
        elif self._played("create") or not self._authorized():
            return
        elif self.path != f"/{ENDPOINT}":
            _answer(self, 404, {"detail": f"Application {self.path} not found"})
        else:
            self._create(body)

    def do_GET(self) -> None:
        self._body()
        if self.path.startswith("/result"):
            self._file()
        elif self.path.endswith("/status"):
            self._status()
        elif "/requests/" in self.path:
            self._result()
        else:
            _answer(self, 404, {"detail": "Not found"})

    def do_PUT(self) -> None:
        body = self._body()
        if self.path.startswith("/upload/"):
            if "authorization" in self._headers():
                _answer(self, 400, {"detail": "the signed address gets no key"})
            elif not self._played("upload"):
                self.state.stored[self.path] = body
                _answer(self, 200, None)
        elif self.path.endswith("/cancel") and self._authorized():
            _answer(self, self.state.cancel[0], {"status": self.state.cancel[1]})

    def _create(self, body: bytes) -> None:
        try:
            given = json.loads(body)
        except ValueError:
            _answer(self, 422, {"detail": [{"loc": ["body"], "msg": "not JSON"}]})
            return
        wrong = [
            {"loc": ["body", name], "msg": "unexpected or of the wrong type", "type": "value_error"}
            for name, value in given.items()
            if name not in FIELDS or not isinstance(value, FIELDS[name])
        ]
        if wrong or "prompt" not in given:
            _answer(
                self, 422, {"detail": wrong or [{"loc": ["body", "prompt"], "msg": "required"}]}
            )
            return
        with self.state.lock:
            self.state.creates.append(given)
            request = f"req-{len(self.state.creates)}"
        base = f"{self.state.url}/fal-ai/acme/requests/{request}"
        addresses = {"status_url": f"{base}/status", "response_url": base}
        cancel = {"cancel_url": f"{base}/cancel", "queue_position": 1}
        _answer(self, 200, {"request_id": request, "status": "IN_QUEUE"} | addresses | cancel)

    def _status(self) -> None:
        if self._played("status") or not self._authorized():
            return
        states = self.state.states
        state = states.pop(0) if len(states) > 1 else states[0]
        position = {"queue_position": 3} if state == "IN_QUEUE" else {}
        _answer(self, 200 if state == "COMPLETED" else 202, {"status": state} | position)

    def _result(self) -> None:
        if self._played("result") or not self._authorized():
            return
        if self.state.error is not None:
            _answer(self, *self.state.error)
            return
        url = self.state.result_url or f"{self.state.url}/result.mp4?token=signed-secret"
        video = {"url": url, "content_type": self.state.result_type, "file_name": "x.mp4"}
        _answer(self, 200, {"video": video, "seed": 41})

    def _file(self) -> None:
        if "authorization" in self._headers():
            _answer(self, 400, {"detail": "a download gets no key"})
        elif not self._played("file"):
            self.send_response(200)
            self.send_header("Content-Type", self.state.result_type)
            self.send_header("Content-Length", str(len(self.state.result)))
            self.end_headers()
            self.wfile.write(self.state.result)

    def _initiate(self, body: bytes) -> None:
        if self._played("initiate") or not self._authorized():
            return
        given = json.loads(body)
        if set(given) != {"content_type", "file_name"}:
            _answer(self, 422, {"detail": "content_type and file_name are needed"})
            return
        name = f"/upload/{len(self.state.stored)}/{given['file_name']}"
        upload = f"{self.state.url}{name}"
        _answer(self, 200, {"upload_url": upload, "file_url": f"{upload}?public"})

    def _authorized(self) -> bool:
        if self._headers().get("authorization") == f"Key {KEY}":
            return True
        _answer(self, 401, {"detail": "Authentication is required to access this application"})
        return False

    def _played(self, where: str) -> bool:
        waiting = self.state.faults.get(where, [])
        return bool(waiting) and waiting.pop(0)(self)

    def _headers(self) -> dict[str, str]:
        return {name.lower(): value for name, value in self.headers.items()}

    def _body(self) -> bytes:
        self.state.requests.append((self.command, self.path, self._headers()))
        return self.rfile.read(int(self.headers.get("Content-Length", 0)))


def _answer(
    handler: BaseHTTPRequestHandler, code: int, content: Any, headers: dict[str, str] | None = None
) -> None:
    body = b"" if content is None else json.dumps(content).encode()
    handler.send_response(code)
    for name, value in ({"Content-Type": "application/json"} | (headers or {})).items():
        handler.send_header(name, value)
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)
