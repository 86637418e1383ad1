"""Canvas: the picture and what is painted over it; its hands get every event."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from compose.payload import LightPayload
from compose.snapshot import CameraState
from studio.desk import Desk
from studio.drawing import Picture
from studio.listening import listen
from studio.viewport.fitting import even_box, fitted
from studio.viewport.free_camera import FreeCamera, flight_from
from studio.viewport.overlay_choice import OverlayChoice
from studio.viewport.overlays.gate import picture_box, shown_gate
from studio.viewport.overlays.painting import OverlayPainter
from studio.viewport.overlays.stage import OverlayStage
from studio.viewport.overlays.strokes import draw_tag, pen
from studio.viewport.picking import Seen
from studio.viewport.picture_feed import PictureFeed
from studio.viewport.probing import Probe
from studio.viewport.projection import Projection
from studio.viewport.shown_image import ShownImage
from studio.viewport.sight import Sight
from studio.viewport.stage_feed import StageFeed
from studio.viewport.tool import Tool, ViewContext
from studio.viewport.transforming import TransformChoice
from studio.viewport.view import View

_FRAME_PX = 2.0
_HOVER_UP_PX = 10.0


class Canvas(QWidget):
    """The middle of the viewport.

    Parameters
    ----------
    desk
        The desk.
    sight
        From where it looks.
    overlays
        What is painted over the picture.
    transforms
        What tools snap to.
    """

    changed = QtSignal()
    """What is on screen changed: another picture, staging or size."""
    failed = QtSignal(str)
    """The scene cannot be drawn, and why; empty once it can again."""

    def __init__(
        self, desk: Desk, sight: Sight, overlays: OverlayChoice, transforms: TransformChoice
    ) -> None:
        super().__init__()
        self._desk, self._sight, self._overlays = desk, sight, overlays
        self._transforms = transforms
        self.setObjectName("viewport")
        self.setAccessibleName("View of the scene")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.tool: Tool | None = None
        self.rubber: QRectF | None = None
        self.hover: tuple[str, QPointF] | None = None
        self._ringed = False
        self._feed = PictureFeed(
            desk.drawing,
            "viewport",
            lambda: desk.settings.preferences.drag_milliseconds,
            parent=self,
        )
        self._stage = StageFeed(desk.work, desk.session.project, parent=self)
        self._painter = OverlayPainter(overlays)
        self._shown = ShownImage(desk.work, "viewport", self)
        self._shown.made.connect(self.update)
        self._shown.failed.connect(self.failed)
        self._free_state: tuple[object, CameraState] | None = None
        self._feed.came.connect(self._picture_came)
        self._feed.failed.connect(self.failed)
        self._stage.came.connect(self._painted_anew)
        self._listen()

    # -- what is on screen -----------------------------------------------------------------------

    @property
    def picture(self) -> Picture | None:
        """The picture on screen."""
        return self._feed.picture

    @property
    def picture_is_free(self) -> bool:
        """Whether the picture on screen is a free view's, not the shot's."""
        return self.picture is not None and self.picture.wish.camera is not None

    @property
    def seen(self) -> Seen | None:
        """The exact passes of what is on screen, once they are drawn."""
        return self._feed.seen

    @property
    def settled(self) -> bool:
        """Whether the fine picture and its exact passes are there."""
        return self._feed.settled

    @property
    def stage(self) -> StageFeed:
        """Where everything is."""
        return self._stage

    def projection(self) -> Projection | None:
        """Return the projection of the picture on screen, ``None`` before the first."""
        picture = self.picture
        if picture is None:
            return None
        return fitted(picture, self.width(), self.height(), self.devicePixelRatioF())

    def free_view(self) -> FreeCamera:
        """Return the free view on screen; while the shot's is looked through, one from there."""
        projection = self.projection()
        if not self._sight.through_shot or projection is None:
            return self._sight.free
        shown = projection.raster.focal * projection.scale
        camera = projection.camera
        if projection.raster.orthographic:
            return flight_from(camera, self._sight.free.half_height, camera.focus_distance_m)
        probe = self.probe()
        half = (self.width() / 2.0, self.height() / 2.0)
        middle = None if probe is None else probe.surface_at(*half, ())
        ahead = camera.focus_distance_m
        if middle is not None:
            ahead = float((middle.point - projection.eye) @ projection.forward)
        return flight_from(camera, self.height() / 2.0 / shown, min(max(ahead, 0.5), 60.0))

    def camera_state(self) -> CameraState:
        """Return the camera of the view on screen, with a picture of the widget's shape."""
        aspect = max(self.width(), 1) / max(self.height(), 1)
        return self.free_view().state(aspect, sees_behind=False)

    def look(self, *, moving: bool = True) -> None:
        """Ask for the picture of what the session and the sight say now."""
        session = self._desk.session
        scene, shot = session.scene, session.shot
        if scene is None or not self.isVisible() or min(self.width(), self.height()) < 2:
            return
        through = self._sight.through_shot and shot is not None
        view = View(
            project=session.project,
            scene=scene.id,
            shot=None if shot is None else shot.id,
            frame=session.frame,
            camera=None if through else self._state_of(self._sight.free),
            fill=through and self._overlays.is_on("gate_mask"),
            shading=self._sight.shading,
            size=even_box(self.width(), self.height(), self.devicePixelRatioF()),
        )
        self._feed.show(view, moving=moving)

    # -- what is where ---------------------------------------------------------------------------

    def context(self) -> ViewContext | None:
        """Return what a tool may know, ``None`` before the first picture."""
        probe = self.probe()
        if probe is None:
            return None
        return ViewContext(
            session=self._desk.session,
            theme=self._desk.theme,
            projection=probe.projection,
            staging=self._stage.staging,
            transforming=self._transforms.now,
            width=self.width(),
            height=self.height(),
            node_at=probe.node_at,
            nodes_in=probe.nodes_in,
            surface_at=probe.surface_at,
            repaint=self.update,
        )

    def probe(self) -> Probe | None:
        """Return what is asked for things at places, ``None`` before the first picture."""
        session, projection = self._desk.session, self.projection()
        if projection is None or session.scene is None:
            return None
        signs: set[str] = set()
        if self._overlays.is_on("frusta") and self.picture_is_free:
            signs |= self._stage.staging.cameras.keys()
        if self._overlays.is_on("lamps"):
            signs |= {n.id for n in session.scene.nodes if isinstance(n.payload, LightPayload)}
        return Probe(
            scene=session.scene,
            staging=self._stage.staging,
            projection=projection,
            seen=self.seen,
            signs=frozenset(signs),
            is_locked=session.is_locked,
        )

    # -- painting --------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the picture, the overlays, and what the tool paints."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._desk.theme.color("viewport"))
        projection = self.projection()
        if projection is not None and self._desk.session.scene is not None:
            self._paint_picture(painter, projection)
            stage = self._overlay_stage(projection)
            if stage is not None:
                seen = self.seen
                self._painter.paint(painter, stage, seen, self.devicePixelRatioF())
                context = self.context()
                if self.tool is not None and context is not None:
                    painter.save()
                    self.tool.paint(context, painter)
                    painter.restore()
        self._paint_hands(painter)
        painter.end()

    def _paint_picture(self, painter: QPainter, projection: Projection) -> None:
        if self._shown.image is None:
            return
        exact = abs(projection.scale * self.devicePixelRatioF() - 1.0) < 1e-9
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, not exact)
        painter.drawImage(picture_box(projection), self._shown.image)

    def _paint_hands(self, painter: QPainter) -> None:
        theme = self._desk.theme
        if self.hover is not None:
            name, at = self.hover
            draw_tag(painter, theme, name, at.x(), at.y() - _HOVER_UP_PX)
        if self.rubber is not None:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
            painter.setPen(theme.color("daylight"))
            painter.setBrush(theme.color("daylight", 0.12))
            painter.drawRect(self.rubber.normalized())
        records = self._desk.session.recording is not None
        if records or self._ringed:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            color = theme.color("record_fill" if records else "daylight")
            painter.setPen(pen(color, _FRAME_PX))
            edge = _FRAME_PX / 2.0
            painter.drawRect(QRectF(self.rect()).adjusted(edge, edge, -edge, -edge))

    def _overlay_stage(self, projection: Projection) -> OverlayStage | None:
        session, staging = self._desk.session, self._stage.staging
        if session.scene is None or staging.scene != session.scene.id:
            return None
        return OverlayStage(
            theme=self._desk.theme,
            projection=projection,
            width=self.width(),
            height=self.height(),
            picture=picture_box(projection),
            gate=shown_gate(self.picture, projection, session.shot),
            staging=staging,
            scene=session.scene,
            shot=session.shot,
            selection=tuple(n for n in session.selection if n in staging.world),
            names_selection=self.tool is None,
            paths=self._stage.paths,
        )

    # -- events ----------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Ask for a picture of the new size."""
        super().resizeEvent(event)
        self.look()
        self.changed.emit()

    def event(self, event: QEvent) -> bool:
        """Ask for a picture when it comes on screen or to a screen of another scale."""
        done = super().event(event)
        if event.type() in (QEvent.Type.Show, QEvent.Type.DevicePixelRatioChange):
            self.look(moving=False)
        elif event.type() == QEvent.Type.Hide:
            self._feed.pause()
        return done

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the focus when it came by keyboard."""
        reason = Qt.FocusReason
        self._ringed = event.reason() in (reason.TabFocusReason, reason.BacktabFocusReason)
        self.update()
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take back a drag that loses the focus."""
        self._ringed = False
        self.update()
        if self.tool is not None and event.reason() != Qt.FocusReason.PopupFocusReason:
            self.tool.cancel()
        super().focusOutEvent(event)

    def _listen(self) -> None:
        session = self._desk.session
        for signal in (session.place_changed, session.frame_changed):
            listen(self, signal, self.look)
        listen(self, session.project_changed, lambda _: self.look())
        listen(self, session.selection_changed, self._selection_changed)
        listen(self, session.record_changed, self.update)
        listen(self, self._sight.changed, self.look)
        listen(self, self._overlays.changed, lambda _: self._overlays_changed())

    def _selection_changed(self) -> None:
        self._follow_paths()
        self.update()

    def _overlays_changed(self) -> None:
        self.look()
        self._painted_anew()

    def _picture_came(self) -> None:
        picture = self.picture
        if picture is not None:
            self._stage.follow(picture)
            self._shown.show(picture)
        self._follow_paths()
        self._painted_anew()

    def _follow_paths(self) -> None:
        session = self._desk.session
        if session.scene is not None and not session.in_gesture and self._overlays.is_on("paths"):
            shot = None if session.shot is None else session.shot.id
            self._stage.follow_paths(session.project, session.scene.id, shot, session.selection)

    def _painted_anew(self) -> None:
        self.update()
        self.changed.emit()

    def _state_of(self, view: FreeCamera) -> CameraState:
        """Return the state of a free view, the same object for the same view and size."""
        size = even_box(self.width(), self.height(), self.devicePixelRatioF())
        if self._free_state is None or self._free_state[0] != (view, size):
            self._free_state = (view, size), view.state(size[0] / size[1])
        return self._free_state[1]
