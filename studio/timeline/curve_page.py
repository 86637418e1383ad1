"""CurvePage: the list of channels, the canvas, and the tools for tangents and for one key."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from compose.curve import Interpolation
from studio.desk import Desk
from studio.listening import listen
from studio.timeline.curve_canvas import CurveCanvas
from studio.timeline.curve_list import CurveList
from studio.timeline.curve_model import CurveModel
from studio.timeline.keys import KeySelection
from studio.timeline.sheet import Sheet
from studio.timeline.time_axis import NAMES_PX, TimeAxis
from studio.timeline.transport import ToolSlot, Transport
from studio.widgets.number_field import NumberField
from studio.widgets.search_field import SearchField

_TANGENTS = (
    (Interpolation.CONSTANT, "stairs", "Constant: stays, then jumps"),
    (Interpolation.LINEAR, "vector-line", "Linear: at one speed"),
    (Interpolation.SMOOTH, "sine-wave", "Smooth: eases, never overshoots"),
    (Interpolation.BEZIER, "vector-bezier", "Bezier: by its handles"),
)


class CurvePage(QWidget):
    """The curve editor. Its tools stand in the transport while it is shown."""

    def __init__(
        self, desk: Desk, axis: TimeAxis, sheet: Sheet, transport: Transport,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._desk, self._sheet = desk, sheet
        self.model = CurveModel(sheet)
        self.setObjectName("curves")
        self.setAccessibleName("Curve editor")
        self.list = CurveList(desk, self.model)
        self.canvas = CurveCanvas(desk, axis, self.model)
        self._lay_out()
        self._build_tangents(transport.left_tools)
        self._build_fields(transport.right_tools)
        self._bind()
        self.list.clicked.connect(lambda _: self.canvas.setFocus(Qt.FocusReason.MouseFocusReason))
        listen(self, self.model.changed, self._show_keys)

    def showEvent(self, event: QShowEvent) -> None:
        """Show what was selected while nobody looked."""
        self._show_keys()
        super().showEvent(event)

    def fit(self) -> None:
        """Show the selected keys, or all of the shown curves."""
        self.canvas.fit()

    def _lay_out(self) -> None:
        names = QFrame()
        names.setProperty("panel", "panel")
        names.setFixedWidth(NAMES_PX)
        column = QVBoxLayout(names)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(8)
        search = SearchField(self._desk.theme, "Search channels")
        search.searched.connect(self.model.search)
        held = QHBoxLayout()
        held.setContentsMargins(12, 0, 12, 0)
        held.addWidget(search)
        column.addLayout(held)
        column.addWidget(self.list, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(names)
        row.addWidget(self.canvas, 1)

    def _build_tangents(self, slot: ToolSlot) -> None:
        theme, commands = self._desk.theme, self._desk.commands
        self._tangents: dict[Interpolation, QToolButton] = {}
        keys = commands.keys_of("time.tangent")
        hint = f" ({keys[0]} for the next)" if keys else ""
        for kind, icon, tip in _TANGENTS:
            button = QToolButton()
            button.setIcon(theme.icon(icon))
            button.setIconSize(QSize(16, 16))
            button.setCheckable(True)
            button.setToolTip(tip + hint)
            button.setAccessibleName(tip.partition(":")[0])
            button.clicked.connect(lambda *_, k=kind: self._set_tangent(k))
            slot.add(button)
            self._tangents[kind] = button
        self._break = QToolButton()
        self._break.setIcon(theme.icon("call-split"))
        self._break.setCheckable(True)
        self._break.setToolTip(commands.tip("time.handle"))
        self._break.setAccessibleName("Break or join handles")
        self._break.clicked.connect(self._toggle_handles)
        slot.add(self._break)

    def _build_fields(self, slot: ToolSlot) -> None:
        theme = self._desk.theme
        label = QLabel("Key")
        label.setProperty("role", "label")
        self._frame = NumberField(theme, decimals=0, step=0.25, low=-1e6, high=1e6)
        self._frame.setFixedWidth(52)
        self._frame.setAccessibleName("Frame of the key")
        self._frame.setToolTip("Frame of the selected keys")
        self._frame.typed.connect(self.model.keys.set_frame)
        self._value = NumberField(theme, decimals=3, step=0.01)
        self._value.setFixedWidth(84)
        self._value.setAccessibleName("Value of the key")
        self._value.setToolTip("Value of the selected keys")
        self._value.typed.connect(self.model.keys.set_value)
        fit = QPushButton("Fit")
        fit.setIcon(theme.icon("fit-to-page-outline"))
        fit.setToolTip(self._desk.commands.tip("time.fit"))
        fit.clicked.connect(self.fit)
        for widget in (label, self._frame, self._value, fit):
            slot.add(widget)

    def _bind(self) -> None:
        sheet = self._sheet
        self._desk.commands.bind(
            self,
            {
                "time.tangent": self.model.keys.cycle_tangent,
                "time.handle": self.model.keys.toggle_handles,
                "edit.delete": sheet.delete,
                "edit.copy": sheet.copy,
                "edit.cut": sheet.cut,
                "edit.paste": sheet.paste,
                "edit.duplicate": sheet.duplicate,
                "edit.select_all": self._select_all,
                "edit.select_none": lambda: sheet.select(KeySelection()),
            },
        )

    def _select_all(self) -> None:
        shown = (*self.model.shown, *self.model.turns)
        self._sheet.select(
            KeySelection.of((line.ref, key.frame) for line in shown for key in line.curve.keys)
        )

    def _set_tangent(self, kind: Interpolation) -> None:
        self._sheet.set_interpolation(kind)
        self._show_keys()

    def _toggle_handles(self) -> None:
        self.model.keys.toggle_handles()
        self._show_keys()

    def _show_keys(self) -> None:
        """Show what the selected keys share."""
        if not self.isVisibleTo(self.window()):
            return
        some = len(self._sheet.keys) > 0
        now = self.model.keys.tangent if some else None
        for kind, button in self._tangents.items():
            button.setEnabled(some)
            button.setChecked(kind is now)
        broken = [self.model.keys.is_broken(*pair) for pair in self._sheet.keys]
        self._break.setEnabled(some)
        self._break.setChecked(bool(broken) and all(broken))
        frame, value, unit = self.model.keys.common()
        self._frame.set_value(frame)
        self._value.set_value(value)
        self._value.set_note(unit)
        self._value.set_state("keyed" if value is not None else "")
        self._frame.setEnabled(some)
        self._value.setEnabled(some)
