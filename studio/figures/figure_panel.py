"""FigurePanel: what the active figure does: pose, joint, hands and feet, look, cycle."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from compose.node import Node
from compose.payload import Figure
from studio.desk import Desk
from studio.figures.cycle_section import CycleSection
from studio.figures.joint_section import JointSection
from studio.figures.look_section import LookSection
from studio.figures.pose_section import PoseSection
from studio.figures.reach_section import ReachSection
from studio.listening import listen


class FigurePanel(QWidget):
    """Sections for the active node while it is a figure; the panel is gone otherwise."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = desk.session
        self.setObjectName("figure")
        self.setAccessibleName("Figure")
        self.pose = PoseSection(desk)
        self.joint = JointSection(desk)
        self.reach = ReachSection(desk)
        self.look = LookSection(desk)
        self.cycle = CycleSection(desk)
        self._sections = (self.pose, self.joint, self.reach, self.look, self.cycle)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for section in self._sections:
            column.addWidget(section)
        column.addStretch(1)
        self._due = QTimer(self)
        self._due.setSingleShot(True)
        self._due.setInterval(0)
        self._due.timeout.connect(self.refresh)
        session = desk.session
        for signal in (session.selection_changed, session.frame_changed, session.place_changed,
                       session.record_changed):  # fmt: skip
            listen(self, signal, self._schedule)
        listen(self, session.project_changed, lambda _: self._schedule())
        listen(self, session.joint_changed, self._follow_joint)
        self.refresh()

    @property
    def figure(self) -> Node | None:
        """The figure that is shown."""
        active = self._session.active
        return active if active is not None and isinstance(active.payload, Figure) else None

    def refresh(self) -> None:
        """Show what the figure does at the playhead."""
        figure = self.figure
        self.setVisible(figure is not None)
        if figure is not None:
            for section in self._sections:
                section.show_figure(figure)

    def _follow_joint(self) -> None:
        self.reach.choose_for_joint(self._session.joint)
        self._schedule()

    def _schedule(self) -> None:
        if not self._due.isActive():
            self._due.start()
