"""TakePanel: at the right, one take: it plays, is judged, and tells how it was made."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from studio.desk import Desk
from studio.gallery_mode.deeds import Deeds
from studio.gallery_mode.fact_rows import FactRows, FidelityRow
from studio.gallery_mode.judgement_bar import JudgementBar
from studio.gallery_mode.note_editor import NoteEditor
from studio.gallery_mode.take_words import (
    cause,
    counted,
    fidelity_words,
    provenance_rows,
    title,
)
from studio.player import FullScreen, Player, playable
from studio.widgets.chip import Chip
from studio.widgets.empty_state import EmptyState
from studio.widgets.panel_header import PanelHeader
from studio.widgets.section import Section
from visualize.compare.kept import read_measures
from visualize.staleness import Reason
from visualize.takes.row import Row

_WIDE = 356
_PICTURE = 140
_ROOM_FOR_WORDS = 330


class TakePanel(QFrame):
    """Player, judgement and provenance of the take that is selected."""

    use_settings = QtSignal(str)

    def __init__(self, desk: Desk, deeds: Deeds, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("gallery-take")
        self.setAccessibleName("Take")
        self.setProperty("panel", "panel")
        self.setMinimumWidth(288)
        self._desk, self._deeds, self._theme = desk, deeds, desk.theme
        self.row: Row | None = None
        self._short: dict[QPushButton, str] = {}
        self._reasons: Sequence[Reason] | None = None
        self.header = PanelHeader(desk.theme, "Take")
        self._state = Chip(desk.theme, "", "good")
        self.player = Player(desk.theme, desk.work)
        self.player.view.setMinimumHeight(_PICTURE)
        self.player.full_screen.connect(self.show_full_screen)
        self._full: FullScreen | None = None
        self.judgement = JudgementBar(desk, deeds)
        self._fidelity, self._facts = FidelityRow(desk.theme), FactRows()
        self._prompt, self.note = QLabel(), NoteEditor(desk.theme)
        self._prompt_part = Section(desk.theme, "Prompt")
        self._many = EmptyState(desk.theme, "filmstrip-box-multiple", "")
        self._stack = QStackedWidget()
        self._lay_out()
        self.show_take(None, None, ())

    def sizeHint(self) -> QSize:
        """Return the usual width."""
        size = super().sizeHint()
        size.setWidth(_WIDE)
        return size

    def show_take(
        self, row: Row | None, reasons: Sequence[Reason] | None, chosen: Sequence[Row]
    ) -> None:
        """Show a take; of several that are selected, how many there are."""
        several = len(chosen) > 1
        if row is None or several:
            words = f"{counted(len(chosen), 'take')} selected. Press C to compare them."
            self._many.set_text(words if several else "Choose a take to see how it was made.")
            self._stack.setCurrentIndex(0)
            self._foot.hide()
            self.header.set_title(counted(len(chosen), "take") if several else "Take")
            self._state.hide()
            self.player.clear("")
            self.row = None
            return
        other = self.row is None or self.row.take.id != row.take.id
        self.row, self._reasons = row, reasons
        self._stack.setCurrentIndex(1)
        self._foot.show()
        self._show_judgement(row, reasons)
        self._show_provenance(row, reasons)
        if other:
            self._load(row)

    def show_full_screen(self) -> None:
        """Fill the screen with the take, as it is."""
        if self.row is None:
            return
        self.player.pause()
        if self._full is None:
            self._full = FullScreen(self._theme, self._desk.work, self)
        clip = self.row.take.clip
        self._full.play(self.row.file, clip.frames, _rate(self.row), audio=clip.audio)

    def close_player(self) -> None:
        """Let go of the clip."""
        self.player.clear("")
        self.row = None

    # -- inside ----------------------------------------------------------------------------------

    def _load(self, row: Row) -> None:
        self.player.clear("Getting ready")
        make = partial(playable, row)
        failed = self._not_playable
        self._desk.work.start(make, partial(self._play, row), failed, slot="gallery/player")

    def _play(self, row: Row, path: Path) -> None:
        if self.row is not None and self.row.take.id == row.take.id:
            clip = row.take.clip
            self.player.load(path, clip.frames, _rate(row), audio=clip.audio)

    def _not_playable(self, words: str) -> None:
        self.player.clear(words)

    def _show_judgement(self, row: Row, reasons: Sequence[Reason] | None) -> None:
        shots = self._desk.session.project.shots
        word = cause(reasons or ())
        self.header.set_title(title(row.take))
        self._state.setVisible(reasons is not None)
        self._state.setText(f"Stale: {word}" if word else "Current")
        self._state.set_kind("stale" if word else "good")
        self.judgement.show_take(
            row, next((one for one in shots if one.id == row.take.of.shot), None)
        )

    def _show_provenance(self, row: Row, reasons: Sequence[Reason] | None) -> None:
        measures = read_measures(row)
        remarks = [] if measures is None else [one.text for one in measures.remarks]
        self._fidelity.show_score(row.fidelity, fidelity_words(row, remarks))
        self._facts.show_rows(provenance_rows(row.take, reasons))
        prompt = row.take.made.prompt
        self._prompt_part.setVisible(bool(prompt))
        self._prompt_part.set_hint(counted(len(prompt), "character"))
        self._prompt.setText(prompt)
        self.note.show_review(row.review.tags, row.review.note)

    def _lay_out(self) -> None:
        self._state.setVisible(False)
        self.header.add(self._state)
        more = QToolButton()
        more.setIcon(self._theme.icon("dots-horizontal"))
        more.setToolTip("More")
        more.setAccessibleName("More")
        more.clicked.connect(lambda *_: self._menu(more))
        self.header.add(more)
        inside = QWidget()
        rows = QVBoxLayout(inside)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        for part in (self._player_part(), self.judgement, *self._sections()):
            rows.addWidget(part)
        rows.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setProperty("panel", "panel")
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inside)
        self._stack.setProperty("panel", "clear")
        self._stack.addWidget(self._many)
        self._stack.addWidget(scroll)
        self._foot = self._make_foot()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self._stack, 1)
        column.addWidget(self._foot)

    def _player_part(self) -> QWidget:
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(12, 4, 12, 8)
        column.addWidget(self.player)
        self.player.setMinimumHeight(_PICTURE + 96)
        return part

    def _sections(self) -> tuple[Section, ...]:
        fidelity = Section(self._theme, "Fidelity", "0 to 100")
        fidelity.add(self._fidelity)
        provenance = Section(self._theme, "Provenance")
        provenance.add(self._facts)
        self._prompt.setWordWrap(True)
        self._prompt.setTextFormat(Qt.TextFormat.PlainText)
        self._prompt.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._prompt.setProperty("role", "label")
        self._prompt_part.add(self._prompt)
        notes = Section(self._theme, "Note and tags")
        notes.add(self.note)
        self.note.tagged.connect(
            lambda tags: self._with_row(lambda r: self._deeds.review(r, tags=tags))
        )
        self.note.noted.connect(
            lambda note: self._with_row(lambda r: self._deeds.review(r, note=note))
        )
        return fidelity, provenance, self._prompt_part, notes

    def _make_foot(self) -> QFrame:
        foot = QFrame()
        foot.setProperty("panel", "footer")
        row = QHBoxLayout(foot)
        row.setContentsMargins(12, 8, 12, 8)
        row.setSpacing(8)
        for label, icon, act in (
            ("Use these settings", "restore", self._use),
            ("Reveal", "folder-open-outline", lambda: self._with_row(self._deeds.reveal)),
            ("Export", "export-variant", self._export),
        ):  # fmt: skip
            button = QPushButton(label)
            button.setIcon(self._theme.icon(icon))
            button.clicked.connect(lambda *_, call=act: call())
            button.setToolTip(label)
            button.setAccessibleName(label)
            row.addWidget(button, 2 if act == self._use else 1)
            if act != self._use:
                self._short[button] = label
        return foot

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show icons alone where there is no room for words."""
        super().resizeEvent(event)
        narrow = event.size().width() < _ROOM_FOR_WORDS
        for button, label in self._short.items():
            button.setText("" if narrow else label)

    def _menu(self, under: QToolButton) -> None:
        if self.row is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction("Full screen", self.show_full_screen)
        menu.addAction("Use these settings", self._use)
        menu.addAction("Show in its folder", lambda: self._with_row(self._deeds.reveal))
        menu.addAction("Export…", self._export)
        menu.addSeparator()
        menu.addAction("Move to the bin", lambda: self._with_row(lambda r: self._deeds.bin((r,))))
        menu.popup(under.mapToGlobal(under.rect().bottomLeft()))

    def _with_row(self, act: Callable[[Row], object]) -> None:
        if self.row is not None:
            act(self.row)

    def _use(self) -> None:
        if self.row is not None:
            self.use_settings.emit(self.row.take.id)

    def _export(self) -> None:
        if self.row is not None:
            self._deeds.export(self.row, self)


def _rate(row: Row) -> Fraction | None:
    clip = row.take.clip
    return None if clip.kind == "image" else Fraction(clip.rate or 24)
