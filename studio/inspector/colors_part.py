"""ColorsPart: the colours of a prop's parts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from compose.node import Node
from compose.payload import Prop
from compose.values import Vec3
from studio.desk import Desk
from studio.inspector.choices import words
from studio.inspector.part_colors import colored, part_label, parts_of, uncolored
from studio.listening import while_alive
from studio.session.session import Edit
from studio.widgets.color_field import ColorField
from studio.widgets.property_row import PropertyRow
from studio.widgets.section import Section


class ColorsPart(QWidget):
    """A colour for each part; right click brings back the one that it is made in."""

    def __init__(self, desk: Desk, nodes: Callable[[], Sequence[Node]], section: Section) -> None:
        super().__init__(section)
        self._desk, self._session, self._nodes = desk, desk.session, nodes
        self._made: dict[str, Vec3] = {}
        self._read: tuple[str, str] | None = None
        self._node = ""
        self.fields: dict[str, ColorField] = {}
        self._rows: list[PropertyRow] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)

    def refresh(self) -> None:
        """Show the colours; the parts are read anew when it is another prop."""
        prop = self._prop()
        if prop is None:
            return
        self._node = self._nodes()[0].id
        read = (prop.prop, repr(sorted(prop.parameters.items())))
        if read != self._read:
            self._read = read
            project = self._session.project
            self._desk.work.start(
                partial(parts_of, project, prop),
                while_alive(self, self._show_parts),
                while_alive(self, self._fail),
                slot="inspector.colors",
            )
        for part, field in self.fields.items():
            field.set_value(prop.colors.get(part, self._made[part]))

    def _show_parts(self, parts: tuple[tuple[str, Vec3], ...]) -> None:
        if dict(parts) != self._made:
            for row in self._rows:
                self._column.removeWidget(row)
                row.deleteLater()
            self._made = dict(parts)
            self.fields = {part: self._field(part) for part in self._made}
            self._rows = [self._row(part, field) for part, field in self.fields.items()]
            for row in self._rows:
                self._column.addWidget(row)
        self.refresh()

    def _fail(self, why: str) -> None:
        self._session.tell("The parts of this prop cannot be read", why, kind="bad")

    def _field(self, part: str) -> ColorField:
        field, session = ColorField(self._desk.theme), self._session
        label = f"Colour of {part}"
        field.begun.connect(lambda: session.begin_gesture(label))
        field.moved.connect(lambda color: session.step_gesture(self._coloring(part, color)))
        field.ended.connect(session.end_gesture)
        field.cancelled.connect(session.cancel_gesture)
        field.typed.connect(lambda color: session.do(label, self._coloring(part, color)))
        return field

    def _row(self, part: str, field: ColorField) -> PropertyRow:
        row = PropertyRow(self._desk.theme, part_label(part), field, diamond=False)
        row.label.set_tip(words(part.replace("/", " ")))
        row.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        row.customContextMenuRequested.connect(
            lambda at: self.menu(part).popup(row.mapToGlobal(at))
        )
        return row

    def menu(self, part: str) -> QMenu:
        """Return what can be done to the colour of a part, by right click."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        scene, node = self._where()
        menu.addAction(
            "Reset to default",
            lambda: self._session.do(
                f"Reset colour of {part}", lambda p: uncolored(p, scene, node, part)
            ),
        )
        return menu

    def _coloring(self, part: str, color: Vec3) -> Edit:
        scene, node = self._where()
        return lambda project: colored(project, scene, node, part, color)

    def _where(self) -> tuple[str, str]:
        scene = self._session.scene
        return ("" if scene is None else scene.id), self._node

    def _prop(self) -> Prop | None:
        nodes = self._nodes()
        payload = nodes[0].payload if len(nodes) == 1 else None
        return payload if isinstance(payload, Prop) else None
