"""Editors: the fields that show and change a property, all with the same signals."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from studio.inspector.property import Property
from studio.inspector.reading import Reading
from studio.theme import Theme
from studio.widgets.check_box import CheckBox
from studio.widgets.choice_field import ChoiceField
from studio.widgets.color_field import ColorField
from studio.widgets.number_field import NumberField
from studio.widgets.number_text import MIXED
from studio.widgets.text_field import TextField

_LEAST_OF_THREE = 47
"""How narrow X, Y and Z may be: so that they fit the narrowest inspector beside a scroll bar."""


class Editor(QWidget):
    """A field of a property. Changes are told as ``{component: value}``."""

    begun = QtSignal()
    """A drag begins."""
    moved = QtSignal(object)
    """A step of the drag."""
    ended = QtSignal()
    """The drag is over and keeps."""
    cancelled = QtSignal()
    """The drag is taken back."""
    typed = QtSignal(object)
    """A whole change at once."""

    def __init__(self) -> None:
        super().__init__()
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(4)

    @property
    def nudging(self) -> bool:
        """Whether ``typed`` tells of one step of many: an arrow key, a notch of the wheel."""
        return False

    def show_reading(self, reading: Reading) -> None:
        """Show what the nodes have now."""
        raise NotImplementedError


class NumbersEditor(Editor):
    """One number, or X, Y and Z side by side."""

    def __init__(self, theme: Theme, prop: Property) -> None:
        super().__init__()
        letters = "XYZ" if prop.kind in ("vector", "turn") else " "
        before = prop.unit if prop.unit.endswith("/") else ""
        after = "" if before else prop.unit
        self.fields: list[NumberField] = []
        for at, letter in enumerate(letters):
            field = NumberField(
                theme, unit=after, decimals=prop.decimals,
                step=prop.step, low=prop.low, high=prop.high, prefix=before or letter.strip(),
                quiet=len(letters) > 1,
            )  # fmt: skip
            field.setAccessibleName(f"{prop.label} {letter}".strip())
            if prop.tip:
                field.setToolTip(prop.tip)
            if len(letters) > 1:
                field.setMinimumWidth(_LEAST_OF_THREE)
            field.begun.connect(self.begun)
            field.ended.connect(self.ended)
            field.cancelled.connect(self.cancelled)
            field.moved.connect(lambda value, i=at: self.moved.emit({i: value}))
            field.typed.connect(lambda value, i=at: self.typed.emit({i: value}))
            self.fields.append(field)
            self.row.addWidget(field)
        self.setFocusProxy(self.fields[0])

    @property
    def nudging(self) -> bool:
        """Whether a key or the wheel steps one of the fields."""
        return any(field.nudging for field in self.fields)

    def show_reading(self, reading: Reading) -> None:
        """Show the numbers."""
        for at, field in enumerate(self.fields):
            value = reading.values[at]
            if not field.scrubbing:
                field.set_value(None if value is None else float(value))
            field.set_state(reading.states[at] if reading.states else "")


class ColorEditor(Editor):
    """A colour."""

    def __init__(self, theme: Theme, prop: Property) -> None:
        super().__init__()
        self.field = ColorField(theme, high=max(prop.high, 1.0))
        self.field.begun.connect(self.begun)
        self.field.ended.connect(self.ended)
        self.field.cancelled.connect(self.cancelled)
        self.field.moved.connect(lambda color: self.moved.emit(dict(enumerate(color))))
        self.field.typed.connect(lambda color: self.typed.emit(dict(enumerate(color))))
        self.row.addWidget(self.field)

    def show_reading(self, reading: Reading) -> None:
        """Show the colour."""
        red, green, blue = reading.values
        whole = None if None in reading.values else (float(red), float(green), float(blue))
        self.field.set_value(whole)
        self.field.set_state(reading.states[0] if reading.states else "")


class SwitchEditor(Editor):
    """On or off."""

    def __init__(self, theme: Theme, prop: Property) -> None:
        super().__init__()
        self.box = CheckBox(theme)
        self.box.setAccessibleName(prop.label)
        self.box.setToolTip(prop.tip)
        self._number = bool(prop.channels)
        self.box.clicked.connect(self._tell)
        self.row.addWidget(self.box)
        self.row.addStretch(1)
        self.setFixedHeight(24)
        self.setFocusProxy(self.box)

    def show_reading(self, reading: Reading) -> None:
        """Show whether it is on."""
        value = reading.values[0]
        if value is None:
            self.box.setCheckState(Qt.CheckState.PartiallyChecked)
        else:
            self.box.setTristate(False)
            self.box.setChecked(value if isinstance(value, bool) else value >= 0.5)

    def _tell(self) -> None:
        self.box.setTristate(False)
        on = self.box.isChecked()
        self.typed.emit({0: float(on) if self._number else on})


class ChoiceEditor(Editor):
    """One of a list; a value that is not in it is shown all the same."""

    def __init__(self, theme: Theme, prop: Property) -> None:
        super().__init__()
        self._choices = prop.choices
        self.field = ChoiceField(theme, prop.choices)
        self.field.setAccessibleName(prop.label)
        self.field.setToolTip(prop.tip)
        self.field.chosen.connect(lambda key: self.typed.emit({0: key}))
        self.row.addWidget(self.field)
        self.setFocusProxy(self.field)

    def show_reading(self, reading: Reading) -> None:
        """Show the choice."""
        key = reading.values[0]
        known = {name for name, _ in self._choices}
        extra = () if key is None or key in known else ((key, key),)
        self.field.set_choices((*self._choices, *extra))
        self.field.set_choice(key)


class TextEditor(Editor):
    """A few lines of prose."""

    def __init__(self, prop: Property) -> None:
        super().__init__()
        self.field = TextField(prop.tip)
        self.field.setAccessibleName(prop.label)
        self.field.written.connect(lambda text: self.typed.emit({0: text}))
        self.row.addWidget(self.field)
        self.setFocusProxy(self.field)

    def show_reading(self, reading: Reading) -> None:
        """Show the text."""
        text = reading.values[0]
        self.field.set_text(MIXED if text is None else str(text))


class PictureEditor(Editor):
    """The path of a picture in the project, to be read."""

    def __init__(self, prop: Property) -> None:
        super().__init__()
        self.field = QLineEdit()
        self.field.setReadOnly(True)
        self.field.setFixedHeight(24)
        self.field.setAccessibleName(prop.label)
        self.row.addWidget(self.field)

    def show_reading(self, reading: Reading) -> None:
        """Show the path."""
        path = reading.values[0]
        self.field.setText(MIXED if path is None else str(path))
        self.field.setToolTip(self.field.text())
        self.field.setCursorPosition(0)


def make_editor(theme: Theme, prop: Property) -> Editor:
    """Return the field for a property."""
    if prop.kind == "color":
        return ColorEditor(theme, prop)
    if prop.kind == "choice":
        return ChoiceEditor(theme, prop)
    if prop.kind == "switch":
        return SwitchEditor(theme, prop)
    made: dict[str, Any] = {"text": TextEditor, "picture": PictureEditor}
    if prop.kind in made:
        editor: Editor = made[prop.kind](prop)
        return editor
    return NumbersEditor(theme, prop)
