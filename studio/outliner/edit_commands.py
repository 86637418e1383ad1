"""The commands of the Edit menu for nodes, bound once for every panel that shows a selection."""

from __future__ import annotations

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QWidget

from studio.desk import Desk
from studio.listening import listen
from studio.session import Session, hanging, node_edits

NODES_MIME = "application/x-shotwright-nodes"
"""Nodes with their motion, as ``compose.edits.Clipboard`` says it in JSON."""

_NEEDS_NODES = (
    "edit.copy", "edit.cut", "edit.duplicate", "edit.delete", "edit.hide", "edit.lock",
    "edit.group", "edit.ungroup",
)  # fmt: skip


def bind_edit_commands(desk: Desk, widget: QWidget) -> dict[str, QAction]:
    """Let a panel carry out copy, paste, delete, group and the like on the nodes selected.

    Returns the actions by id; those that need a selection are off without one.
    """
    session = desk.session
    actions = desk.commands.bind(
        widget,
        {
            "edit.copy": lambda: _copy(session),
            "edit.cut": lambda: _cut(session),
            "edit.paste": lambda: _paste(session),
            "edit.duplicate": lambda: node_edits.duplicate(session),
            "edit.delete": lambda: node_edits.delete(session),
            "edit.select_all": lambda: node_edits.select_all(session),
            "edit.select_none": lambda: node_edits.select_none(session),
            "edit.hide": lambda: node_edits.hide(session),
            "edit.lock": lambda: node_edits.lock(session),
            "edit.group": lambda: hanging.group(session),
            "edit.ungroup": lambda: hanging.ungroup(session),
        },
    )

    def able() -> None:
        for id_ in _NEEDS_NODES:
            actions[id_].setEnabled(bool(session.selection))

    able()
    listen(widget, session.selection_changed, able)
    return actions


def _copy(session: Session) -> None:
    text = node_edits.copied(session)
    if text:
        data = QMimeData()
        data.setData(NODES_MIME, text.encode())
        QGuiApplication.clipboard().setMimeData(data)


def _cut(session: Session) -> None:
    _copy(session)
    node_edits.delete(session)


def _paste(session: Session) -> None:
    data = QGuiApplication.clipboard().mimeData()
    if data is not None and data.hasFormat(NODES_MIME):
        node_edits.paste(session, bytes(data.data(NODES_MIME).data()))
    else:
        session.tell("Nothing to paste", "Copy something in the outliner or the view first.")
