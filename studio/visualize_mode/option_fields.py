"""OptionFields: Duration, Orientation, Audio and the rest, as the card of the model has them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QIntValidator, QValidator
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from studio.desk import Desk
from studio.theme import Theme
from studio.visualize_mode.asking import Asking
from studio.visualize_mode.fields import Field, fields_of, seed_reason
from studio.widgets.choice_field import ChoiceField
from studio.widgets.elided_label import ElidedLabel

_COLUMNS = 2
_TITLES = {
    "seconds": "Duration", "shape": "Orientation", "fit": "Fit", "resolution": "Resolution",
    "audio": "Audio", "guide": "Guide",
}  # fmt: skip
"""The options, by what they are called until a model says otherwise."""
_LARGEST_SEED = 2**32 - 1


class _Seed(QIntValidator):
    """Whole numbers that a seed may be; Qt's own stop at 2³¹."""

    def validate(self, text: str, at: int) -> object:
        """Take nothing, or digits of a number that is not too large."""
        if not text:
            return QValidator.State.Acceptable, text, at
        fits = text.isascii() and text.isdigit() and int(text[:12]) <= _LARGEST_SEED
        return (QValidator.State.Acceptable if fits else QValidator.State.Invalid), text, at


class OptionField(QWidget):
    """One option with its label above; disabled and dashed, with the reason in place."""

    def __init__(
        self, theme: Theme, asking: Asking, title: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._asking = asking
        self._field: Field | None = None
        self._label = QLabel(title)
        self._label.setProperty("role", "caption")
        self.box = ChoiceField(theme)
        self.box.setFixedHeight(26)
        self.box.chosen.connect(self._chosen)
        self._label.setBuddy(self.box)
        self.reason = ElidedLabel("", "reason")
        self.reason.setFixedHeight(26)
        self.box.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        column.addWidget(self._label)
        column.addWidget(self.box)
        column.addWidget(self.reason)

    @property
    def field(self) -> Field | None:
        """What it shows."""
        return self._field

    def show_field(self, field: Field) -> None:
        """Show an option."""
        if field == self._field:
            return
        self._field = field
        self._label.setText(field.label)
        self.box.setObjectName(f"visualize-option-{field.name}")
        labels = [choice.label for choice in field.choices]
        self.box.set_choices((str(place), label) for place, label in enumerate(labels))
        values = [choice.value for choice in field.choices]
        self.box.setCurrentIndex(values.index(field.current) if field.current in values else 0)
        self.box.setVisible(not field.reason)
        self.reason.setVisible(bool(field.reason))
        self.reason.setText(field.reason)
        self.reason.setAccessibleName(f"{field.label}: {field.reason}")
        self.box.setToolTip(field.moved or self.box.currentText())
        self.box.setAccessibleName(field.label)
        self.box.setAccessibleDescription(field.moved)

    def _chosen(self, key: str) -> None:
        if self._field is not None and not self._field.reason:
            value = self._field.choices[int(key)].value
            self._field = None  # whatever comes back is shown
            name = self.box.objectName().removeprefix("visualize-option-")
            self._asking.set_option(name, value)


class OptionFields(QWidget):
    """All options in two columns, and below what was moved to fit the model."""

    def __init__(self, desk: Desk, asking: Asking, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("visualize-options")
        self.setAccessibleName("Options")
        self._desk, self._asking = desk, asking
        self._fields: dict[str, OptionField] = {}
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        for place, (name, title) in enumerate(_TITLES.items()):
            self._fields[name] = OptionField(desk.theme, asking, title)
            grid.addWidget(self._fields[name], place // _COLUMNS, place % _COLUMNS)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        self._moved = QLabel()
        self._moved.setProperty("role", "caption")
        self._moved.setWordWrap(True)
        grid.addLayout(self._seed_row(), 3, 0, 1, _COLUMNS)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(6)
        column.addLayout(grid)
        column.addWidget(self._moved)
        asking.judged.connect(self.refresh)

    def field(self, name: str) -> OptionField:
        """Return the field of an option."""
        return self._fields[name]

    def refresh(self) -> None:
        """Show what the form's model has."""
        answer = self._asking.answer
        asked = None if answer is None else answer.quote.asked
        self.setEnabled(asked is not None)
        if asked is None:
            return
        for field in fields_of(asked):
            self._fields[field.name].show_field(field)
        moved = " ".join(f"{_sentence(str(one))}" for one in asked.changes)
        self._moved.setText(moved)
        self._moved.setVisible(bool(moved))
        reason = seed_reason(asked)
        self.seed.setEnabled(not reason)
        self.seed.setPlaceholderText(reason or "Any")
        self.seed.setToolTip(reason or "The same seed gives a like take, where the model keeps it")
        seed = asked.options.seed
        if not self.seed.hasFocus():
            self.seed.setText("" if reason or seed is None else str(seed))

    def _seed_row(self) -> QGridLayout:
        row = QGridLayout()
        row.setHorizontalSpacing(8)
        label = QLabel("Seed")
        label.setProperty("role", "caption")
        self.seed = QLineEdit()
        self.seed.setObjectName("visualize-option-seed")
        self.seed.setAccessibleName("Seed")
        self.seed.setValidator(_Seed(self.seed))
        self.seed.setFixedHeight(26)
        self.seed.editingFinished.connect(self._seed_typed)
        row.addWidget(label, 0, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.seed, 0, 1)
        row.setColumnStretch(1, 1)
        return row

    def _seed_typed(self) -> None:
        text = self.seed.text()
        if self.seed.isEnabled():
            self._asking.set_option("seed", int(text) if text else None)


def _sentence(change: str) -> str:
    """Return a change that was made to fit, for people: without the option's own name."""
    _, _, words = change.partition(": ")
    return f"{words[:1].upper()}{words[1:]}"
