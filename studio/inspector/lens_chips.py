"""LensChips: the lenses in the case, one click each."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QHBoxLayout, QWidget

from compose.node import Node
from studio.desk import Desk
from studio.inspector.property import Property
from studio.inspector.reading import reading_of
from studio.inspector.writing import writing_of
from studio.widgets.chip import Chip

_LENSES_MM = (18, 24, 35, 50, 85)


class LensChips(QWidget):
    """Focal lengths to choose from."""

    def __init__(
        self, desk: Desk, prop: Property, nodes: Callable[[], Sequence[Node]],
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._session, self._prop, self._nodes = desk.session, prop, nodes
        self.chips: dict[int, Chip] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        for lens in _LENSES_MM:
            chip = Chip(desk.theme, f"{lens}", checkable=True)
            chip.setAccessibleName(f"{lens} mm")
            chip.setToolTip(f"{lens} mm")
            chip.setSizePolicy(chip.sizePolicy().Policy.Expanding, chip.sizePolicy().Policy.Fixed)
            chip.clicked.connect(lambda _=False, mm=lens: self._choose(mm))
            self.chips[lens] = chip
            row.addWidget(chip, 1)

    def refresh(self) -> None:
        """Show which is on the camera."""
        (now,) = reading_of(self._session, self._prop, self._nodes()).values
        for lens, chip in self.chips.items():
            chip.setChecked(now is not None and abs(now - lens) < 0.05)

    def _choose(self, lens: int) -> None:
        edit = writing_of(self._session, self._prop, self._nodes(), {0: float(lens)})
        self._session.do(f"Lens {lens} mm", edit)
        self.refresh()
