"""SlotCard: the start or end frame, drawn live, or a picture of the user's own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal as QtSignal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QImage,
    QShowEvent,
)
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QMenu, QToolButton, QVBoxLayout, QWidget

from studio.desk import Desk
from studio.drawing import Picture, Wish
from studio.images import image_of
from studio.visualize_mode.form import SlotName
from studio.visualize_mode.slot_picture import SlotPicture
from studio.widgets.elided_label import ElidedLabel
from visualize.brief.own_pictures import own_picture
from visualize.takes.query import Query
from visualize.takes.row import Row

_LOOK = "beauty"
_ENDINGS = ("png", "jpg", "jpeg", "webp", "bmp", "tif", "tiff", "tga", "mp4", "mov", "webm")
_MOST_TAKES = 12


class SlotCard(QWidget):
    """One slot of the request: live, dropped in, or taken from the gallery."""

    given = QtSignal(object)
    """A picture of the user's own (``Path``), or ``None`` for the live one again."""

    def __init__(self, desk: Desk, slot: SlotName, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"visualize-slot-{slot}")
        self._desk, self._slot = desk, slot
        self._own: Path | None = None
        self._frame_at: float | None = None
        self._reason = ""
        self._fixed = False
        self._wanted: object = None
        self.setAcceptDrops(True)
        self._title = ElidedLabel("", "label")
        self._source = ElidedLabel("", "caption")
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 0, 0)
        head.setSpacing(6)
        head.addWidget(self._title)
        head.addStretch(1)
        head.addWidget(self._source)
        self.picture = SlotPicture(desk.theme, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self.picture)
        self._buttons()
        desk.drawing.drawn.connect(self._drawn)

    @property
    def own(self) -> Path | None:
        """The picture of the user's own that it shows."""
        return self._own

    def show_slot(
        self, title: str, frame: float | None, own: Path | None, reason: str = "", hint: str = "",
        *, fixed: bool = False,
    ) -> None:  # fmt: skip
        """Show what goes in.

        Parameters
        ----------
        frame
            The scene frame that is drawn live; ``None`` draws none.
        reason
            Why nothing can go in; "" where something can.
        hint
            What to say in place of a picture, where none goes in unless one is given.
        fixed
            Whether it is the live frame and nothing else.
        """
        if own != self._own:
            self.picture.image = QImage()
            self._wanted = None
        self._own, self._frame_at, self._reason = own, frame, reason
        self._fixed = fixed or bool(reason)
        self.setAcceptDrops(not self._fixed)
        self._title.setText(title)
        live = "" if frame is None else f"live, f {frame:g}"
        self._source.setText(own.name if own is not None else "" if reason else live)
        self.picture.words = reason or ("" if own is not None else hint)
        self.setAccessibleName(f"{title}, {self._source.text() or reason}")
        self._add.setVisible(not self._fixed)
        self._clear.setVisible(own is not None)
        self.refresh()

    def refresh(self) -> None:
        """Draw it as the scene is now."""
        shot, session = self._desk.session.shot, self._desk.session
        if shot is None or self._reason or not self.isVisible():
            self.picture.update()
            return
        if self._own is not None:
            self._show_own(self._own)
            return
        if self._frame_at is None:
            return
        wanted = (session.project, shot.id, self._frame_at, self.picture.size())
        if wanted != self._wanted:
            self._wanted = wanted
            size = self.picture.size() * self.devicePixelRatioF()
            self._desk.drawing.ask(
                Wish(
                    slot=f"visualize/{self._slot}", project=session.project, scene=shot.scene,
                    shot=shot.id, frame=self._frame_at, passes=(_LOOK,), urgency=2,
                    size=(max(size.width(), 16), max(size.height(), 16)),
                )
            )  # fmt: skip
        self.picture.update()

    def showEvent(self, event: QShowEvent) -> None:
        """Draw what changed while it was out of sight."""
        super().showEvent(event)
        self.refresh()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take one picture or clip."""
        if not self._fixed and _dropped(event) is not None:
            event.acceptProposedAction()
            self.picture.over = True
            self.picture.update()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Show no edge any more."""
        super().dragLeaveEvent(event)
        self._leave()

    def dropEvent(self, event: QDropEvent) -> None:
        """Use what was dropped."""
        self._leave()
        path = _dropped(event)
        if path is not None and not self._fixed:
            event.acceptProposedAction()
            self.given.emit(path)

    def _leave(self) -> None:
        self.picture.over = False
        self.picture.update()

    def _buttons(self) -> None:
        name = "start" if self._slot == "start" else "end"
        self._add = self._button("image-plus-outline", f"Another {name} frame…", self._menu)
        self._clear = self._button("close", "Back to the live frame", lambda: self.given.emit(None))

    def _button(self, icon: str, tip: str, act: Callable[[], object]) -> QToolButton:
        button = QToolButton()
        button.setProperty("kind", "square")
        button.setIcon(self._desk.theme.icon(icon, "text1"))
        button.setFixedSize(26, 24)
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        button.clicked.connect(lambda *_: act())
        self.picture.corner.addWidget(button)
        return button

    def _menu(self) -> None:
        menu = QMenu(self)
        menu.addAction("Picture or clip of your own…", self._choose_file)
        takes = self._takes()
        if takes:
            menu.addSection("From the gallery")
        for row in takes:
            made = row.take
            number = made.of.shot_label.partition(" ")[0]
            label = f"{number} take {made.number}, {made.made.model_name}"
            menu.addAction(label, partial(self.given.emit, row.file))
        menu.exec(self._add.mapToGlobal(self._add.rect().bottomLeft()))
        menu.deleteLater()

    def _takes(self) -> list[Row]:
        """Return the newest takes, those of this shot first."""
        shot = self._desk.session.shot
        newest = Query(sort="made", descending=True, limit=_MOST_TAKES)
        here = replace(newest, shots=() if shot is None else (shot.id,))
        found: dict[str, Row] = {}
        for query in (here, newest):
            page = self._desk.shelf.query(query)
            for row in () if page is None else page.rows:
                found.setdefault(row.take.id, row)
        return list(found.values())[:_MOST_TAKES]

    def _choose_file(self) -> None:
        kinds = " ".join(f"*.{ending}" for ending in _ENDINGS)
        path, _ = QFileDialog.getOpenFileName(
            self, "A picture or clip of your own", "", f"Pictures and clips ({kinds})"
        )
        if path:
            self.given.emit(Path(path))

    def _show_own(self, path: Path) -> None:
        if self._wanted != path:
            self._wanted = path
            slot = self._slot
            self._desk.work.start(
                lambda: image_of(own_picture(str(path.absolute()), slot)),
                self._take_own, self._no_own, slot=f"visualize/own/{slot}",
            )  # fmt: skip

    def _take_own(self, image: QImage) -> None:
        self.picture.image = image
        self.picture.update()

    def _no_own(self, words: str) -> None:
        self.picture.words = words
        self.picture.update()

    def _drawn(self, picture: Picture) -> None:
        if picture.wish.slot == f"visualize/{self._slot}" and self._own is None:
            self.picture.image = image_of(picture.frame[_LOOK])
            self.picture.update()


def _dropped(event: QDropEvent) -> Path | None:
    """Return the one file that is dropped, if it can be a picture or a clip."""
    urls = event.mimeData().urls()
    if len(urls) != 1 or not urls[0].isLocalFile():
        return None
    path = Path(urls[0].toLocalFile())
    return path if path.suffix.lower().lstrip(".") in _ENDINGS else None
