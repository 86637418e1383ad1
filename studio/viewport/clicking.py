"""Clicking: what a click selects that goes on clicking at one place. No Qt."""

from __future__ import annotations

from compose.scene import Scene


def cycled(scene: Scene, node: str, selection: tuple[str, ...], *, again: bool) -> str:
    """Return what a click on a node selects.

    Clicking ``again`` at the same place goes up to what the node hangs on, and after the topmost
    back to the node itself.
    """
    chain = [node]
    while (parent := scene.node(chain[-1]).parent) is not None and parent.node not in chain:
        chain.append(parent.node)
    if not again or len(selection) != 1 or selection[0] not in chain:
        return node
    return chain[(chain.index(selection[0]) + 1) % len(chain)]
