"""Answers: what servers say, made short, plain and fit to be shown; and JSON they sent."""

from __future__ import annotations

import json
import math
import re
import zlib
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from models.errors import ProviderError

_READ_BYTES = 64 << 10
_LONGEST_WORDS = 400
_LONGEST_TEXT = 8192
_LONGEST_WAIT_S = 3600.0
_QUERY = re.compile(r"(https?://[^\s?#\"'<>]+)[?#][^\s\"'<>]*", re.IGNORECASE)
_LOGIN = re.compile(r"(https?://)[^\s/@\"'<>]+@", re.IGNORECASE)


class UnpackError(Exception):
    """An answer that is packed in a way, or to a size, that is not taken."""


def unpacked(raw: bytes, encoding: str, most: int) -> bytes:
    """Return an answer's bytes, unpacked where a server packed them although it was asked not to.

    Raises
    ------
    UnpackError
        When it is packed otherwise than once with gzip, is damaged, or would be larger than
        ``most`` bytes.
    """
    encoding = encoding.strip().lower()
    if encoding in {"", "identity"}:
        return raw
    if encoding not in {"gzip", "x-gzip"}:
        raise UnpackError
    unzip = zlib.decompressobj(wbits=16 + zlib.MAX_WBITS)
    try:
        plain = unzip.decompress(raw, most)
    except zlib.error as error:
        raise UnpackError from error
    if not unzip.eof:
        raise UnpackError
    return plain


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Return the seconds a ``Retry-After`` header asks to wait (RFC 9110, 10.2.3), or ``None``."""
    text = headers.get("retry-after", "").strip()
    try:
        seconds = float(text)
    except ValueError:
        try:
            when = parsedate_to_datetime(text).astimezone(UTC)
        except (ValueError, TypeError, IndexError, OverflowError):  # it promises the first alone
            return None
        seconds = (when - datetime.now(UTC)).total_seconds()
    return min(max(seconds, 0.0), _LONGEST_WAIT_S) if math.isfinite(seconds) else None


def plain_words(body: bytes | str, hide: Callable[[str], str] = str) -> str:
    """Return the message in an error's body: its own words in JSON, addresses without queries.

    Parameters
    ----------
    hide
        Blots keys out; it sees the words whole, before they are cut.
    """
    text = body if isinstance(body, str) else body[:_READ_BYTES].decode("utf-8", "replace")
    try:
        text = " / ".join(_messages(json.loads(text)))
    except (ValueError, RecursionError):
        if text.lstrip().startswith("<"):
            return ""
    text = _LOGIN.sub(r"\1", _QUERY.sub(r"\1", hide(text)))
    text = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return text if len(text) <= _LONGEST_WORDS else text[: _LONGEST_WORDS - 1] + "…"


def as_text(provider: str, answer: Any, name: str) -> str:  # noqa: ANN401 - any JSON
    """Return a text field of an answer: an id or an address, one line and not without end.

    Raises
    ------
    ProviderError
        When it is not there: the provider does not speak as documented.
    """
    value = answer.get(name) if isinstance(answer, dict) else None
    if not isinstance(value, str) or not 0 < len(value) <= _LONGEST_TEXT or not value.isprintable():
        raise ProviderError(provider, f"its answer has no {name!r}; its interface has changed.")
    return value


def _messages(found: Any, depth: int = 0) -> list[str]:  # noqa: ANN401 - any JSON
    if isinstance(found, str):
        return [found]
    if depth > 4:
        return []
    if isinstance(found, list):
        return [words for one in found[:5] for words in _messages(one, depth + 1)]
    if not isinstance(found, dict):
        return []
    for name in ("detail", "error", "message", "msg", "details", "exception_message"):
        if found.get(name):
            return _place(found) + _messages(found[name], depth + 1) + _kind(found)
    return []


def _place(fault: Mapping[str, Any]) -> list[str]:
    place = fault.get("loc")
    return [".".join(str(part) for part in place[:6])] if isinstance(place, list) else []


def _kind(fault: Mapping[str, Any]) -> list[str]:
    kind = fault.get("type") or fault.get("error_type")
    return [f"({kind})"] if isinstance(kind, str) else []
