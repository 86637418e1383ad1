"""TilePainter: one take on the wall: its picture, marks, stars and price."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QImage, QPainter, QPen, QPixmap

from studio.gallery_mode.filtering import MOST_STARS
from studio.gallery_mode.take_words import length_words, model_words, price_words
from studio.painting import Brush, text_width
from studio.player.times import minutes
from studio.take_pictures import TakePictures
from studio.theme import Theme
from visualize.pages.provenance import MODES
from visualize.previews.pictures import tiles_of
from visualize.takes.row import Row

_MOST_FACES = 160
_STAR = 14
_TAG = 20
_LINE = 20
_THUMB = QSize(96, 54)
_LEAST_NAME = 150


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How a tile stands. ``scrub`` is where the pointer is on the picture, 0 to 1, else None."""

    picked: bool = False
    stale: str = ""
    chosen: bool = False
    ringed: bool = False
    scrub: float | None = None


class TilePainter:
    """Paints takes; what costs time is kept between paintings."""

    def __init__(self, theme: Theme, pictures: TakePictures) -> None:
        self._theme, self._pictures = theme, pictures
        self._faces: OrderedDict[tuple[str, int, int, float, int], QPixmap] = OrderedDict()
        self._labels: OrderedDict[tuple[object, ...], QPixmap] = OrderedDict()
        self._stars: dict[tuple[int, float], QPixmap] = {}

    def forget(self) -> None:
        """Write everything anew, in other colours."""
        self._labels.clear()
        self._stars.clear()

    def tile(self, brush: Brush, rect: QRect, row: Row, look: Look) -> None:
        """Paint a take as a tile: the picture above, two lines below."""
        self._ground(brush, rect.adjusted(-5, -5, 5, 5), look)
        frame = QRect(rect.x(), rect.y(), rect.width(), rect.height() - 2 * _LINE - 2)
        self._picture(brush, frame, row, look)
        brush.painter.drawPixmap(rect.topLeft(), self._labels_of(brush, rect.size(), row, look))
        if look.scrub is not None:
            self._length(brush, frame, row, look)

    def _labels_of(self, brush: Brush, size: QSize, row: Row, look: Look) -> QPixmap:
        """Return all that is written on a tile, written once for as long as it says the same."""
        ratio, review = brush.painter.device().devicePixelRatioF(), row.review
        still = look.scrub is None
        key = (row.take.id, size.width(), size.height(), ratio, look.picked, look.stale,
               review.rating, review.rejected, still)  # fmt: skip
        labels = self._labels.get(key)
        if labels is None:
            labels = self._labels[key] = _clear(size, ratio)
            painter = QPainter(labels)
            self._write(Brush(painter, self._theme), QRect(0, 0, size.width(), size.height()),
                        row, look)  # fmt: skip
            painter.end()
            while len(self._labels) > _MOST_FACES:
                self._labels.popitem(last=False)
        return labels

    def _write(self, brush: Brush, rect: QRect, row: Row, look: Look) -> None:
        frame = QRect(0, 0, rect.width(), rect.height() - 2 * _LINE - 2)
        if look.picked:
            self._tag(brush, 4, 4, "Pick", "check-decagram", "pick")
        if look.stale:
            wide = text_width(self._theme, look.stale, "caption") + 28
            self._tag(brush, frame.right() - wide - 3, frame.y() + 4, look.stale,
                      "clock-alert-outline", "stale")  # fmt: skip
        if look.scrub is None:
            self._length(brush, frame, row, look)
        upper = QRect(rect.x(), frame.bottom() + 3, rect.width(), _LINE)
        used = brush.text(upper, f"T{row.take.number}", "header")
        brush.text(upper.adjusted(used + 5, 0, 0, 0), model_words(row.take), "body", "text2")
        lower = upper.translated(0, _LINE - 2)
        wide = brush.text(lower, price_words(row.take), "caption", "text2", align="right")
        if row.review.rejected:
            brush.text(lower.adjusted(0, 0, -wide - 4, 0), "Rejected", "caption", "text3")
        else:
            self.stars(brush, lower.x(), lower.y() + 3, row.review.rating)

    def line(self, brush: Brush, rect: QRect, row: Row, look: Look) -> None:
        """Paint a take as a row of a list."""
        self._ground(brush, rect, look, over=False)
        frame = QRect(rect.x() + 4, rect.y() + 3, _THUMB.width(), rect.height() - 6)
        self._picture(brush, frame, row, look)
        cells = _cells(rect, frame.right() + 12)
        take, fidelity = row.take, row.fidelity
        used = brush.text(cells[0], f"T{take.number}", "header")
        brush.text(cells[0].adjusted(used + 6, 0, 0, 0), model_words(take), "body", "text1")
        if cells[1].width():
            brush.text(cells[1], MODES.get(take.made.mode, take.made.mode), "body", "text2")
        self._mark(brush, cells[2], row, look)
        self.stars(brush, cells[3].x(), cells[3].center().y() - 6, row.review.rating)
        score = "–" if fidelity is None else f"{fidelity:.0f}"
        brush.text(cells[4], score, "name", "text3" if fidelity is None else "text1", align="right")
        brush.text(cells[5], length_words(take), "body", "text2", align="right")
        brush.text(cells[6], price_words(take), "body", "text2", align="right")
        if cells[7].width():
            made = f"{take.finished.astimezone():%-d %b, %H:%M}"
            brush.text(cells[7], made, "body", "text3", align="right")

    def stars(self, brush: Brush, x: int, y: int, rating: int) -> None:
        """Paint five stars, as many of them full as a rating says."""
        ratio = brush.painter.device().devicePixelRatioF()
        key = (rating, ratio)
        if key not in self._stars:
            size = QSize(MOST_STARS * (_STAR + 1), _STAR)
            strip = _clear(size, ratio)
            painter = QPainter(strip)
            for place in range(MOST_STARS):
                on = place < rating
                icon = self._theme.icon("star" if on else "star-outline",
                                        "tungsten" if on else "text3")  # fmt: skip
                icon.paint(painter, QRect(place * (_STAR + 1), 0, _STAR, _STAR))
            painter.end()
            self._stars[key] = strip
        brush.painter.drawPixmap(x, y, self._stars[key])

    def _mark(self, brush: Brush, rect: QRect, row: Row, look: Look) -> None:
        y, x = rect.center().y() - _TAG // 2 + 1, rect.x()
        if look.picked:
            self._tag(brush, x, y, "Pick", "check-decagram", "pick")
            x += 58
        if look.stale:
            self._tag(brush, x, y, look.stale, "clock-alert-outline", "stale")
        elif row.review.rejected:
            brush.text(rect, "Rejected", "caption", "text3")

    def _ground(self, brush: Brush, rect: QRect, look: Look, *, over: bool = True) -> None:
        if not look.chosen and not look.ringed:
            return
        painter = brush.painter
        edge = "daylight" if look.ringed or over else "daylight_soft"
        painter.setPen(QPen(self._theme.color(edge), 1.0))
        fill = self._theme.color("daylight_soft") if look.chosen else Qt.BrushStyle.NoBrush
        painter.setBrush(fill)
        painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)

    def _picture(self, brush: Brush, frame: QRect, row: Row, look: Look) -> None:
        painter = brush.painter
        tile = self._tile_at(row, look)
        image = self._pictures.strip(row) if tile is not None else None
        place = -1 if image is None or image.isNull() or tile is None else tile
        if place < 0:
            image = self._pictures.poster(row)
        if row.review.rejected:
            painter.setOpacity(0.4)
        if image is None or image.isNull():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.color("bg3"))
            painter.drawRoundedRect(frame, 4, 4)
            if image is not None:
                brush.text(frame, "No picture", "caption", "text3", align="centre")
        else:
            face = self._face(painter, frame.size(), row, image, place)
            painter.drawPixmap(frame.topLeft(), face)
        painter.setOpacity(1.0)
        if look.scrub is not None and place >= 0:
            self._scrubbed(painter, frame, look.scrub)

    def _tile_at(self, row: Row, look: Look) -> int | None:
        if look.scrub is None or row.take.clip.frames < 2:
            return None
        tiles = tiles_of(row.take.clip.frames)
        return min(int(look.scrub * tiles), tiles - 1)

    def _scrubbed(self, painter: QPainter, frame: QRect, scrub: float) -> None:
        x = frame.x() + round(scrub * frame.width())
        painter.setPen(QPen(self._theme.color("on_fill"), 1.0))
        painter.drawLine(x, frame.y(), x, frame.bottom())
        painter.fillRect(frame.x(), frame.bottom() - 2, x - frame.x(), 3,
                         self._theme.color("daylight"))  # fmt: skip

    def _face(
        self, painter: QPainter, size: QSize, row: Row, image: QImage, place: int
    ) -> QPixmap:  # fmt: skip
        """Return a picture as it is shown: cut to its place, with round corners, once a size."""
        ratio = painter.device().devicePixelRatioF()
        key = (row.take.id, size.width(), size.height(), ratio, place)
        face = self._faces.get(key)
        if face is None:
            face = _clear(size, ratio)
            if place >= 0:
                wide = image.width() // tiles_of(row.take.clip.frames)
                image = image.copy(place * wide, 0, wide, image.height())
            drawing = QPainter(face)
            drawing.setRenderHint(QPainter.RenderHint.Antialiasing)
            drawing.setPen(Qt.PenStyle.NoPen)
            drawing.setBrush(QBrush(_covering(image, size * ratio, ratio)))
            drawing.drawRoundedRect(QRectF(0, 0, size.width(), size.height()), 4, 4)
            drawing.end()
            self._faces[key] = face
            while len(self._faces) > _MOST_FACES:
                self._faces.popitem(last=False)
        else:
            self._faces.move_to_end(key)
        return face

    def _length(self, brush: Brush, frame: QRect, row: Row, look: Look) -> None:
        clip = row.take.clip
        at = look.scrub is not None and clip.frames > 1
        words = minutes((look.scrub or 0.0) * clip.seconds) if at else length_words(row.take)
        wide = text_width(self._theme, words, "caption") + 10
        tag = QRect(frame.right() - wide - 3, frame.bottom() - 21, wide, 18)
        brush.painter.setPen(Qt.PenStyle.NoPen)
        brush.painter.setBrush(self._theme.color("tag"))
        brush.painter.drawRoundedRect(tag, 3, 3)
        brush.painter.setFont(self._theme.font("caption"))
        brush.painter.setPen(Qt.GlobalColor.white)
        brush.painter.drawText(tag, int(Qt.AlignmentFlag.AlignCenter), words)

    def _tag(self, brush: Brush, x: int, y: int, words: str, icon: str, kind: str) -> None:
        fill, text = ("tungsten", "bg0") if kind == "pick" else ("stale_soft", "stale")
        if kind == "pick" and self._theme.scheme == "light":
            text = "on_fill"
        wide = text_width(self._theme, words, "caption") + 28
        brush.painter.setPen(Qt.PenStyle.NoPen)
        brush.painter.setBrush(self._theme.color(fill))
        brush.painter.drawRoundedRect(QRect(x, y, wide, _TAG), 3, 3)
        brush.icon(x + 5, y + 4, icon, text, 12)
        brush.text(QRect(x + 21, y, wide - 22, _TAG), words, "caption", text)


def _covering(image: QImage, size: QSize, ratio: float) -> QImage:
    """Return a picture that fills a size in device pixels, cut at the sides that are over."""
    whole = image.scaled(
        size, Qt.AspectRatioMode.KeepAspectRatioByExpanding,
        Qt.TransformationMode.SmoothTransformation,
    )  # fmt: skip
    left, top = (whole.width() - size.width()) // 2, (whole.height() - size.height()) // 2
    cut = whole.copy(left, top, size.width(), size.height())
    cut.setDevicePixelRatio(ratio)
    return cut


def _clear(size: QSize, ratio: float) -> QPixmap:
    pixmap = QPixmap(size * ratio)
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    return pixmap


def _cells(rect: QRect, left: int) -> list[QRect]:
    """Return the cells of a row; the first takes what the others leave."""
    widths = [112, 124, 84, 40, 60, 72, 96]
    across = rect.right() - 10 - left
    for gives_way in (0, -1):
        if across - _wide(widths) < _LEAST_NAME:
            widths[gives_way] = 0
    cells, x = [], left
    for wide in (max(across - _wide(widths), 80), *widths):
        cells.append(QRect(x, rect.y(), wide, rect.height()))
        x += wide + 12 * bool(wide)
    return cells


def _wide(widths: list[int]) -> int:
    return sum(wide + 12 for wide in widths if wide)
