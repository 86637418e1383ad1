"""Keys, signed addresses and passwords of proxies: sent to no one else, shown to nobody."""

import json
import logging
from pathlib import Path

import pytest

from models.answers import plain_words
from models.errors import (
    MissingKeyError,
    ProviderError,
    RefusedError,
    UnauthorizedError,
    UnavailableError,
)
from tests.builders.raw_server import Answer, hangs_up, raw_server, says
from tests.builders.sent_mark import marking
from tests.builders.transports import KEY, create, fetch, read, with_transport


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
                    "POST", "https://api.test/make", marking(lambda: marks.append("x"))
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


def test_no_key_is_no_request() -> None:
    with raw_server(says("200 OK", b"{}")) as server, pytest.raises(MissingKeyError):
        create(server, key="")
    assert server.connections == 0
