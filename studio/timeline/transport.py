"""Transport: auto-key, play and step, timecode, in and out, and which editor is shown."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget

from compose.timing import timecode
from studio.desk import Desk
from studio.listening import listen
from studio.playback import Player
from studio.session import Layer
from studio.timeline.play_range import PlayRange
from studio.widgets.number_field import NumberField
from studio.widgets.segmented import Segmented

_BUTTONS = ("time.start", "time.key_before", "time.play", "time.key_after", "time.end", "time.loop")
_HEIGHT = 36
_ROOMY_PX = 1000
_MIDDLE = Qt.AlignmentFlag.AlignVCenter


class ToolSlot(QWidget):
    """A place in the row for the tools of the editor that is shown."""

    def __init__(self) -> None:
        super().__init__()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(8, 0, 8, 0)
        self._row.setSpacing(4)

    def add(self, widget: QWidget) -> None:
        """Put a tool at the right end."""
        self._row.addWidget(widget)


class Transport(QFrame):
    """The row of buttons over the tracks.

    Parameters
    ----------
    actions
        The actions of ``time.*`` that the timeline has bound.
    """

    def __init__(
        self, desk: Desk, player: Player, range_: PlayRange, actions: Mapping[str, QAction],
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._desk, self._session = desk, desk.session
        self._player, self._range, self._actions = player, range_, actions
        self.setProperty("panel", "bar")
        self.setObjectName("transport")
        self.setAccessibleName("Transport")
        self.setFixedHeight(_HEIGHT)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(12, 0, 12, 0)
        self._row.setSpacing(4)
        self._build_keying()
        self.left_tools = self._slot()
        self._row.addStretch(1)
        self._build_buttons()
        self._build_time()
        self._row.addStretch(1)
        self.right_tools = self._slot()
        self._build_range()
        self.editors = Segmented(
            desk.theme, [("dopesheet", "Dopesheet", ""), ("curves", "Curves", "")]
        )
        for key in ("dopesheet", "curves"):
            self.editors.set_tip(key, desk.commands.tip("time.curves"))
        self._row.addWidget(self.editors, 0, _MIDDLE)
        self._listen()

    def add_menu(self, button: QWidget) -> None:
        """Put a button at the very end."""
        self._row.addWidget(button)

    def _slot(self) -> ToolSlot:
        slot = ToolSlot()
        self._row.addWidget(slot)
        return slot

    def _build_keying(self) -> None:
        theme = self._desk.theme
        self._auto = QPushButton("Auto-key")
        self._auto.setProperty("kind", "record")
        self._auto.setCheckable(True)
        self._auto.setIconSize(QSize(16, 16))
        self._auto.setToolTip(self._desk.commands.tip("time.auto_key"))
        self._auto.clicked.connect(self._session.set_recording)
        choices = [(Layer.SCENE.value, "Scene", ""), (Layer.SHOT.value, "Shot", "source-branch")]
        self._layer = Segmented(theme, choices)
        self._layer.setAccessibleName("Keys go into")
        self._layer.set_tip("scene", "Keys go into scene time, for every shot")
        self._layer.set_tip("shot", "Keys go into this shot only, over the scene's")
        self._layer.chosen.connect(self._choose_layer)
        self._row.addWidget(self._auto)
        self._row.addSpacing(4)
        self._row.addWidget(self._layer, 0, _MIDDLE)

    def _build_buttons(self) -> None:
        for id_ in _BUTTONS:
            button = self._desk.commands.tool_button(id_, self._actions[id_])
            button.setIconSize(QSize(18, 18))
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            if id_ == "time.play":
                button.setProperty("kind", "button")
                button.setFixedWidth(40)
                self._play: QToolButton = button
            self._row.addWidget(button)

    def _build_time(self) -> None:
        self._time, self._rate = QLabel(), QLabel()
        self._time.setFont(self._desk.theme.font("strong"))
        self._time.setAccessibleName("Timecode")
        self._rate.setProperty("role", "quiet")
        self._row.addSpacing(8)
        self._row.addWidget(self._time)
        self._row.addSpacing(8)
        self._row.addWidget(self._rate)

    def _build_range(self) -> None:
        self._in, self._out = self._frame_field("In"), self._frame_field("Out")
        self._in.typed.connect(lambda value: self._range.set_in(round(value)))
        self._in.moved.connect(lambda value: self._range.set_in(round(value)))
        self._out.typed.connect(lambda value: self._range.set_out(round(value)))
        self._out.moved.connect(lambda value: self._range.set_out(round(value)))
        self.range_fields = QWidget()
        row = QHBoxLayout(self.range_fields)
        row.setContentsMargins(0, 0, 8, 0)
        row.setSpacing(6)
        for name, field in (("In", self._in), ("Out", self._out)):
            label = QLabel(name)
            label.setProperty("role", "label")
            row.addWidget(label)
            row.addWidget(field)
        whole = QToolButton()
        whole.setIcon(self._desk.theme.icon("arrow-expand-horizontal"))
        whole.setToolTip("Play the whole shot")
        whole.setAccessibleName("Play the whole shot")
        whole.clicked.connect(self._range.clear)
        self._whole = whole
        row.addWidget(whole)
        self._row.addWidget(self.range_fields)

    def _frame_field(self, name: str) -> NumberField:
        field = NumberField(self._desk.theme, decimals=0, step=0.25, low=-1e6, high=1e6)
        field.setFixedWidth(52)
        field.setAccessibleName(f"{name} frame")
        tips = {"In": "The first frame that plays", "Out": "Playing ends before this frame"}
        field.setToolTip(tips[name])
        return field

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let go of the rate where there is no room for it."""
        super().resizeEvent(event)
        self._rate.setVisible(self.width() >= _ROOMY_PX)

    def _choose_layer(self, name: str) -> None:
        self._session.set_recording(self._auto.isChecked(), Layer(name))

    def _listen(self) -> None:
        session = self._session
        listen(self, session.record_changed, self._show_keying)
        listen(self, session.place_changed, self._show_keying)
        listen(self, session.frame_changed, self._show_time)
        listen(self, session.project_changed, lambda _: self._show_keying())
        listen(self, self._range.changed, self._show_range)
        self._player.changed.connect(self._show_playing)
        self._show_keying()
        self._show_time()
        self._show_range()
        self._show_playing()

    def _show_keying(self) -> None:
        session, theme = self._session, self._desk.theme
        on = session.recording is not None
        token = "on_fill" if on else "record"
        self._auto.setChecked(on)
        self._actions["time.auto_key"].setChecked(on)
        self._auto.setIcon(theme.icon("record-circle-outline", token, on=token))
        shot = self._layer.button(Layer.SHOT.value)
        here = session.shot
        shot.setText("Shot" if here is None else f"Shot {here.number}")
        shot.setEnabled(here is not None)
        shot.setIcon(theme.icon("source-branch", "gel"))
        self._layer.set_choice(session.layer.value)

    def _show_time(self) -> None:
        session = self._session
        self._time.setText(timecode(round(session.frame), session.project.frame_rate))

    def _show_range(self) -> None:
        stretch = self._range.stretch
        self.range_fields.setEnabled(stretch is not None)
        self._in.set_value(None if stretch is None else stretch.start)
        self._out.set_value(None if stretch is None else stretch.end)
        self._whole.setVisible(self._range.narrowed)

    def _show_playing(self) -> None:
        player, session = self._player, self._session
        icon = "pause" if player.playing else "play"
        self._actions["time.play"].setIcon(self._desk.theme.icon(icon, "text1"))
        self._actions["time.loop"].setChecked(player.loop)
        speed = "" if player.speed in (0, 1) else f", {player.speed}×".replace("-", "−")
        dropped = f", {player.dropped} dropped" if player.playing or player.dropped else ""
        self._rate.setText(f"{session.project.rate} fps{speed}{dropped}")
        self._rate.setProperty("role", "stale" if player.playing and player.dropped else "quiet")
        self._rate.style().polish(self._rate)
