"""The tools of the strip, and the commands that arrange what is selected."""

from __future__ import annotations

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from studio.desk import Desk
from studio.listening import listen
from studio.tools import arranging
from studio.tools.gizmo import Gizmo
from studio.tools.manners import MOVE, ROTATE, SCALE
from studio.tools.pose_tool import PoseTool
from studio.viewport.tool import Tool


def viewport_tools() -> dict[str, Tool]:
    """Return new tools for one viewport, by their names in its strip."""
    gizmos: dict[str, Tool] = {one.name: Gizmo(one) for one in (MOVE, ROTATE, SCALE)}
    return gizmos | {"pose": PoseTool()}


def bind_arranging_commands(desk: Desk, widget: QWidget) -> dict[str, QAction]:
    """Let a panel drop, mirror, align and distribute the nodes selected.

    Returns the actions by id; they are off without enough selected.
    """
    session = desk.session
    actions = desk.commands.bind(
        widget,
        {
            "edit.drop": lambda: arranging.drop(session),
            "edit.mirror": lambda: arranging.mirror(session),
            "edit.align_x": lambda: arranging.align(session, 0),
            "edit.align_y": lambda: arranging.align(session, 1),
            "edit.align_z": lambda: arranging.align(session, 2),
            "edit.distribute": lambda: arranging.distribute(session),
        },
    )

    def able() -> None:
        count = len(session.selection)
        for id_, action in actions.items():
            least = 3 if id_ == "edit.distribute" else 2 if id_.startswith("edit.align") else 1
            action.setEnabled(count >= least)

    able()
    listen(widget, session.selection_changed, able)
    return actions
