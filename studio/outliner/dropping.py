"""Where rows go that are dropped: on a row, or in the gap between two."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Literal

from compose.edits.hierarchy import parent_shown
from studio.outliner.joints import joint_of
from studio.outliner.rows import ENVIRONMENT, RowKey
from studio.session import Session, hanging


@dataclass(frozen=True, slots=True)
class Gap:
    """A place before or after the row of a node."""

    node: str
    side: Literal["before", "after"]


def drop_rows(
    session: Session, moved: Sequence[str], parent: RowKey, below: Sequence[RowKey], at: int
) -> bool:
    """Move nodes to where their rows were dropped.

    Parameters
    ----------
    moved
        The nodes dragged.
    parent
        The row that they are dropped on, or whose gap it is.
    below
        The rows that hang on ``parent``.
    at
        The gap: how many rows of ``below`` are above it; -1 for a drop on ``parent`` itself.

    Returns
    -------
    Whether it was done.
    """
    scene = session.scene
    moved = [node for node in moved if node != parent.node]
    if scene is None or not moved or parent == ENVIRONMENT:
        return False
    if at >= 0:
        gap = gap_at(below, at, moved)
        if gap is not None:
            return hanging.move_beside(session, moved, gap.node, gap.side)
        if all((parent_shown(scene, scene.node(node)) or "") == parent.node for node in moved):
            return False
    return hanging.move_under(session, moved, parent.node or None, joint_of(parent))


def gap_at(below: Sequence[RowKey], at: int, moved: Collection[str]) -> Gap | None:
    """Return the nearest row of a node that stays, above the gap or else under it."""
    for key in reversed(below[:at]):
        if _stays(key, moved):
            return Gap(key.node, "after")
    return next((Gap(key.node, "before") for key in below[at:] if _stays(key, moved)), None)


def _stays(key: RowKey, moved: Collection[str]) -> bool:
    return bool(key.node) and not key.inner and key.node not in moved
