"""ReferencesRow: the pictures that tell a model how people and things look."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QPushButton, QWidget

from studio.desk import Desk
from studio.visualize_mode.asking import Asking
from studio.visualize_mode.reference_words import (
    most_references,
    reference_chips,
    with_reference,
    without_reference,
)
from studio.widgets.chip import Chip

_SHOWN = 3


class ReferencesRow(QWidget):
    """Chips of the references, and a button to add one."""

    def __init__(self, desk: Desk, asking: Asking, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("visualize-references")
        self.setAccessibleName("References")
        self._desk, self._asking = desk, asking
        label = QLabel("References")
        label.setProperty("role", "caption")
        self._chips = QHBoxLayout()
        self._chips.setSpacing(6)
        self.add = QPushButton()
        self.add.setProperty("kind", "flat")
        self.add.setIcon(desk.theme.icon("plus"))
        self.add.setToolTip("Add a picture to this shot's references; it is copied")
        self.add.clicked.connect(self._choose)
        self._reason = QLabel()
        self._reason.setProperty("role", "caption")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 2, 12, 8)
        row.setSpacing(8)
        row.addWidget(label)
        row.addLayout(self._chips)
        row.addWidget(self._reason)
        row.addStretch(1)
        row.addWidget(self.add)
        asking.judged.connect(self.refresh)

    def refresh(self) -> None:
        """Show the references of the shot as far as the model takes any."""
        shot, answer = self._asking.shot, self._asking.answer
        asked = None if answer is None else answer.quote.asked
        most = most_references(None if asked is None else asked.route)
        self.add.setVisible(most > 0)
        name = "the model" if asked is None else asked.name
        self._reason.setText("" if most else f"{name} takes none")
        while (item := self._chips.takeAt(0)) is not None:
            if (chip := item.widget()) is not None:
                chip.deleteLater()
        if shot is None or not most:
            return
        found = reference_chips(self._desk.session.project, shot)
        for one in found[:_SHOWN]:
            chip = Chip(self._desk.theme, one.name, icon=one.icon)
            if one.path:
                chip.setToolTip("A picture of this shot. Click to take it out")
                chip.clicked.connect(partial(self._remove, one.path))
            else:
                chip.setToolTip("Sent where it is in sight")
            self._chips.addWidget(chip)
        self.add.setText(f"Add · {min(len(found), most)} of {most}")

    def _choose(self) -> None:
        path, _ = QFileDialog.getOpenFileName(
            self, "A reference picture", "", "Pictures (*.png *.jpg *.jpeg *.webp)"
        )
        shot = self._asking.shot
        if path and shot is not None:
            edit = partial(with_reference, shot=shot.id, file=Path(path))
            self._desk.session.do("Add a reference", edit)

    def _remove(self, path: str, *_: object) -> None:
        shot = self._asking.shot
        if shot is not None:
            edit = partial(without_reference, shot=shot.id, path=path)
            self._desk.session.do("Take a reference out", edit)
