"""ShotLensPart: the lens and the gate that the shot has of its own, in the camera's section."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from compose.node import Node
from studio.desk import Desk
from studio.figures.binding import bind_number
from studio.inspector.shot_lens import ShotLens, shot_lens_of, with_gate, with_lens
from studio.session.session import Edit
from studio.widgets.check_box import CheckBox
from studio.widgets.choice_field import ChoiceField
from studio.widgets.number_field import NumberField
from studio.widgets.property_row import PropertyRow
from studio.widgets.section import Section


class ShotLensPart(QWidget):
    """Two rows, gone where the camera does not film the shot that is looked at."""

    def __init__(self, desk: Desk, nodes: Callable[[], Sequence[Node]], section: Section) -> None:
        super().__init__(section)
        self._session, self._nodes = desk.session, nodes
        self.own = CheckBox(desk.theme)
        self.own.setAccessibleName("The shot has a lens of its own")
        self.own.clicked.connect(self._switch)
        self.lens = NumberField(desk.theme, unit="mm", decimals=1, step=0.5, low=0.1)
        self.lens.setAccessibleName("Lens of the shot")
        bind_number(desk.session, self.lens, "Lens of the shot", self._setting)
        self.gate = ChoiceField(desk.theme)
        self.gate.setAccessibleName("Gate of the shot")
        self.gate.chosen.connect(self._choose_gate)
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self.own)
        row.addWidget(self.lens, 1)
        self._lens_row = PropertyRow(desk.theme, "Shot lens", box, diamond=False)
        self._gate_row = PropertyRow(desk.theme, "Shot gate", self.gate, diamond=False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._lens_row)
        column.addWidget(self._gate_row)

    def refresh(self) -> None:
        """Show what the shot looked at has of its own."""
        found = self._found()
        self.setVisible(found is not None)
        if found is None:
            return
        tip = f"Shot {found.number} has a lens of its own, in place of the camera's"
        self._lens_row.label.set_tip(tip)
        self.own.setToolTip(tip)
        self.own.setChecked(not found.follows)
        self.own.setEnabled(not found.reason)
        if not self.lens.scrubbing:
            self.lens.set_value(found.lens_mm)
        self.lens.set_state("" if found.follows else "overridden")
        self.lens.set_disabled_reason(found.reason or ("From the camera" if found.follows else ""))
        self._gate_row.label.set_tip(f"The gate of shot {found.number} alone")
        self.gate.set_choices(found.gates)
        self.gate.set_choice(found.gate)

    def _found(self) -> ShotLens | None:
        nodes = self._nodes()
        return shot_lens_of(self._session, nodes[0]) if len(nodes) == 1 else None

    def _switch(self) -> None:
        found, shot = self._found(), self._session.shot
        if found is not None and shot is not None:
            lens = found.lens_mm if found.follows else None
            told = "Own lens" if found.follows else "The camera's lens"
            self._session.do(f"{told} for shot {shot.number}", with_lens(shot, lens))

    def _setting(self, value: float) -> Edit | None:
        shot = self._session.shot
        return None if shot is None else with_lens(shot, value)

    def _choose_gate(self, key: str) -> None:
        shot = self._session.shot
        if shot is not None:
            self._session.do(f"Gate of shot {shot.number}", with_gate(shot, key))
