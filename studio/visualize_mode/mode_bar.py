"""ModeBar: which kind of take is asked for, and what it does with the shot."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from compose.shot import Shot
from models.modes import Mode
from studio.desk import Desk
from studio.listening import listen
from studio.visualize_mode.asking import Asking
from studio.visualize_mode.form import picture_frame
from studio.visualize_mode.modes import mode_words
from studio.widgets.choice_field import ChoiceField

_ROOM_FOR_WORDS = 560


class ModeBar(QFrame):
    """The list of modes, and a sentence on the one that is chosen."""

    def __init__(self, desk: Desk, asking: Asking, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("panel", "header")
        self.setObjectName("visualize-mode-bar")
        self.setFixedHeight(56)
        self._session, self._asking = desk.session, asking
        label = QLabel("Mode")
        label.setProperty("role", "label")
        self.box = ChoiceField(desk.theme)
        self.box.setObjectName("visualize-mode")
        self.box.setAccessibleName("Mode")
        self.box.setFixedHeight(32)
        self.box.setMinimumWidth(190)
        self.box.setMaximumWidth(250)
        self.box.setIconSize(QSize(16, 16))
        self.box.set_choices((mode.value, words.title) for mode, words in mode_words().items())
        for place, words in enumerate(mode_words().values()):
            self.box.setItemIcon(place, desk.theme.icon(words.icon, "daylight"))
        self.box.chosen.connect(lambda mode: asking.set_mode(Mode(mode)))
        label.setBuddy(self.box)
        self._told = QLabel()
        self._told.setProperty("role", "caption")
        self._told.setWordWrap(True)
        self._told.setMinimumWidth(1)  # else the words would keep the column from getting narrow
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(12)
        row.addWidget(label)
        row.addWidget(self.box, 3)
        row.addWidget(self._told, 4)
        asking.form_changed.connect(self.refresh)
        asking.judged.connect(self.refresh)
        listen(self, self._session.project_changed, lambda _: self.refresh())
        listen(self, self._session.place_changed, self.refresh)
        listen(self, self._session.frame_changed, self.refresh)
        self.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say the sentence in the tooltip alone where there is no room for it."""
        super().resizeEvent(event)
        self._told.setVisible(event.size().width() >= _ROOM_FOR_WORDS)

    def refresh(self) -> None:
        """Show the mode and what it does with the shot."""
        mode, shot = self._asking.form.mode, self._session.shot
        self.box.set_choice(mode.value)
        if shot is None:
            self._told.setText("Choose a shot to ask for takes of it.")
        else:
            frame = picture_frame(shot, self._session.frame)
            self._told.setText(mode_words()[mode].told(shot, frame, self._last(shot)))
        self.box.setToolTip(self._told.text())

    def _last(self, shot: Shot) -> int | None:
        """Return the last frame that is taken of a shot where it is not the shot's own last."""
        answer = self._asking.answer
        planned = None if answer is None else answer.quote.planned
        if planned is None or planned.shot.id != shot.id or planned.chosen.seconds is None:
            return None
        taken = round(planned.chosen.seconds * self._session.project.frame_rate)
        return min(shot.start + taken, shot.end) - 1
