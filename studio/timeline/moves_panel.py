"""MovesPanel: camera moves by name, tried live on the shot, kept as ordinary keys."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from compose.moves import MOVES, Parameter
from studio.desk import Desk
from studio.listening import listen
from studio.timeline.move_draft import MoveDraft, title_of
from studio.widgets.choice_field import ChoiceField
from studio.widgets.number_field import NumberField
from studio.widgets.property_row import PropertyRow

_SIZE = QSize(520, 360)
_LIST_PX = 168
_ROW_PX = 24
_SLOT = "camera-move"
_UNITS = {"degrees": "°", "degrees/s": "°/s"}
_STEPS = {"degrees": 0.5, "m": 0.02, "mm": 0.5, "s": 0.02}
"""What a pixel of a drag adds, by unit."""


class MovesPanel(QFrame):
    """A list of moves, and the parameters of the one that is chosen.

    Choosing or changing shows the move on the shot at once; Apply keeps it as one entry of undo,
    Esc and Cancel put the shot back.
    """

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._over = desk, parent
        work = desk.work
        self.draft = MoveDraft(desk.session, partial(work.start, slot=_SLOT))
        self.setObjectName("moves")
        self.setAccessibleName("Camera moves")
        self.setProperty("panel", "card")
        self.setFixedSize(_SIZE)
        self._build_list()
        self._build_form()
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 8, 12, 12)
        row.setSpacing(12)
        row.addWidget(self.list)
        row.addLayout(self._column, 1)
        listen(self, self.draft.changed, self._show_state)
        self.list.currentRowChanged.connect(self._choose)

    def show_above(self, corner: QPoint) -> None:
        """Open with the lower right corner here (global pixels), inside the parent."""
        place = self._over.mapFromGlobal(corner) - QPoint(self.width(), self.height() + 4)
        self.move(max(place.x(), 4), max(place.y(), 4))
        self.show()
        self.raise_()
        self.list.setFocus()

    # -- building ----------------------------------------------------------------------------------

    def _build_list(self) -> None:
        self.list = QListWidget()
        self.list.setAccessibleName("Moves")
        self.list.setFixedWidth(_LIST_PX)
        self._names = list(MOVES)
        for name in self._names:
            item = QListWidgetItem(title_of(name), self.list)
            item.setSizeHint(QSize(_LIST_PX, _ROW_PX))
            item.setToolTip(MOVES[name].summary)

    def _build_form(self) -> None:
        self._column = QVBoxLayout()
        self._column.setSpacing(8)
        self._title = QLabel("Camera moves")
        self._title.setProperty("role", "strong")
        self._summary = QLabel("Pick a move to see it on the shot.")
        self._summary.setProperty("role", "label")
        self._summary.setWordWrap(True)
        self._state = QLabel("")
        self._state.setWordWrap(True)
        self._fields = QWidget()
        self._form = QVBoxLayout(self._fields)
        self._form.setContentsMargins(0, 0, 0, 0)
        self._form.setSpacing(4)
        for widget in (self._title, self._summary, self._fields):
            self._column.addWidget(widget)
        self._column.addStretch(1)
        self._column.addWidget(self._state)
        buttons = QHBoxLayout()
        cancel = QPushButton("Cancel")
        cancel.clicked.connect(self.cancel)
        self._apply = QPushButton("Apply move")
        self._apply.setProperty("kind", "primary")
        self._apply.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._apply.setEnabled(False)
        self._apply.clicked.connect(self.apply)
        buttons.addWidget(cancel)
        buttons.addWidget(self._apply, 1)
        self._column.addLayout(buttons)

    def _choose(self, row: int) -> None:
        if 0 <= row < len(self._names):
            self.draft.choose(self._names[row])
            self._title.setText(title_of(self._names[row]))
            self._summary.setText(self.draft.move.summary)
            self._show_fields()

    def _show_fields(self) -> None:
        while (item := self._form.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        for parameter in self.draft.parameters:
            field = self._field(parameter)
            row = PropertyRow(self._desk.theme, _label(parameter), field, diamond=False)
            row.setToolTip(parameter.summary)
            self._form.addWidget(row)

    def _field(self, parameter: Parameter) -> QWidget:
        value = self.draft.value(parameter)
        if parameter.kind in ("number", "integer"):
            return self._number(parameter, value)
        choices = (
            [("", "By itself"), *self.draft.subjects()]
            if parameter.kind == "name"
            else [(choice, choice.capitalize()) for choice in parameter.choices]
        )
        field = ChoiceField(self._desk.theme, choices)
        field.set_choice("" if value is None else str(value))
        field.chosen.connect(lambda key, n=parameter.name: self.draft.set(n, key or None))
        return field

    def _number(self, parameter: Parameter, value: object) -> NumberField:
        whole = parameter.kind == "integer"
        field = NumberField(
            self._desk.theme,
            unit=_UNITS.get(parameter.unit, parameter.unit),
            decimals=0 if whole else 2,
            step=_STEPS.get(parameter.unit, 0.01) if not whole else 1.0,
            low=parameter.low,
            high=parameter.high,
        )
        field.set_value(float(value) if isinstance(value, int | float) else None)

        def changed(number: float, name: str = parameter.name) -> None:
            self.draft.set(name, round(number) if whole else number)

        field.moved.connect(changed)
        field.typed.connect(changed)
        return field

    # -- ending ------------------------------------------------------------------------------------

    def apply(self) -> None:
        """Keep the move and close."""
        self.draft.keep()
        self.close()
        self.deleteLater()

    def cancel(self) -> None:
        """Put the shot back and close."""
        self.close()
        self.deleteLater()

    def hideEvent(self, event: QHideEvent) -> None:
        """Put the shot back unless the move was kept."""
        super().hideEvent(event)
        self.draft.drop()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Cancel with Esc, apply with Enter."""
        if event.key() == Qt.Key.Key_Escape:
            self.cancel()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._apply.isEnabled():
            self.apply()
        else:
            super().keyPressEvent(event)

    def _show_state(self) -> None:
        draft = self.draft
        self._apply.setEnabled(not draft.busy and not draft.problem)
        self._state.setText("Making the move" if draft.busy else draft.problem)
        self._state.setProperty("role", "quiet" if draft.busy else "bad")
        self._state.style().polish(self._state)


def _label(parameter: Parameter) -> str:
    for ending in ("_m", "_deg", "_mm", "_s"):
        if parameter.name.endswith(ending):
            return parameter.name.removesuffix(ending).replace("_", " ").capitalize()
    return parameter.name.replace("_", " ").capitalize()
