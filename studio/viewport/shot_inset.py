"""ShotInset: what the shot's camera sees, while the view is elsewhere."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtGui import QHideEvent, QImage, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from studio.desk import Desk
from studio.listening import listen
from studio.viewport.fitting import even_box, fitted
from studio.viewport.inset import BAR_HEIGHT, Inset
from studio.viewport.overlay_choice import OverlayChoice
from studio.viewport.overlays.gate import paint_safe_areas, paint_thirds
from studio.viewport.overlays.strokes import draw_tag
from studio.viewport.picture_feed import PictureFeed
from studio.viewport.pixels import picture_image
from studio.viewport.shot_words import gate_words, lens_words, shot_aspect
from studio.viewport.sight import SHADINGS, Sight
from studio.viewport.view import View

WIDE, NARROW = 304, 200
_GUIDE_ALPHA = 0.5


class ShotInset(Inset):
    """The shot's picture with its lens, its gate and the frame."""

    enlarged = QtSignal()
    """The shot's camera is to be looked through."""

    def __init__(self, desk: Desk, sight: Sight, overlays: OverlayChoice, parent: QWidget) -> None:
        super().__init__(desk.theme, "inset", "video", "Shot camera", parent)
        self._session, self._wide = desk.session, WIDE
        self.add_button("arrow-expand", desk.commands.tip("view.shot_camera"), self.enlarged.emit)
        self._screen = _Screen(desk, sight, overlays)
        self.set_contents(self._screen)
        listen(self, desk.session.project_changed, lambda _: self.refresh())
        listen(self, desk.session.place_changed, self.refresh)
        self._screen.changed.connect(self._say)
        self.refresh()

    @property
    def is_drawn(self) -> bool:
        """Whether there is a picture in it."""
        return self._screen.is_drawn

    def set_width(self, width: int) -> None:
        """Be as wide as there is room for."""
        self._wide = width
        self.refresh()

    def refresh(self) -> None:
        """Take the shape of the shot's gate."""
        wide = self._wide - 2
        self.resize(self._wide, BAR_HEIGHT + 2 + round(wide / self._screen.aspect()))
        self._say()

    def _say(self) -> None:
        shot = self._session.shot
        if shot is not None:
            words = [self._screen.lens(), gate_words(self._screen.gate())]
            kept = words if self._wide >= WIDE else words[:1]
            self.set_title(f"Shot {shot.number}", " · ".join(word for word in kept if word))


class _Screen(QWidget):
    """The picture in the inset."""

    changed = QtSignal()

    def __init__(self, desk: Desk, sight: Sight, overlays: OverlayChoice) -> None:
        super().__init__()
        self._desk, self._sight, self._overlays = desk, sight, overlays
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._feed = PictureFeed(
            desk.drawing,
            "viewport/inset",
            lambda: desk.settings.preferences.drag_milliseconds,
            exact=False,
            urgency=1,
            parent=self,
        )
        self._feed.came.connect(self._came)
        self._image: QImage | None = None
        session = desk.session
        for signal in (session.place_changed, session.frame_changed, sight.changed):
            listen(self, signal, self._look)
        listen(self, session.project_changed, lambda _: self._look())
        listen(self, overlays.changed, lambda _: self.update())

    @property
    def is_drawn(self) -> bool:
        """Whether there is a picture."""
        return self._image is not None

    def aspect(self) -> float:
        """Return the width by height of the shot's gate."""
        gate = self.gate()
        return min(max(gate, 0.5), 3.0)

    def gate(self) -> float:
        """Return the shot's gate as a number."""
        scene, shot = self._desk.session.scene, self._desk.session.shot
        return 16.0 / 9.0 if scene is None or shot is None else shot_aspect(scene, shot)

    def lens(self) -> str:
        """Return the lens of what is shown."""
        picture = self._feed.picture
        return "" if picture is None else lens_words(picture.snapshot.camera)

    def sizeHint(self) -> QSize:
        """As large as an inset is."""
        return QSize(WIDE, round(WIDE / self.aspect()))

    def showEvent(self, event: QShowEvent) -> None:
        """Ask for the picture."""
        super().showEvent(event)
        self._look()

    def hideEvent(self, event: QHideEvent) -> None:
        """Want no picture while hidden."""
        self._feed.pause()
        super().hideEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Ask for a picture of the new size."""
        super().resizeEvent(event)
        self._look()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the picture, its guides and the frame number."""
        theme = self._desk.theme
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.color("viewport"))
        picture = self._feed.picture
        if picture is None or self._image is None or self._desk.session.shot is None:
            return
        at = fitted(picture, self.width(), self.height(), self.devicePixelRatioF())
        wide, high = (side * at.scale for side in at.raster.size)
        box = QRectF(at.left, at.top, wide, high)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(box, self._image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        color = theme.color("on_fill", _GUIDE_ALPHA)
        if self._overlays.is_on("thirds"):
            paint_thirds(painter, box, color)
        if self._overlays.is_on("safe_areas"):
            paint_safe_areas(painter, box, color)
        word = f"f {self._desk.session.frame:g}"
        room = painter.fontMetrics().horizontalAdvance(word) / 2.0 + 14.0
        draw_tag(painter, theme, word, self.width() - room, self.height() - 6.0)

    def _look(self) -> None:
        session = self._desk.session
        shot = session.shot
        if shot is None or not self.isVisible():
            return
        shading = self._sight.shading if self._sight.shading in SHADINGS else "clay"
        view = View(
            project=session.project, scene=shot.scene, shot=shot.id, frame=session.frame,
            camera=None, shading=shading,
            size=even_box(self.width(), self.height(), self.devicePixelRatioF()),
        )  # fmt: skip
        self._feed.show(view, moving=False)

    def _came(self) -> None:
        picture = self._feed.picture
        if picture is not None:
            (name,) = picture.wish.passes
            self._image = picture_image(picture.frame[name])
            self.update()
            self.changed.emit()
