"""Staleness: whether a take still shows its shot as it is now, and if not, what changed."""

from visualize.staleness.parts import fingerprint
from visualize.staleness.reasons import Reason
from visualize.staleness.recording import recorded
from visualize.staleness.scope import Scope, scope_of, scope_of_order
from visualize.staleness.stale import is_stale, stale_parts

__all__ = [
    "Reason",
    "Scope",
    "fingerprint",
    "is_stale",
    "recorded",
    "scope_of",
    "scope_of_order",
    "stale_parts",
]
