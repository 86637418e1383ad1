"""ComparePage: takes of a shot beside its blocking, on one clock, in pictures, curves and words."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from typing import get_args

from PySide6.QtCore import QPoint, Qt
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from compose.project import Project
from studio.desk import Desk
from studio.gallery_mode.blind import SEEDS, Ballot, ballot
from studio.gallery_mode.compare_bars import ClockBar, CompareBar
from studio.gallery_mode.compare_stage import CompareStage
from studio.gallery_mode.comparing import BLOCKING, Comparing
from studio.gallery_mode.deeds import Deeds
from studio.gallery_mode.fidelity_curve import FidelityCurve
from studio.gallery_mode.lettering import best_of, standing_of
from studio.gallery_mode.metrics_table import MetricsTable
from studio.gallery_mode.mix_view import Mix
from studio.gallery_mode.pane_menu import PaneMenu
from studio.gallery_mode.reading import Reading, curves, offers, readings
from studio.gallery_mode.reading_panel import ReadingPanel
from studio.listening import listen
from visualize.compare.showing import Comparison, Entry
from visualize.leaderboard import keep_votes

_MIXES: tuple[Mix, ...] = get_args(Mix)
_HEIGHTS = (560, 380)


class ComparePage(QWidget):
    """The page. It holds clips open only while it is shown."""

    left = QtSignal()
    use_settings = QtSignal(str)
    """Visualize is to ask for what a take was made with, by the take's id."""

    def __init__(self, desk: Desk, deeds: Deeds, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("compare")
        self.setAccessibleName("Compare")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._desk, self._deeds = desk, deeds
        self.comparing = Comparing(desk, self)
        self.ballot: Ballot | None = None
        self.bar = CompareBar(desk.theme)
        self.clock = ClockBar(desk.theme, self.comparing)
        self.reading = ReadingPanel(desk.theme)
        self.stage = CompareStage(desk.theme, self.reading)
        self.curve, self.table = FidelityCurve(desk.theme), MetricsTable(desk.theme)
        self.menus = PaneMenu(self.comparing, deeds, self)
        self._lay_out()
        self._connect()
        self._bind()

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
        if mode in _MIXES:
            self.stage.show_mix(mode)
        else:
            self.stage.show_side_by_side()
            self.setFocus()

    def mix(self, mix: Mix, left: str, right: str) -> None:
        """Show two takes, by their ids, in one picture."""
        self.bar.modes.set_choice(mix)
        self.stage.show_mix(mix, (left, right))

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
        entries = () if self.shown is None else self.shown.entries
        entry = next((one for one in entries if one.letter == letter), None)
        if entry is None:
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
        self.comparing.clock.pause()
        super().hideEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Play with the space bar, step with comma and full stop, leave with Esc."""
        clock = self.comparing.clock
        acts: dict[Qt.Key, Callable[[], object]] = {
            Qt.Key.Key_Space: clock.toggle,
            Qt.Key.Key_Comma: lambda: clock.step(-1),
            Qt.Key.Key_Period: lambda: clock.step(1),
            Qt.Key.Key_Escape: self._leave,
        }
        act = acts.get(Qt.Key(event.key()))
        if act is None:
            super().keyPressEvent(event)
        else:
            act()

    # -- what is shown ---------------------------------------------------------------------------

    def _show(self) -> None:
        comparison = self.shown
        if comparison is None:
            return
        blind = self.ballot is not None
        self.bar.show_comparison(comparison, self.comparing.left_out)
        comparing = self.comparing
        self.stage.show_comparison(comparison, comparing.look, comparing.gate, blind=blind)
        self.clock.curves.set_choices(curves(comparison))
        if self.clock.curves.choice is None:
            self.clock.curves.set_choice("fidelity")
        self.curve.hidden_names = blind
        self.curve.show_comparison(comparison, self.clock.curves.choice or "fidelity")
        self.table.setVisible(not blind)
        self.table.show_comparison(comparison, comparison.shot.pick or "")
        if not self.comparing.is_measuring:
            self._show_measuring(-1.0)
        else:
            self._say_how_they_stand()

    def _say_how_they_stand(self) -> None:
        comparison, blind = self.shown, self.ballot is not None
        if comparison is None:
            return
        said = "Which is the best? Names come after the vote."
        if not blind:
            said = standing_of(comparison, measuring=self.comparing.is_measuring)
        self.reading.offer(said, offers(comparison, blind=blind))
        self._moved(float(self.comparing.frame))

    def _moved(self, frame: float) -> None:
        comparison = self.shown
        if comparison is None:
            return
        self.clock.show_frame(frame)
        for entry in comparison.entries:
            self.stage.show_reach(entry.row.take.id, reached=entry.clock.covers(frame))
        self.curve.set_frame(frame)
        found = readings(comparison, frame, measuring=self.comparing.is_measuring)
        if self.ballot is not None:
            found = tuple(Reading(one.letter, "Hidden until the vote", "", "text3")
                          for one in found)  # fmt: skip
        self.reading.show_readings(frame, found)

    def _show_measuring(self, share: float) -> None:
        comparison = self.comparing.comparison
        entries = () if comparison is None else comparison.entries
        unmeasured = sum(entry.measures is None for entry in entries)
        self.clock.show_measuring(share, unmeasured=unmeasured)
        if share <= 0.0:
            self._say_how_they_stand()

    def _changed(self) -> None:
        comparison = self.comparing.comparison
        if self.ballot is not None and comparison is not None:
            self.ballot = ballot(comparison, self.ballot.seed)
        self._show()

    def _judged(self) -> None:
        """Show judgements and the pick as they are now."""
        if self.isVisible():
            self.comparing.renew()

    def _project_changed(self, project: Project) -> None:
        shot = self.comparing.shot
        picks = {one.id: one.pick for one in project.shots}
        if shot is not None and picks.get(shot.id) != shot.pick:
            self._judged()

    # -- what is done ----------------------------------------------------------------------------

    def _offered(self, key: str) -> None:
        """Pick or vote by a letter, or mix the two that are named ``A B``."""
        first, _, second = key.partition(" ")
        if not second:
            self.decide(first)
            return
        entries = () if self.shown is None else self.shown.entries
        ids = {entry.letter: entry.row.take.id for entry in entries}
        self.mix("onion", ids[first], ids[second])

    def _voted(self, entry: Entry) -> None:
        self.set_blind(False)
        self._desk.session.tell(f"Your vote went to {entry.name}", kind="good")

    def _pick_best(self) -> None:
        if self.ballot is None and self.shown is not None:
            self.decide(best_of(self.shown).letter)

    def _measure(self) -> None:
        comparing = self.comparing
        comparing.stop_measuring() if comparing.is_measuring else comparing.measure()

    def _pane_menu(self, id_: str, at: QPoint) -> None:
        if self.shown is not None:
            blind = self.ballot is not None
            self.menus.of_pane(id_, self.shown, self, blind=blind).popup(at)

    def _more(self) -> None:
        below = self.bar.add.mapToGlobal(self.bar.add.rect().bottomLeft())
        self.menus.of_more(self).popup(below)

    def _export(self) -> None:
        if self.comparing.comparison is not None:
            self._deeds.export_page(self.comparing.comparison, self)

    def _tell(self, what: str, words: str) -> None:
        self._desk.session.tell(what, detail=words, kind="bad")

    def _leave(self) -> None:
        self.comparing.close()
        self.left.emit()

    # -- how it is put together ------------------------------------------------------------------

    def _lay_out(self) -> None:
        under = QWidget()
        rows = QVBoxLayout(under)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        for widget, stretch in ((self.clock, 0), (self.curve, 3), (self.table, 4)):
            rows.addWidget(widget, stretch)
        split = QSplitter(Qt.Orientation.Vertical)
        split.setHandleWidth(1)
        split.setChildrenCollapsible(False)
        split.addWidget(self.stage)
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
        comparing, bar, menus = self.comparing, self.bar, self.menus
        comparing.changed.connect(self._changed)
        comparing.moved.connect(self._moved)
        comparing.picture.connect(self.stage.show_picture)
        comparing.troubled.connect(self.stage.show_trouble)
        comparing.measuring.connect(self._show_measuring)
        bar.left.connect(self._leave)
        bar.more.connect(self._more)
        bar.export.connect(self._export)
        bar.modes.chosen.connect(self.show_mode)
        bar.blind.clicked.connect(self.set_blind)
        self.clock.measure.connect(self._measure)
        self.clock.curves.chosen.connect(lambda _: self._show())
        self.stage.menu_wanted.connect(self._pane_menu)
        menus.decided.connect(self.decide)
        menus.mixed.connect(lambda id_: self.mix("wipe", BLOCKING, id_))
        menus.use_settings.connect(self.use_settings)
        self.curve.wanted.connect(comparing.seek)
        self.reading.decided.connect(self._offered)
        self.table.picked.connect(self.decide)
        self._desk.shelf.changed.connect(self._judged)
        listen(self, self._desk.session.project_changed, self._project_changed)

    def _bind(self) -> None:
        acts: dict[str, Callable[[], object]] = {
            **{mix: partial(self.show_mode, mix) for mix in _MIXES},
            "side_by_side": partial(self.show_mode, "side"),
            "blind": lambda: self.set_blind(self.ballot is None), "pick": self._pick_best,
        }  # fmt: skip
        commands = self._desk.commands
        commands.bind(self, {f"compare.{name}": act for name, act in acts.items()})
        tips = {name: commands.tip(f"compare.{name}") for name in (*_MIXES, "blind")}
        self.bar.set_tips(tips | {"side": commands.tip("compare.side_by_side")})
