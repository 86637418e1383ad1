"""LookSection: what a figure looks at."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from compose.edits.performing import figure_of
from compose.node import Node
from studio.desk import Desk
from studio.figures.acting import (
    NOTHING,
    PLACE,
    look_changed,
    looking,
    target_key,
    target_label,
    targets,
)
from studio.figures.binding import bind_number
from studio.figures.channel_row import ChannelRow
from studio.figures.figure_section import FigureSection
from studio.session.session import Edit
from studio.widgets.choice_field import ChoiceField
from studio.widgets.number_field import NumberField
from studio.widgets.property_row import PropertyRow


class LookSection(FigureSection):
    """Head and eyes turned at something."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, "Look", parent=parent)
        self._listed: tuple[object, str] = ((), "")
        self.target = ChoiceField(desk.theme, [(NOTHING, "Nothing in particular")])
        self.target.chosen.connect(self._aim)
        self.head = NumberField(desk.theme, decimals=2, step=0.01, low=0.0, high=1.0)
        bind_number(self._session, self.head, "Share of the head", self._turning_head)
        self.rows = (
            ChannelRow(
                desk, "Offset", [f"look.offset.{axis}" for axis in "xyz"], self._whose, unit="m"
            ),
            ChannelRow(
                desk, "Weight", ["look.weight"], self._whose, low=0.0, high=1.0,
                tip="0 follows the pose, 1 looks at the target",
            ),
        )  # fmt: skip
        self._head_row = PropertyRow(desk.theme, "Head", self.head, diamond=False)
        self._head_row.setToolTip("The head's share of the turn; the eyes do the rest")
        self.add(PropertyRow(desk.theme, "Looks at", self.target, diamond=False))
        for row in (*self.rows, self._head_row):
            row.hide()
            self.add(row)

    def show_figure(self, node: Node) -> None:
        """Show what a figure looks at."""
        super().show_figure(node)
        scene, look = self._session.scene, figure_of(node).performance.look
        if scene is None:
            return
        if self._listed != (scene.nodes, node.id):
            self._listed = (scene.nodes, node.id)
            self.target.set_choices(
                [(NOTHING, "Nothing in particular"), (PLACE, "A place"), *targets(scene, node.id)]
            )
        key = NOTHING if look is None else target_key(look.node, look.joint)
        if look is not None and self.target.findData(key) < 0:
            self.target.addItem(target_label(scene, look.node, look.joint), key)
        self.target.set_choice(key)
        for row in (*self.rows, self._head_row):
            row.setVisible(look is not None)
        if look is not None:
            for row in self.rows:
                row.refresh()
            self.head.set_value(look.head)

    def _whose(self) -> Node | None:
        return self.figure

    def _aim(self, key: str) -> None:
        node, scene = self.figure, self._session.scene
        if node is not None and scene is not None:
            self._session.do(f"Look of {node.name}", lambda p: looking(p, scene.id, node.id, key))

    def _turning_head(self, share: float) -> Edit | None:
        node, scene = self.figure, self._session.scene
        if node is None or scene is None:
            return None
        return look_changed(scene.id, node.id, head=share)
