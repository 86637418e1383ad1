"""Timeline: transport, ruler, shot windows, and the dopesheet or the curves under them."""

from __future__ import annotations

import math

from PySide6.QtCore import Qt
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout, QWidget

from compose.edits.shots import set_shot
from studio.desk import Desk
from studio.listening import listen
from studio.playback import Player
from studio.session import Layer
from studio.session.keying import frame_after, frame_before, key_nodes, remove_keys
from studio.timeline.curve_page import CurvePage
from studio.timeline.dopesheet import Dopesheet
from studio.timeline.play_range import PlayRange
from studio.timeline.playhead import Playhead
from studio.timeline.ruler import Ruler
from studio.timeline.scale import TimeScale
from studio.timeline.sheet import Sheet
from studio.timeline.shot_bar import ShotBar
from studio.timeline.time_axis import NAMES_PX, TimeAxis
from studio.timeline.timeline_menu import TimelineMenu
from studio.timeline.transport import Transport


class Timeline(QFrame):
    """Scene time: what plays, what is keyed, and where the shots lie."""

    curves_shown = QtSignal(bool)
    """The curve editor, which wants more height, is shown in place of the dopesheet, or not."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._session = desk, desk.session
        self.setObjectName("timeline")
        self.setAccessibleName("Timeline")
        self.setProperty("panel", "panel")
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.axis = TimeAxis(self)
        self.sheet = Sheet(desk.session)
        self.range = PlayRange(desk.session)
        sheet, range_ = self.sheet, self.range
        self.destroyed.connect(lambda *_: sheet.close())
        self.destroyed.connect(lambda *_: range_.close())
        self.player = Player(desk, lambda: self.range.stretch, self)
        actions = self._bind()
        self.transport = Transport(desk, self.player, self.range, actions)
        self.ruler = Ruler(desk, self.axis, self.range)
        self.shot_bar = ShotBar(desk, self.axis, self.sheet)
        self.dopesheet = Dopesheet(desk, self.axis, self.sheet)
        self.curves = CurvePage(desk, self.axis, self.sheet, self.transport)
        self._menu = TimelineMenu(desk, self.sheet, self.ruler)
        self._animatic = actions["shot.animatic"]
        self._animatic.setCheckable(True)
        self.player.changed.connect(self._show_playing)
        self._fitted = ""
        self._fitted_scale = self.axis.scale
        self._lay_out()
        self.transport.editors.chosen.connect(lambda key: self.show_curves(key == "curves"))
        listen(self, desk.session.place_changed, self._fit_other_scene)
        self.show_curves(False)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.transport)
        self.transport.add_menu(self._menu)
        body = QWidget()
        column.addWidget(body, 1)
        rows = QVBoxLayout(body)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self.ruler)
        rows.addWidget(self.shot_bar)
        self._editors = QStackedWidget()
        self._editors.addWidget(self.dopesheet)
        self._editors.addWidget(self.curves)
        rows.addWidget(self._editors, 1)
        self._body = body
        self._playhead = Playhead(self._desk, self.axis, self.ruler, body)

    def _bind(self) -> dict[str, QAction]:
        session, player = self._session, self.player
        return self._desk.commands.bind(
            self,
            {
                "time.play": player.toggle,
                "time.back": lambda: player.shuttle(-1),
                "time.stop": player.stop,
                "time.forward": lambda: player.shuttle(1),
                "time.step_back": lambda: self._step(-1),
                "time.step": lambda: self._step(1),
                "time.key_before": lambda: self._go(frame_before(session)),
                "time.key_after": lambda: self._go(frame_after(session)),
                "time.start": self._go_to_start,
                "time.end": self._go_to_end,
                "time.key": lambda: key_nodes(session),
                "time.key_in_shot": lambda: key_nodes(session, Layer.SHOT),
                "time.remove_key": lambda: remove_keys(session),
                "time.auto_key": lambda: session.set_recording(session.recording is None),
                "time.loop": lambda: player.set_loop(not player.loop),
                "time.fit": self.fit,
                "time.curves": lambda: self.show_curves(self._editors.currentIndex() == 0),
                "shot.in_here": lambda: self._cut_here("start"),
                "shot.out_here": lambda: self._cut_here("end"),
                "shot.animatic": player.toggle_animatic,
            },
        )

    # -- what is shown -----------------------------------------------------------------------------

    def show_curves(self, on: bool) -> None:
        """Show the curve editor, or the dopesheet."""
        self._editors.setCurrentIndex(1 if on else 0)
        self.transport.editors.set_choice("curves" if on else "dopesheet")
        self.curves_shown.emit(on)
        self.transport.range_fields.setVisible(not on)
        self.transport.left_tools.setVisible(on)
        self.transport.right_tools.setVisible(on)

    def fit(self) -> None:
        """Show all keys and shots; of the curves, what is selected of them."""
        if self._editors.currentIndex() == 1:
            self.curves.fit()
            return
        self._fit_all()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the first time there is room and until a hand zooms; keep the playhead in place."""
        super().resizeEvent(event)
        self._fit_other_scene()
        self._playhead.place()

    def _fit_other_scene(self) -> None:
        scene = self._session.scene
        untouched = self.axis.scale is self._fitted_scale
        if scene is None or self.width() <= 2 * NAMES_PX:
            return
        if scene.id != self._fitted or untouched:
            self._fitted = scene.id
            self._fit_all()

    def _fit_all(self) -> None:
        first, last = self._extent()
        self._fitted_scale = TimeScale.fitting(first, last, self.width() - NAMES_PX)
        self.axis.set_scale(self._fitted_scale)

    def _extent(self) -> tuple[float, float]:
        """Return the first and the last frame with anything in it."""
        frames = [*(self.sheet.extent or ())]
        windows = self.shot_bar.windows()
        frames += [float(f) for w in windows for f in (w.shot.start, w.shot.end)]
        return (min(frames), max(frames)) if frames else (0.0, 96.0)

    # -- commands ----------------------------------------------------------------------------------

    def _show_playing(self) -> None:
        self._animatic.setChecked(self.player.plays_animatic)

    def _step(self, by: int) -> None:
        frame = self._session.frame
        self._session.set_frame(math.floor(frame) + by if by > 0 else math.ceil(frame) + by)

    def _go(self, frame: float | None) -> None:
        if frame is not None:
            self._session.set_frame(frame)

    def _go_to_start(self) -> None:
        stretch = self.range.stretch
        self._go(None if stretch is None else stretch.start)

    def _go_to_end(self) -> None:
        stretch = self.range.stretch
        self._go(None if stretch is None else stretch.end - 1)

    def _cut_here(self, side: str) -> None:
        shot, frame = self._session.shot, round(self._session.frame)
        if shot is None:
            self._session.tell("No shot here", "Look at a shot first, on the storyboard.")
            return
        at = frame if side == "start" else frame + 1
        verb = "begins" if side == "start" else "ends"
        self._session.do(
            f"Shot {shot.number} {verb} here", lambda p: set_shot(p, shot.id, **{side: at})
        )
