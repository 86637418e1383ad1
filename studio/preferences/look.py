"""The look: theme, scale, motion."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QPushButton

from studio.desk import Desk
from studio.listening import listen
from studio.preferences.form import FormPage
from studio.theme import SchemeName
from studio.widgets.choice_field import ChoiceField

_SCALES = (80, 90, 100, 110, 125, 150, 175, 200)
_RESTART = "window.restart"


class LookPage(FormPage):
    """The theme changes at once. Qt reads the scale as it starts, so that it takes a restart."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            "Look", "A dark room with one bright picture, or a light one. Pictures look the same."
        )
        self._desk = desk
        now = desk.settings.preferences
        self._theme = ChoiceField(desk.theme, [("dark", "Dark"), ("light", "Light")])
        self._show_theme()
        self._theme.chosen.connect(self._take_theme)
        listen(self, desk.theme.changed, self._show_theme)
        scales = sorted({*_SCALES, now.scale_percent})
        self._scale = ChoiceField(desk.theme, [(str(one), f"{one} %") for one in scales])
        self._first_scale = now.scale_percent
        self._scale.set_choice(str(now.scale_percent))
        self._scale.chosen.connect(self._take_scale)
        self._restart = QPushButton(desk.theme.icon("restart"), "Restart now")
        self._restart.setToolTip("Opens this project again; what is unsaved comes back with it")
        self._restart.clicked.connect(lambda *_: self._start_again())
        self._restart.hide()
        still = QCheckBox("No fades and no folding in steps")
        still.setChecked(now.reduce_motion)
        still.toggled.connect(lambda on: desk.settings.change(reduce_motion=on))
        self.add_row("Theme", self._theme)
        self.add_row("Scale of everything", self._scale, self._restart)
        self.add_row("Reduce motion", still)

    def _show_theme(self) -> None:
        self._theme.set_choice(self._desk.theme.scheme)

    def _take_theme(self, scheme: SchemeName) -> None:
        self._desk.settings.change(theme=scheme)
        self._desk.theme.use(scheme)

    def _take_scale(self, key: str) -> None:
        percent = int(key)
        self._desk.settings.change(scale_percent=percent)
        waits = percent != self._first_scale
        self._restart.setVisible(waits)
        self.tell(f"{percent} % is used when Shotwright starts again." if waits else "")

    def _start_again(self) -> None:
        action = self._desk.commands.action(_RESTART)
        if action is not None:
            action.trigger()
