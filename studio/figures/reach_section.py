"""ReachSection: where a hand or a foot goes, whatever the pose says."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from compose.edits.performing import figure_of
from compose.figures.performance import Limb
from compose.figures.skeleton import JOINTS
from compose.node import Node
from studio.desk import Desk
from studio.figures.acting import (
    LIMBS,
    NOTHING,
    PLACE,
    reach_of,
    reaching,
    target_key,
    target_label,
    targets,
)
from studio.figures.channel_row import ChannelRow
from studio.figures.figure_section import FigureSection
from studio.widgets.choice_field import ChoiceField
from studio.widgets.property_row import PropertyRow
from studio.widgets.segmented import Segmented

_SHORT = {
    "left_hand": "L hand",
    "right_hand": "R hand",
    "left_foot": "L foot",
    "right_foot": "R foot",
}
_SIDE_PARTS = {
    "hand": ("clavicle", "shoulder", "elbow", "wrist"),
    "foot": ("hip", "knee", "ankle", "toes"),
}


class ReachSection(FigureSection):
    """A hand or a foot by IK: a target with an offset, and how much of it."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, "Hands and feet", parent=parent)
        self._listed: tuple[object, str] = ((), "")
        self._limb: Limb = "right_hand"
        self.limbs = Segmented(desk.theme, [(limb, _SHORT[limb], "") for limb in LIMBS])
        for limb, title in LIMBS.items():
            self.limbs.button(limb).setAccessibleName(title)
            self.limbs.set_tip(limb, title)
        self.limbs.setFixedHeight(26)
        self.limbs.set_choice(self._limb)
        self.limbs.chosen.connect(self.choose)
        self.target = ChoiceField(desk.theme, [(NOTHING, "Follows the pose")])
        self.target.chosen.connect(self._aim)
        self.add(self.limbs)
        self.add(PropertyRow(desk.theme, "Target", self.target, diamond=False))
        self.rows = {limb: self._make_rows(limb) for limb in LIMBS}
        for rows in self.rows.values():
            for row in rows:
                row.hide()
                self.add(row)

    def show_figure(self, node: Node) -> None:
        """Show what the hands and feet of a figure do."""
        super().show_figure(node)
        performance, scene = figure_of(node).performance, self._session.scene
        if scene is None:
            return
        if self._listed != (scene.nodes, node.id):
            self._listed = (scene.nodes, node.id)
            self.target.set_choices(
                [(NOTHING, "Follows the pose"), (PLACE, "A place"), *targets(scene, node.id)]
            )
        reach = reach_of(performance, self._limb)
        key = NOTHING if reach is None else target_key(reach.node, reach.joint)
        if reach is not None and self.target.findData(key) < 0:
            self.target.addItem(target_label(scene, reach.node, reach.joint), key)
        self.target.set_choice(key)
        for limb, rows in self.rows.items():
            shown = limb == self._limb and reach is not None
            for row in rows:
                row.setVisible(shown)
                if shown:
                    row.refresh()
        busy = [LIMBS[each.limb].lower() for each in performance.reaches]
        self.set_hint(", ".join(busy) if busy else "follow the pose")

    def choose(self, limb: str) -> None:
        """Show a hand or a foot."""
        self._limb = next(known for known in LIMBS if known == limb)
        self.limbs.set_choice(limb)
        if self.figure is not None:
            self.show_figure(self.figure)

    def choose_for_joint(self, joint: str | None) -> None:
        """Show the hand or the foot that a joint belongs to."""
        side, _, part = (joint or "").partition("_")
        for end, parts in _SIDE_PARTS.items():
            if joint in JOINTS and part in parts and f"{side}_{end}" != self._limb:
                self.choose(f"{side}_{end}")

    def _make_rows(self, limb: str) -> tuple[ChannelRow, ChannelRow]:
        offsets = [f"reach.{limb}.offset.{axis}" for axis in "xyz"]
        return (
            ChannelRow(
                self._desk, "Offset", offsets, self._whose, unit="m",
                tip="From the target, or the place itself, in metres",
            ),
            ChannelRow(
                self._desk, "Weight", [f"reach.{limb}.weight"], self._whose, low=0.0, high=1.0,
                tip="0 follows the pose, 1 reaches the target",
            ),
        )  # fmt: skip

    def _whose(self) -> Node | None:
        return self.figure

    def _aim(self, key: str) -> None:
        node, scene, limb = self.figure, self._session.scene, self._limb
        if node is not None and scene is not None:
            self._session.do(
                f"{LIMBS[limb]} of {node.name}",
                lambda p: reaching(p, scene.id, node.id, limb, key),
            )
