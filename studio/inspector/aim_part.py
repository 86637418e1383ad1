"""AimPart: what a camera keeps looking at."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from compose.node import Node
from compose.payload import CameraPayload
from studio.desk import Desk
from studio.inspector.aiming import FIGURE_POINTS, aim_text, aimed, targets
from studio.inspector.choices import words
from studio.widgets.menu_field import MenuField
from studio.widgets.property_row import PropertyRow
from studio.widgets.section import Section

_MOST_IN_A_MENU = 24


class AimPart(QWidget):
    """The target of a camera's aim, out of a menu of people, their joints, and things."""

    def __init__(self, desk: Desk, nodes: Callable[[], Sequence[Node]], section: Section) -> None:
        super().__init__(section)
        self._session, self._nodes = desk.session, nodes
        self.target = MenuField(desk.theme, "Target of the aim", self._fill)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(PropertyRow(desk.theme, "Target", self.target, diamond=False))

    def refresh(self) -> None:
        """Show what the camera is aimed at."""
        nodes, scene = self._nodes(), self._session.scene
        if nodes and scene is not None and isinstance(nodes[0].payload, CameraPayload):
            self.target.say(aim_text(scene, nodes[0].payload))

    def _fill(self, menu: QMenu) -> None:
        scene, nodes = self._session.scene, self._nodes()
        if scene is None or not nodes:
            return
        menu.addAction("Nothing", partial(self._aim, None))
        menu.addSeparator()
        people, things = targets(scene, nodes[0].id)
        for person in people:
            points = menu.addMenu(person.name)
            points.addAction("Whole figure", partial(self._aim, person.id))
            for point in FIGURE_POINTS:
                points.addAction(words(point), partial(self._aim, person.id, point))
        if people and things:
            menu.addSeparator()
        for start in range(0, len(things), _MOST_IN_A_MENU):
            some = things[start : start + _MOST_IN_A_MENU]
            whole = len(things) <= _MOST_IN_A_MENU
            into = menu if whole else menu.addMenu(f"{some[0].name} to {some[-1].name}")
            for thing in some:
                into.addAction(thing.name, partial(self._aim, thing.id))

    def _aim(self, target: str | None, joint: str | None = None) -> None:
        nodes, scene = self._nodes(), self._session.scene
        if scene is None or not nodes:
            return
        camera, stage = nodes[0], scene.id
        label = f"Aim {camera.name}" if target else f"Stop aiming {camera.name}"
        self._session.do(label, lambda p: aimed(p, stage, camera.id, target, joint))
