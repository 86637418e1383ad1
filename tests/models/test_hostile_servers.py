"""What servers and networks do to a paid request: no second create, no answer without end."""

import gzip
import socket
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.answers import UnpackError, as_text, retry_after, unpacked
from models.errors import (
    AmbiguousError,
    BusyError,
    ProviderError,
    UnavailableError,
)
from models.transport import Transport
from tests.builders.raw_server import Answer, drips, hangs_up, raw_server, says
from tests.builders.sent_mark import marking
from tests.builders.transports import create, host, read, with_transport


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
            await transport.create("POST", f"{server.url}/make", marking())

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
