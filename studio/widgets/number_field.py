"""NumberField: the one field for numbers: drag to scrub, click to type, sums and units."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtGui import (
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QSizePolicy, QWidget

from studio.theme import Theme
from studio.widgets.kept_keys import KeptKeys
from studio.widgets.number_editor import NumberEditor
from studio.widgets.number_face import NumberFace, paint_number
from studio.widgets.number_text import edit_text, number_text, scrubbed, within
from studio.widgets.ringed import Ringed

_DRAG_PX = 3


class NumberField(Ringed):
    """A number with its unit.

    Dragging sideways scrubs (Shift fine, Ctrl in tens of steps, Esc takes it back); a click, Enter
    or a digit types; Up, Down and, with the focus, the wheel step.

    ``nudging`` is true while ``typed`` tells of one step of a key or the wheel, of which many in a
    row are one entry of undo.

    Parameters
    ----------
    theme
        The look.
    unit
        Shown at the right; typed quantities are converted to it.
    quiet
        Whether the unit is understood but not shown, where there is no room for it.
    decimals
        How many are shown.
    step
        What a pixel of a drag, an arrow key or a notch of the wheel adds.
    low, high
        The limits.
    prefix
        A letter in front: X, Y and Z take the colours of the axes.
    """

    begun = QtSignal()
    """A drag begins to change the value."""
    moved = QtSignal(float)
    """A step of the drag."""
    ended = QtSignal()
    """The drag is over and keeps."""
    cancelled = QtSignal()
    """The drag is taken back (Esc)."""
    typed = QtSignal(float)
    """A whole change at once: typed, stepped by a key or the wheel."""

    def __init__(
        self, theme: Theme, *, unit: str = "", decimals: int = 2, step: float = 0.1,
        low: float = -math.inf, high: float = math.inf, prefix: str = "", quiet: bool = False,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._theme, self._quiet = theme, quiet
        self._unit, self._note, self._prefix = unit, "", prefix
        self._decimals, self._step = decimals, step
        self._low, self._high = low, high
        self._value: float | None = 0.0
        self._state, self._reason = "", ""
        self._pressed_at: QPointF | None = None
        self._from: float | None = None
        self._cancelled = False
        self.nudging = False
        self._editor: NumberEditor | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.SizeHorCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        KeptKeys(self, self._keeps)

    # -- what it shows ---------------------------------------------------------------------------

    @property
    def value(self) -> float | None:
        """The number, ``None`` for several that differ."""
        return self._value

    @property
    def text(self) -> str:
        """The number as it is written, or why there is none."""
        if not self.isEnabled() and self._reason:
            return self._reason
        return number_text(self._value, self._decimals)

    @property
    def state(self) -> str:
        """How the value stands: "", "keyed", "animated" or "overridden"."""
        return self._state

    @property
    def scrubbing(self) -> bool:
        """Whether a drag is going on."""
        return self._from is not None

    def set_value(self, value: float | None) -> None:
        """Show a number; ``None`` for several that differ. Nothing is emitted."""
        if value != self._value:
            self._value = value
            self.setAccessibleDescription(f"{self.text} {self._unit}".strip())
            self.update()

    def set_state(self, state: str) -> None:
        """Show how the value stands: "", "keyed", "animated" or "overridden"."""
        if state != self._state:
            self._state = state
            self.update()

    def set_limits(self, low: float, high: float) -> None:
        """Set the least and the greatest value."""
        self._low, self._high = low, high

    def set_note(self, note: str) -> None:
        """Show more behind the unit, as in ``m · f/2.8``."""
        self._note = note
        self.update()

    def set_disabled_reason(self, reason: str) -> None:
        """Disable the field and say why in its place; an empty reason enables it."""
        self._reason = reason
        self.setEnabled(not reason)
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size of a field in a row of properties."""
        return QSize(72, 24)

    def minimumSizeHint(self) -> QSize:
        """Return the room for a short number."""
        return QSize(int(QFontMetricsF(self._theme.font()).horizontalAdvance("−00.0")) + 16, 24)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the field."""
        shown = "" if self._quiet else self._unit
        unit = " · ".join(part for part in (shown, self._note) if part)
        face = NumberFace(
            values=tuple(
                number_text(self._value, decimals) for decimals in range(self._decimals, -1, -1)
            ),
            unit=unit,
            prefix=self._prefix,
            state=self._state,
            reason=self._reason,
            hovered=self.underMouse(),
            pressed=self._pressed_at is not None,
            ringed=self.ringed and self._editor is None,
            enabled=self.isEnabled(),
        )
        painter = QPainter(self)
        paint_number(painter, QRectF(self.rect()), face, self._theme)
        painter.end()

    # -- scrubbing -------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Get ready for a drag or a click."""
        if event.button() is Qt.MouseButton.LeftButton:
            self._pressed_at, self._cancelled = event.position(), False
            self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Scrub, once the pointer has left the place of a click."""
        if self._pressed_at is None or self._cancelled or self._value is None:
            return
        moved = event.position().x() - self._pressed_at.x()
        if self._from is None:
            if abs(moved) < _DRAG_PX:
                return
            self._from = self._value
            self.begun.emit()
        fine = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        coarse = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        value = scrubbed(self._from, moved, self._step, fine=fine, coarse=coarse)
        value = within(value, self._low, self._high)
        if value != self._value:
            self.set_value(value)
            self.moved.emit(value)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End the drag; after a click, type."""
        if event.button() is not Qt.MouseButton.LeftButton or self._pressed_at is None:
            return
        self._pressed_at = None
        if self._from is not None:
            self._from = None
            self.ended.emit()
        elif not self._cancelled and self.rect().contains(event.position().toPoint()):
            self.edit()
        self.update()

    def _cancel(self) -> None:
        before, self._from, self._cancelled = self._from, None, True
        self.set_value(before)
        self.cancelled.emit()

    # -- typing ----------------------------------------------------------------------------------

    def edit(self, text: str | None = None) -> None:
        """Begin to type, in place of all that is there, or with ``text`` typed already."""
        if self._editor is not None or not self.isEnabled():
            return
        before = edit_text(self._value, self._decimals)
        editor = NumberEditor(before, unit=self._unit, value=self._value, parent=self)
        editor.setAccessibleName(self.accessibleName())
        editor.setGeometry(self.rect())
        editor.kept.connect(self._emit_typed)
        editor.left.connect(self._stop_editing)
        editor.passed.connect(self._pass_on)
        self._editor = editor
        if text is not None:
            editor.setText(text)
        editor.show()
        editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the editor over the field."""
        super().resizeEvent(event)
        if self._editor is not None:
            self._editor.setGeometry(self.rect())

    def _stop_editing(self, by_key: bool) -> None:
        editor, self._editor = self._editor, None
        if editor is not None:
            editor.hide()
            editor.deleteLater()
        if by_key:
            self.setFocus(Qt.FocusReason.TabFocusReason)
        self.update()

    def _pass_on(self, forward: bool) -> None:
        """Go to the next field or the one before, and type there where it is a number as well."""
        reasons = Qt.FocusReason
        self.setFocus(reasons.TabFocusReason if forward else reasons.BacktabFocusReason)
        self.focusNextPrevChild(forward)
        neighbour = QApplication.focusWidget()
        if isinstance(neighbour, NumberField) and neighbour is not self:
            neighbour.edit()

    def _emit_typed(self, value: float) -> None:
        value = within(value, self._low, self._high)
        if value != self._value:
            self.set_value(value)
            self.typed.emit(value)

    # -- keys and wheel --------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Type with Enter or a digit, step with Up and Down, take a drag back with Esc."""
        key, text = event.key(), event.text()
        if key == Qt.Key.Key_Escape and self.scrubbing:
            self._cancel()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            self.edit()
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._nudge(1.0 if key == Qt.Key.Key_Up else -1.0, event.modifiers())
        elif text and (text.isdigit() or text in "-+*/.,("):
            self.edit(text)
        else:
            super().keyPressEvent(event)

    def _keeps(self, key: QKeyEvent) -> bool:
        """Tell whether a key is typed, or takes back a drag, and is no shortcut here."""
        plain = key.modifiers() in (
            Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier,
        )  # fmt: skip
        typed = bool(key.text()) and key.text() in "0123456789-+*/.,("
        return plain and (typed or (self.scrubbing and key.key() == Qt.Key.Key_Escape))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Step while focused; else let the panel scroll."""
        notches = event.angleDelta().y() / 120.0
        if self.hasFocus() and notches:
            self._nudge(notches, event.modifiers())
            event.accept()
        else:
            event.ignore()

    def _nudge(self, steps: float, modifiers: Qt.KeyboardModifier) -> None:
        if self._value is None:
            return
        fine = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
        size = 10.0 if modifiers & Qt.KeyboardModifier.ControlModifier else 1.0
        value = scrubbed(self._value, steps * size, self._step, fine=fine, coarse=False)
        self.nudging = True
        self._emit_typed(value)
        self.nudging = False
