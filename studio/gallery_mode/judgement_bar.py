"""JudgementBar: pick a take, give it stars, reject it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QToolButton, QWidget

from compose.shot import Shot
from studio.desk import Desk
from studio.gallery_mode.deeds import Deeds
from studio.widgets.star_rating import StarRating
from visualize.takes.row import Row


class JudgementBar(QWidget):
    """The row of a take that says what is thought of it."""

    def __init__(self, desk: Desk, deeds: Deeds, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._row: Row | None = None
        self.pick, self.stars = QPushButton("Pick"), StarRating(desk.theme)
        self.reject = QToolButton()
        self.pick.setProperty("kind", "primary")
        self.pick.setIcon(desk.theme.icon("check-decagram", "on_fill"))
        self.pick.clicked.connect(lambda *_: self._with_row(deeds.pick))
        self.stars.rated.connect(
            lambda stars: self._with_row(lambda row: deeds.review(row, rating=stars))
        )
        self.reject.setIcon(desk.theme.icon("close-circle-outline"))
        self.reject.setProperty("kind", "square")
        self.reject.setCheckable(True)
        self.reject.setToolTip(desk.commands.tip("gallery.reject"))
        self.reject.setAccessibleName("Reject")
        self.reject.clicked.connect(lambda *_: self._with_row(lambda row: deeds.reject((row,))))
        line = QHBoxLayout(self)
        line.setContentsMargins(12, 4, 12, 10)
        line.setSpacing(8)
        line.addWidget(self.pick, 1)
        line.addWidget(self.stars)
        line.addWidget(self.reject)

    def show_take(self, row: Row, shot: Shot | None) -> None:
        """Show what is thought of a take; ``shot`` is ``None`` where the project has it no more."""
        self._row = row
        number = row.take.of.shot_label.partition(" ")[0]
        picked = shot is not None and shot.pick == row.take.id
        refusal = "" if shot is not None else "Its shot is no longer in the project"
        refusal = "It was rejected; keep it first (X)" if row.review.rejected else refusal
        tip = self._desk.commands.tip("gallery.pick")
        self.pick.setText(f"Picked for {number}" if picked else f"Pick for {number}")
        self.pick.setEnabled(not refusal)
        self.pick.setToolTip(refusal or (f"Take the pick back: {tip}" if picked else tip))
        self.stars.set_rating(row.review.rating)
        self.reject.setChecked(row.review.rejected)

    def _with_row(self, act: Callable[[Row], object]) -> None:
        if self._row is not None:
            act(self._row)
