"""CameraPicture: a pass of the shot at the playhead, as large as there is room for."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QImage, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from compose.payload import CameraPayload
from compose.project import Project
from compose.shot import Shot
from models.shapes import aspect_name
from shotwright import ShotwrightError
from studio.desk import Desk
from studio.drawing import Picture, Wish
from studio.painting import fitting
from studio.visualize_mode.pictures import pass_image
from studio.widgets.thumbnail import paint_picture
from visualize.brief.shot_facts import shot_facts

_LOOKED_AT = 1


class CameraPicture(QWidget):
    """Shows what the shot's camera sees. A new picture is asked for once the last has come.

    Parameters
    ----------
    slot
        Its name among the wishes of the drawing.
    tagged
        Whether the shot, its camera and lens are written over it.
    """

    def __init__(
        self, desk: Desk, slot: str, *, tagged: bool = True, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._desk, self._session, self._theme = desk, desk.session, desk.theme
        self._slot, self._tagged = slot, tagged
        self._image = QImage()
        self._words = ""
        self._pending = False
        self._wanted: tuple[Project, str, float, str] | None = None
        self.look = "clay"
        self.setMinimumSize(240, 120)
        self.setAccessibleName("Shot camera")
        desk.drawing.drawn.connect(self._drawn)
        desk.drawing.failed.connect(self._failed)
        desk.drawing.unavailable.connect(self._say)

    @property
    def image(self) -> QImage:
        """The picture that is shown, null before the first."""
        return self._image

    @property
    def words(self) -> str:
        """What is said in place of a picture."""
        return self._words

    def set_look(self, look: str) -> None:
        """Show another pass."""
        self.look = look
        self.refresh()

    def refresh(self) -> None:
        """Show the shot as it is now, at the playhead."""
        shot = self._session.shot
        if shot is None:
            self._image = QImage()
            self._say("No shot is chosen. Choose one at the left, or add one in Compose.")
            return
        if self._desk.drawing.reason:
            self._say(self._desk.drawing.reason)
            return
        wanted = (self._session.project, shot.id, self._session.frame, self.look)
        if wanted != self._wanted and self.isVisible():
            self._wanted = wanted
            self._ask()

    def sizeHint(self) -> QSize:
        """Return a wide picture's size."""
        return QSize(660, 300)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw anew at the size there is now."""
        super().resizeEvent(event)
        self._wanted = None
        self.refresh()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the picture in the middle, and the tag over it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._image.isNull() or self._words:
            painter.setPen(self._theme.color("text3"))
            painter.setFont(self._theme.font())
            room = self.rect().adjusted(24, 24, -24, -24)
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(room, int(flags), self._words)
            return
        aspect = self._image.width() / self._image.height()
        room = QRect(self.rect().topLeft(), fitting(self.size(), aspect))
        room.moveCenter(self.rect().center())
        paint_picture(painter, room, self._image)
        if self._tagged:
            self._paint_tag(painter, room)

    def _paint_tag(self, painter: QPainter, room: QRect) -> None:
        shot = self._session.shot
        if shot is None:
            return
        number, rest = shot.number, tag_words(self._session.project, shot)
        bold, plain = self._theme.font("header"), self._theme.font()
        first = QFontMetrics(bold).horizontalAdvance(number)
        width = first + QFontMetrics(plain).horizontalAdvance(rest) + 24
        tag = QRect(room.x() + 8, room.y() + 8, min(width, room.width() - 16), 24)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("tag"))
        painter.drawRoundedRect(tag, 4, 4)
        painter.setPen("#ECEDEF")
        painter.setFont(bold)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(tag.adjusted(8, 0, 0, 0), int(middle), number)
        painter.setFont(plain)
        painter.drawText(tag.adjusted(16 + first, 0, -8, 0), int(middle), rest)

    def _ask(self) -> None:
        if self._pending or self._wanted is None:
            return
        project, shot, frame, look = self._wanted
        self._pending = True
        ratio = self.devicePixelRatioF()
        size = (max(round(self.width() * ratio), 16), max(round(self.height() * ratio), 16))
        self._desk.drawing.ask(
            Wish(
                slot=self._slot, project=project, scene=project.shot(shot).scene, shot=shot,
                frame=frame, size=size, passes=(look,), urgency=_LOOKED_AT,
            )
        )  # fmt: skip

    def _drawn(self, picture: Picture) -> None:
        wish = picture.wish
        if wish.slot != self._slot:
            return
        self._image = pass_image(wish.passes[0], picture.frame)
        self._words = ""
        self._next(wish)
        self.update()

    def _failed(self, wish: Wish, words: str) -> None:
        if wish.slot == self._slot:
            self._next(wish)
            self._say(words)

    def _next(self, wish: Wish) -> None:
        """Ask for what is wanted by now, if that is something else."""
        self._pending = False
        done = (wish.project, wish.shot, wish.frame, wish.passes[0])
        if self._wanted is not None and self._wanted != done and self.isVisible():
            self._ask()

    def _say(self, words: str) -> None:
        self._words = words
        self.update()


def tag_words(project: Project, shot: Shot) -> str:
    """Return ``Cam 020 Track · 35 mm · 2.39 : 1`` of a shot."""
    camera = project.scene(shot.scene).node(shot.camera)
    words = [camera.name]
    if isinstance(camera.payload, CameraPayload):
        words.append(f"{shot.focal_length_mm or camera.payload.focal_length_mm:.4g} mm")
    try:
        words.append(aspect_name(shot_facts(project, shot).aspect).replace(":", " : "))
    except ShotwrightError:  # its camera is none: the picture itself says so
        return words[0]
    return " · ".join(words)
