"""Money: amounts of US dollars in words."""

from __future__ import annotations


def money(low_usd: float | None, high_usd: float | None) -> str:
    """Return ``$3.20``, ``$0.041 to $0.053``, ``free`` or ``unknown``."""
    if low_usd is None or high_usd is None:
        return "unknown"
    if high_usd == 0.0:
        return "free"
    low, high = _amount(low_usd), _amount(high_usd)
    return low if low == high else f"{low} to {high}"


def _amount(usd: float) -> str:
    text = f"{usd:.4f}".rstrip("0")
    whole, _, cents = text.partition(".")
    return f"${whole}.{cents:<02}" if len(cents) < 2 else f"${whole}.{cents}"
