"""What servers, proxies and networks do to a paid request: no second create, no key, no bomb."""

import asyncio
import gzip
import json
import logging
import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.addresses import checked_place
from models.answers import UnpackError, as_text, plain_words, retry_after, unpacked
from models.download import Downloader
from models.errors import (
    AmbiguousError,
    BusyError,
    MissingKeyError,
    ProviderError,
    RefusedError,
    ResultError,
    UnauthorizedError,
    UnavailableError,
)
from models.keys import Keys
from models.transport import Transport
from models.upload import Uploader
from tests.builders.raw_server import Answer, RawServer, drips, hangs_up, raw_server, says

KEY = "id-0123-4567:secret-89ab-cdef"
PROXIES = ("http_proxy", "https_proxy", "all_proxy", "no_proxy")


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in PROXIES:
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


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
            "POST", f"{server.url}/make", lambda: noted.append(len(server.requests)), json={"a": 1}
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


@pytest.mark.parametrize(
    "head",
    ["500 X", "501 X", "502 X", "503 X", "504 X", "507 X", "520 X", "522 X", "524 X", "598 X",
     "599 X", "302 Found\r\nLocation: /made/1", "303 See Other\r\nLocation: /made/1", "409 X",
     "200 OK", "204 No Content", "101 Switching"],
)  # fmt: skip
def test_an_answer_that_may_follow_a_paid_create_is_never_taken_for_a_free_one(head: str) -> None:
    with raw_server(says(head)) as server, pytest.raises(AmbiguousError):
        create(server)
    assert len(server.requests) == 1


def test_only_503_with_retry_after_says_that_nothing_was_made() -> None:
    with raw_server(says("503 Busy\r\nRetry-After: 2")) as server, pytest.raises(BusyError) as told:
        create(server)
    assert told.value.retry_after == 2.0


@pytest.mark.parametrize(
    "answer",
    [
        hangs_up,
        says("200 OK\r\nContent-Length: 999", b'{"id"', length=False),
        says("200 OK\r\nTransfer-Encoding: chunked", b"5\r\nab", length=False),
        says("200 OK\r\nContent-Length: 3\r\nContent-Length: 7", b"{}", length=False),
        says("200 OK\r\nContent-Encoding: br", b"{}"),
        says("200 OK\r\nContent-Encoding: gzip", b"not gzip"),
        says("200 OK\r\nContent-Encoding: gzip", gzip.compress(b'{"id": 1}')[:-9]),
        says("200 OK", b'{"a":' * 50_000),
        says("200 OK", b"9" * 6000),
        lambda connection: connection.sendall(b"SSH-2.0-OpenSSH\r\n\r\n"),
    ],
)
def test_an_answer_lost_on_the_way_leaves_it_open(answer: Answer) -> None:
    def play(connection: socket.socket) -> None:
        answer(connection)
        connection.shutdown(socket.SHUT_RDWR)

    with raw_server(play) as server, pytest.raises(AmbiguousError):
        create(server)
    assert len(server.requests) == 1


def test_an_id_in_a_packed_answer_is_not_lost() -> None:
    packed = gzip.compress(b'{"id": "made-1"}')
    with raw_server(says("200 OK\r\nContent-Encoding: gzip", packed)) as server:
        assert create(server) == {"id": "made-1"}
    assert b"accept-encoding: identity" in server.requests[0].lower()


def test_a_create_uses_a_fresh_connection_each_time() -> None:
    async def twice(transport: Transport) -> None:
        for _ in range(2):
            await transport.create("POST", f"{server.url}/make", lambda: None)

    with raw_server(says("200 OK", b"{}")) as server:
        with_transport(twice, host(server))
        assert server.connections == 2


@pytest.mark.parametrize(
    "answer",
    [
        drips(b"HTTP/1.1 200 OK\r\nX: ", b"a"),
        drips(b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
        drips(b"HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n", b" "),
        drips(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\n \r\n"),
    ],
)
def test_an_answer_that_drips_ends_in_time_wherever_it_drips(answer: Answer) -> None:
    start = time.monotonic()
    with raw_server(answer) as server:
        with pytest.raises(UnavailableError, match="end"):
            read(server, answer_seconds=0.3)
        with pytest.raises(AmbiguousError):
            create(server, answer_seconds=0.3)
    assert time.monotonic() - start < 4.0


@pytest.mark.skipif(shutil.which("openssl") is None, reason="makes its certificate with openssl")
@pytest.mark.parametrize(("name", "reads"), [("cdn.test", True), ("other.test", False)])
def test_the_certificate_is_checked_by_name_though_the_number_is_connected_to(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str, reads: bool
) -> None:
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out",
         certificate, "-days", "2", "-subj", "/CN=cdn.test", "-addext",
         "subjectAltName=DNS:cdn.test"], check=True, capture_output=True,
    )  # fmt: skip
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    looked_up(monkeypatch, "127.0.0.1")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    asked: list[str | None] = []
    context.sni_callback = lambda _, asked_for, __: asked.append(asked_for)
    with raw_server(says("200 OK", b"clip"), tls=context) as server:
        url, target = f"https://{name}:{server.port}/a", tmp_path / "a.mp4"
        if reads:
            assert fetch(url, target).read_bytes() == b"clip"
        else:
            with pytest.raises(UnavailableError):
                fetch(url, target)
        assert len(server.requests) == int(reads)
    assert asked == [name]


@pytest.mark.parametrize("layers", [1, 2])
def test_a_packed_bomb_is_not_unpacked(layers: int) -> None:
    bomb = gzip.compress(b"\0" * (40 << 20))
    for _ in range(layers - 1):
        bomb = gzip.compress(bomb)
    names = ", ".join(["gzip"] * layers)
    packed = says(f"200 OK\r\nContent-Encoding: {names}", bomb)
    with raw_server(packed) as server, pytest.raises(UnavailableError, match="too long"):
        read(server)


@given(st.binary(max_size=300), st.sampled_from(["", "identity", "gzip", "X-GZIP"]))
def test_what_was_packed_once_comes_out_and_no_more_than_is_allowed(
    body: bytes, encoding: str
) -> None:
    packed = gzip.compress(body) if "gzip" in encoding.lower() else body
    assert unpacked(packed, encoding, 300) == body
    if len(body) > 10 and packed is not body:
        with pytest.raises(UnpackError):
            unpacked(packed, encoding, len(body) - 1)


def test_no_cookie_is_kept() -> None:
    cookie = says("200 OK\r\nSet-Cookie: who=you; Path=/", b"{}")
    with raw_server(cookie) as server:
        read(server, times=2)
        assert len(server.requests) == 2
    assert not any(b"cookie" in request.lower() for request in server.requests)


@pytest.mark.parametrize("answer", [says("407 Who"), says("502 X"), says("403 No"), hangs_up])
def test_a_proxy_that_opens_no_way_has_sent_nothing(
    monkeypatch: pytest.MonkeyPatch, answer: Answer
) -> None:
    marks: list[str] = []
    with raw_server(answer) as proxy:
        monkeypatch.setenv("https_proxy", proxy.url)
        with pytest.raises(UnavailableError):
            with_transport(
                lambda transport: transport.create(
                    "POST", "https://api.test/make", lambda: marks.append("x")
                ),
                "api.test",
            )
    assert marks == []
    assert proxy.requests[0].startswith(b"CONNECT api.test:443")
    assert b"secret" not in b"".join(proxy.requests)


def test_what_is_on_this_machine_never_goes_to_a_proxy(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with raw_server(says("500 X")) as proxy, raw_server(says("200 OK", b"{}")) as server:
        monkeypatch.setenv("http_proxy", proxy.url)
        monkeypatch.setenv("all_proxy", proxy.url)
        assert read(server) == [{}]
        assert fetch(f"{server.url}/a", tmp_path / "a.mp4").read_bytes() == b"{}"
        assert proxy.connections == 0


@pytest.mark.parametrize("proxy", ["nonsense://me:hunter2@x:1", "http://me:hunter2@x:y"])
def test_a_proxy_that_is_none_is_said_without_its_password(
    monkeypatch: pytest.MonkeyPatch, proxy: str
) -> None:
    monkeypatch.setenv("https_proxy", proxy)
    with pytest.raises(ProviderError) as told:
        with_transport(lambda transport: transport.read("GET", "https://api.test/x"), "api.test")
    assert "hunter2" not in str(told.value)
    assert "proxy" in str(told.value)


@pytest.mark.parametrize("key", ["a\nX-Evil: 1", "a\r\nb", "clé-secrète", "a b", "\x1b[2J", "x\0y"])
def test_a_key_that_would_break_a_header_is_never_sent_nor_shown(key: str) -> None:
    with raw_server(says("200 OK", b"{}")) as server, pytest.raises(UnauthorizedError) as told:
        create(server, key=key)
    shown, error = "", told.value.__cause__ or told.value
    while error is not None:
        shown, error = f"{shown}{error!r}", error.__cause__ or error.__context__  # type: ignore[assignment]
    assert "ACME" in shown
    assert key not in shown
    assert server.connections == 0


@pytest.mark.parametrize(
    "echo",
    [
        "x" * 390 + KEY,
        json.dumps({"detail": "x" * 380 + " " + KEY}),
        json.dumps({"detail": KEY}).replace("-", "\\u002d").replace("s", "\\u0073"),
        json.dumps({"detail": "only secret-89ab-cdef"}),
        json.dumps({"detail": [{"loc": [KEY], "msg": "no", "type": KEY}]}),
    ],
)
def test_no_part_of_a_key_comes_back_out_of_an_error(echo: str) -> None:
    with raw_server(says("422 X", echo.encode())) as server, pytest.raises(RefusedError) as told:
        create(server)
    assert "secret" not in str(told.value)
    assert "id-01" not in str(told.value)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("at https://x.test/a#sig=abc now", "at https://x.test/a now"),
        ("at HTTPS://x.test/a?sig=abc", "at HTTPS://x.test/a"),
        ("at https://me:pw@x.test/a", "at https://x.test/a"),
        ("\x1b]0;title\x07red \u202eevil", "]0;title red evil"),
    ],
)
def test_signed_addresses_and_control_characters_are_not_shown(text: str, shown: str) -> None:
    assert plain_words(text) == shown


@given(st.text(max_size=40))
def test_any_retry_after_is_a_time_or_nothing(text: str) -> None:
    seconds = retry_after({"retry-after": text})
    assert seconds is None or 0.0 <= seconds <= 3600.0


@pytest.mark.parametrize(
    "date", ["Mon, 01 Jan 0001 00:00:00 +2359", "Fri, 31 Dec 9999 23:59:59 -2359"]
)
def test_a_date_at_the_end_of_time_is_no_trouble(date: str) -> None:
    assert retry_after({"retry-after": date}) in {None, 0.0, 3600.0}


@pytest.mark.parametrize("value", ["", 5, None, "a\nb", "\ud800", "x" * 9000])
def test_an_id_that_cannot_be_kept_is_none(value: object) -> None:
    with pytest.raises(ProviderError, match="no 'id'"):
        as_text("acme", {"id": value}, "id")


def test_nothing_of_a_request_reaches_the_log(
    caplog: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    caplog.set_level(logging.DEBUG)
    for name in ("httpx", "httpcore.http11", "httpcore.connection"):
        caplog.set_level(logging.DEBUG, logger=name)
    echo = says(f"200 OK\r\nX-Echo: {KEY}\r\nX-Next: /b?sig=signed-away", b"{}")
    with raw_server(echo) as server:
        create(server)
        read(server)
        fetch(f"{server.url}/a?sig=signed-away", tmp_path / "a.mp4")
    assert "secret" not in caplog.text
    assert "signed-away" not in caplog.text


@pytest.mark.parametrize("packing", ["gzip", "br", "zstd", "gzip, gzip", "DEFLATE"])
def test_a_packed_download_is_refused_before_it_fills_the_disk(
    tmp_path: Path, packing: str
) -> None:
    packed = says(f"200 OK\r\nContent-Encoding: {packing}", b"x" * 99)
    with raw_server(packed) as server, pytest.raises(ResultError, match="packed"):
        fetch(f"{server.url}/a", tmp_path / "a.mp4")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "start", [b"HTTP/1.1 200 OK\r\nContent-Length: 99999\r\n\r\n", b"HTTP/1.1 200 OK\r\nX: "]
)
def test_a_download_that_drips_ends_in_time(tmp_path: Path, start: bytes) -> None:
    drop = drips(start, b"x")
    with raw_server(drop) as server, pytest.raises(UnavailableError, match="too slowly"):
        fetch(f"{server.url}/a", tmp_path / "a.mp4", seconds=0.3)
    assert list(tmp_path.iterdir()) == []


def test_a_disk_that_refuses_is_said(tmp_path: Path) -> None:
    (tmp_path / "result").write_bytes(b"a file where a folder is needed")
    with raw_server(says("200 OK", b"clip")) as server, pytest.raises(ResultError, match="written"):
        fetch(f"{server.url}/a", tmp_path / "result" / "0.mp4")


def looked_up(monkeypatch: pytest.MonkeyPatch, *numbers: str) -> None:
    async def lookup(_: Any, __: str, port: int, **___: Any) -> list[Any]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (number, port)) for number in numbers]

    monkeypatch.setattr(asyncio.base_events.BaseEventLoop, "getaddrinfo", lookup)


def test_the_next_number_of_a_name_is_tried_when_the_first_is_dead(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    looked_up(monkeypatch, "127.0.0.9", "127.0.0.1")
    with raw_server(says("200 OK", b"clip")) as server:
        fetch(f"http://cdn.test:{server.port}/a", tmp_path / "a.mp4")
        assert f"host: cdn.test:{server.port}".encode() in server.requests[0].lower()


def test_two_names_at_one_number_never_share_a_connection(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    looked_up(monkeypatch, "127.0.0.1")

    async def both() -> None:
        downloader = Downloader("acme", private=True)
        for name in ("a.test", "b.test"):
            await downloader.fetch(f"http://{name}:{server.port}/x", tmp_path / f"{name}.mp4")
        await downloader.close()

    with raw_server(says("200 OK", b"clip")) as server:
        asyncio.run(both())
        assert server.connections == 2


@pytest.mark.parametrize(
    "url",
    ["https://cdn.test:0/a", "https://user@cdn.test/a", "https://:pw@cdn.test/a", "https://%00/a",
     "https://127.0.0.1./a", "https://2130706433/a", "https://0x7f.1/a", "https://[::127.0.0.1]/a",
     "https://[64:ff9b::7f00:1]/a", "https://[fec0::1]/a", "https://localhost./a",
     "https://[::ffff:0:127.0.0.1]/a", "HTTPS://LOCALHOST/a", "//cdn.test/a", "https:cdn.test"],
)  # fmt: skip
def test_an_odd_address_leads_nowhere_inside(url: str) -> None:
    with pytest.raises((ResultError, UnavailableError)):
        asyncio.run(checked_place("acme", url, private=False))


@given(st.text(max_size=60) | st.text(max_size=40).map(lambda t: f"https://{t}"))
def test_any_text_as_an_address_is_an_error_of_ours_or_a_place(url: str) -> None:
    async def nowhere() -> None:
        loop = asyncio.get_running_loop()
        loop.getaddrinfo = _unknown  # type: ignore[method-assign]
        try:
            await checked_place("acme", url, private=False)
        except ProviderError:
            return

    asyncio.run(nowhere())


async def _unknown(*_: Any, **__: Any) -> list[Any]:
    raise socket.gaierror(-2, "not known")


def put(url: str, file: Path, **limits: Any) -> None:
    async def run() -> None:
        uploader = Uploader("acme", private=True, **limits)
        try:
            await uploader.put(url, file, "image/png")
        finally:
            await uploader.close()

    asyncio.run(run())


def test_an_upload_reads_no_answer_without_end_and_carries_no_key(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(b"x" * 700_000)
    endless = drips(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"4\r\nxxxx\r\n")
    start = time.monotonic()
    with raw_server(endless) as server:
        put(f"{server.url}/a?sig=1", tmp_path / "a.png")
        assert server.requests[0].endswith(b"x" * 700_000)
        assert b"authorization" not in server.requests[0].lower()
    assert time.monotonic() - start < 4.0


@pytest.mark.parametrize(
    ("head", "error"),
    [("503 X\r\nRetry-After: 3", UnavailableError), ("403 X", RefusedError),
     ("307 X\r\nLocation: /b", RefusedError)],
)  # fmt: skip
def test_storage_that_refuses_is_told_apart_from_one_that_is_ill(
    tmp_path: Path, head: str, error: type[ProviderError]
) -> None:
    (tmp_path / "a.png").write_bytes(b"x")
    with raw_server(says(head)) as server, pytest.raises(error):
        put(f"{server.url}/a?sig=1", tmp_path / "a.png")


def test_an_upload_that_is_never_taken_ends_in_time(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(b"x")
    drop = drips(b"HTTP/1.1 200 OK\r\nX: ", b"a")
    with raw_server(drop) as server, pytest.raises(UnavailableError, match="slowly"):
        put(f"{server.url}/a", tmp_path / "a.png", seconds=0.3)


def test_no_key_is_no_request() -> None:
    with raw_server(says("200 OK", b"{}")) as server, pytest.raises(MissingKeyError):
        create(server, key="")
    assert server.connections == 0
