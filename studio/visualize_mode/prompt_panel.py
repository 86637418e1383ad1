"""PromptPanel: the words of the shot in three tabs; typing makes them the director's own."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from compose.edits import clear_prompt
from compose.project import Project
from studio.desk import Desk
from studio.visualize_mode.asking import Asking
from studio.visualize_mode.names_marked import NamesMarked
from studio.visualize_mode.prompt_words import counter, edited_words, stale_words, typed
from studio.widgets.elided_label import ElidedLabel
from studio.widgets.icon_label import IconLabel
from visualize.prompt import TABS, Tab, TabText

_TYPED_MS = 300
_READING = "Looking at the shot to describe it"


class PromptPanel(QWidget):
    """Scene, Style and Lighting."""

    def __init__(self, desk: Desk, asking: Asking, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("visualize-prompt")
        self.setAccessibleName("Prompt")
        self._desk, self._session, self._asking = desk, desk.session, asking
        self._shown: tuple[str, Tab] | None = None
        self._loading = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_TYPED_MS)
        self._timer.timeout.connect(self.write)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._head())
        column.addWidget(self._make_band())
        column.addWidget(self._body(), 1)
        asking.words_changed.connect(self.refresh)
        asking.judged.connect(self._count)
        asking.write_due.connect(self.write)
        self.refresh()

    @property
    def tab(self) -> Tab:
        """The tab on top."""
        return TABS[max(self.tabs.currentIndex(), 0)]

    def refresh(self) -> None:
        """Show the words of the shot as they are now."""
        prompt, shot = self._asking.prompt, self._asking.shot
        able = prompt is not None and shot is not None
        self.text.setReadOnly(not able)
        if prompt is None or shot is None:
            self._loading = True
            self.text.setPlainText("")
            self._loading = False
            self._shown = None
            self.text.setPlaceholderText(_READING if self._asking.reading else "No words yet.")
            self._edited.setText("")
            self._band.setVisible(False)
            self._count()
            return
        told = prompt.tab(self.tab)
        self._show_text((shot.id, self.tab), told)
        self._edited.setText(edited_words(told))
        stale = prompt.stale
        self._stale.setText(stale_words(stale))
        self._band.setVisible(bool(stale))
        icon = self._desk.theme.icon("clock-alert-outline", "stale", on="stale")
        for place, name in enumerate(TABS):
            self.tabs.setTabIcon(place, icon if name in stale else self._no_icon)
        self._count()

    def write(self) -> None:
        """Make what was typed an edit of the shot."""
        self._timer.stop()
        prompt, shown = self._asking.prompt, self._shown
        if prompt is None or shown is None:
            return
        shot, tab = shown
        told, words = prompt.tab(tab), self.text.toPlainText()
        if words.strip() == told.text.strip():
            return
        seen = prompt.facts.fingerprint(tab)
        edit = partial(_typed, shot=shot, told=told, words=words, seen=seen)
        self._session.do(f"Edit the {tab} prompt", edit, merge=("prompt", shot, tab))

    def rebuild(self) -> None:
        """Let the stale tabs follow the scene again."""
        prompt, shot = self._asking.prompt, self._asking.shot
        if prompt is None or shot is None:
            return
        self._timer.stop()
        stale = prompt.stale

        def edit(project: Project) -> Project:
            for tab in stale:
                project = clear_prompt(project, shot.id, tab)
            return project

        self._session.do(f"Rebuild the {' and '.join(stale)} prompt", edit)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Write down what was typed when the text loses the focus."""
        if watched is self.text and event.type() is QEvent.Type.FocusOut:
            self.write()
        return super().eventFilter(watched, event)

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(4, 0, 12, 0)
        self.tabs = QTabBar()
        self.tabs.setObjectName("visualize-prompt-tabs")
        self.tabs.setAccessibleName("Parts of the prompt")
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        for name in TABS:
            self.tabs.addTab(name.capitalize())
        self._no_icon = self.tabs.tabIcon(0)
        self.tabs.currentChanged.connect(self._turned)
        self._counter = QLabel()
        self._counter.setProperty("role", "caption")
        row.addWidget(self.tabs)
        row.addStretch(1)
        row.addWidget(self._counter)
        return row

    def _make_band(self) -> QFrame:
        self._band = QFrame()
        self._band.setProperty("panel", "stale-band")
        self._band.setVisible(False)
        row = QHBoxLayout(self._band)
        row.setContentsMargins(12, 4, 8, 4)
        row.setSpacing(6)
        icon = IconLabel(self._desk.theme, "clock-alert-outline", "stale", size=14)
        self._stale = ElidedLabel("", "stale")
        rebuild = QPushButton("Rebuild")
        rebuild.setIcon(self._desk.theme.icon("refresh"))
        rebuild.setToolTip("Use the scene's words again; Undo brings yours back")
        rebuild.clicked.connect(self.rebuild)
        row.addWidget(icon)
        row.addWidget(self._stale, 1)
        row.addWidget(rebuild)
        return self._band

    def _body(self) -> QWidget:
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(4)
        self.text = QPlainTextEdit()
        self.text.setObjectName("visualize-prompt-text")
        self.text.setAccessibleName("Words of the prompt")
        self.text.setFont(self._desk.theme.font("prompt"))
        self.text.setTabChangesFocus(True)
        self.text.setMinimumHeight(72)
        self.text.textChanged.connect(self._type)
        self.text.installEventFilter(self)
        self._names = NamesMarked(self._desk, self.text.document())
        self._edited = ElidedLabel("", "caption")
        column.addWidget(self.text, 1)
        column.addWidget(self._edited)
        return body

    def _type(self) -> None:
        if not self._loading and self._shown is not None:
            self._timer.start()

    def _turned(self, _place: int) -> None:
        self.write()
        self.refresh()

    def _show_text(self, place: tuple[str, Tab], told: TabText) -> None:
        """Show a tab's text, but leave alone what somebody is typing."""
        same = place == self._shown
        if same and (self._timer.isActive() or self.text.toPlainText().strip() == told.text):
            return
        if not same:
            self._timer.stop()
        self._shown = place
        self._loading = True
        self._names.set_names()
        self.text.setPlainText(told.text)
        self._loading = False

    def _count(self) -> None:
        prompt, answer = self._asking.prompt, self._asking.answer
        if prompt is None or answer is None:
            self._counter.setText("")
            return
        asked = answer.quote.asked
        told = counter(
            prompt, None if asked is None else asked.route,
            None if asked is None else asked.chosen, "" if asked is None else asked.name,
        )  # fmt: skip
        self._counter.setText(told.words)
        self._counter.setToolTip(told.tip)
        role = "stale" if told.over else "caption"
        if self._counter.property("role") != role:
            self._counter.setProperty("role", role)
            self._counter.style().polish(self._counter)


def _typed(project: Project, *, shot: str, told: TabText, words: str, seen: str) -> Project:
    return typed(project, shot, told, words, seen)
