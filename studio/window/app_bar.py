"""The bar on top: menus, the project and whether it is saved, the modes, undo, commands, jobs."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenuBar,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from studio.desk import Desk
from studio.listening import listen
from studio.window.menus import fill_menu_bar

HEIGHT = 44


class AppBar(QFrame):
    """The bar on top of every mode.

    Parameters
    ----------
    modes
        Name, title and icon of each mode, in order.
    choose
        Called with the name of the mode that was clicked.
    """

    def __init__(
        self,
        desk: Desk,
        modes: tuple[tuple[str, str, str], ...],
        choose: Callable[[str], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self.setProperty("panel", "bar")
        self.setObjectName("app-bar")
        self.setFixedHeight(HEIGHT)
        self._modes = self._mode_buttons(modes, choose)
        self.menu_bar = QMenuBar()
        self.menu_bar.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        fill_menu_bar(self.menu_bar, desk.commands, desk.theme)
        self._name, self._saved = QLabel(), QLabel()
        self._name.setProperty("role", "header")
        self._saved.setProperty("role", "quiet")
        self._undo, self._redo = QToolButton(), QToolButton()
        self._search = _button(desk, "Search commands", "magnify", "window.palette")
        self._jobs = _button(desk, "No jobs", "progress-clock", "window.jobs")
        self._budget = _button(desk, "", "wallet-outline", "edit.preferences")
        self._lay_out()
        listen(self, desk.session.project_changed, lambda _: self._show_project())
        listen(self, desk.session.saved_changed, self._show_project)
        desk.jobs.changed.connect(self.show_jobs)
        self._show_project()
        self.show_jobs()

    def bind_undo(self, undo: QToolButton, redo: QToolButton) -> None:
        """Put the buttons of undo and redo into their places."""
        layout = self.layout()
        assert isinstance(layout, QHBoxLayout)
        for old, new in ((self._undo, undo), (self._redo, redo)):
            new.setIconSize(QSize(16, 16))
            layout.replaceWidget(old, new)
            old.deleteLater()

    def show_mode(self, name: str) -> None:
        """Mark the mode that is shown; none for an empty name."""
        for button in self._modes.buttons():
            button.setChecked(button.property("mode") == name)

    def show_jobs(self) -> None:
        """Show how many jobs are under way, and what is left of today's budget."""
        count = self._desk.jobs.under_way()
        self._jobs.setText("No jobs" if not count else f"{count} job{'s' * (count > 1)}")
        self._jobs.setIcon(
            self._desk.theme.icon("progress-clock", "daylight" if count else "text2")
        )
        budget = self._desk.jobs.budget()
        left = None if budget is None else budget.left_usd
        self._budget.setText("No budget" if left is None else f"${left:,.2f} left today")
        self._budget.setToolTip(
            "Set a budget a day, a project or a shot in Preferences; it refuses what goes over"
        )

    def _mode_buttons(
        self, modes: tuple[tuple[str, str, str], ...], choose: Callable[[str], object]
    ) -> QButtonGroup:
        group = QButtonGroup(self)
        for name, title, icon in modes:
            button = QPushButton(self._desk.theme.icon(icon, "text2", on="on_fill"), title)
            button.setCheckable(True)
            button.setProperty("kind", "mode")
            button.setProperty("mode", name)
            button.setToolTip(self._desk.commands.tip(f"view.{name}"))
            button.clicked.connect(lambda *_, name=name: choose(name))
            group.addButton(button)
        return group

    def _lay_out(self) -> None:
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 0, 12, 0)
        layout.setSpacing(8)
        logo = QLabel()
        logo.setPixmap(self._desk.theme.icon("filmstrip-box", "text1").pixmap(20, 20))
        logo.setAccessibleName("Shotwright")
        left: tuple[QWidget, ...] = (logo, self.menu_bar, _rule(), self._name, self._saved)
        for widget in left:
            layout.addWidget(widget)
        layout.addStretch(1)
        frame = QFrame()
        frame.setProperty("panel", "card")
        inner = QHBoxLayout(frame)
        inner.setContentsMargins(1, 1, 1, 1)
        inner.setSpacing(0)
        for button in self._modes.buttons():
            inner.addWidget(button)
        layout.addWidget(frame)
        layout.addStretch(1)
        right: tuple[QWidget, ...] = (
            self._undo, self._redo, self._search, self._jobs, self._budget
        )  # fmt: skip
        for widget in right:
            layout.addWidget(widget)
        layout.setAlignment(Qt.AlignmentFlag.AlignVCenter)

    def _show_project(self) -> None:
        session = self._desk.session
        self._name.setText(session.project.name)
        self._name.setToolTip(str(session.project.root or ""))
        self._saved.setText("Unsaved changes" if session.unsaved else "Saved")


def _button(desk: Desk, text: str, icon: str, command: str) -> QPushButton:
    """Return a button that carries out a command, whoever has bound it."""
    button = QPushButton(desk.theme.icon(icon), text)
    button.setToolTip(desk.commands.tip(command))

    def run() -> None:
        action = desk.commands.action(command)
        if action is not None:
            action.trigger()

    button.clicked.connect(lambda *_: run())
    return button


def _rule() -> QFrame:
    rule = QFrame()
    rule.setProperty("panel", "line")
    rule.setFixedSize(1, 20)
    return rule
