"""The look: theme, scale, motion."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QComboBox

from studio.desk import Desk
from studio.preferences.form import FormPage

_SCALES = (80, 90, 100, 110, 125, 150, 175, 200)


class LookPage(FormPage):
    """Theme and scale are used from the next start on."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            "Look", "A dark room with one bright picture, or a light one. Pictures look the same."
        )
        self._desk = desk
        now = desk.settings.preferences
        theme = QComboBox()
        theme.addItem("Dark", "dark")
        theme.addItem("Light", "light")
        theme.setCurrentIndex(theme.findData(now.theme))
        theme.currentIndexChanged.connect(
            lambda _: self._change("the theme", theme=theme.currentData())
        )
        scale = QComboBox()
        for percent in _SCALES:
            scale.addItem(f"{percent} %", percent)
        scale.setCurrentIndex(max(scale.findData(now.scale_percent), 0))
        scale.currentIndexChanged.connect(
            lambda _: self._change("the scale", scale_percent=scale.currentData())
        )
        still = QCheckBox("No fades and no folding in steps")
        still.setChecked(now.reduce_motion)
        still.toggled.connect(lambda on: desk.settings.change(reduce_motion=on))
        self.add_row("Theme", theme)
        self.add_row("Scale of everything", scale)
        self.add_row("Reduce motion", still)

    def _change(self, what: str, **changes: object) -> None:
        self._desk.settings.change(**changes)
        self.tell(f"Kept. {what.capitalize()} changes when Shotwright starts again.")
