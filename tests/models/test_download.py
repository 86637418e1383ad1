"""Downloads trust neither the address they were given nor the server behind it."""

import asyncio
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from models.addresses import checked_place
from models.download import Downloader
from models.errors import BusyError, ProviderError, ResultError, UnavailableError

Play = Callable[[BaseHTTPRequestHandler], None]


@contextmanager
def server(play: Play) -> Iterator[tuple[str, list[dict[str, str]]]]:
    """Run a server that answers every GET by ``play``; give its address and the headers it saw."""
    seen: list[dict[str, str]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            seen.append({"path": self.path} | {k.lower(): v for k, v in self.headers.items()})
            play(self)

        def log_message(self, *_: Any) -> None:
            """Keep quiet."""

    running = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    running.daemon_threads = True
    thread = threading.Thread(target=running.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{running.server_port}", seen
    finally:
        running.shutdown()
        running.server_close()
        thread.join()


def content(body: bytes, kind: str = "video/mp4", length: int | None = None) -> Play:
    def play(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", kind)
        handler.send_header("Content-Length", str(len(body) if length is None else length))
        handler.end_headers()
        handler.wfile.write(body)

    return play


def redirect(*targets: str) -> Play:
    left = list(targets)

    def play(handler: BaseHTTPRequestHandler) -> None:
        if not left:
            content(b"the clip")(handler)
            return
        handler.send_response(302)
        handler.send_header("Location", left.pop(0))
        handler.end_headers()

    return play


def fetch(url: str, target: Path, *, private: bool = True, **limits: Any) -> Path:
    async def run() -> Path:
        downloader = Downloader("acme", private=private, **limits)
        try:
            return await downloader.fetch(url, target)
        finally:
            await downloader.close()

    return asyncio.run(run())


def test_a_file_comes_whole_and_leaves_nothing_else(tmp_path: Path) -> None:
    with server(content(b"x" * 3_000_000)) as (url, seen):
        assert fetch(f"{url}/a?sig=1", tmp_path / "a.mp4").stat().st_size == 3_000_000
    assert [path.name for path in tmp_path.iterdir()] == ["a.mp4"]
    assert seen[0]["host"] == url.removeprefix("http://")


def test_redirects_are_followed_and_relative_ones_too(tmp_path: Path) -> None:
    with server(redirect("/b", "c?x=1")) as (url, seen):
        assert fetch(f"{url}/a", tmp_path / "a.mp4").read_bytes() == b"the clip"
    assert [one["path"] for one in seen] == ["/a", "/b", "/c?x=1"]


@pytest.mark.parametrize(
    "target",
    ["file:///etc/passwd", "gopher://127.0.0.1/x", "http://a:b@127.0.0.1/x"],
)
def test_a_redirect_to_what_is_no_web_address_is_refused(tmp_path: Path, target: str) -> None:
    with server(redirect(target)) as (url, _), pytest.raises(ProviderError):
        fetch(f"{url}/a", tmp_path / "a.mp4")
    assert list(tmp_path.iterdir()) == []


def test_a_circle_of_redirects_ends(tmp_path: Path) -> None:
    with server(redirect(*["/again"] * 50)) as (url, seen):
        with pytest.raises(ResultError, match="without end"):
            fetch(f"{url}/a", tmp_path / "a.mp4")
        assert len(seen) == 6


@pytest.mark.parametrize("kind", ["text/html", "application/json; charset=utf-8", "TEXT/plain"])
def test_a_page_is_no_clip(tmp_path: Path, kind: str) -> None:
    with server(content(b"<html>", kind)) as (url, _), pytest.raises(ResultError, match="called"):
        fetch(f"{url}/a", tmp_path / "a.mp4")


def test_too_large_a_file_is_refused_and_removed(tmp_path: Path) -> None:
    with server(content(b"x" * 5_000_000)) as (url, _), pytest.raises(ResultError, match="more"):
        fetch(f"{url}/a", tmp_path / "a.mp4", max_bytes=1_000_000)
    assert list(tmp_path.iterdir()) == []


def test_a_cut_off_file_is_no_file(tmp_path: Path) -> None:
    with server(content(b"x", length=5000)) as (url, _), pytest.raises(UnavailableError):
        fetch(f"{url}/a", tmp_path / "a.mp4")
    assert list(tmp_path.iterdir()) == []


def test_an_earlier_file_stays_when_a_later_download_fails(tmp_path: Path) -> None:
    (tmp_path / "a.mp4").write_bytes(b"earlier")
    with server(content(b"x", length=50)) as (url, _), pytest.raises(UnavailableError):
        fetch(f"{url}/a", tmp_path / "a.mp4")
    assert (tmp_path / "a.mp4").read_bytes() == b"earlier"


@pytest.mark.parametrize(
    ("code", "error"), [(403, ResultError), (410, ResultError), (429, BusyError), (502, BusyError)]
)
def test_what_a_status_means(tmp_path: Path, code: int, error: type[ProviderError]) -> None:
    def play(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(code)
        handler.send_header("Retry-After", "4")
        handler.end_headers()

    with server(play) as (url, _), pytest.raises(error) as caught:
        fetch(f"{url}/a?sig=secret", tmp_path / "a.mp4")
    assert "secret" not in str(caught.value)
    if error is BusyError:
        assert caught.value.retry_after == 4.0


def names(monkeypatch: pytest.MonkeyPatch, *answers: str) -> list[str]:
    """Make every host stand for these addresses, one a lookup; return the hosts asked for."""
    asked: list[str] = []
    left = list(answers)

    async def lookup(_: Any, host: str, port: int, **__: Any) -> list[Any]:
        asked.append(host)
        address = left.pop(0) if len(left) > 1 else left[0]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]

    monkeypatch.setattr(asyncio.base_events.BaseEventLoop, "getaddrinfo", lookup)
    return asked


def test_a_name_is_looked_up_once_and_what_was_judged_is_connected_to(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = names(monkeypatch, "8.8.8.8", "127.0.0.1")
    place = asyncio.run(checked_place("acme", "https://cdn.test:444/a?x=1", private=False))
    assert asked == ["cdn.test"]
    assert [str(url) for url in place.urls] == ["https://8.8.8.8:444/a?x=1"]
    assert place.headers == {"Host": "cdn.test:444"}
    assert place.extensions == {"sni_hostname": "cdn.test"}


@pytest.mark.parametrize("address", ["127.0.0.1", "10.0.0.8", "169.254.169.254", "::1", "fd00::1"])
def test_a_public_name_that_stands_for_an_inner_address_is_refused(
    monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    names(monkeypatch, address)
    with pytest.raises(ResultError, match="inside this network"):
        asyncio.run(checked_place("acme", "https://cdn.test/a", private=False))


def test_behind_a_proxy_the_proxy_looks_the_name_up(monkeypatch: pytest.MonkeyPatch) -> None:
    names(monkeypatch, "8.8.8.8")
    monkeypatch.setenv("https_proxy", "http://proxy.test:3128")
    place = asyncio.run(checked_place("acme", "https://cdn.test/a", private=False))
    assert [str(url) for url in place.urls] == ["https://cdn.test/a"]
    assert (place.headers, place.proxy) == ({}, "http://proxy.test:3128")


def test_a_name_nobody_knows_may_be_tried_again() -> None:
    with pytest.raises(UnavailableError, match="not known"):
        asyncio.run(checked_place("acme", "https://no-such-host.invalid/a", private=False))
