"""ImportStrip: one file on its way into the project, with what it asks and what went wrong."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QToolButton,
    QWidget,
)

from studio.desk import Desk
from studio.kit.bringing import bring
from studio.kit.importing import UNITS_M, Coming, UpAxis
from studio.kit.project_files import asks_measure
from studio.listening import while_alive
from studio.widgets.choice_field import ChoiceField
from studio.widgets.elided_label import ElidedLabel

_UP = {"y": "Y up", "z": "Z up", "x": "X up"}
_AXES: dict[str, UpAxis] = {"x": "x", "y": "y", "z": "z"}


class ImportStrip(QFrame):
    """A file that is being read. One that does not say how large its unit is asks first."""

    over = QtSignal()
    """It is in the scene, or given up: the strip can go."""

    def __init__(self, desk: Desk, coming: Coming, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._coming = desk, coming
        self.setProperty("panel", "card")
        self.setAccessibleName(f"Import of {coming.name}")
        self._name = ElidedLabel(coming.name, "name")
        self._said = QLabel("")
        self._said.setProperty("role", "quiet")
        self._said.setWordWrap(True)
        self._bar = QProgressBar()
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self._asking = self._questions()
        away = QToolButton()
        away.setIcon(desk.theme.icon("close"))
        away.setToolTip("Take this away")
        away.setAccessibleName("Take this away")
        away.clicked.connect(self.over)
        grid = QGridLayout(self)
        grid.setContentsMargins(8, 4, 4, 8)
        grid.setVerticalSpacing(4)
        grid.addWidget(self._name, 0, 0)
        grid.addWidget(away, 0, 1, Qt.AlignmentFlag.AlignRight)
        for row, widget in enumerate((self._said, self._asking, self._bar), start=1):
            grid.addWidget(widget, row, 0, 1, 2)
        grid.setColumnStretch(0, 1)
        asks = asks_measure(coming.file)
        self._asking.setVisible(asks)
        self._bar.setVisible(False)
        self._said.setText("The file does not say how long its unit is." if asks else "")
        self._said.setVisible(asks)
        if not asks:
            self.start()

    def start(self) -> None:
        """Read the file and put it into the scene."""
        coming = replace(
            self._coming,
            unit_m=UNITS_M[self._unit.choice or "m"],
            up_axis=_AXES[self._up.choice or "y"],
        )
        self._asking.hide()
        self._said.hide()
        self._bar.show()
        # It may be taken away meanwhile.
        bring(
            self._desk, coming, while_alive(self, self.over.emit), while_alive(self, self._failed)
        )

    def _questions(self) -> QWidget:
        box = QWidget()
        theme = self._desk.theme
        self._unit = ChoiceField(theme, [(unit, unit) for unit in UNITS_M])
        self._unit.set_choice("m")
        self._unit.setAccessibleName("Unit of the file")
        self._up = ChoiceField(theme, _UP.items())
        self._up.set_choice("y")
        self._up.setAccessibleName("Which way is up in the file")
        go = QPushButton("Import")
        go.clicked.connect(self.start)
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        for widget in (self._unit, self._up, go):
            row.addWidget(widget)
        return box

    def _failed(self, why: str) -> None:
        self._bar.hide()
        self._said.setProperty("role", "bad")
        self._said.style().polish(self._said)
        self._said.setText(why.replace(str(self._coming.file), self._coming.name))
        self._said.show()
        self._asking.setVisible(asks_measure(self._coming.file))
