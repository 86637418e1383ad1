"""ColorField: a swatch, its hex code, and under them, when opened, where to choose."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QHBoxLayout,
    QLineEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from studio.errors import ExpressionError
from studio.theme import Theme
from studio.widgets.color_plane import ColorPlane
from studio.widgets.color_text import Linear, color_of, decoded, encoded, hex_of
from studio.widgets.number_field import NumberField
from studio.widgets.number_text import MIXED


class _Swatch(QAbstractButton):
    """The colour itself; a click opens the plane."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.color: Linear | None = None
        self.setFixedSize(28, 24)
        self.setCheckable(True)
        self.setToolTip("Choose a colour")
        self.setAccessibleName("Choose a colour")

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ringed = self.hasFocus() or self.isChecked()
        painter.setPen(QPen(self._theme.color("daylight" if ringed else "line2"), 1 + ringed))
        shown = self._theme.color("input")
        if self.color is not None:
            shown = QColor.fromRgbF(*(encoded(part) for part in self.color))
        painter.setBrush(shown)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)
        if self.color is None:
            painter.setPen(self._theme.color("text3"))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, MIXED)
        painter.end()


class ColorField(QWidget):
    """A linear Rec.709 colour, shown as a display shows it.

    Parameters
    ----------
    theme
        The look.
    high
        The greatest value of a part: 1 for surfaces, more for what shines.
    """

    begun = QtSignal()
    """A drag begins to change it."""
    moved = QtSignal(object)
    """A step of the drag: linear red, green, blue."""
    ended = QtSignal()
    """The drag is over and keeps."""
    cancelled = QtSignal()
    """The drag is taken back (Esc)."""
    typed = QtSignal(object)
    """A whole change at once."""

    def __init__(self, theme: Theme, *, high: float = 1.0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._high = theme, high
        self._value: Linear | None = (0.5, 0.5, 0.5)
        self._swatch = _Swatch(theme)
        self._hex = QLineEdit()
        self._hex.setFixedHeight(24)
        self._hex.setAccessibleName("Colour as a hex code")
        self._hex.editingFinished.connect(self._read)
        self._hex.installEventFilter(self)
        self._popover: QWidget | None = None
        self._plane: ColorPlane | None = None
        self._parts: list[NumberField] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(self._swatch)
        row.addWidget(self._hex, 1)
        self._column.addLayout(row)
        self._swatch.toggled.connect(self._open)
        self._show()

    @property
    def value(self) -> Linear | None:
        """The linear colour, ``None`` for several that differ."""
        return self._value

    def set_value(self, value: Linear | None) -> None:
        """Show a colour without telling; ``None`` for several that differ."""
        if value != self._value:
            self._value = value
            self._show()

    def set_state(self, state: str) -> None:
        """Show how the value stands: "", "keyed", "animated" or "overridden"."""
        if state != (self._hex.property("state") or ""):
            self._hex.setProperty("state", state)
            self._hex.style().unpolish(self._hex)
            self._hex.style().polish(self._hex)

    def sizeHint(self) -> QSize:
        """Return the size of a field in a row, with what is open."""
        return QSize(120, super().sizeHint().height())

    def eventFilter(self, watched: QWidget, event: QEvent) -> bool:  # type: ignore[override]
        """Begin with all selected when the code gets the focus."""
        if watched is self._hex and event.type() is QEvent.Type.FocusIn:
            self._hex.selectAll()
        return super().eventFilter(watched, event)

    def _open(self, opened: bool) -> None:
        if self._popover is None:
            self._popover = self._make_popover()
            self._column.addWidget(self._popover)
            self._show()
        self._popover.setVisible(opened)
        self.updateGeometry()

    def _make_popover(self) -> QWidget:
        popover = QWidget()
        column = QVBoxLayout(popover)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self._plane = ColorPlane(self._theme)
        self._plane.begun.connect(self.begun)
        self._plane.ended.connect(self.ended)
        self._plane.moved.connect(self._moved_on_plane)
        column.addWidget(self._plane)
        row = QHBoxLayout()
        row.setSpacing(4)
        for place, letter in enumerate("RGB"):
            part = NumberField(
                self._theme, decimals=3, step=0.01, low=0.0, high=self._high, prefix=letter
            )
            part.setAccessibleName(f"{letter}, linear")
            part.begun.connect(self.begun)
            part.ended.connect(self.ended)
            part.cancelled.connect(self.cancelled)
            part.moved.connect(lambda value, at=place: self.moved.emit(self._with(at, value)))
            part.typed.connect(lambda value, at=place: self.typed.emit(self._with(at, value)))
            self._parts.append(part)
            row.addWidget(part)
        column.addLayout(row)
        return popover

    def _moved_on_plane(self, hue: float, saturation: float, value: float) -> None:
        shown = QColor.fromHsvF(hue, saturation, value)
        parts = (shown.redF(), shown.greenF(), shown.blueF())
        red, green, blue = (round(decoded(part), 6) for part in parts)
        self._value = (red, green, blue)
        self._show(plane=False)
        self.moved.emit(self._value)

    def _with(self, place: int, part: float) -> Linear:
        """Show and return the colour with one part replaced."""
        color = list(self._value or (0.5, 0.5, 0.5))
        color[place] = part
        self._value = (color[0], color[1], color[2])
        self._show()
        return self._value

    def _read(self) -> None:
        text = self._hex.text()
        if text in ("" if self._value is None else hex_of(self._value), MIXED):
            return
        try:
            wanted = color_of(text)
        except ExpressionError:
            self._show()
            return
        self._value = wanted
        self._show()
        self.typed.emit(wanted)

    def _show(self, *, plane: bool = True) -> None:
        value = self._value
        self._swatch.color = value
        self._swatch.update()
        self._hex.setText(MIXED if value is None else hex_of(value))
        for place, part in enumerate(self._parts):
            part.set_value(None if value is None else value[place])
        if plane and self._plane is not None and value is not None:
            shown = QColor.fromRgbF(*(encoded(part) for part in value))
            self._plane.set_hsv(max(shown.hsvHueF(), 0.0), shown.hsvSaturationF(), shown.valueF())
