"""CameraTab: the shot at the playhead, to play and scrub before anything is asked for."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSlider, QToolButton, QVBoxLayout, QWidget

from studio.desk import Desk
from studio.listening import listen
from studio.visualize_mode.camera_picture import CameraPicture
from studio.visualize_mode.shot_player import ShotPlayer


class CameraTab(QWidget):
    """The picture of the shot, and its transport below."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("visualize-camera")
        self.setAccessibleName("Shot camera")
        self._desk, self._session = desk, desk.session
        self.picture = CameraPicture(desk, "visualize/camera", parent=self)
        self.player = ShotPlayer(desk, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 4)
        column.setSpacing(4)
        column.addWidget(self.picture, 1)
        column.addLayout(self._transport())
        self.player.changed.connect(self._show_player)
        listen(self, self._session.project_changed, lambda _: self.refresh())
        listen(self, self._session.place_changed, self.refresh)
        listen(self, self._session.frame_changed, self.refresh)

    def refresh(self) -> None:
        """Show the shot and the playhead as they are now."""
        shot = self._session.shot
        self.slider.setEnabled(shot is not None)
        if shot is not None:
            self.slider.blockSignals(True)
            self.slider.setRange(shot.start, shot.end - 1)
            self.slider.setValue(round(self._session.frame))
            self.slider.blockSignals(False)
            rate = float(self._session.project.frame_rate)
            here = (self._session.frame - shot.start) / rate
            self._time.setText(f"{clock_words(here)} / {clock_words(len(shot.window) / rate)}")
            self._frame.setText(f"f {self._session.frame:g}")
        self.picture.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        """Draw what changed while it was out of sight."""
        super().showEvent(event)
        self.refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        """Stand still out of sight."""
        super().hideEvent(event)
        self.player.stop()

    def _transport(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(4)
        actions = self._desk.commands.bind(
            self,
            {
                "time.play": self.player.toggle,
                "time.step_back": lambda: self.player.step(-1),
                "time.step": lambda: self.player.step(1),
            },
        )
        self._play = self._desk.commands.tool_button("time.play", actions["time.play"])
        row.addWidget(self._play)
        for id_ in ("time.step_back", "time.step"):
            row.addWidget(self._desk.commands.tool_button(id_, actions[id_]))
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setAccessibleName("Playhead")
        self.slider.valueChanged.connect(self._scrub)
        row.addWidget(self.slider, 1)
        self._time, self._frame = QLabel(), QLabel()
        self._frame.setProperty("role", "caption")
        row.addSpacing(4)
        row.addWidget(self._time)
        row.addWidget(self._frame)
        self._loop = QToolButton()
        self._loop.setIcon(self._desk.theme.icon("repeat"))
        self._loop.setCheckable(True)
        self._loop.setChecked(self.player.loop)
        self._loop.setToolTip("Loop the shot")
        self._loop.setAccessibleName("Loop the shot")
        self._loop.toggled.connect(self.player.set_loop)
        row.addWidget(self._loop)
        return row

    def _scrub(self, frame: int) -> None:
        self.player.stop()
        self._session.set_frame(frame)

    def _show_player(self) -> None:
        name = "pause" if self.player.playing else "play"
        self._play.setIcon(self._desk.theme.icon(name, "text1"))


def clock_words(seconds: float) -> str:
    """Return ``0:01.8``: minutes, seconds and tenths."""
    tenths = round(max(seconds, 0.0) * 10)
    return f"{tenths // 600}:{tenths % 600 / 10:04.1f}"
