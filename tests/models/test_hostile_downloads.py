"""What servers do to downloads and uploads: no bomb, no drip, no address that leads inside."""

import asyncio
import shutil
import socket
import ssl
import subprocess
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.addresses import checked_place
from models.download import Downloader
from models.errors import (
    ProviderError,
    RefusedError,
    ResultError,
    UnavailableError,
)
from tests.builders.raw_server import drips, raw_server, says
from tests.builders.transports import fetch, looked_up, put


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
