"""PresetList: the lighting presets as cards, each a picture of a person in its light."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtGui import QImage, QPainter, QPen, QResizeEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from compose.edits import light_presets
from compose.project import Project
from compose.snapshot import Snapshot
from studio.desk import Desk
from studio.drawing import Picture, Wish
from studio.environment.preset_scenes import preset_snapshot
from studio.inspector.choices import words
from studio.listening import while_alive
from studio.theme import Theme
from studio.viewport.pixels import picture_image, shown_pixels
from studio.widgets.thumbnail import paint_picture

_NAME, _PICTURE = Qt.ItemDataRole.UserRole + 1, Qt.ItemDataRole.UserRole + 2
_SLOT = "environment.preset/"
_GAP, _TEXT, _FRAME = 6, 20, 4
_LEAST = 96
_DRAWN = (256, 144)


class _Cards(QStyledItemDelegate):
    """Paints one card: the picture, the name under it."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:  # fmt: skip
        rect: QRect = option.rect.adjusted(0, 0, -_GAP, -_GAP)
        state = option.state
        picture = QRectF(rect.adjusted(0, 0, 0, -_TEXT))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("bg3"))
        painter.drawRoundedRect(picture, 4, 4)
        image = index.data(_PICTURE)
        if isinstance(image, QImage):
            paint_picture(painter, picture, image, cover=True)
        on = bool(state & QStyle.StateFlag.State_MouseOver)
        focused = bool(state & QStyle.StateFlag.State_HasFocus)
        if on or focused:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self._theme.color("daylight" if focused else "line2"), 2.0))
            painter.drawRoundedRect(picture.adjusted(1, 1, -1, -1), 4, 4)
        painter.setFont(self._theme.font("caption"))
        painter.setPen(self._theme.color("text1" if on else "text2"))
        room = QRect(rect.left(), rect.bottom() - _TEXT + 1, rect.width(), _TEXT)
        text = painter.fontMetrics().elidedText(
            index.data(Qt.ItemDataRole.DisplayRole), Qt.TextElideMode.ElideRight, room.width()
        )
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, text)
        painter.restore()

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex,
    ) -> QSize:  # fmt: skip
        view = self.parent()
        return view.gridSize() if isinstance(view, QListView) else super().sizeHint(option, index)


class PresetList(QListView):
    """Cards to light the scene with. A click or Enter chooses."""

    chosen = QtSignal(str)
    """The preset that was chosen by hand."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.setObjectName("environment.presets")
        self.setAccessibleName("Lighting presets")
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegate(_Cards(desk.theme, self))
        self._items: dict[str, QStandardItem] = {}
        model = QStandardItemModel(self)
        for name, summary in light_presets().items():
            item = QStandardItem(words(name.replace("-", " ")))
            item.setData(name, _NAME)
            item.setToolTip(f"{summary[:1].upper()}{summary[1:]}")
            model.appendRow(item)
            self._items[name] = item
        self.setModel(model)
        self.clicked.connect(self._choose)
        self.activated.connect(self._choose)
        self._asked = False
        self._last = ""
        desk.drawing.drawn.connect(self._drawn)

    @property
    def drawn(self) -> int:
        """How many cards have their picture."""
        return sum(isinstance(item.data(_PICTURE), QImage) for item in self._items.values())

    def ask_for_pictures(self) -> None:
        """Have the cards drawn, once."""
        if not self._asked:
            self._asked = True
            self._make_ready(list(self._items))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep two or more cards in a row, and all rows in sight."""
        super().resizeEvent(event)
        width = self.width() - _FRAME
        columns = max(width // (_LEAST + _GAP), 2)
        wide = width // columns
        tall = round((wide - _GAP) * 9 / 16) + _TEXT + _GAP
        self.setGridSize(QSize(wide, tall))
        rows = -(-len(self._items) // columns)
        self.setFixedHeight(rows * tall + 2)

    def _make_ready(self, names: list[str]) -> None:
        """Make the scenes of the cards one after another, so that other work gets its turn."""
        if not names:
            return
        name, *others = names

        def ready(made: tuple[Project, Snapshot]) -> None:
            self._draw(name, made)
            self._make_ready(others)

        def failed(why: str) -> None:
            self._items[name].setToolTip(why)
            self._make_ready(others)

        self._desk.work.start(
            partial(preset_snapshot, name), while_alive(self, ready), while_alive(self, failed)
        )

    def _draw(self, preset: str, made: tuple[Project, Snapshot]) -> None:
        project, snapshot = made
        (shot,) = project.shots
        self._desk.drawing.ask(
            Wish(
                slot=f"{_SLOT}{preset}", project=project, scene=shot.scene, shot=shot.id,
                frame=0.0, snapshot=snapshot, size=_DRAWN, passes=("beauty",), urgency=2,
            )
        )  # fmt: skip

    def _drawn(self, picture: Picture) -> None:
        slot = picture.wish.slot
        if slot.startswith(_SLOT) and slot.removeprefix(_SLOT) in self._items:
            image = picture_image(shown_pixels(picture.frame, "beauty")).copy()
            self._items[slot.removeprefix(_SLOT)].setData(image, _PICTURE)

    def _choose(self, index: QModelIndex) -> None:
        self.chosen.emit(str(index.data(_NAME)))
