"""KeptFreePart: the places where none of a populator's copies stand, corner by corner."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from compose.node import Node
from studio.desk import Desk
from studio.inspector.row_lists import kept_free, places_kept_free
from studio.inspector.rows_part import RowsPart
from studio.widgets.choice_field import ChoiceField
from studio.widgets.property_row import PropertyRow
from studio.widgets.section import Section


class KeptFreePart(QWidget):
    """One place at a time, chosen from all of them, and a button for another."""

    def __init__(self, desk: Desk, nodes: Callable[[], Sequence[Node]], section: Section) -> None:
        super().__init__(section)
        self._nodes, self._section, self._at = nodes, section, 0
        self.rows = RowsPart(kept_free(0), desk, nodes, section)
        self.places = ChoiceField(desk.theme, ())
        self.places.setAccessibleName("Place kept free")
        self.places.chosen.connect(lambda key: self._choose(int(key)))
        self.more = QToolButton()
        self.more.setProperty("kind", "square")
        self.more.setIcon(desk.theme.icon("plus"))
        self.more.setToolTip("Keep another place free")
        self.more.setAccessibleName(self.more.toolTip())
        self.more.clicked.connect(self._add)
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self.places, 1)
        row.addWidget(self.more)
        self._choosing = PropertyRow(desk.theme, "Place", box, diamond=False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._choosing)
        column.addWidget(self.rows)

    def refresh(self) -> None:
        """Show the place chosen of the one node that is shown."""
        nodes = self._nodes()
        count = places_kept_free(nodes[0]) if len(nodes) == 1 else 0
        self._show(max(0, min(self._at, count - 1)))
        self._choosing.setVisible(count > 0)
        self.places.set_choices([(str(at), f"{at + 1} of {count}") for at in range(count)])
        self.places.set_choice(str(self._at))
        self.rows.refresh()
        self._section.set_hint(f"{count}" if count else "none")

    def _show(self, at: int) -> None:
        if at != self._at:
            self._at = at
            self.rows.set_list(kept_free(at))

    def _choose(self, at: int) -> None:
        self._show(at)
        self.refresh()

    def _add(self) -> None:
        nodes = self._nodes()
        if len(nodes) == 1:
            self._show(places_kept_free(nodes[0]))
            self.rows.add()
