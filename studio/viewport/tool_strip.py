"""ToolStrip: the tools at the left edge of the picture."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from PySide6.QtCore import QSize
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QToolButton, QVBoxLayout, QWidget

from studio.desk import Desk
from studio.widgets.line import Line

TOOLS = ("select", "move", "rotate", "scale", "pose")
"""The tools in the order of the strip, by the name of their command ``tool.<name>``."""

_WIDTH, _BUTTON, _ICON = 36, 28, 18


class ToolStrip(QFrame):
    """One button a tool, then what is done to the selection at once.

    Parameters
    ----------
    actions
        The viewport's actions by command.
    """

    def __init__(
        self, desk: Desk, actions: Mapping[str, QAction], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self.setObjectName("tool-strip")
        self.setAccessibleName("Tools")
        self.setProperty("panel", "strip")
        column = QVBoxLayout(self)
        column.setContentsMargins(3, 3, 3, 3)
        column.setSpacing(2)
        self._tools: dict[str, QToolButton] = {}
        for name in TOOLS:
            actions[f"tool.{name}"].setCheckable(True)
            self._tools[name] = self._button(f"tool.{name}", actions[f"tool.{name}"])
            column.addWidget(self._tools[name])
        column.addWidget(Line())
        for id_ in ("tool.snap", "view.frame"):
            column.addWidget(self._button(id_, actions[id_]))
        self.setFixedWidth(_WIDTH)
        self.adjustSize()

    def offer(self, names: Collection[str]) -> None:
        """Show only these tools."""
        for name, button in self._tools.items():
            button.setVisible(name in names)
        self.adjustSize()

    def _button(self, id_: str, action: QAction) -> QToolButton:
        button = self._desk.commands.tool_button(id_, action)
        button.setIconSize(QSize(_ICON, _ICON))
        button.setFixedSize(_BUTTON, _BUTTON)
        return button
