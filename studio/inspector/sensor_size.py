"""SensorSize: the width and height of a sensor that has no name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from compose.edits import set_payload
from compose.node import Node
from compose.payload import CameraPayload
from compose.project import Project
from studio.desk import Desk
from studio.figures.binding import bind_number
from studio.session.session import Edit
from studio.widgets.number_field import NumberField
from studio.widgets.property_row import PropertyRow

_LEAST_MM, _MOST_MM = 0.1, 1000.0


class SensorSize(PropertyRow):
    """Two numbers in millimetres; the row is gone while the sensor has a name."""

    def __init__(self, desk: Desk, nodes: Callable[[], Sequence[Node]]) -> None:
        box = QWidget()
        super().__init__(desk.theme, "Size", box, diamond=False)
        self._session, self._nodes = desk.session, nodes
        self.fields: list[NumberField] = []
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        for at, name in enumerate(("Width", "Height")):
            if at:
                row.addWidget(QLabel("×"))
            field = NumberField(desk.theme, unit="mm", step=0.05, low=_LEAST_MM, high=_MOST_MM)
            field.setAccessibleName(f"{name} of the sensor")
            field.setToolTip(f"{name} of the exposed area")
            bind_number(desk.session, field, f"{name} of the sensor", partial(self._setting, at))
            self.fields.append(field)
            row.addWidget(field, 1)

    def refresh(self) -> None:
        """Show the size, where every camera has one in numbers."""
        sizes = [size for size in map(_size, self._nodes()) if size is not None]
        self.setVisible(bool(sizes) and len(sizes) == len(self._nodes()))
        for at, field in enumerate(self.fields):
            values = {size[at] for size in sizes}
            if not field.scrubbing:
                field.set_value(values.pop() if len(values) == 1 else None)

    def _setting(self, at: int, value: float) -> Edit | None:
        scene, nodes = self._session.scene, [node.id for node in self._nodes()]
        if scene is None:
            return None

        def edit(project: Project) -> Project:
            for node in nodes:
                size = _size(project.scene(scene.id).node(node))
                if size is not None:
                    sensor = (value, size[1]) if at == 0 else (size[0], value)
                    project = set_payload(project, scene.id, node, sensor=sensor)
            return project

        return edit


def _size(node: Node) -> tuple[float, float] | None:
    camera = node.payload
    if isinstance(camera, CameraPayload) and not isinstance(camera.sensor, str):
        return camera.sensor
    return None
