"""BlendRow: how much of a pose, of what the figure held before it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QHBoxLayout, QSlider, QWidget

from studio.desk import Desk
from studio.figures.binding import bind_number
from studio.session import Layer
from studio.session.session import Edit
from studio.widgets.number_field import NumberField
from studio.widgets.property_row import PropertyRow

_KEYED = {
    Layer.SCENE: ("A key carries a whole pose. Turn joints to shade it.", "text3"),
    Layer.SHOT: ("Poses key every joint in this shot, over what the scene does.", "gel"),
}
"""Why a pose that becomes a key is not blended, with the colour of the note."""

_FIRST = "Choose a pose, then say how much of it."
_LABEL = "Blend the pose"


class BlendRow(PropertyRow):
    """A slider and a number from 0 % (what was held) to 100 % (the pose).

    Parameters
    ----------
    blending
        Returns the edit that a percentage means, ``None`` where there is nothing to blend.
    """

    def __init__(self, desk: Desk, blending: Callable[[float], Edit | None]) -> None:
        box = QWidget()
        super().__init__(desk.theme, "Blend", box, diamond=False)
        self._session, self._blending = desk.session, blending
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(0, 100)
        self.slider.setValue(100)
        self.slider.setAccessibleName("Blend with what the figure held before")
        self.share = NumberField(desk.theme, unit="%", decimals=0, step=1.0, low=0.0, high=100.0)
        self.share.setFixedWidth(64)
        self.share.set_value(100.0)
        self.share.setAccessibleName("Blend")
        self.slider.sliderPressed.connect(lambda: self._session.begin_gesture(_LABEL))
        self.slider.valueChanged.connect(self._slide)
        self.slider.sliderReleased.connect(self._session.end_gesture)
        bind_number(self._session, self.share, _LABEL, self._edit)
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.slider, 1)
        row.addWidget(self.share)

    def show_state(self, keyed: Layer | None, *, known: bool) -> None:
        """Show whether there is something to blend, and why not.

        Parameters
        ----------
        keyed
            Whose key a pose becomes; ``None`` for one that is just held.
        known
            Whether a pose was given, and what was held before it is known.
        """
        note, token = ("", "text3") if keyed is None else _KEYED[keyed]
        reason = note or ("" if known else _FIRST)
        self.slider.setEnabled(not reason)
        self.share.setEnabled(not reason)
        self.setToolTip(reason)
        self.set_note(note, token)
        if reason:
            self._show_share(100.0)

    def _show_share(self, percent: float) -> None:
        with QSignalBlocker(self.slider):
            self.slider.setValue(round(percent))
        self.share.set_value(percent)

    def _edit(self, percent: float) -> Edit | None:
        edit = self._blending(percent)
        if edit is not None:
            self._show_share(percent)
        return edit

    def _slide(self, percent: int) -> None:
        edit = self._edit(float(percent))
        if edit is None:
            return
        if self._session.in_gesture:
            self._session.step_gesture(edit)
        else:
            self._session.do(_LABEL, edit, merge=("blend", self.slider))
