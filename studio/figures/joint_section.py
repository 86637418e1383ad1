"""JointSection: the turns of the joint selected, in degrees, and their keys."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QPushButton, QWidget

from compose.edits.performing import figure_of
from compose.figures.skeleton import INDEX
from compose.node import Node
from compose.values import Vec3
from studio.desk import Desk
from studio.figures import joint_turning
from studio.figures.binding import bind_number
from studio.figures.figure_section import FigureSection
from studio.listening import while_alive
from studio.session.session import Edit
from studio.widgets.number_field import NumberField
from studio.widgets.property_row import PropertyRow

_USUAL = ("Bend", "Twist", "Lean")
_ARM = ("Twist", "Swing", "Raise")
_WORDS = {
    "elbow": ("Twist", "Bend", "Tilt"),
    "wrist": ("Twist", "Sideways", "Bend"),
    "shoulder": _ARM,
    "clavicle": _ARM,
}
"""What the turns about X, Y and Z do to a joint (see ``compose.figures.skeleton``)."""


class JointSection(FigureSection):
    """How a joint is turned. It is gone while none is selected."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, "Joint", "figure space", parent)
        self._joint = ""
        self._degrees: Vec3 = (0.0, 0.0, 0.0)
        self.fields: list[NumberField] = []
        self._rows: list[PropertyRow] = []
        for at in range(3):
            field = NumberField(desk.theme, unit="°", decimals=1, step=0.5, low=-360.0, high=360.0)
            bind_number(self._session, field, "Turn the joint", partial(self._turning, at))
            row = PropertyRow(desk.theme, _USUAL[at], field)
            row.diamond_clicked.connect(self._toggle)
            self.fields.append(field)
            self._rows.append(row)
            self.add(row)
        self.back = QPushButton("Back to the pose")
        self.back.setToolTip("Let the pose turn this joint again")
        self.back.clicked.connect(self._release)
        self.add(self.back)
        self.hide()

    def show_figure(self, node: Node) -> None:
        """Show the joint that is selected in a figure."""
        joint = self._session.joint
        known = joint is not None and joint in INDEX
        self.setVisible(known)
        if not known or joint is None:
            return
        super().show_figure(node)
        self._joint = joint
        part = joint.removeprefix("left_").removeprefix("right_")
        self.set_hint(joint.replace("_", " "))
        for row, word in zip(self._rows, _WORDS.get(part, _USUAL), strict=True):
            row.label.setText(word)
            row.set_diamond(joint_turning.joint_state(self._session, node, joint))
        self.back.setEnabled(joint in figure_of(node).performance.joints)
        if joint_turning.is_still(self._session, node, joint):
            self._show(joint_turning.joint_degrees(node, joint))
        else:
            self._desk.work.start(
                joint_turning.seen_degrees(self._session, node, joint),
                while_alive(self, self._show),
                while_alive(self, self.set_hint),
                slot="joint-section",
            )

    def _show(self, degrees: Vec3) -> None:
        if self._session.in_gesture and any(field.scrubbing for field in self.fields):
            return
        self._degrees = degrees
        for field, value in zip(self.fields, degrees, strict=True):
            field.set_value(value)

    def _turning(self, at: int, value: float) -> Edit | None:
        if self.figure is None:
            return None
        x, y, z = (value if at == row else old for row, old in enumerate(self._degrees))
        return joint_turning.turning(self._session, self.figure, self._joint, (x, y, z))

    def _toggle(self) -> None:
        if self.figure is not None:
            joint_turning.toggle_joint_key(self._session, self.figure, self._joint, self._degrees)

    def _release(self) -> None:
        if self.figure is not None:
            joint_turning.release(self._session, self.figure, self._joint)
