"""The band at the bottom: the keys of the panel under the focus, and what is drawn by what."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib import resources

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLabel, QWidget

from studio.commands import command_table
from studio.desk import Desk
from studio.drawing import Picture
from studio.listening import listen
from studio.window.hint_line import Hint, HintLine

HEIGHT = 24
_TOOLS = "viewport"
"""The panel whose tool has keys of its own."""


class StatusBar(QFrame):
    """Hints at the left, facts at the right. A panel says which hints with its object name."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.setObjectName("status-bar")
        self.setProperty("panel", "footer")
        self.setFixedHeight(HEIGHT)
        self._hints = HintLine(desk.theme)
        self._facts = QLabel()
        self._facts.setTextFormat(Qt.TextFormat.PlainText)
        self._facts.setProperty("role", "quiet")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 0, 12, 0)
        layout.setSpacing(16)
        layout.addWidget(self._hints, 1)
        layout.addWidget(self._facts)
        self._panel = "window"
        self._tool: tuple[Hint, ...] = ()
        self._dragging = False
        self._drawn: Picture | None = None
        QApplication.instance().focusChanged.connect(self._focus_changed)  # type: ignore[union-attr]
        listen(self, desk.session.selection_changed, self._show_facts)
        desk.drawing.drawn.connect(self._picture)
        self._show_hints()

    @property
    def hints(self) -> tuple[Hint, ...]:
        """The keys that are shown, with their words."""
        return self._hints.hints

    def show_panel(self, panel: str) -> None:
        """Show the keys of a panel of ``hints.toml``."""
        self._panel = panel
        self._show_hints()

    def show_tool(self, hints: tuple[Hint, ...], *, dragging: bool) -> None:
        """Show the keys of the viewport's tool before the viewport's own, alone while it drags."""
        self._tool, self._dragging = hints, dragging
        self._show_hints()

    def _show_hints(self) -> None:
        own = tuple((self._keys(keys), words) for keys, words in _panels()[self._panel])
        if self._panel == _TOOLS and self._tool:
            told = {keys for keys, _ in self._tool}
            rest = () if self._dragging else tuple(hint for hint in own if hint[0] not in told)
            own = self._tool + rest
        self._hints.set_hints(tuple(hint for hint in own if hint[0]))

    def _keys(self, keys: str) -> str:
        """Return keys as they are written; of a command its shortcut, empty where it has none."""
        return self._desk.commands.shown_keys(keys) if keys in command_table() else keys

    def _focus_changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        while new is not None:
            if new.objectName() in _panels():
                self.show_panel(new.objectName())
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
def _panels() -> dict[str, list[list[str]]]:
    return tomllib.loads(resources.files(__package__).joinpath("hints.toml").read_text("utf-8"))
