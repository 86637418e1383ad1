"""The bar on top: menus, the project and whether it is saved, the modes, undo, commands, jobs."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QMenu,
    QMenuBar,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from studio.desk import Desk
from studio.listening import listen
from studio.widgets.elided_label import ElidedLabel
from studio.widgets.icon_label import IconLabel
from studio.window.bar_button import BarButton
from studio.window.menus import make_menus

HEIGHT = 44
_GAP, _EDGE = 8, 12
_SAVED, _UNSAVED = "Saved", "Unsaved changes"
_NAME_PX = 240
"""The width that a project's name is shown in at most."""


class AppBar(QFrame):
    """The bar on top of every mode.

    Where there is no room, words go before icons, then the menus gather behind one button.

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
        self.setAccessibleName("Program")
        self.setFixedHeight(HEIGHT)
        self._modes = self._mode_buttons(modes, choose)
        self._make_menus()
        self._name, self._saved = ElidedLabel("", "header"), ElidedLabel("", "quiet")
        self._name.setMaximumWidth(_NAME_PX)
        widths = QFontMetrics(desk.theme.font("caption"))
        self._saved.setFixedWidth(max(map(widths.horizontalAdvance, (_SAVED, _UNSAVED))) + 4)
        self._saved_mark = IconLabel(desk.theme, size=14)
        self._undo, self._redo = QToolButton(), QToolButton()
        self._search = BarButton(desk, "Search commands", "magnify", "window.palette")
        self._jobs = BarButton(desk, "No jobs", "progress-clock", "window.jobs")
        self._budget = BarButton(desk, "No budget", "wallet-outline", "window.budget")
        self._lay_out()
        listen(self, desk.session.project_changed, lambda _: self._show_project())
        listen(self, desk.session.saved_changed, self._show_project)
        desk.jobs.changed.connect(self.show_jobs)
        self._show_project()
        self.show_jobs()

    def bind_undo(self, undo: QToolButton, redo: QToolButton) -> None:
        """Put the buttons of undo and redo into their places."""
        for old, new in ((self._undo, undo), (self._redo, redo)):
            new.setIconSize(QSize(16, 16))
            self._right.replaceWidget(old, new)
            old.deleteLater()
        self._undo, self._redo = undo, redo
        before: QWidget = self._modes.buttons()[-1]
        for button in (undo, redo, self._search, self._jobs, self._budget):
            QWidget.setTabOrder(before, button)
            before = button

    def show_mode(self, name: str) -> None:
        """Mark the mode that is shown; none for an empty name."""
        shown = next((b for b in self._modes.buttons() if b.property("mode") == name), None)
        if shown is not None:
            shown.setChecked(True)
        elif (before := self._modes.checkedButton()) is not None:
            self._modes.setExclusive(False)
            before.setChecked(False)
            self._modes.setExclusive(True)

    def show_jobs(self) -> None:
        """Show how many jobs are under way, and what is left of today's budget."""
        count = self._desk.jobs.under_way()
        words = "No jobs" if not count else f"{count} job{'s' * (count > 1)}"
        self._jobs.show_words(words, str(count) if count else "")
        self._jobs.show_icon("progress-clock", "daylight" if count else "text2")
        budget = self._desk.jobs.budget()
        left = None if budget is None else budget.left_usd
        if left is None:
            self._budget.show_words("No budget", "")
        else:
            self._budget.show_words(f"${left:,.2f} left today", f"${left:,.2f}")
        self._make_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out what there is no room for."""
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        """Leave out what matters least until the rest fits; the project's name gives way last."""
        steps: tuple[Callable[[bool], object], ...] = (
            self._search.set_brief, self._saved.setHidden, self._budget.set_brief,
            self._jobs.set_brief, self._gather_menus, self._shorten_name,
        )  # fmt: skip
        for step in steps:
            step(False)
        self._saved.setHidden(self._desk.session.project.root is None)
        for step in steps:
            if self._needed() <= self.width():
                return
            step(True)

    def _needed(self) -> int:
        """Return the width that everything shown takes, in pixels."""
        for side in (self._left, self._right):
            side.invalidate()  # a layout in a layout does not hear of its widgets' new sizes
        sides = self._left.sizeHint().width() + self._right.sizeHint().width()
        return sides + self._frame.sizeHint().width() + 2 * _EDGE + 2 * _GAP

    def _shorten_name(self, on: bool) -> None:
        self._name.setMinimumWidth(0 if on else min(self._name.sizeHint().width(), _NAME_PX))

    def _gather_menus(self, on: bool) -> None:
        self.menu_bar.setHidden(on)
        self._menu_button.setVisible(on)

    def _make_menus(self) -> None:
        self.menu_bar = QMenuBar()
        self.menu_bar.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self._menu_button = QToolButton()
        self._menu_button.setIcon(self._desk.theme.icon("menu"))
        self._menu_button.setAccessibleName("Menus")
        self._menu_button.setToolTip("Menus")
        self._menu_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        gathered = QMenu(self)
        for menu in make_menus(self._desk.commands, self._desk.theme, self):
            self.menu_bar.addMenu(menu)
            gathered.addMenu(menu)
        self._menu_button.setMenu(gathered)
        self._menu_button.hide()

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
        logo = IconLabel(self._desk.theme, "filmstrip-box", "text1", size=20)
        logo.setAccessibleName("Shotwright")
        self._rule = _rule()
        self._left = _row(
            logo, self._menu_button, self.menu_bar, self._rule, self._name, self._saved_mark,
            self._saved,
        )  # fmt: skip
        self._left.addStretch(1)
        self._right = _row(self._undo, self._redo, self._search, self._jobs, self._budget)
        self._right.insertStretch(0, 1)
        self._frame = QFrame()
        self._frame.setProperty("panel", "card")
        inner = QHBoxLayout(self._frame)
        inner.setContentsMargins(1, 1, 1, 1)
        inner.setSpacing(0)
        for button in self._modes.buttons():
            inner.addWidget(button)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(_EDGE, 0, _EDGE, 0)
        whole.setSpacing(_GAP)
        whole.addLayout(self._left, 1)
        whole.addWidget(self._frame, 0, Qt.AlignmentFlag.AlignVCenter)
        whole.addLayout(self._right, 1)

    def _show_project(self) -> None:
        session = self._desk.session
        is_open = session.project.root is not None
        self._name.setText(session.project.name if is_open else "")
        self._name.set_tip(str(session.project.root or ""))
        self._saved.setText(_UNSAVED if session.unsaved else _SAVED)
        if session.unsaved:
            self._saved_mark.set_icon("circle-medium", "text1")
        else:
            self._saved_mark.set_icon("check", "good")
        self._saved_mark.setToolTip(self._saved.text())
        for widget in (self._rule, self._name, self._saved_mark):
            widget.setVisible(is_open)
        for button in self._modes.buttons():
            button.setEnabled(is_open)
        self._make_room()


def _row(*widgets: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(_GAP)
    for widget in widgets:
        row.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
    return row


def _rule() -> QFrame:
    rule = QFrame()
    rule.setProperty("panel", "line")
    rule.setFixedSize(1, 20)
    return rule
