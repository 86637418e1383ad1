"""What the outliner does to what hangs on what: groups, parents, and the order of the rows."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from compose.edits import add_node, move_node, remove_node, reparent
from compose.edits.hierarchy import parent_shown
from compose.project import Project
from compose.scene import Scene
from compose.values import Vec3, new_id
from studio.session.node_edits import told, topmost
from studio.session.session import Session


def group(session: Session) -> None:
    """Hang the nodes selected on a new group in the middle under them, and select it.

    It stands where the first of them stood in the outliner, if all hung on the same.
    """
    scene = session.scene
    if scene is None or not session.selection:
        return
    chosen = topmost(scene, session.selection)
    node_id = new_id("nod")

    def edit(project: Project) -> Project:
        parents = {_parent_of(scene, node) for node in chosen}
        above = next(iter(parents)) if len(parents) == 1 else None
        project = add_node(
            project, scene.id, "Group", node_id=node_id, translation=_middle(project, scene, chosen)
        )
        project = reparent(project, scene.id, node_id, above)
        if len(parents) == 1:
            first = next(node.id for node in scene.nodes if node.id in chosen)
            project = move_node(project, scene.id, node_id, before=first)
        for node in chosen:
            project = reparent(project, scene.id, node, node_id)
        return project

    if session.do(f"Group {told(session.selected)}", edit):
        session.select((node_id,))


def ungroup(session: Session) -> None:
    """Remove the groups selected and keep what hangs on them where it stands."""
    scene = session.scene
    groups = tuple(node for node in session.selected if node.payload is None)
    if scene is None or not groups:
        return
    ids = {node.id for node in groups}
    children = [n.id for n in scene.nodes if n.parent is not None and n.parent.node in ids]

    def edit(project: Project) -> Project:
        for node in groups:
            project = remove_node(project, scene.id, node.id, children="keep")
        return project

    if session.do(f"Ungroup {told(groups)}", edit):
        session.select(node for node in children if node not in ids)


def move_under(
    session: Session, nodes: Iterable[str], parent: str | None, joint: str | None = None
) -> bool:
    """Hang nodes on another one, or one of its joints, keeping their places in the world.

    Returns
    -------
    Whether it was done; a refusal is told.
    """
    scene = session.scene
    if scene is None:
        return False
    chosen = topmost(scene, nodes)

    def edit(project: Project) -> Project:
        for node in chosen:
            project = reparent(project, scene.id, node, parent, joint=joint)
        return project

    where = scene.name if parent is None else scene.node(parent).name
    return session.do(f"Move {told(map(scene.node, chosen))} to {where}", edit)


def move_out(session: Session) -> bool:
    """Take the nodes selected out of what they hang on, keeping their places in the world."""
    return move_under(session, session.selection, None)


def move_beside(
    session: Session, nodes: Iterable[str], other: str, side: Literal["before", "after"]
) -> bool:
    """Put nodes before or after another one in the outliner, hung on what that one hangs on.

    They keep their order among themselves and their places in the world.

    Returns
    -------
    Whether it was done; a refusal is told.
    """
    scene = session.scene
    if scene is None:
        return False
    wanted = set(topmost(scene, nodes)) - {other}
    chosen = [node.id for node in scene.nodes if node.id in wanted]

    def edit(project: Project) -> Project:
        last = other
        for node in chosen:
            if side == "before":
                project = move_node(project, scene.id, node, before=other)
            else:
                project = move_node(project, scene.id, node, after=last)
                last = node
        return project

    where = scene.node(other).name
    return session.do(f"Move {told(map(scene.node, chosen))} {side} {where}", edit)


def move_by_one(session: Session, by: Literal[-1, 1]) -> bool:
    """Move the nodes selected one row up (-1) or down among those that hang on the same.

    Returns
    -------
    Whether any could move: the first of all goes no further up, the last no further down.
    """
    scene = session.scene
    if scene is None or not session.selection:
        return False
    chosen = set(topmost(scene, session.selection))

    def edit(project: Project) -> Project:
        rows = [node.id for node in project.scene(scene.id).nodes if node.id in chosen]
        for node in rows[::-by]:
            project = _passed(project, scene.id, node, chosen, by)
        return project

    moved = edit(session.project)
    if moved is session.project:
        return False
    way = "up" if by < 0 else "down"
    return session.do(
        f"Move {told(map(scene.node, chosen))} {way}", edit, merge=("rows", way, *sorted(chosen))
    )


def _passed(project: Project, scene: str, node: str, chosen: set[str], by: int) -> Project:
    """Put a node beyond the sibling next to it, unless that is moved itself and could not go on."""
    stage = project.scene(scene)
    above = parent_shown(stage, stage.node(node))
    rows = [one.id for one in stage.nodes if parent_shown(stage, one) == above]
    at = rows.index(node) + by
    if not 0 <= at < len(rows) or rows[at] in chosen:
        return project
    if by < 0:
        return move_node(project, scene, node, before=rows[at])
    return move_node(project, scene, node, after=rows[at])


def _parent_of(scene: Scene, node: str) -> str | None:
    parent = scene.node(node).parent
    return None if parent is None else parent.node


def _middle(project: Project, scene: Scene, nodes: tuple[str, ...]) -> Vec3:
    """Return the middle of the places of nodes, as low as the lowest."""
    from compose.edits.placing import world_matrix

    places = [world_matrix(project, scene, scene.node(node))[:3, 3].tolist() for node in nodes]
    xs, ys, zs = zip(*places, strict=True)
    return ((min(xs) + max(xs)) / 2.0, min(ys), (min(zs) + max(zs)) / 2.0)
