"""The bars of the compare page: over the panes what is compared and how, under them the clock."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget

from studio.gallery_mode.back_bar import back_button
from studio.gallery_mode.comparing import Comparing
from studio.gallery_mode.take_words import counted
from studio.player.times import SPEEDS, minutes
from studio.theme import Theme
from studio.widgets.choice_field import ChoiceField
from studio.widgets.elided_label import ElidedLabel
from studio.widgets.segmented import Segmented
from visualize.compare.showing import Comparison

MODES = (
    ("side", "Side by side", "view-grid-outline"), ("wipe", "Wipe", "compare"),
    ("difference", "Difference", "circle-half-full"), ("onion", "Onion", "layers-outline"),
)  # fmt: skip
_HOW = "optical flow against the motion pass, per frame"


class CompareBar(QFrame):
    """Back, what is compared, how it is shown, blind vote, more takes, export."""

    left = QtSignal()
    more = QtSignal()
    export = QtSignal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("panel", "bar")
        self.setFixedHeight(40)
        self._title, self._hint = QLabel(), ElidedLabel("", "caption")
        self._title.setProperty("role", "strong")
        self.modes = Segmented(theme, MODES)
        self.modes.setAccessibleName("How takes are compared")
        self.modes.set_choice("side")
        self.blind = QPushButton("Blind vote")
        self.blind.setIcon(theme.icon("eye-off-outline"))
        self.blind.setCheckable(True)
        back = back_button(theme)
        self.add, export = QPushButton("Add take"), QPushButton("Export page")
        self.add.setIcon(theme.icon("plus"))
        self.add.setToolTip("Compare one more take of this shot")
        export.setIcon(theme.icon("export-variant"))
        export.setToolTip("Write this comparison as a page for a browser")
        for button, told in ((back, self.left), (self.add, self.more), (export, self.export)):
            button.clicked.connect(lambda *_, signal=told: signal.emit())
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 12, 0)
        row.setSpacing(8)
        row.addWidget(back)
        row.addWidget(self._title)
        row.addWidget(self._hint, 1)
        row.addWidget(self.modes, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addStretch(1)
        for button in (self.blind, self.add, export):
            row.addWidget(button)

    def set_tips(self, tips: Mapping[str, str]) -> None:
        """Say the shortcuts."""
        for key, tip in tips.items():
            if key == "blind":
                self.blind.setToolTip(tip)
            else:
                self.modes.set_tip(key, tip)

    def show_comparison(self, comparison: Comparison, left_out: int) -> None:
        """Say what is compared, and how many takes there was no room for."""
        self._title.setText(f"Compare {comparison.shot.number}")
        takes = counted(len(comparison.entries), "take")
        if left_out:
            takes = f"the newest {takes} of {len(comparison.entries) + left_out}"
        self._hint.setText(f"{comparison.shot.name} · {takes} against the blocking")


class ClockBar(QFrame):
    """Play, step, loop, speed; the time that all are at; measuring; and which curve is shown."""

    measure = QtSignal()
    """Takes are to be measured, or that is to stop."""

    def __init__(self, theme: Theme, comparing: Comparing, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("panel", "bar")
        self.setFixedHeight(36)
        self._theme, self._comparing = theme, comparing
        clock = comparing.clock
        self.play = self._tool("play", "Play all (Space)", clock.toggle)
        back = self._tool("skip-previous-outline", "Frame before (,)", lambda: clock.step(-1))
        forth = self._tool("skip-next-outline", "Frame after (.)", lambda: clock.step(1))
        loop = self._tool("repeat", "Loop", None)
        loop.setCheckable(True)
        loop.setChecked(clock.loop)
        loop.toggled.connect(lambda on: clock.set_pace(loop=on))
        speed = ChoiceField(theme, ((str(value), f"{value:g}×") for value in SPEEDS))
        speed.setAccessibleName("Speed")
        speed.setFixedWidth(64)
        speed.set_choice("1.0")
        speed.chosen.connect(lambda key: clock.set_pace(speed=float(key)))
        self._time, self._frame = QLabel(), QLabel()
        self._time.setProperty("role", "strong")
        self._frame.setProperty("role", "caption")
        self.curves = ChoiceField(theme)
        self.curves.setAccessibleName("Curve")
        self.curves.setFixedWidth(120)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(8)
        for widget in (self.play, back, forth, loop, speed, self._time, self._frame):
            row.addWidget(widget)
        row.addStretch(1)
        row.addLayout(self._measures())
        row.addStretch(1)
        row.addWidget(self.curves)
        comparing.ran.connect(self._ran)
        self.show_measuring(-1.0, unmeasured=0)

    def show_frame(self, frame: float) -> None:
        """Say where all are."""
        comparison = self._comparing.comparison
        if comparison is None:
            return
        shot, rate = comparison.shot, float(comparison.project.frame_rate)
        at, length = (frame - shot.start) / rate, len(shot.window) / rate
        self._time.setText(minutes(at))
        self._frame.setText(f"/ {minutes(length)}   f {frame:g}, all in step")

    def show_measuring(self, share: float, *, unmeasured: int) -> None:
        """Say how far measuring is, 0 to 1, negative for not at all; or what is left to measure."""
        runs = share >= 0.0
        self.measurer.setText("Stop" if runs else "Measure")
        self.measurer.setIcon(self._theme.icon("close" if runs else "chart-line"))
        self.measurer.setToolTip(
            "Leave off measuring; what is measured stays" if runs else
            "Measure what was not measured, and takes whose shot has changed since"
        )  # fmt: skip
        said = f"{counted(unmeasured, 'take')} not measured" if unmeasured else _HOW
        self.state.setText(f"measuring, {100 * share:.0f} %" if runs else said)

    def _measures(self) -> QHBoxLayout:
        name = QLabel("Fidelity to the authored move")
        name.setProperty("role", "header")
        self.state = ElidedLabel("", "caption")
        self.measurer = QPushButton()
        self.measurer.setObjectName("compare-measure")
        self.measurer.setProperty("kind", "flat")
        self.measurer.clicked.connect(lambda *_: self.measure.emit())
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(name)
        row.addWidget(self.state)
        row.addWidget(self.measurer)
        return row

    def _ran(self, on: bool) -> None:
        self.play.setIcon(self._theme.icon("pause" if on else "play"))

    def _tool(self, icon: str, tip: str, act: Callable[[], object] | None) -> QToolButton:
        button = QToolButton()
        button.setIcon(self._theme.icon(icon))
        button.setToolTip(tip)
        button.setAccessibleName(tip.partition(" (")[0])
        if act is not None:
            button.clicked.connect(lambda *_: act())
        return button
