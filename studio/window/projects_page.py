"""The first page: recent projects with a picture, a new one, and the samples."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListView,
    QPushButton,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from shotwright import ShotwrightError
from studio.desk import Desk
from studio.drawing import Picture, Wish
from studio.images import image_of
from studio.session.opening import Known, known_project, make_project, open_project
from studio.session.samples import SAMPLES, copy_sample, free_folder, sample_folder

_CARD = QSize(272, 208)
_PICTURE = QSize(256, 144)
_RATES = ("24", "23.976", "25", "29.97", "30", "48", "50", "60")
Index = QModelIndex | QPersistentModelIndex


class ProjectsPage(QWidget):
    """Choose a project. ``chosen`` carries the folder of the one to open."""

    chosen = QtSignal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.setObjectName("projects")
        self._problem = QLabel()
        self._problem.setProperty("role", "bad")
        self._problem.setWordWrap(True)
        self._recent = _Cards(desk, self)
        self._samples = _Cards(desk, self)
        self._recent.clicked.connect(lambda index: self.chosen.emit(self._recent.folder(index)))
        self._samples.clicked.connect(lambda index: self._copy(self._samples.folder(index)))
        self._lay_out()
        self._fill()
        desk.drawing.drawn.connect(self._drawn)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(48, 32, 48, 24)
        column.setSpacing(12)
        column.addWidget(_heading("New project"))
        column.addLayout(self._new_row())
        column.addWidget(self._problem)
        self._recent_heading = _heading("Recent")
        column.addWidget(self._recent_heading)
        column.addWidget(self._recent, 1)
        column.addWidget(_heading("Samples: a copy of your own to play with"))
        column.addWidget(self._samples)
        self._samples.setFixedHeight(_CARD.height() + 8)

    def _new_row(self) -> QHBoxLayout:
        self._name = QLineEdit("Untitled film")
        self._name.setAccessibleName("Name")
        self._name.setMaximumWidth(320)
        self._rate = QComboBox()
        self._rate.setAccessibleName("Frames a second")
        for rate in _RATES:
            self._rate.addItem(f"{rate} fps", rate)
        self._folder = QPushButton(self._desk.theme.icon("folder-outline"), str(self._parent()))
        self._folder.setToolTip("Where the new project's folder is made")
        self._folder.clicked.connect(lambda *_: self._choose_folder())
        make = QPushButton("Create project")
        make.setProperty("kind", "primary")
        make.clicked.connect(lambda *_: self._make())
        self._name.returnPressed.connect(self._make)
        open_ = QPushButton(self._desk.theme.icon("folder-open-outline"), "Open a folder…")
        open_.clicked.connect(lambda *_: self._open())
        row = QHBoxLayout()
        row.setSpacing(8)
        for widget in (self._name, self._rate, self._folder, make):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(open_)
        return row

    def _fill(self) -> None:
        folders = [Path(folder) for folder in self._desk.settings.preferences.recent]
        self._recent_heading.setVisible(bool(folders))
        self._recent.setVisible(bool(folders))
        samples = [
            Known(sample_folder(name), title, None, 0, "", words)
            for name, (title, words) in SAMPLES.items()
        ]
        self._samples.show_cards(samples)
        self._desk.work.start(
            lambda: [known_project(folder) for folder in folders],
            self._recent.show_cards,
            self._problem.setText,
            slot="projects",
        )

    def _drawn(self, picture: Picture) -> None:
        if picture.wish.slot.startswith("project/"):
            folder = Path(picture.wish.slot.removeprefix("project/"))
            image = image_of(picture.frame["clay"])
            self._recent.show_picture(folder, image)
            self._samples.show_picture(folder, image)

    def _parent(self) -> Path:
        given = self._desk.settings.preferences.projects_folder
        return Path(given) if given else Path.home() / "Shotwright"

    def _choose_folder(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, "Where projects are kept")
        if folder:
            self._desk.settings.change(projects_folder=folder)
            self._folder.setText(folder)

    def _make(self) -> None:
        name = self._name.text().strip()
        folder = free_folder(self._parent(), name)
        self._try(lambda: make_project(folder, name, rate=self._rate.currentData()).root)

    def _open(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, "Open project")
        if folder:
            self.chosen.emit(Path(folder))

    def _copy(self, sample: Path) -> None:
        name = sample.name
        folder = free_folder(self._parent(), SAMPLES[name][0])
        self._try(lambda: copy_sample(name, folder).root)

    def _try(self, make: Callable[[], Path | None]) -> None:
        try:
            folder = make()
        except (ShotwrightError, OSError) as error:
            self._problem.setText(str(error))
            return
        self._problem.clear()
        self.chosen.emit(folder)


class _Cards(QListView):
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
        self.setSpacing(4)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.activated.connect(self.clicked)

    def folder(self, index: Index) -> Path:
        """Return the folder of a card."""
        return self._cards.cards[index.row()].folder

    def show_cards(self, cards: list[Known]) -> None:
        """Show these projects and ask for their pictures."""
        self._cards.show(cards)
        for card in cards:
            if not card.fault:
                self._ask(card.folder)

    def show_picture(self, folder: Path, image: QImage) -> None:
        """Show a project's picture, if it has a card here."""
        self._cards.set_picture(folder, image)

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
        return _CARD

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
        fitted = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, below.width())
        painter.drawText(below, align.AlignTop | align.AlignLeft, fitted)


def _paint_fitted(painter: QPainter, picture: QImage, frame: QRect) -> None:
    size = picture.size().scaled(frame.size(), Qt.AspectRatioMode.KeepAspectRatio)
    inner = QRect(0, 0, size.width(), size.height())
    inner.moveCenter(frame.center())
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawImage(inner, picture)


def _facts(card: Known) -> str:
    shots = f"{card.shots} shot{'s' * (card.shots != 1)}"
    return shots if card.changed is None else f"{shots}, changed {card.changed:%d %b, %H:%M}"


def _heading(text: str) -> QLabel:
    label = QLabel(text)
    label.setProperty("role", "header")
    return label
