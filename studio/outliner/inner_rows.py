"""InnerRows: the rows inside figures and imported models, got when they are first asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject

from compose.assets import load_model
from compose.geometry.model import Model
from compose.node import Node
from compose.payload import Asset, Figure
from studio.desk import Desk
from studio.listening import while_alive
from studio.outliner.joints import asset_rows, figure_rows
from studio.outliner.rows import Children


class InnerRows:
    """What was asked for so far, by node. A file's is read off the window's thread.

    Parameters
    ----------
    owner
        Whose rows they are; what is read after its end is dropped.
    came
        Called when rows are there that were not.
    """

    def __init__(self, desk: Desk, owner: QObject, came: Callable[[], object]) -> None:
        self._desk, self._owner, self._came = desk, owner, came
        self._rows: dict[str, tuple[object, Children]] = {}

    @property
    def rows(self) -> Mapping[str, Children]:
        """The rows inside nodes, by node id."""
        return {node: rows for node, (_, rows) in self._rows.items()}

    def can_ask(self, node: Node) -> bool:
        """Tell whether a node has inner rows that were not asked for."""
        return isinstance(node.payload, Figure | Asset) and node.id not in self._rows

    def ask(self, node: Node) -> None:
        """Get a figure's rows at once, a file's when it is read."""
        if not self.can_ask(node):
            return
        if isinstance(node.payload, Asset):
            self._rows[node.id] = (_source(node), {})
            self._read(node, node.payload)
        else:
            self._rows[node.id] = (_source(node), figure_rows(node.id))
            self._came()

    def forget(self, nodes: Mapping[str, Node] | None = None) -> None:
        """Drop the rows of nodes that are not among these or carry something else; or of all."""
        for node_id, (source, _) in list(self._rows.items()):
            now = (nodes or {}).get(node_id)
            if now is None or _source(now) != source:
                del self._rows[node_id]

    def _read(self, node: Node, asset: Asset) -> None:
        project = self._desk.session.project

        def came(model: Model) -> None:
            if self._rows.get(node.id, (None, {}))[0] == _source(node):
                self._rows[node.id] = (_source(node), asset_rows(node.id, model))
                self._came()

        self._desk.work.start(
            lambda: load_model(project, asset),
            while_alive(self._owner, came),
            lambda why: self._desk.session.tell("The model cannot be read", why, kind="bad"),
            slot=f"outliner/{node.id}",
        )


def _source(node: Node) -> tuple[object, ...]:
    """Return what the rows inside a node depend on."""
    payload = node.payload
    if isinstance(payload, Asset):
        return (payload.path, payload.sha256, payload.unit_m, payload.up_axis)
    return (type(payload),)
