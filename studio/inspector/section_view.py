"""SectionView: one section of the inspector: its rows, and the part of its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from compose.node import Node
from studio.desk import Desk
from studio.inspector.hints import HINTS
from studio.inspector.lens_chips import LensChips
from studio.inspector.parts import LAST, PARTS, MakePart, PartWidget
from studio.inspector.property_view import PropertyView
from studio.inspector.sections import Section
from studio.inspector.sensor_size import SensorSize
from studio.widgets.property_row import PropertyRow
from studio.widgets.section import Section as Folding

Nodes = Callable[[], Sequence[Node]]


class SectionView:
    """A folding section with its rows, and what it takes to keep them up to date.

    It is of no particular node: ``nodes`` says whose it is each time it is refreshed.
    """

    def __init__(self, desk: Desk, data: Section, nodes: Nodes) -> None:
        self._desk, self.data, self._nodes = desk, data, nodes
        motion = 0 if desk.settings.preferences.reduce_motion else 100
        self.section = Folding(desk.theme, data.title, milliseconds=motion)
        self.section.setObjectName(f"inspector.{data.title.lower().replace(' ', '-')}")
        self.section.folded.connect(lambda folded: None if folded else self.refresh())
        self.rows: list[PropertyView] = []
        self._extras: list[LensChips | SensorSize] = []
        self._part: PartWidget | None = None
        make = PARTS.get(data.special)
        if make is not None and data.special not in LAST:
            self._add_part(make)
        for prop in data.rows:
            row = PropertyView(desk, prop, nodes)
            self.rows.append(row)
            self.section.add(row)
            if prop.special == "lenses":
                chips = LensChips(desk, prop, nodes)
                self._extras.append(chips)
                self.section.add(PropertyRow(desk.theme, "", chips, diamond=False))
            if prop.special == "sensor":
                size = SensorSize(desk, nodes)
                self._extras.append(size)
                self.section.add(size)
        if make is not None and self._part is None:
            self._add_part(make)

    def _add_part(self, make: MakePart) -> None:
        part = make(self._desk, self._nodes, self.section)
        self._part = part
        self.section.add(part)

    def refresh(self) -> None:
        """Show what the nodes have now; nothing is read for a folded section."""
        hint = HINTS.get(self.data.special)
        if hint is not None:
            self.section.set_hint(hint(self._desk.session, self._nodes()))
        if self.section.is_folded:
            return
        for row in self.rows:
            row.refresh()
        for extra in self._extras:
            extra.refresh()
        if self._part is not None:
            self._part.refresh()
