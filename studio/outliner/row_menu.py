"""The menu of a row of the outliner: the same commands as the Edit menu, and its own few."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from compose.payload import Modelled
from studio.desk import Desk
from studio.outliner.rows import ENVIRONMENT, SCENE, RowKey
from studio.session import hanging, node_edits, scene_edits


def fill_row_menu(
    menu: QMenu, desk: Desk, key: RowKey, actions: Mapping[str, QAction],
    environment: Callable[[], object],
) -> None:  # fmt: skip
    """Fill a menu for a row.

    Parameters
    ----------
    actions
        The commands that the outliner carries out, by id.
    environment
        Shows the environment's properties.
    """
    if key == SCENE:
        _fill_for_scene(menu, desk, actions)
    elif key == ENVIRONMENT:
        menu.addAction(desk.theme.icon("weather-sunset"), "Show the environment", environment)
    elif not key.node:
        menu.addActions([actions[id_] for id_ in ("scene.add_group", "edit.paste")])
    else:
        _fill_for_nodes(menu, desk, actions)


def _fill_for_scene(menu: QMenu, desk: Desk, actions: Mapping[str, QAction]) -> None:
    session, theme = desk.session, desk.theme
    for id_ in ("edit.rename", "scene.add_group", "edit.paste", "edit.select_all"):
        menu.addAction(actions[id_])
    menu.addSeparator()
    menu.addAction(actions["scene.add_scene"])
    removing = menu.addAction(
        theme.icon("trash-can-outline"), "Remove this scene", lambda: scene_edits.remove(session)
    )
    removing.setEnabled(len(session.project.scenes) > 1)


def _fill_for_nodes(menu: QMenu, desk: Desk, actions: Mapping[str, QAction]) -> None:
    session = desk.session
    framing = desk.commands.action("view.frame")
    if framing is not None:
        menu.addAction(framing)
    menu.addAction(actions["edit.rename"])
    menu.addSeparator()
    for id_ in ("edit.cut", "edit.copy", "edit.paste", "edit.duplicate", "edit.delete"):
        menu.addAction(actions[id_])
    menu.addSeparator()
    for id_ in ("edit.hide", "edit.lock"):
        menu.addAction(actions[id_])
    menu.addSeparator()
    menu.addAction(actions["edit.group"])
    if any(node.payload is None for node in session.selected):
        menu.addAction(actions["edit.ungroup"])
    menu.addAction(actions["scene.add_group"])
    menu.addSeparator()
    for id_ in ("edit.move_up", "edit.move_down"):
        menu.addAction(actions[id_])
    above = {n.parent.node for n in session.scene.nodes if n.parent} if session.scene else set()
    children = menu.addAction("Select children", lambda: node_edits.select_children(session))
    children.setEnabled(not above.isdisjoint(session.selection))
    out = menu.addAction("Move out of its parent", lambda: hanging.move_out(session))
    out.setEnabled(any(node.parent is not None for node in session.selected))
    if session.active is not None and isinstance(session.active.payload, Modelled):
        menu.addAction("Separate parts in the id pass", lambda: node_edits.separate_parts(session))
