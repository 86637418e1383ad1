"""FigureSection: a section of the figure panel, which knows its figure as it is now."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from compose.node import Node
from compose.payload import Figure
from studio.desk import Desk
from studio.widgets.section import Section


class FigureSection(Section):
    """A section about one figure.

    Parameters
    ----------
    title, hint
        As of ``Section``.
    """

    def __init__(
        self, desk: Desk, title: str, hint: str = "", parent: QWidget | None = None
    ) -> None:
        motion = 0 if desk.settings.preferences.reduce_motion else 100
        super().__init__(desk.theme, title, hint, milliseconds=motion, parent=parent)
        self._desk, self._session = desk, desk.session
        self._figure_id = ""

    @property
    def figure(self) -> Node | None:
        """The figure that is shown, as the project has it now; ``None`` where it is gone."""
        scene = self._session.scene
        nodes = () if scene is None else scene.nodes
        found = next((node for node in nodes if node.id == self._figure_id), None)
        return found if found is not None and isinstance(found.payload, Figure) else None

    def show_figure(self, node: Node) -> None:
        """Show what a figure does at the playhead."""
        self._figure_id = node.id
