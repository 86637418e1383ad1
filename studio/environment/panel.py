"""EnvironmentPanel: the light of a scene: the time of day, presets, exposure, fog and sky."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from compose.edits import light_with_preset
from studio.desk import Desk
from studio.environment.preset_list import PresetList
from studio.environment.time_of_day import TimeOfDay
from studio.inspector.property_view import PropertyView
from studio.inspector.sections import sections_of_environment
from studio.listening import listen
from studio.widgets.section import Section

_LIT = ("figure", "prop", "asset", "primitive")


class EnvironmentPanel(QWidget):
    """The light of the scene on screen."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._session = desk, desk.session
        self._rows: list[tuple[Section, PropertyView]] = []
        self.setObjectName("environment")
        self.setAccessibleName("Environment")
        self._column = QVBoxLayout()
        self._column.setContentsMargins(0, 4, 0, 12)
        self._column.setSpacing(4)
        self._time_section = self._section("Time of day")
        self.time = TimeOfDay(desk)
        self._time_section.add(self.time)
        self._presets_section = self._section("Lighting presets")
        self.presets = PresetList(desk)
        self.presets.chosen.connect(self._light)
        self._presets_section.add(self.presets)
        self._channel_sections()
        self._column.addStretch(1)
        self._scrolling()
        self._due = QTimer(self)
        self._due.setSingleShot(True)
        self._due.setInterval(0)
        self._due.timeout.connect(self.refresh)
        session = self._session
        for signal in (
            session.project_changed, session.place_changed, session.frame_changed,
            session.selection_changed,
        ):  # fmt: skip
            listen(self, signal, self._schedule)
        self.refresh()

    def refresh(self) -> None:
        """Show the light of the scene now."""
        scene = self._session.scene
        self.setEnabled(scene is not None)
        if scene is None:
            return
        self._time_section.set_hint(self.time.refresh())
        subject = self._subject()
        self._presets_section.set_hint(f"round {scene.node(subject).name}" if subject else "")
        for section, row in self._rows:
            if not section.is_folded:
                row.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        """Draw the cards when they are seen for the first time."""
        super().showEvent(event)
        self.presets.ask_for_pictures()
        self._schedule()

    def _schedule(self, *_: object) -> None:
        if self.isVisible() and not self._due.isActive():
            self._due.start()

    def _section(self, title: str) -> Section:
        motion = 0 if self._desk.settings.preferences.reduce_motion else 100
        section = Section(self._desk.theme, title, milliseconds=motion)
        section.folded.connect(lambda folded: None if folded else self._schedule())
        self._column.addWidget(section)
        return section

    def _channel_sections(self) -> None:
        for data in sections_of_environment():
            section = self._section(data.title)
            for prop in data.rows:
                row = PropertyView(self._desk, prop, lambda: (None,))
                section.add(row)
                self._rows.append((section, row))
            section.set_folded(data.folded)

    def _scrolling(self) -> None:
        content = QFrame()
        content.setProperty("panel", "panel")
        content.setLayout(self._column)
        scroll = QScrollArea()
        scroll.setProperty("panel", "panel")
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(content)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(scroll)

    def _subject(self) -> str | None:
        """Return whom or what a preset lights: the active node, where it can be lit."""
        node = self._session.active
        if node is None or node.payload is None or node.payload.kind not in _LIT:
            return None
        return node.id

    def _light(self, preset: str) -> None:
        scene, subject, frame = self._session.scene, self._subject(), self._session.frame
        if scene is None:
            return
        stage = scene.id
        self._session.do(
            f"Light with {preset}",
            lambda p: light_with_preset(p, stage, preset, subject, frame=frame),
        )
