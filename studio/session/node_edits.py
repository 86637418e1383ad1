"""What the outliner and the viewport both do to the nodes selected, each one entry of undo."""

from __future__ import annotations

from collections.abc import Iterable

from pydantic import ValidationError

from compose.edits import (
    Clipboard,
    add_node,
    copy_nodes,
    paste_nodes,
    remove_node,
    separate_ids,
)
from compose.node import Node
from compose.project import Project
from compose.scene import Scene
from studio.session.session import Edit, Session

MOST_PASTED_BYTES = 64 * 1024 * 1024


def topmost(scene: Scene, nodes: Iterable[str]) -> tuple[str, ...]:
    """Return those of some nodes that hang on none of the others, in their order."""
    wanted = tuple(dict.fromkeys(nodes))
    return tuple(node for node in wanted if not _above(scene, node) & set(wanted))


def duplicate(session: Session) -> None:
    """Copy the nodes selected, with their motion and what hangs on them, and select the copies."""
    scene = session.scene
    if scene is None or not session.selection:
        return
    chosen = topmost(scene, session.selection)
    _adding(
        session,
        f"Duplicate {told(session.selected)}",
        lambda p: paste_nodes(p, scene.id, copy_nodes(p, scene.id, chosen)),
    )


def copied(session: Session) -> str:
    """Return the nodes selected as text for a clipboard; empty when none is."""
    scene = session.scene
    if scene is None or not session.selection:
        return ""
    return copy_nodes(session.project, scene.id, session.selection).model_dump_json()


def paste(session: Session, text: str | bytes) -> None:
    """Add what ``copied`` gave, from this project or another, and select it."""
    scene = session.scene
    if scene is None:
        return
    if len(text) > MOST_PASTED_BYTES:
        session.tell("Paste: not done", "The clipboard holds more than 64 MiB.", kind="bad")
        return
    try:
        clipboard = Clipboard.model_validate_json(text)
    except ValidationError:
        session.tell("Paste: not done", "The clipboard holds no nodes of a scene.", kind="bad")
        return
    _adding(
        session,
        f"Paste {told(topmost_nodes(clipboard))}",
        lambda p: paste_nodes(p, scene.id, clipboard),
    )


def topmost_nodes(clipboard: Clipboard) -> tuple[Node, ...]:
    """Return the nodes of a clipboard that hang on none of the others."""
    ids = {node.id for node in clipboard.nodes}
    return tuple(n for n in clipboard.nodes if n.parent is None or n.parent.node not in ids)


def delete(session: Session) -> None:
    """Remove the nodes selected with what hangs on them; a camera of a shot is refused and told."""
    scene = session.scene
    if scene is None or not session.selection:
        return
    chosen = topmost(scene, session.selection)

    def edit(project: Project) -> Project:
        for node in chosen:
            project = remove_node(project, scene.id, node)
        return project

    session.do(f"Delete {told(session.selected)}", edit)


def hide(session: Session) -> None:
    """Hide the nodes selected, or show them when all are hidden at the playhead."""
    hide_nodes(session, session.selection)


def hide_nodes(session: Session, nodes: Iterable[str]) -> None:
    """Hide nodes, or show them when all are hidden at the playhead, by the rule of the layers."""
    chosen, scene = tuple(nodes), session.scene
    if not chosen or scene is None:
        return
    hiding = any(is_shown(session, node) for node in chosen)
    verb = "Hide" if hiding else "Show"
    wanted = [(node, "visible", 0.0 if hiding else 1.0) for node in chosen]
    session.do(f"{verb} {told(map(scene.node, chosen))}", session.writing(wanted))


def is_shown(session: Session, node: str) -> bool:
    """Tell whether a node is visible at the playhead, whatever it hangs on."""
    value = session.standing(node, "visible").value
    return not isinstance(value, tuple) and value >= 0.5


def lock(session: Session) -> None:
    """Lock the nodes selected, or unlock them when all are locked."""
    chosen = session.selection
    session.lock(chosen, on=any(node not in session.locked for node in chosen))


def select_all(session: Session) -> None:
    """Select every node of the scene that is not locked."""
    if session.scene is not None:
        session.select(n.id for n in session.scene.nodes if not session.is_locked(n.id))


def select_none(session: Session) -> None:
    """Select nothing."""
    session.select(())


def select_children(session: Session) -> None:
    """Select what hangs directly on the nodes selected."""
    scene, above = session.scene, set(session.selection)
    if scene is not None:
        session.select(n.id for n in scene.nodes if n.parent and n.parent.node in above)


def add_group(session: Session) -> None:
    """Add an empty group, under the active node where there is one, and select it."""
    scene, active = session.scene, session.active
    if scene is not None:
        above = None if active is None else active.id
        _adding(session, "Add group", lambda p: add_node(p, scene.id, "Group", parent=above))


def separate_parts(session: Session) -> None:
    """Give every part of the active node's model a number of its own in the id pass."""
    scene, active = session.scene, session.active
    if scene is not None and active is not None:
        session.do(
            f"Separate the parts of {active.name}",
            lambda p: separate_ids(p, scene.id, active.id, "parts"),
        )


def told(nodes: Iterable[Node]) -> str:
    """Return how a menu names nodes: by name, or by number."""
    names = [node.name for node in nodes]
    return names[0] if len(names) == 1 else f"{len(names)} nodes"


def _adding(session: Session, label: str, edit: Edit) -> None:
    """Make an edit that adds nodes and select those of them that hang on no other new one."""
    before = set() if session.scene is None else {node.id for node in session.scene.nodes}
    if session.do(label, edit) and session.scene is not None:
        fresh = [node.id for node in session.scene.nodes if node.id not in before]
        session.select(topmost(session.scene, fresh))


def _above(scene: Scene, node: str) -> set[str]:
    """Return the nodes that a node hangs on, however high."""
    found: set[str] = set()
    above = scene.node(node).parent
    while above is not None and above.node not in found:
        found.add(above.node)
        above = scene.node(above.node).parent
    return found
