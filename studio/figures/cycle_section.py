"""CycleSection: walking, running and standing at ease, over a span of scene time."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from compose.edits.performing import figure_of
from compose.figures.performance import CyclePlay
from compose.node import Node
from studio.desk import Desk
from studio.figures.acting import (
    FOLLOWS_STEPS,
    NOTHING,
    cycle_at,
    cycle_changed,
    cycle_titles,
    cycling,
)
from studio.figures.binding import bind_number
from studio.figures.figure_section import FigureSection
from studio.session.session import Edit
from studio.widgets.check_box import CheckBox
from studio.widgets.choice_field import ChoiceField
from studio.widgets.number_field import NumberField
from studio.widgets.property_row import PropertyRow

_DEFAULT_FRAMES = 48


class CycleSection(FigureSection):
    """The cycle that plays at the playhead."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, "Cycle", parent=parent)
        self.cycle = ChoiceField(desk.theme, cycle_titles().items())
        self.cycle.chosen.connect(self._choose)
        self.add(PropertyRow(desk.theme, "Plays", self.cycle, diamond=False))
        self.fields: dict[str, NumberField] = {}
        self._rows: dict[str, PropertyRow] = {}
        for name, label, unit, low, step, decimals in (
            ("start", "From", "frame", -1e6, 1.0, 0), ("end", "Until", "frame", -1e6, 1.0, 0),
            ("speed", "Speed", "×", 0.05, 0.01, 2), ("stride", "Stride", "×", 0.2, 0.01, 2),
            ("blend", "Blend", "frames", 0.0, 1.0, 0),
        ):  # fmt: skip
            field = NumberField(desk.theme, unit=unit, decimals=decimals, step=step, low=low)
            bind_number(self._session, field, f"{label} of the cycle", partial(self._change, name))
            self.fields[name] = field
            self._rows[name] = PropertyRow(desk.theme, label, field, diamond=False)
            self._rows[name].hide()
            self.add(self._rows[name])
        self.endless = CheckBox(desk.theme, "Goes on to the end")
        self.endless.clicked.connect(self._set_endless)
        self._endless_row = PropertyRow(desk.theme, "", self.endless, diamond=False)
        self.add(self._endless_row)

    def show_figure(self, node: Node) -> None:
        """Show what a figure's legs do at the playhead."""
        super().show_figure(node)
        performance = figure_of(node).performance
        place = cycle_at(performance, self._session.frame)
        play = performance.cycles[place] if place >= 0 else None
        self.cycle.set_choice(NOTHING if play is None else play.cycle)
        count = len(performance.cycles)
        many = f"{place + 1} of {count}" if count > 1 and play is not None else ""
        if play is None:
            self.set_hint("another time" if count else "")
        else:
            steps = play.cycle in FOLLOWS_STEPS
            self.set_hint(", ".join(filter(None, [many, "feet locked" if steps else ""])))
        self._show_play(play)

    def _show_play(self, play: CyclePlay | None) -> None:
        for name, row in self._rows.items():
            row.setVisible(play is not None and self._matters(name, play))
        self._endless_row.setVisible(play is not None)
        if play is not None:
            for name, field in self.fields.items():
                field.set_value(getattr(play, name))
            self.endless.setChecked(play.end is None)

    def _matters(self, name: str, play: CyclePlay) -> bool:
        steps = play.cycle in FOLLOWS_STEPS
        if name == "end":
            return play.end is not None
        return not (name == "stride" and not steps) and not (name == "speed" and steps)

    def _choose(self, cycle: str) -> None:
        node, scene, frame = self.figure, self._session.scene, self._session.frame
        if node is not None and scene is not None:
            verb = "Play a cycle" if cycle else "End the cycle"
            self._session.do(
                f"{verb}: {node.name}", lambda p: cycling(p, scene.id, node.id, frame, cycle)
            )

    def _change(self, name: str, value: float) -> Edit | None:
        return self._changing(**{name: value})

    def _set_endless(self) -> None:
        shot, end = self._session.shot, None
        if not self.endless.isChecked():
            end = self._session.frame + _DEFAULT_FRAMES if shot is None else float(shot.end)
        edit = self._changing(end=end)
        if edit is not None:
            self._session.do("End of the cycle", edit)

    def _changing(self, **changes: Any) -> Edit | None:  # noqa: ANN401 - of any field of a cycle
        node, scene = self.figure, self._session.scene
        if node is None or scene is None:
            return None
        place = cycle_at(figure_of(node).performance, self._session.frame)
        return cycle_changed(scene.id, node.id, place, **changes) if place >= 0 else None
