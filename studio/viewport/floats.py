"""Floats: keeps the strip, the insets, banners and empty states in their places on the picture."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, QTimer

from compose.edits.scenes import add_scene
from studio.desk import Desk
from studio.kit.import_strip import ImportStrip
from studio.kit.importing import Coming
from studio.kit.items import item_named
from studio.kit.placing import placed
from studio.listening import listen
from studio.viewport.canvas import Canvas
from studio.viewport.corners import NAMES, in_corners, nearest_corner
from studio.viewport.inset import Inset
from studio.viewport.notices import Banner, CentreNotice, recording_words
from studio.viewport.overlay_choice import OverlayChoice
from studio.viewport.plan_inset import PlanInset
from studio.viewport.shot_inset import ShotInset
from studio.viewport.sight import Sight
from studio.viewport.tool_strip import ToolStrip

_MARGIN, _GAP = 12, 8
_ROOMY_PX, _ROOMY_HIGH_PX = 800, 420
_IMPORT_PX = 300
_PATIENCE_MS = 400
_PREPARING = "Preparing the view. The first picture of its kind takes a moment."
_FIRST = {"inset": "top-right", "plan": "bottom-right"}
_FIRST_SCENE = "Scene 1"
_EMPTY = "Nothing here yet. Drag a house front from the kit, or open the sample street."


class Floats(QObject):
    """What lies over the picture as widgets of its own."""

    def __init__(
        self, desk: Desk, canvas: Canvas, sight: Sight, overlays: OverlayChoice, strip: ToolStrip
    ) -> None:
        super().__init__(canvas)
        self._desk, self._canvas, self._sight, self._overlays = desk, canvas, sight, overlays
        self._strip = strip
        self._imports: list[ImportStrip] = []
        self.shot = ShotInset(desk, sight, overlays, canvas)
        self.plan = PlanInset(desk, canvas.stage, canvas)
        self.recording = Banner(desk.theme, "recording", "record-circle-outline", canvas)
        self.fault = Banner(desk.theme, "fault", "alert-outline", canvas)
        self.preparing = Banner(desk.theme, "overlay", "timer-sand", canvas)
        self._preparing = QTimer(self, singleShot=True, interval=_PATIENCE_MS)
        self._preparing.timeout.connect(self._say_preparing)
        self.empty = CentreNotice(
            desk.theme, "cube-off-outline", _EMPTY, self._empty_actions(), canvas
        )
        self.no_gl = CentreNotice(desk.theme, "expansion-card-variant", "", (), canvas)
        for inset in (self.shot, self.plan):
            inset.closed.connect(lambda i=inset: overlays.switch(i.name, False))
            inset.dropped.connect(lambda at, i=inset: self._drop(i, at))
        self.shot.enlarged.connect(sight.look_through_shot)
        canvas.failed.connect(self._fail)
        desk.drawing.preparing.connect(self._prepare)
        desk.drawing.unavailable.connect(lambda _: self.place())
        canvas.installEventFilter(self)
        session = desk.session
        for signal in (session.record_changed, session.place_changed, sight.changed):
            listen(self, signal, self.place)
        listen(self, session.project_changed, lambda _: self.place())
        listen(self, overlays.changed, lambda _: self.place())
        self.place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Place everything anew when the picture has another size."""
        if event.type() == QEvent.Type.Resize:
            self.place()
        return False

    def import_file(self, coming: Coming) -> None:
        """Read a file and put it into the scene, with what it asks at the lower edge."""
        strip = ImportStrip(self._desk, coming, self._canvas)
        strip.setFixedWidth(_IMPORT_PX)
        self._imports.append(strip)

        def away() -> None:
            self._imports.remove(strip)
            strip.hide()
            strip.deleteLater()
            self.place()

        strip.over.connect(away)
        strip.show()
        self.place()

    def place(self) -> None:
        """Show what there is to show, each in its place."""
        session, area = self._desk.session, (self._canvas.width(), self._canvas.height())
        no_gl = self._desk.drawing.reason
        scene = session.scene
        nothing = not no_gl and (scene is None or not scene.nodes)
        self.no_gl.state.set_text(no_gl)
        for notice, shown in ((self.no_gl, bool(no_gl)), (self.empty, nothing)):
            notice.adjustSize()
            middle = QPoint(area[0] - notice.width(), area[1] - notice.height()) / 2
            notice.move(middle)
            notice.setVisible(shown)
        self._strip.move(_MARGIN, _MARGIN)
        right = _MARGIN + self._strip.width() + _GAP
        self.recording.say(recording_words(session))
        self.recording.move(right, _MARGIN)
        self._place_fault(right, area)
        self.preparing.move(
            (area[0] - self.preparing.width()) // 2, area[1] - self.preparing.height() - _MARGIN
        )
        self._place_imports(area)
        self._place_insets(area, usable=not no_gl and not nothing)

    def _place_insets(self, area: tuple[int, int], *, usable: bool) -> None:
        free = not self._sight.through_shot and self._desk.session.shot is not None
        roomy = area[0] >= _ROOMY_PX and area[1] >= _ROOMY_HIGH_PX
        self.shot.set_width(304 if roomy else 200)
        self.plan.set_width(204 if roomy else 176)
        wanted: list[tuple[Inset, bool]] = [
            (self.shot, usable and free and self._overlays.is_on("inset")),
            (self.plan, usable and self._overlays.is_on("plan")),
        ]
        panels = {
            inset.name: ((inset.width(), inset.height()), self._corner(inset.name))
            for inset, shown in wanted
            if shown
        }
        places = in_corners(area, panels, _MARGIN + self._strip.width() + _GAP)
        for inset, _ in wanted:
            if inset.name in places:
                inset.move(*places[inset.name])
            inset.setVisible(inset.name in places)

    def _place_fault(self, left: int, area: tuple[int, int]) -> None:
        self.fault.move(left, area[1] - self.fault.height() - _MARGIN)

    def _place_imports(self, area: tuple[int, int]) -> None:
        """Put the files that come one above the other in the middle of the lower edge."""
        lower = area[1] - _MARGIN
        for strip in self._imports:
            strip.adjustSize()
            lower -= strip.height()
            strip.move((area[0] - strip.width()) // 2, lower)
            lower -= _GAP

    def _prepare(self, goes_on: bool) -> None:
        """Say after a while that the driver takes its time; no longer once there is a picture."""
        if goes_on:
            self._preparing.start()
        else:
            self._preparing.stop()
            self.preparing.say("")

    def _say_preparing(self) -> None:
        self.preparing.say(_PREPARING)
        self.place()

    def _fail(self, why: str) -> None:
        """Show why the scene cannot be drawn over the last picture of it."""
        widest = max(self._canvas.width() - 2 * _MARGIN - self._strip.width() - _GAP, 200)
        self.fault.say(f"This view cannot be drawn. {why}" if why else "", widest)
        self.place()

    def _empty_actions(self) -> tuple[tuple[str, Callable[[], object]], ...]:
        return (
            ("Add a house front", self._add_house_front),
            ("Open a sample", lambda: self._call("project.recent")),
        )

    def _add_house_front(self) -> None:
        if self._desk.session.scene is None:
            self._desk.session.do("Add scene", lambda project: add_scene(project, _FIRST_SCENE))
        placed(self._desk.session, item_named("prop", "town_house"), (0.0, 0.0, 0.0))

    def _call(self, command: str) -> None:
        action = self._desk.commands.action(command)
        if action is not None:
            action.trigger()

    def _corner(self, name: str) -> str:
        kept = self._desk.settings.preferences.layout.get(f"viewport-{name}", "")
        return kept if kept in NAMES else _FIRST[name]

    def _drop(self, inset: Inset, at: QPoint) -> None:
        corner = nearest_corner((self._canvas.width(), self._canvas.height()), at.x(), at.y())
        layout = self._desk.settings.preferences.layout
        self._desk.settings.change(layout={**layout, f"viewport-{inset.name}": corner})
        self.place()
