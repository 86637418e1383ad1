"""FilterPanel: at the left, which takes are shown: by state, model, mode, rating and cost."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from studio.gallery_mode.browsing import Browsing
from studio.gallery_mode.filtering import State
from studio.gallery_mode.take_words import counted
from studio.theme import Theme
from studio.widgets.check_box import CheckBox
from studio.widgets.elided_label import ElidedLabel
from studio.widgets.icon_label import IconLabel
from studio.widgets.panel_header import PanelHeader
from studio.widgets.section import Section
from studio.widgets.star_rating import StarRating
from visualize.pages.provenance import MODES

_ICONS = {
    State.PICKED: ("check-decagram", "tungsten"), State.RATED: ("star", "tungsten"),
    State.UNRATED: ("star-outline", "text2"), State.STALE: ("clock-alert-outline", "stale"),
    State.REJECTED: ("close-circle-outline", "text2"),
}  # fmt: skip
_STEPS = 100


class _Choice(QWidget):
    """A box, an icon, a name and a count. Ctrl with a click asks for nothing but these."""

    toggled = QtSignal(bool)
    only = QtSignal()

    def __init__(self, theme: Theme, name: str, icon: tuple[str, str] | None = None) -> None:
        super().__init__()
        self.box = CheckBox(theme)
        self.box.setAccessibleName(name)
        self.box.clicked.connect(self.toggled)
        self._name, self._count = ElidedLabel(name), QLabel()
        self._count.setProperty("role", "caption")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self.box)
        if icon is not None:
            row.addWidget(IconLabel(theme, *icon, size=14))
        row.addWidget(self._name, 1)
        row.addWidget(self._count)
        self.setFixedHeight(24)

    def show_count(self, name: str, count: int, *, on: bool) -> None:
        """Show how many there are, and whether they are shown."""
        self._name.setText(name)
        self._count.setText(f"{count:,}")
        self.box.setChecked(on)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take a click on the name as well."""
        if event.button() is Qt.MouseButton.LeftButton:
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.only.emit()
            else:
                self.toggled.emit(not self.box.isChecked())


class FilterPanel(QFrame):
    """The filters, and at the bottom the bin."""

    bin_wanted = QtSignal()

    def __init__(self, theme: Theme, browsing: Browsing, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("gallery-filters")
        self.setAccessibleName("Filters")
        self.setProperty("panel", "panel")
        self._theme, self._browsing = theme, browsing
        self._states: dict[State, _Choice] = {}
        self._choices: dict[tuple[str, str], _Choice] = {}
        self._models, self._modes = Section(theme, "Model"), Section(theme, "Mode")
        self.stars = StarRating(theme)
        self._stars_words = QLabel()
        self._stars_words.setProperty("role", "label")
        self.cost = QSlider(Qt.Orientation.Horizontal)
        self._dearest = QLabel()
        self._bin_count = QLabel()
        self._lay_out()
        browsing.changed.connect(self.refresh)
        self.refresh()

    def set_binned(self, count: int) -> None:
        """Say how many takes are in the bin."""
        self._bin_count.setText(counted(count, "take"))

    def refresh(self) -> None:
        """Show the filter and its counts."""
        filter_, counts = self._browsing.filter, self._browsing.counts
        for state, choice in self._states.items():
            on = filter_.only is state if filter_.only is not None else state not in filter_.hidden
            choice.show_count(state.value, counts.states.get(state, 0), on=on)
        self._fill(self._models, "models", counts.models, filter_.models_off)
        modes = [(value, MODES.get(value, label), count) for value, label, count in counts.modes]
        self._fill(self._modes, "modes", modes, filter_.modes_off)
        self.stars.set_rating(filter_.rating)
        few = filter_.rating
        self._stars_words.setText("any rating" if not few else "only" if few == 5 else "or more")
        top = counts.dearest_usd
        self.cost.setEnabled(top > 0.0)
        self.cost.blockSignals(True)
        share = 1.0 if filter_.cost_usd is None or not top else filter_.cost_usd / top
        self.cost.setValue(round(min(share, 1.0) * _STEPS))
        self.cost.blockSignals(False)
        shown = top if filter_.cost_usd is None else filter_.cost_usd
        self._dearest.setText(f"${shown:.2f}" if top else "")

    def _fill(
        self, section: Section, kind: str, values: Sequence[tuple[str, str, int]],
        off: frozenset[str],
    ) -> None:  # fmt: skip
        for value, label, count in values:
            choice = self._choices.get((kind, value))
            if choice is None:
                choice = self._choices[(kind, value)] = _Choice(self._theme, label)
                choice.toggled.connect(lambda on, k=kind, v=value: self._toggle(k, v, on))
                choice.only.connect(lambda k=kind, v=value: self._only(k, v))
                section.add(choice)
            choice.show_count(label, count, on=value not in off)
        present = {value for value, _, _ in values}
        for (its, value), choice in self._choices.items():
            if its == kind:
                choice.setVisible(value in present)
        section.setVisible(bool(values))

    def _toggle(self, kind: str, value: str, on: bool) -> None:
        filter_ = self._browsing.filter
        off = filter_.models_off if kind == "models" else filter_.modes_off
        self._browsing.set_filter(
            filter_.replaced(**{f"{kind}_off": off - {value} if on else off | {value}})
        )
        self.refresh()

    def _only(self, kind: str, value: str) -> None:
        others = frozenset(v for k, v in self._choices if k == kind and v != value)
        self._browsing.set_filter(self._browsing.filter.replaced(**{f"{kind}_off": others}))

    def _set_state(self, state: State, on: bool) -> None:
        self._browsing.set_filter(self._browsing.filter.with_state(state, shown=on))
        self.refresh()

    def _only_state(self, state: State) -> None:
        filter_ = self._browsing.filter
        only = None if filter_.only is state else state
        self._browsing.set_filter(filter_.replaced(only=only, hidden=frozenset()))

    def _set_rating(self, stars: int) -> None:
        self._browsing.set_filter(self._browsing.filter.replaced(rating=stars))

    def _set_cost(self, value: int) -> None:
        top = self._browsing.counts.dearest_usd
        most = None if value >= _STEPS else round(top * value / _STEPS, 2)
        self._browsing.set_filter(self._browsing.filter.replaced(cost_usd=most))

    def _reset(self) -> None:
        self._browsing.set_filter(self._browsing.filter.opened())

    def _lay_out(self) -> None:
        header = PanelHeader(self._theme, "Filters")
        reset = QPushButton("Reset")
        reset.setProperty("kind", "flat")
        reset.setToolTip("Show every take again")
        reset.clicked.connect(lambda *_: self._reset())
        header.add(reset)
        inside = QWidget()
        rows = QVBoxLayout(inside)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        for section in (self._state_section(), self._models, self._modes, self._rating_section(),
                        self._cost_section()):  # fmt: skip
            rows.addWidget(section)
        rows.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setProperty("panel", "panel")
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inside)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(header)
        column.addWidget(scroll, 1)
        column.addWidget(self._bin_row())

    def _state_section(self) -> Section:
        section = Section(self._theme, "State")
        section.setToolTip("A click hides such takes; with Ctrl nothing else is shown")
        for state in State:
            choice = self._states[state] = _Choice(self._theme, state.value, _ICONS[state])
            choice.toggled.connect(lambda on, s=state: self._set_state(s, on))
            choice.only.connect(lambda s=state: self._only_state(s))
            section.add(choice)
        return section

    def _rating_section(self) -> Section:
        section = Section(self._theme, "Rating")
        self.stars.setAccessibleName("Fewest stars")
        self.stars.rated.connect(self._set_rating)
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.stars)
        row.addWidget(self._stars_words, 1)
        section.add(line)
        return section

    def _cost_section(self) -> Section:
        section = Section(self._theme, "Cost")
        self.cost.setRange(0, _STEPS)
        self.cost.setAccessibleName("Most that a take may have cost")
        self.cost.valueChanged.connect(self._set_cost)
        section.add(self.cost)
        ends = QWidget()
        row = QHBoxLayout(ends)
        row.setContentsMargins(0, 0, 0, 0)
        free = QLabel("Free")
        for label in (free, self._dearest):
            label.setProperty("role", "caption")
        row.addWidget(free)
        row.addStretch(1)
        row.addWidget(self._dearest)
        section.add(ends)
        return section

    def _bin_row(self) -> QFrame:
        foot = QFrame()
        foot.setProperty("panel", "footer")
        foot.setFixedHeight(40)
        button = QPushButton("Bin")
        button.setProperty("kind", "flat")
        button.setIcon(self._theme.icon("trash-can-outline"))
        button.setToolTip("Takes that were moved to the bin, to bring back or to delete")
        button.clicked.connect(lambda *_: self.bin_wanted.emit())
        self._bin_count.setProperty("role", "caption")
        row = QHBoxLayout(foot)
        row.setContentsMargins(4, 0, 12, 0)
        row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self._bin_count)
        return foot
