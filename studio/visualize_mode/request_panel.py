"""RequestPanel: the ask, from the frames at the top to the button at the bottom."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from compose.shot import Shot
from models.modes import Mode
from studio.desk import Desk
from studio.listening import listen
from studio.visualize_mode.asking import Asking
from studio.visualize_mode.form import SlotName, picture_frame
from studio.visualize_mode.option_fields import OptionFields
from studio.visualize_mode.order_footer import OrderFooter
from studio.visualize_mode.prompt_panel import PromptPanel
from studio.visualize_mode.references_row import ReferencesRow
from studio.visualize_mode.slot_card import SlotCard
from studio.widgets.line import Line

_SLOTS: tuple[SlotName, ...] = ("start", "end")
_LEAST_PROMPT = 210


class RequestPanel(QWidget):
    """Frames, options, words, references, price and button."""

    def __init__(self, desk: Desk, asking: Asking, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("visualize-request")
        self.setAccessibleName("Request")
        self._desk, self._asking = desk, asking
        self.slots: dict[SlotName, SlotCard] = {}
        slots = QHBoxLayout()
        slots.setContentsMargins(12, 10, 12, 10)
        slots.setSpacing(12)
        for name in _SLOTS:
            card = SlotCard(desk, name)
            card.given.connect(lambda path, name=name: self._give(name, path))
            self.slots[name] = card
            slots.addWidget(card, 1)
        self.options = OptionFields(desk, asking)
        self.prompt = PromptPanel(desk, asking)
        self.footer = OrderFooter(desk, asking)
        asked = QWidget()
        rows = QVBoxLayout(asked)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addLayout(slots)
        rows.addWidget(Line())
        rows.addWidget(self.options)
        rows.addWidget(Line())
        rows.addWidget(self.prompt, 1)
        rows.addWidget(ReferencesRow(desk, asking))
        self.prompt.setMinimumHeight(_LEAST_PROMPT)
        self.room = QScrollArea()
        self.room.setProperty("panel", "panel")
        self.room.setWidgetResizable(True)
        self.room.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.room.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.room.setWidget(asked)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.room, 1)
        column.addWidget(self.footer)
        asking.judged.connect(self.refresh)
        asking.form_changed.connect(self.refresh)
        listen(self, desk.session.frame_changed, self._frame_changed)
        self.refresh()

    def sizeHint(self) -> QSize:
        """Return the width that the mockups give it."""
        return QSize(376, 760)

    def refresh(self) -> None:
        """Show the frames that go in."""
        shot, form = self._asking.shot, self._asking.form
        answer = self._asking.answer
        asked = None if answer is None else answer.quote.asked
        inputs = {} if asked is None else asked.route.inputs
        name = "the model" if asked is None else asked.name
        for slot in _SLOTS:
            frame = _frame(slot, form.mode, shot, self._desk.session.frame)
            card, own = self.slots[slot], form.own(slot)
            given = slot in inputs
            required = given and inputs[slot].required
            if slot in form.shown_slots():
                title = f"{slot.capitalize()} frame"
                if form.mode is not Mode.FROM_ANIMATION:
                    card.show_slot(title, frame, own, fixed=not given)
                elif asked is None:
                    card.show_slot(title, None, None, "Looking at the models…")
                elif not given:
                    card.show_slot(title, None, None, f"No {slot} frame in {name}")
                elif required:
                    card.show_slot(title, frame, own)
                else:
                    hint = "None is sent. Drop a picture here"
                    card.show_slot(f"{title}, optional", None, own, hint=hint)
            elif slot == "start":
                card.show_slot("Frame", frame, None, fixed=True)
            else:
                card.show_slot("End frame", None, None, "Not in this mode")

    def _give(self, slot: SlotName, path: Path | None) -> None:
        self._asking.change(self._asking.form.with_own(slot, path))

    def _frame_changed(self) -> None:
        if self._asking.form.mode is Mode.IMAGE and self.isVisible():
            self.refresh()


def _frame(slot: SlotName, mode: Mode, shot: Shot | None, playhead: float) -> float | None:
    """Return the scene frame that is drawn into a slot by itself."""
    if shot is None:
        return None
    if mode is Mode.IMAGE:
        return float(picture_frame(shot, playhead))
    return float(shot.start if slot == "start" else shot.end - 1)
