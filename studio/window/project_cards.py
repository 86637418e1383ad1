"""ProjectCards: projects as cards, each with the first frame of its first shot."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from studio.desk import Desk
from studio.drawing import Wish
from studio.session.opening import Known, open_project

CARD = QSize(272, 224)
_PICTURE = QSize(256, 144)
_SPACING = 4
Index = QModelIndex | QPersistentModelIndex


class ProjectCards(QListView):
    """Projects as cards, each with the first frame of its first shot."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._cards = _CardModel()
        self.setModel(self._cards)
        self.setItemDelegate(_CardDelegate(desk, self))
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMovement(QListView.Movement.Static)
        self.setUniformItemSizes(True)
        self.setSpacing(_SPACING)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.activated.connect(self.clicked)

    def folder(self, index: Index) -> Path:
        """Return the folder of a card."""
        return self._cards.cards[index.row()].folder

    def show_cards(self, cards: list[Known]) -> None:
        """Show these projects and ask for the pictures of those that are new or have changed."""
        before = {card.folder: card.changed for card in self._cards.cards}
        self._cards.show(cards)
        self._fit()
        for card in cards:
            stale = before.get(card.folder, card.changed) != card.changed
            if not card.fault and (stale or card.folder not in self._cards.pictures):
                self._ask(card.folder)

    def show_picture(self, folder: Path, image: QImage) -> None:
        """Show a project's picture, if it has a card here."""
        self._cards.set_picture(folder, image)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Be as high as the rows of cards are at this width; the page scrolls."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        columns = max((self.width() - _SPACING) // (CARD.width() + _SPACING), 1)
        rows = -(-len(self._cards.cards) // columns)
        self.setFixedHeight(rows * (CARD.height() + _SPACING) + _SPACING)

    def _ask(self, folder: Path) -> None:
        ratio = self.devicePixelRatioF()
        size = (round(_PICTURE.width() * ratio), round(_PICTURE.height() * ratio))
        self._desk.work.start(
            lambda: _poster(folder, size),
            lambda wish: self._desk.drawing.ask(wish) if wish is not None else None,
            lambda reason: self._cards.set_fault(folder, reason),
            slot=f"poster/{folder}",
        )


def _poster(folder: Path, size: tuple[int, int]) -> Wish | None:
    """Return the wish for the first frame of a project's first shot, ``None`` without a shot."""
    project = open_project(folder)
    shot = next(iter(project.in_sequence()), None)
    if shot is None:
        return None
    return Wish(
        slot=f"project/{folder}", project=project, scene=shot.scene, shot=shot.id,
        frame=float(shot.start), size=size, urgency=2,
    )  # fmt: skip


class _CardModel(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self.cards: list[Known] = []
        self.pictures: dict[Path, QImage] = {}

    def show(self, cards: list[Known]) -> None:
        self.beginResetModel()
        self.cards = cards
        self.endResetModel()

    def set_picture(self, folder: Path, image: QImage) -> None:
        for row, card in enumerate(self.cards):
            if card.folder == folder:
                self.pictures[folder] = image
                self.dataChanged.emit(self.index(row), self.index(row))

    def set_fault(self, folder: Path, reason: str) -> None:
        self.show([replace(c, fault=reason) if c.folder == folder else c for c in self.cards])

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.cards)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.cards[index.row()].name
        if role == Qt.ItemDataRole.ToolTipRole:
            return str(self.cards[index.row()].folder)
        return None


class _CardDelegate(QStyledItemDelegate):
    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = desk.theme

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return CARD

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, model = self._theme, index.model()
        assert isinstance(model, _CardModel)
        card = model.cards[index.row()]
        rect: QRect = option.rect.adjusted(4, 4, -4, -4)
        states = QStyle.StateFlag
        over = option.state & (states.State_MouseOver | states.State_HasFocus)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("bg3" if over else "bg2"))
        painter.drawRoundedRect(rect, 4, 4)
        frame = QRect(rect.left() + 4, rect.top() + 4, rect.width() - 8, _PICTURE.height())
        painter.fillRect(frame, theme.color("bg0"))
        picture = model.pictures.get(card.folder)
        if picture is not None:
            _paint_fitted(painter, picture, frame)
        self._words(painter, card, rect.adjusted(12, frame.height() + 8, -12, -4))
        painter.restore()

    def _words(self, painter: QPainter, card: Known, room: QRect) -> None:
        theme, align = self._theme, Qt.AlignmentFlag
        painter.setFont(theme.font("name"))
        painter.setPen(theme.color("text1"))
        painter.drawText(room, align.AlignTop | align.AlignLeft, card.name)
        painter.setFont(theme.font("caption"))
        below = room.adjusted(0, 20, 0, 0)
        words, color = card.words or _facts(card), theme.color("text3")
        if card.fault:
            words, color = card.fault, theme.color("bad")
        painter.setPen(QColor(color))
        wrap = Qt.TextFlag.TextWordWrap
        painter.drawText(below, align.AlignTop | align.AlignLeft | wrap, words)


def _paint_fitted(painter: QPainter, picture: QImage, frame: QRect) -> None:
    size = picture.size().scaled(frame.size(), Qt.AspectRatioMode.KeepAspectRatio)
    inner = QRect(0, 0, size.width(), size.height())
    inner.moveCenter(frame.center())
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawImage(inner, picture)


def _facts(card: Known) -> str:
    shots = f"{card.shots} shot{'s' * (card.shots != 1)}"
    return shots if card.changed is None else f"{shots}, changed {card.changed:%d %b, %H:%M}"
