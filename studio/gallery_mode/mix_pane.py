"""MixPane: two takes in one picture, and below it which two, and how much of each."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QSlider,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from studio.gallery_mode.mix_view import GAINS, Mix, MixView
from studio.theme import Theme
from studio.widgets.choice_field import ChoiceField

_FINE = 100
_WIDE = 196


class MixPane(QWidget):
    """The picture with its two choices and its slider."""

    paired = QtSignal()
    """Other takes were chosen."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("compare-mix")
        self.view = MixView(theme)
        self.left, self.right = ChoiceField(theme), ChoiceField(theme)
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setObjectName("compare-mix-slider")
        self._said = QLabel()
        self._said.setProperty("role", "caption")
        self._said.setFixedWidth(64)
        self._swap = QToolButton()
        self._swap.setIcon(theme.icon("swap-horizontal"))
        self._swap.setToolTip("Swap left and right")
        self._swap.setAccessibleName("Swap left and right")
        self._swap.clicked.connect(lambda *_: self._swapped())
        for field, name in ((self.left, "Left"), (self.right, "Right")):
            field.setAccessibleName(name)
            field.setFixedWidth(_WIDE)
            field.chosen.connect(lambda _: self.paired.emit())
        self.slider.valueChanged.connect(self._slid)
        self.view.shared.connect(self._show_share)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 0)
        column.setSpacing(0)
        column.addWidget(self.view, 1)
        column.addWidget(self._foot())
        self.set_mix("wipe")

    @property
    def pair(self) -> tuple[str | None, str | None]:
        """The ids of what is at the left and at the right."""
        return self.left.choice, self.right.choice

    def set_pair(self, left: str, right: str) -> None:
        """Choose both."""
        self.left.set_choice(left)
        self.right.set_choice(right)

    def set_choices(self, choices: Sequence[tuple[str, str]]) -> None:
        """Offer takes by id and name; what is chosen stays where it is still there."""
        offered = [key for key, _ in choices]
        for place, field in enumerate((self.left, self.right)):
            field.set_choices(choices)
            if field.choice not in offered:
                field.set_choice(offered[place])

    def show_names(self, notes: Sequence[str]) -> None:
        """Write the names into the picture, each with a note where there is one."""
        names = [
            f"{field.currentText()}  ({note})" if note else field.currentText()
            for field, note in zip((self.left, self.right), notes, strict=True)
        ]
        self.view.set_names(*names)

    def set_mix(self, mix: Mix) -> None:
        """Mix in another way."""
        self.view.set_mix(mix)
        gains = mix == "difference"
        self.slider.blockSignals(True)
        self.slider.setRange(0, len(GAINS) - 1 if gains else _FINE)
        self.slider.setPageStep(1 if gains else 10)
        self.slider.blockSignals(False)
        self.slider.setAccessibleName({
            "wipe": "Where the edge is", "onion": "How much of the right one",
            "difference": "How much the difference is raised",
        }[mix])  # fmt: skip
        self._show_share()

    def _foot(self) -> QFrame:
        foot = QFrame()
        foot.setFixedHeight(40)
        row = QHBoxLayout(foot)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for widget in (self.left, self.slider, self.right, self._said, self._swap):
            row.addWidget(widget, int(widget is self.slider))
        return foot

    def _slid(self, value: int) -> None:
        if self.view.mix == "difference":
            self.view.set_gain(GAINS[value])
        else:
            self.view.set_share(value / _FINE)
        self._show_share()

    def _show_share(self) -> None:
        raised = self.view.mix == "difference"
        value = GAINS.index(self.view.gain) if raised else round(self.view.share * _FINE)
        self.slider.blockSignals(True)
        self.slider.setValue(value)
        self.slider.blockSignals(False)
        self._said.setText(f"× {self.view.gain}" if raised else f"{value} %")

    def _swapped(self) -> None:
        left, right = self.pair
        if left is not None and right is not None:
            self.set_pair(right, left)
            self.paired.emit()
