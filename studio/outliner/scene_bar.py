"""SceneBar: which scene is on screen, where the project has several."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from studio.desk import Desk
from studio.listening import listen
from studio.widgets.choice_field import ChoiceField


class SceneBar(QWidget):
    """A list of the project's scenes; gone while there is but one."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = desk.session
        self.setObjectName("scene-bar")
        self._combo = ChoiceField(desk.theme)
        self._combo.setAccessibleName("Scene on screen")
        self._combo.setToolTip("Scene on screen")
        self._combo.chosen.connect(self._session.look_at_scene)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 8, 4)
        row.addWidget(self._combo, 1)
        listen(self, self._session.project_changed, lambda _: self._show())
        listen(self, self._session.place_changed, self._show)
        self._show()

    def _show(self) -> None:
        scenes, scene = self._session.project.scenes, self._session.scene
        self._combo.set_choices((one.id, one.name) for one in scenes)
        self._combo.set_choice(None if scene is None else scene.id)
        self.setVisible(len(scenes) > 1)
