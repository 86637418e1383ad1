"""Performance: how fast a drag must answer, how often work is kept, and what draws."""

from __future__ import annotations

from PySide6.QtWidgets import QSpinBox

from studio.desk import Desk
from studio.preferences.form import FormPage, note


class PerformancePage(FormPage):
    """Numbers that matter on slow and on fast machines."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            "Performance",
            "While you drag, the picture is drawn smaller and plainer to keep up with the hand, "
            "and in full as soon as it rests.",
        )
        now = desk.settings.preferences
        drag, keep = QSpinBox(), QSpinBox()
        drag.setRange(10, 500)
        drag.setSuffix(" ms")
        drag.setValue(now.drag_milliseconds)
        drag.valueChanged.connect(lambda value: desk.settings.change(drag_milliseconds=value))
        keep.setRange(5, 3600)
        keep.setSuffix(" s")
        keep.setValue(now.autosave_seconds)
        keep.valueChanged.connect(lambda value: desk.settings.change(autosave_seconds=value))
        self.add_row("A drag answers within", drag)
        self.add_row("While you edit, unsaved work is kept every", keep)
        found = desk.drawing.description
        driver = found.get("renderer", desk.drawing.reason or "not asked yet")
        self.add_row("Drawn by", note(driver, "quiet"))
        self.add_row("OpenGL", note(found.get("version", "none"), "quiet"))
