"""The shell of every page: one HTML file that runs what it carries and asks nobody for anything.

Styles and scripts stand in the page itself, each allowed by its own hash. From a folder that is
opened by a double click, ``'self'`` would mean every file of the disk, and scripts that import each
other are refused. Pictures and clips lie beside the page.
"""

from __future__ import annotations

import base64
import hashlib
import html
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import Any

from visualize.encode.atomic import write_whole

INDEX = "index.html"
PLAYER_STYLES = ("theme.css", "player.css")
PLAYER_SCRIPTS = ("dom.js", "frame_clip.js", "transport.js")
"""What every page that plays clips begins with."""

_PARTS = files("visualize.pages")
_JSON_ESCAPES = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&"}


@dataclass(frozen=True, kw_only=True)
class Page:
    """What a page is made of; the parts are files of this package, by their names.

    Attributes
    ----------
    title
        Any text; it is escaped.
    body
        The markup between ``<body>`` and its end, a file of ours: nothing of a project is in it.
    styles, scripts
        In the order in which they apply and run; scripts run when the body is there.
    data
        What the scripts show, as plain JSON values. They read it with ``pageData()`` (``dom.js``).
    """

    title: str
    body: str
    styles: tuple[str, ...]
    scripts: tuple[str, ...]
    data: Mapping[str, Any] = field(default_factory=dict)


def page_text(page: Page) -> str:
    """Return the page as HTML.

    Raises
    ------
    ValueError
        When the data holds what JSON cannot: an infinite number, a value that is not plain.
    """
    styles = [_part(name) for name in page.styles]
    scripts = [_part(name) for name in page.scripts]
    head = [
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{_policy(styles, scripts)}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="color-scheme" content="dark light">',
        '<meta name="referrer" content="no-referrer">',
        f"<title>{html.escape(page.title)}</title>",
        *(f"<style>{text}</style>" for text in styles),
    ]
    body = [
        _part("icons.svg"),
        _part(page.body),
        "<noscript>This page plays clips by its own script; allow it to run.</noscript>",
        f'<script type="application/json" id="page-data">{_inert(page.data)}</script>',
        *(f"<script>{text}</script>" for text in scripts),
    ]
    lines = ["<!doctype html>", '<html lang="en">', "<head>", *head, "</head>", "<body>", *body]
    return "\n".join([*lines, "</body>", "</html>", ""])


def write_page(folder: Path, page: Page, name: str = INDEX) -> Path:
    """Write the page into a folder and return its path.

    Raises
    ------
    EncodeError
        When the system refuses.
    """
    path = folder / name
    write_whole(path, page_text(page).encode())
    return path


def _part(name: str) -> str:
    return _PARTS.joinpath(name).read_text("utf-8")


def _inert(data: Mapping[str, Any]) -> str:
    """Return JSON in which no text can end the block that holds it, nor begin another."""
    return json.dumps(data, allow_nan=False, separators=(",", ":")).translate(_JSON_ESCAPES)


def _policy(styles: Iterable[str], scripts: Iterable[str]) -> str:
    rules = {
        "default-src": "'none'",
        "script-src": _hashes(scripts),
        "style-src": _hashes(styles),
        "img-src": "'self'",
        "media-src": "'self'",
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    return "; ".join(f"{rule} {allowed}" for rule, allowed in rules.items())


def _hashes(texts: Iterable[str]) -> str:
    digests = (base64.b64encode(hashlib.sha256(text.encode()).digest()) for text in texts)
    return " ".join(f"'sha256-{digest.decode()}'" for digest in digests) or "'none'"
