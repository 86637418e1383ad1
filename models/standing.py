"""Standing: whether a model still runs, in words, on a given day."""

from __future__ import annotations

from datetime import date

from models.card import ModelCard


def standing_words(card: ModelCard, today: date) -> str:
    """Return ``retiring 2026-12-01`` for a table; nothing for a model that simply runs."""
    if card.status == "active":
        return ""
    if _is_past(card, today):
        return f"past its end {card.status_date}"
    return f"{card.status} {card.status_date}"


def end_warning(card: ModelCard, today: date) -> str:
    """Return a sentence about a model that ends or was to end; nothing for any other.

    A retired one has none: it is refused.
    """
    if card.status != "retiring":
        return ""
    instead = f" Its successor is {card.successor}." if card.successor else ""
    if _is_past(card, today):
        return f"{card.name}'s end date, {card.status_date}, has passed; it may be gone.{instead}"
    return f"{card.name} ends on {card.status_date}.{instead}"


def _is_past(card: ModelCard, today: date) -> bool:
    ends = card.status_date
    return card.status == "retiring" and ends is not None and ends < today
