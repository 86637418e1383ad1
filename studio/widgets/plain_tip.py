"""Tooltips of words that a person or a file gave: shown as they are written, never as HTML."""

from __future__ import annotations

from html import escape


def plain_tip(text: str) -> str:
    """Return a tooltip that shows a text as it is; Qt would read some as rich text."""
    return f"<qt>{escape(text)}</qt>" if "<" in text else text
