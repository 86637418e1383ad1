"""Canvas: the picture and what is painted over it; its hands get every event."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtGui import QFocusEvent, QHideEvent, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from compose.snapshot import CameraState
from studio.desk import Desk
from studio.drawing import Picture
from studio.listening import listen
from studio.viewport.fitting import even_box, fitted
from studio.viewport.free_camera import FreeCamera
from studio.viewport.leaving import flight_out
from studio.viewport.overlay_choice import OverlayChoice
from studio.viewport.overlays.gate import picture_box, shown_gate
from studio.viewport.overlays.hands import paint_edge, paint_hover, paint_rubber
from studio.viewport.overlays.painting import OverlayPainter
from studio.viewport.overlays.stage import OverlayStage
from studio.viewport.picking import Seen
from studio.viewport.picture_feed import PictureFeed
from studio.viewport.probing import Probe, signs_of
from studio.viewport.projection import Projection
from studio.viewport.shown_image import ShownImage
from studio.viewport.sight import Sight
from studio.viewport.stage_feed import StageFeed
from studio.viewport.tool import Tool, ViewContext
from studio.viewport.transforming import TransformChoice
from studio.viewport.view import View


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
        self._feed.came.connect(self._picture_came)
        self._feed.failed.connect(self.failed)
        self._stage.came.connect(self._painted_anew)
        self.installEventFilter(self)
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
        probe = self.probe()
        if not self._sight.through_shot or probe is None:
            return self._sight.free
        return flight_out(probe, self._sight.free, self.width(), self.height())

    def camera_state(self) -> CameraState:
        """Return the camera of the view on screen, with a picture of the widget's shape."""
        aspect = max(self.width(), 1) / max(self.height(), 1)
        return self.free_view().state(aspect, sees_behind=False)

    def look(self) -> None:
        """Ask for the picture of what the session and the sight say now."""
        session = self._desk.session
        scene, shot = session.scene, session.shot
        if scene is None or not self.isVisible() or min(self.width(), self.height()) < 2:
            return
        through = self._sight.through_shot and shot is not None
        size = even_box(self.width(), self.height(), self.devicePixelRatioF())
        view = View(
            project=session.project,
            scene=scene.id,
            shot=None if shot is None else shot.id,
            frame=session.frame,
            camera=None if through else self._sight.free_state(size),
            fill=through and self._overlays.is_on("gate_mask"),
            shading=self._sight.shading,
            size=size,
        )
        self._feed.show(view)

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
        scene, staging, is_on = session.scene, self._stage.staging, self._overlays.is_on
        cameras = is_on("frusta") and self.picture_is_free
        return Probe(
            scene=scene,
            staging=staging,
            projection=projection,
            seen=self.seen,
            signs=signs_of(scene, staging, cameras=cameras, lamps=is_on("lamps")),
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
                self._painter.paint(painter, stage, self.seen, self.devicePixelRatioF())
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
            paint_hover(painter, theme, *self.hover)
        if self.rubber is not None:
            paint_rubber(painter, theme, self.rubber)
        records = self._desk.session.recording is not None
        if records or self._ringed:
            paint_edge(painter, theme, self.rect(), "record_fill" if records else "daylight")

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

    def showEvent(self, event: QShowEvent) -> None:
        """Ask for a picture."""
        super().showEvent(event)
        self.look()

    def hideEvent(self, event: QHideEvent) -> None:
        """Want none while nobody looks."""
        self._feed.pause()
        super().hideEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ask for a picture when it comes to a screen of another scale."""
        if event.type() is QEvent.Type.DevicePixelRatioChange:
            self.look()
        return False

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
