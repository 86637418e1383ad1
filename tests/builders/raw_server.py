"""A server that answers with exactly the bytes it is told to, however wrong, and counts."""

from __future__ import annotations

import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

Answer = Callable[[socket.socket], None]


@dataclass
class RawServer:
    """What came in: ``requests`` holds the head and body of each, ``connections`` how many."""

    port: int = 0
    connections: int = 0
    requests: list[bytes] = field(default_factory=list)

    @property
    def url(self) -> str:
        """The server's address."""
        return f"http://127.0.0.1:{self.port}"


def says(head: str, body: bytes = b"", *, length: bool = True) -> Answer:
    """Answer with this status line and headers, and a body."""

    def play(connection: socket.socket) -> None:
        size = f"\r\nContent-Length: {len(body)}" if length else ""
        connection.sendall(f"HTTP/1.1 {head}{size}\r\n\r\n".encode() + body)

    return play


def drips(start: bytes, drop: bytes) -> Answer:
    """Send ``start``, then ``drop`` again and again until nobody listens (or 8 s)."""

    def play(connection: socket.socket) -> None:
        connection.sendall(start)
        until = time.monotonic() + 8.0
        with suppress(OSError):
            while time.monotonic() < until:
                connection.sendall(drop)
                time.sleep(0.01)

    return play


def hangs_up(_: socket.socket) -> None:
    """Say nothing and close."""


@contextmanager
def raw_server(*answers: Answer, tls: ssl.SSLContext | None = None) -> Iterator[RawServer]:
    """Play the answers in turn, the last one for all that follow; connections stay open."""
    listener = socket.create_server(("127.0.0.1", 0))
    state = RawServer(port=listener.getsockname()[1])
    left = list(answers)

    def serve(connection: socket.socket) -> None:
        opened = tls.wrap_socket if tls is not None else _as_it_is
        with suppress(OSError), connection, opened(connection, server_side=True) as connection:
            while request := _request(connection):
                state.requests.append(request)
                play = left.pop(0) if len(left) > 1 else left[0]
                play(connection)
                if play is hangs_up:
                    return

    def accept() -> None:
        with suppress(OSError):
            while True:
                connection, _ = listener.accept()
                state.connections += 1
                threading.Thread(target=serve, args=(connection,), daemon=True).start()

    thread = threading.Thread(target=accept, daemon=True)
    thread.start()
    try:
        yield state
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join()


def _as_it_is(connection: socket.socket, **_: bool) -> socket.socket:
    return connection


def _request(connection: socket.socket) -> bytes:
    found = b""
    while b"\r\n\r\n" not in found:
        block = connection.recv(65536)
        if not block:
            return b""
        found += block
    head, _, body = found.partition(b"\r\n\r\n")
    for line in head.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            while len(body) < int(line.partition(b":")[2]):
                body += connection.recv(65536)
    return head + b"\r\n\r\n" + body
