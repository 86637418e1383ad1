"""The band at the bottom: the keys of the panel under the focus, and what is drawn by what."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib import resources

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLabel, QWidget

from studio.desk import Desk
from studio.drawing import Picture
from studio.listening import listen

HEIGHT = 24


class StatusBar(QFrame):
    """Hints at the left, facts at the right. A panel says which hints with its object name."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.setProperty("panel", "footer")
        self.setFixedHeight(HEIGHT)
        self._hints = QLabel()
        self._hints.setTextFormat(Qt.TextFormat.RichText)
        self._hints.setProperty("role", "quiet")
        self._facts = QLabel()
        self._facts.setProperty("role", "quiet")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 0, 12, 0)
        layout.addWidget(self._hints, 1)
        layout.addWidget(self._facts)
        self._panel = ""
        self._drawn: Picture | None = None
        QApplication.instance().focusChanged.connect(self._focus_changed)  # type: ignore[union-attr]
        listen(self, desk.session.selection_changed, self._show_facts)
        desk.drawing.drawn.connect(self._picture)
        self.show_hints("window")

    def show_hints(self, panel: str) -> None:
        """Show the keys of a panel of ``hints.toml``."""
        if panel == self._panel:
            return
        self._panel = panel
        theme, parts = self._desk.theme, []
        for keys, words in _hints().get(panel, _hints()["window"]):
            shown = self._desk.commands.shown_keys(keys) if "." in keys and len(keys) > 3 else keys
            parts.append(
                f'<span style="background:{theme.hex("bg3")};color:{theme.hex("text1")}">'
                f"&nbsp;{shown}&nbsp;</span>&nbsp;{words}"
            )
        self._hints.setText("&nbsp;&nbsp;&nbsp;".join(parts))

    def _focus_changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        while new is not None:
            if new.objectName() in _hints():
                self.show_hints(new.objectName())
                return
            new = new.parentWidget()

    def _picture(self, picture: Picture) -> None:
        if picture.wish.slot == "viewport":
            self._drawn = picture
            self._show_facts()

    def _show_facts(self) -> None:
        facts = []
        active = self._desk.session.active
        if active is not None:
            count = len(self._desk.session.selection)
            facts.append(active.name if count == 1 else f"{count} selected")
        if self._drawn is not None:
            shown = self._drawn.snapshot
            triangles = sum(
                len(surface.mesh.triangles) for surface, seen in
                zip(shown.surfaces, shown.visible, strict=True) if seen
            )  # fmt: skip
            facts += [f"{triangles:,} triangles", f"{self._drawn.seconds * 1000:.0f} ms"]
        driver = self._desk.drawing.description.get("renderer", "")
        software = "llvmpipe" in driver or "softpipe" in driver
        facts.append("Software GL" if software else driver.split("/")[0].split("(")[0].strip())
        self._facts.setText("    ".join(fact for fact in facts if fact))


@lru_cache(maxsize=1)
def _hints() -> dict[str, list[list[str]]]:
    return tomllib.loads(resources.files(__package__).joinpath("hints.toml").read_text("utf-8"))
