"""What transport promises: every fault of httpx has its meaning, and words are safe to show."""

import email.utils
import ipaddress
from datetime import UTC, datetime, timedelta

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.addresses import _is_public, host_of, is_this_machine
from models.answers import plain_words, retry_after
from models.transport import _NOT_SENT


def all_under(root: type[BaseException]) -> set[type[BaseException]]:
    return {root}.union(*(all_under(kind) for kind in root.__subclasses__()))


def test_every_fault_httpx_can_raise_is_translated() -> None:
    caught = (
        *_NOT_SENT, httpx.TransportError, httpx.StreamError, httpx.DecodingError,
        httpx.InvalidURL, httpx.CookieConflict, httpx.TooManyRedirects,
    )  # fmt: skip
    raised = all_under(httpx.HTTPError) | all_under(httpx.StreamError)
    raised |= {httpx.InvalidURL, httpx.CookieConflict}
    never = {httpx.HTTPError, httpx.RequestError, httpx.HTTPStatusError}
    unmapped = {kind.__name__ for kind in raised - never if not issubclass(kind, caught)}
    assert not unmapped


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("7", 7.0), ("0", 0.0), ("-3", 0.0), ("1e9", 3600.0), ("", None), ("soon", None),
     ("nan", None), ("inf", None)],
)  # fmt: skip
def test_retry_after_in_seconds(text: str, seconds: float | None) -> None:
    assert retry_after({"retry-after": text}) == seconds


def test_retry_after_as_a_date() -> None:
    then = datetime.now(UTC) + timedelta(seconds=90)
    found = retry_after({"retry-after": email.utils.format_datetime(then, usegmt=True)})
    assert found is not None
    assert 85 < found <= 90


@given(st.binary(max_size=2000))
def test_any_body_becomes_short_words_in_one_line(body: bytes) -> None:
    words = plain_words(body)
    assert len(words) <= 400
    assert words.isprintable()


def test_words_that_lie_deep_in_json_are_not_dug_for() -> None:
    def nested(depth: int) -> bytes:
        return b'{"detail":' * depth + b'"x"' + b"}" * depth

    assert plain_words(nested(3)) == "x"
    assert plain_words(nested(200)) == ""


def test_json_too_deep_to_read_is_cut_off_as_it_stands() -> None:
    words = plain_words(b'{"detail":' * 30_000)
    assert words.startswith('{"detail":{"detail":')
    assert len(words) <= 400


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b'{"detail": "No such model"}', "No such model"),
        (b'{"detail": [{"loc": ["body", "x"], "msg": "wrong"}]}', "body.x / wrong"),
        (b'{"error": {"message": "No outputs", "details": ""}}', "No outputs"),
        (b"<html><body>502 Bad Gateway</body></html>", ""),
        (b"see https://x.test/a?sig=abc now", "see https://x.test/a now"),
    ],
)  # fmt: skip
def test_what_a_server_says_is_found(body: bytes, words: str) -> None:
    assert plain_words(body) == words


@pytest.mark.parametrize(
    ("url", "host"),
    [("https://fal.run/x", "fal.run"), ("http://127.0.0.1:81/x", "127.0.0.1:81"),
     ("https://fal.run@evil.test/x", "evil.test"), ("https://fal.run:444", "fal.run:444"),
     ("", ""), ("nonsense", "")],
)  # fmt: skip
def test_the_host_of_an_address(url: str, host: str) -> None:
    assert host_of(url) == host


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.1:80", "localhost:1", "[::1]:8188", "::1"])
def test_this_machine(host: str) -> None:
    assert is_this_machine(host)


@pytest.mark.parametrize("host", ["10.0.0.1", "localhost.evil.test", "fal.run", "", "1.2.3.4:80"])
def test_not_this_machine(host: str) -> None:
    assert not is_this_machine(host)


@pytest.mark.parametrize(
    "inside",
    ["127.0.0.1", "10.1.2.3", "192.168.1.1", "172.16.0.1", "169.254.169.254", "100.64.0.1",
     "0.0.0.0", "224.0.0.1", "::1", "fe80::1", "fc00::1", "::ffff:10.0.0.1", "2002:7f00:1::",
     "255.255.255.255", "::"],
)  # fmt: skip
def test_addresses_inside_a_network_are_not_public(inside: str) -> None:
    assert not _is_public(ipaddress.ip_address(inside))


@pytest.mark.parametrize("outside", ["8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8"])
def test_addresses_of_the_world_are_public(outside: str) -> None:
    assert _is_public(ipaddress.ip_address(outside))
