"""ComparePage: takes of a shot beside its blocking, on one clock, in pictures, curves and words."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtGui import QHideEvent, QImage, QKeyEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QGridLayout,
    QMenu,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from studio.desk import Desk
from studio.gallery_mode.blind import SEEDS, Ballot, ballot
from studio.gallery_mode.compare_bars import ClockBar, CompareBar
from studio.gallery_mode.compare_pane import ComparePane
from studio.gallery_mode.comparing import BLOCKING, Comparing
from studio.gallery_mode.deeds import Deeds
from studio.gallery_mode.fidelity_curve import FidelityCurve
from studio.gallery_mode.metrics_table import MetricsTable
from studio.gallery_mode.mix_view import MixView
from studio.gallery_mode.reading import Reading, curves, readings
from studio.gallery_mode.reading_panel import ReadingPanel
from visualize.compare.showing import Comparison, Entry
from visualize.compare.showing.words import clock_words, score_words, standing_words
from visualize.leaderboard import keep_votes
from visualize.pages.compare import write_compare_page

_MIXES = ("wipe", "difference", "onion")
_HEIGHTS = (560, 380)


class ComparePage(QWidget):
    """The page. It holds clips open only while it is shown."""

    left = QtSignal()

    def __init__(self, desk: Desk, deeds: Deeds, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("compare")
        self.setAccessibleName("Compare")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._desk, self._deeds = desk, deeds
        self.comparing = Comparing(desk, self)
        self.ballot: Ballot | None = None
        self._panes: dict[str, ComparePane] = {}
        self._images: dict[str, QImage] = {}
        self.bar = CompareBar(desk.theme)
        self.clock = ClockBar(desk.theme, self.comparing)
        self.reading = ReadingPanel(desk.theme)
        self.mix = MixView(desk.theme)
        self.curve, self.table = FidelityCurve(desk.theme), MetricsTable(desk.theme)
        self._grid = QGridLayout()
        self._stage = QStackedWidget()
        self._lay_out()
        self._connect()

    @property
    def shown(self) -> Comparison | None:
        """The comparison as it is shown: with letters dealt out anew while a vote is blind."""
        return self.comparing.comparison if self.ballot is None else self.ballot.comparison

    def open(self, shot: str, takes: tuple[str, ...] = ()) -> bool:
        """Compare takes of a shot; false where there are fewer than two."""
        self.ballot = None
        self.bar.blind.setChecked(False)
        return self.comparing.open(shot, takes)

    def show_mode(self, mode: str) -> None:
        """Show all side by side, or two in one picture."""
        self.bar.modes.set_choice(mode)
        mixed = mode in _MIXES
        for field in self.bar.pair:
            field.setVisible(mixed)
        self._stage.setCurrentIndex(int(mixed))
        if mode in _MIXES:
            self.mix.set_mix(mode)  # type: ignore[arg-type]
            self._show_pair()

    def set_blind(self, on: bool) -> None:
        """Hide names and scores, and deal the letters out anew; or show them again."""
        comparison = self.comparing.comparison
        self.bar.blind.setChecked(on)
        self.ballot = None
        if on and comparison is not None:
            self.ballot = ballot(comparison, secrets.randbelow(SEEDS))
        self._show()

    def decide(self, letter: str) -> None:
        """Pick the take with a letter for the shot; while blind, vote for it."""
        shown = self.shown
        entry = _lettered(shown, letter)
        if shown is None or entry is None:
            return
        if self.ballot is None:
            self._deeds.pick(entry.row)
            return
        root, vote = self._desk.session.project.root, self.ballot.vote(letter, datetime.now(UTC))
        if root is not None:
            self._desk.work.start(
                partial(keep_votes, root, (vote,)), lambda _: self._voted(entry),
                lambda words: self._tell("The vote cannot be kept", words),
            )  # fmt: skip

    def hideEvent(self, event: QHideEvent) -> None:
        """Stop the clock."""
        self.comparing.pause()
        super().hideEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Play with the space bar, step with comma and full stop, leave with Esc."""
        acts = {
            Qt.Key.Key_Space: self.comparing.toggle,
            Qt.Key.Key_Comma: lambda: self.comparing.step(-1),
            Qt.Key.Key_Period: lambda: self.comparing.step(1),
            Qt.Key.Key_Escape: self._leave,
        }
        act = acts.get(Qt.Key(event.key()))
        if act is None:
            super().keyPressEvent(event)
        else:
            act()

    # -- what is shown ---------------------------------------------------------------------------

    def _show(self) -> None:
        """Build the panes anew for what is compared now."""
        comparison = self.shown
        if comparison is None:
            return
        self.bar.show_comparison(comparison)
        self._make_panes(comparison)
        choices = [(BLOCKING, "3D blocking")]
        choices += [(entry.row.take.id, self._name(entry)) for entry in comparison.entries]
        for place, field in enumerate(self.bar.pair):
            field.set_choices(choices)
            if field.choice is None or all(field.choice != key for key, _ in choices):
                field.set_choice(choices[place][0])
        self._show_pair()
        blind = self.ballot is not None
        self.clock.curves.set_choices(curves(comparison))
        if self.clock.curves.choice is None:
            self.clock.curves.set_choice("fidelity")
        self.curve.hidden_names = blind
        self.curve.show_comparison(comparison, self.clock.curves.choice or "fidelity")
        self.table.setVisible(not blind)
        self.table.show_comparison(comparison, comparison.shot.pick or "")
        self._offer(comparison)
        self._moved(float(self.comparing.frame))

    def _make_panes(self, comparison: Comparison) -> None:
        for pane in self._panes.values():
            self._grid.removeWidget(pane)
            pane.deleteLater()
        self._grid.removeWidget(self.reading)
        theme, rate = self._desk.theme, comparison.project.frame_rate
        self._panes = {BLOCKING: ComparePane(theme, "", "3D blocking", "authored, clay", "", None)}
        for place, entry in enumerate(comparison.entries):
            blind = self.ballot is not None
            detail = "" if blind else clock_words(entry.clock, rate)
            detail += ", no AI" if entry.no_ai and not blind else ""
            self._panes[entry.row.take.id] = ComparePane(
                theme, entry.letter, "Take" if blind else entry.name, detail,
                "" if blind else score_words(entry.fidelity), theme.take_color(place),
            )  # fmt: skip
        places: list[QWidget] = list(self._panes.values())
        places.insert(min(2, len(places)), self.reading)
        columns = 3 if len(places) <= 9 else 4
        for number, widget in enumerate(places):
            self._grid.addWidget(widget, number // columns, number % columns)
        for number in range(len(places)):
            self._grid.setRowStretch(number // columns, 1)
            self._grid.setColumnStretch(number % columns, 1)
        for id_, image in self._images.items():
            if id_ in self._panes:
                self._panes[id_].view.show_image(image)

    def _offer(self, comparison: Comparison) -> None:
        if self.ballot is not None:
            votes = [(entry.letter, f"Vote {entry.letter}", False) for entry in comparison.entries]
            self.reading.offer("Which is the best? Names come after the vote.", votes)
            return
        best = comparison.entries[0]
        label = f"Pick {best.letter} for shot {comparison.shot.number}"
        if comparison.shot.pick == best.row.take.id:
            label = f"{best.letter} is the pick of {comparison.shot.number}"
        self.reading.offer(standing_words(comparison), [(best.letter, label, True)])

    def _moved(self, frame: float) -> None:
        comparison = self.shown
        if comparison is None:
            return
        self.clock.show_frame(frame)
        self.curve.set_frame(frame)
        found = readings(comparison, frame)
        if self.ballot is not None:
            found = tuple(Reading(one.letter, "Hidden until the vote", "", "text3")
                          for one in found)  # fmt: skip
        self.reading.show_readings(frame, found)

    def _picture(self, id_: str, image: QImage) -> None:
        self._images[id_] = image
        if id_ in self._panes:
            self._panes[id_].view.show_image(image)
        for field, side in zip(self.bar.pair, ("left", "right"), strict=True):
            if field.choice == id_:
                self.mix.show_image(side, image)  # type: ignore[arg-type]

    def _show_pair(self) -> None:
        left, right = (field.choice or BLOCKING for field in self.bar.pair)
        self.mix.show_image("left", self._images.get(left, QImage()))
        self.mix.show_image("right", self._images.get(right, QImage()))
        self.mix.set_names(*(field.currentText() for field in self.bar.pair))

    def _name(self, entry: Entry) -> str:
        return f"Take {entry.letter}" if self.ballot else f"{entry.letter}  {entry.name}"

    # -- what is done ----------------------------------------------------------------------------

    def _voted(self, entry: Entry) -> None:
        name = entry.name
        self.set_blind(False)
        self._desk.session.tell(f"Your vote went to {name}", kind="good")

    def _more(self) -> None:
        comparison = self.comparing.comparison
        if comparison is None:
            return
        here = {entry.row.take.id for entry in comparison.entries}
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for row in self._desk.shelf.takes(comparison.shot.id):
            if row.take.id not in here:
                ids = (*here, row.take.id)
                words = f"Take {row.take.number} · {row.take.made.model_name}"
                menu.addAction(words, partial(self.open, comparison.shot.id, ids))
        if menu.isEmpty():
            menu.addAction("All takes of this shot are here").setEnabled(False)
        menu.popup(self.bar.mapToGlobal(self.bar.rect().bottomRight()))

    def _export(self) -> None:
        comparison = self.comparing.comparison
        if comparison is None:
            return
        chosen = QFileDialog.getExistingDirectory(self, "Folder to export the page into")
        if chosen:
            folder = Path(chosen) / f"compare_{comparison.shot.number}"
            self._desk.work.start(
                partial(write_compare_page, comparison, folder),
                lambda path: self._desk.session.tell(f"The page is in {path.parent}", kind="good"),
                lambda words: self._tell("The page cannot be written", words),
            )  # fmt: skip

    def _tell(self, what: str, words: str) -> None:
        self._desk.session.tell(what, detail=words, kind="bad")

    def _leave(self) -> None:
        self.comparing.close()
        self.left.emit()

    def _lay_out(self) -> None:
        grid = QWidget()
        grid.setLayout(self._grid)
        self._grid.setContentsMargins(12, 2, 12, 8)
        self._grid.setSpacing(8)
        self._stage.addWidget(grid)
        self._stage.addWidget(self.mix)
        under = QWidget()
        rows = QVBoxLayout(under)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        for widget, stretch in ((self.clock, 0), (self.curve, 3), (self.table, 4)):
            rows.addWidget(widget, stretch)
        split = QSplitter(Qt.Orientation.Vertical)
        split.setHandleWidth(1)
        split.setChildrenCollapsible(False)
        split.addWidget(self._stage)
        split.addWidget(under)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        split.setSizes(list(_HEIGHTS))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(split, 1)

    def _connect(self) -> None:
        comparing, bar = self.comparing, self.bar
        comparing.changed.connect(self._changed)
        comparing.moved.connect(self._moved)
        comparing.picture.connect(self._picture)
        comparing.troubled.connect(self._troubled)
        comparing.measuring.connect(self._measured)
        bar.left.connect(self._leave)
        bar.more.connect(self._more)
        bar.export.connect(self._export)
        bar.modes.chosen.connect(self.show_mode)
        bar.blind.clicked.connect(self.set_blind)
        for field in bar.pair:
            field.chosen.connect(lambda _: self._show_pair())
        self.curve.wanted.connect(comparing.seek)
        self.reading.decided.connect(self.decide)
        self.table.picked.connect(self.decide)
        self.clock.curves.chosen.connect(lambda _: self._show())
        modes: dict[str, Callable[[], object]] = {
            "wipe": partial(self.show_mode, "wipe"), "onion": partial(self.show_mode, "onion"),
            "difference": partial(self.show_mode, "difference"),
            "side_by_side": partial(self.show_mode, "side"),
            "blind": lambda: self.set_blind(self.ballot is None), "pick": self._pick_best,
        }  # fmt: skip
        commands = self._desk.commands
        commands.bind(self, {f"compare.{name}": act for name, act in modes.items()})
        tips = {name: commands.tip(f"compare.{name}") for name in (*_MIXES, "blind")}
        bar.set_tips(tips | {"side": commands.tip("compare.side_by_side")})
        self._desk.shelf.changed.connect(self._picks_changed)

    def _changed(self) -> None:
        if self.ballot is not None and self.comparing.comparison is not None:
            self.ballot = ballot(self.comparing.comparison, self.ballot.seed)
        self._show()

    def _picks_changed(self) -> None:
        if self.isVisible() and self.shown is not None:
            self._show()

    def _pick_best(self) -> None:
        if self.ballot is None and self.shown is not None:
            self.decide(self.shown.entries[0].letter)

    def _troubled(self, id_: str, words: str) -> None:
        if id_ in self._panes:
            self._panes[id_].view.show_words(words)

    def _measured(self, share: float) -> None:
        self.clock.state.setText("" if share >= 1.0 else f"measuring, {100 * share:.0f} %")


def _lettered(comparison: Comparison | None, letter: str) -> Entry | None:
    entries = () if comparison is None else comparison.entries
    return next((entry for entry in entries if entry.letter == letter), None)
