"""RequestPanel: the ask, from the frames at the top to the button at the bottom."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from compose.shot import Shot
from models.modes import Mode
from studio.desk import Desk
from studio.listening import listen
from studio.visualize_mode.asking import Asking
from studio.visualize_mode.form import SlotName, picture_frame
from studio.visualize_mode.option_fields import OptionFields
from studio.visualize_mode.order_footer import OrderFooter
from studio.visualize_mode.posters import Posters
from studio.visualize_mode.prompt_panel import PromptPanel
from studio.visualize_mode.references_row import ReferencesRow
from studio.visualize_mode.slot_card import SlotCard
from studio.widgets.line import Line

_SLOTS: tuple[SlotName, ...] = ("start", "end")


class RequestPanel(QWidget):
    """Frames, options, words, references, price and button."""

    def __init__(
        self, desk: Desk, asking: Asking, posters: Posters, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("visualize-request")
        self.setAccessibleName("Request")
        self._desk, self._asking = desk, asking
        self.slots: dict[SlotName, SlotCard] = {}
        slots = QHBoxLayout()
        slots.setContentsMargins(12, 10, 12, 10)
        slots.setSpacing(12)
        for name in _SLOTS:
            card = SlotCard(desk, name, posters)
            card.given.connect(lambda path, name=name: self._give(name, path))
            self.slots[name] = card
            slots.addWidget(card, 1)
        self.options = OptionFields(desk, asking)
        self.prompt = PromptPanel(desk, asking)
        self.footer = OrderFooter(desk, asking)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(slots)
        column.addWidget(Line())
        column.addWidget(self.options)
        column.addWidget(Line())
        column.addWidget(self.prompt, 1)
        column.addWidget(ReferencesRow(desk, asking))
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
