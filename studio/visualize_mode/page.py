"""VisualizePage: choose a shot, see what is sent, choose a model, ask, and watch it being made."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from studio.desk import Desk
from studio.take_pictures import TakePictures
from studio.visualize_mode.asking import Asking
from studio.visualize_mode.jobs_panel import JobsPanel
from studio.visualize_mode.mode_bar import ModeBar
from studio.visualize_mode.model_place import ModelPlace
from studio.visualize_mode.models_panel import ModelsPanel
from studio.visualize_mode.received_strip import ReceivedStrip
from studio.visualize_mode.request_panel import RequestPanel
from studio.visualize_mode.shot_list import ShotList
from studio.visualize_mode.shot_pictures import ShotPictures
from studio.visualize_mode.stage import Stage
from visualize.brief.direct import LOOKS

_SHOTS, _MODELS, _REQUEST = 192, 340, 376
_NARROW_REQUEST = 360
_ROOM_FOR_MODELS = 1400
_DIRECT = "clay"


class VisualizePage(QWidget):
    """The whole mode. It works only while it is shown; jobs go on without it."""

    play_take = QtSignal(str)
    """A take is to be played, by its id."""
    compare_shot = QtSignal(str)
    """The takes of a shot are to be compared, by the shot's id."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("visualize-page")
        self.setAccessibleName("Visualize")
        self.setAutoFillBackground(True)
        self._desk = desk
        self.asking = Asking(desk, self)
        posters, pictures = TakePictures(desk, self), ShotPictures(desk, self)
        self.shots = ShotList(desk, pictures)
        self.stage = Stage(desk, self.asking, self.shots, posters)
        self.received = ReceivedStrip(desk, self.asking, "visualize/received")
        self.jobs = JobsPanel(desk, self.asking, pictures, posters)
        self.modes = ModeBar(desk, self.asking)
        self.models = ModelsPanel(desk, self.asking)
        self.place = ModelPlace(desk, self.asking, self.models)
        self.request = RequestPanel(desk, self.asking)
        self._across = self._lay_out()
        self._sized_by_hand = False
        self._across.splitterMoved.connect(self._size_by_hand)
        self._connect()
        desk.commands.bind(self, {"make.generate": self.generate, "make.direct": self.direct})

    def generate(self) -> None:
        """Place what is asked for, if it can be."""
        if self.request.footer.button.isEnabled():
            self.asking.generate()

    def direct(self) -> None:
        """Have the shot drawn as it is, in the look that is on screen."""
        look = self.stage.look
        self.asking.direct(look if look in LOOKS else _DIRECT)

    def use_settings_of(self, take: str) -> None:
        """Ask for what a take was made with, by its id, and look at its shot."""
        gallery = self._desk.shelf.gallery
        row = None if gallery is None else gallery.with_ids((take,)).get(take)
        if row is None:
            self._desk.session.tell("This take is not in the gallery any more", kind="warning")
            return
        shot = row.take.of.shot
        if any(one.id == shot for one in self._desk.session.project.shots):
            self._desk.session.look_at_shot(shot)
        self.asking.use_settings(row)

    def showEvent(self, event: QShowEvent) -> None:
        """Begin to work."""
        super().showEvent(event)
        self._desk.jobs.look()
        self.shots.look_for_stale()
        self.asking.set_awake(True)

    def hideEvent(self, event: QHideEvent) -> None:
        """Leave off; what was typed is kept."""
        super().hideEvent(event)
        self.request.prompt.write()
        self.asking.set_awake(False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the list of models beside the request only where there is room for both."""
        super().resizeEvent(event)
        width = event.size().width()
        folded = width < _ROOM_FOR_MODELS
        if folded == self.place.folded and self._sized_by_hand:
            return
        self.place.fold(folded)
        layout = self.layout()
        assert layout is not None  # the page is laid out
        layout.activate()  # else sizes are shared out within the old width
        ask = _NARROW_REQUEST if folded else _MODELS + _REQUEST
        self._across.setSizes([_SHOTS, width - _SHOTS - ask, ask])

    def _lay_out(self) -> QSplitter:
        across = QSplitter(Qt.Orientation.Horizontal)
        across.setObjectName("visualize-across")
        across.setHandleWidth(1)
        across.setChildrenCollapsible(False)
        for part, stretch in ((self.shots, 0), (self._middle(), 1), (self._ask(), 0)):
            across.addWidget(part)
            across.setStretchFactor(across.count() - 1, stretch)
        self.shots.setMinimumWidth(176)
        self.models.setMinimumWidth(264)
        self.request.setMinimumWidth(344)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(across)
        return across

    def _middle(self) -> QWidget:
        """Return the stage, what is sent, and the jobs, one above the other."""
        middle = QSplitter(Qt.Orientation.Vertical)
        middle.setObjectName("visualize-middle")
        middle.setHandleWidth(1)
        middle.setChildrenCollapsible(False)
        parts: tuple[tuple[QWidget, int], ...] = (
            (self.stage, 5), (self.received, 0), (self.jobs, 4),
        )  # fmt: skip
        for widget, stretch in parts:
            middle.addWidget(widget)
            middle.setStretchFactor(middle.count() - 1, stretch)
        middle.setSizes([380, 132, 400])
        middle.setMinimumWidth(360)
        return middle

    def _ask(self) -> QWidget:
        """Return the mode above the models and the request."""
        ask = QWidget()
        column = QVBoxLayout(ask)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.modes)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self.place, _MODELS)
        request = QVBoxLayout()
        request.setSpacing(0)
        request.addWidget(self.place.field)
        request.addWidget(self.request, 1)
        row.addLayout(request, _REQUEST)
        column.addLayout(row, 1)
        return ask

    def _connect(self) -> None:
        self.request.footer.generate.connect(self.generate)
        self.request.footer.direct.connect(self.direct)
        self.asking.judged.connect(self._judged)
        self.stage.turned.connect(self._stage_turned)
        for source in (self.stage.play_take, self.jobs.play_take):
            source.connect(self.play_take)
        for source in (self.stage.compare_shot, self.jobs.compare_shot):
            source.connect(self.compare_shot)

    def _size_by_hand(self) -> None:
        """Keep the columns as a hand has set them."""
        self._sized_by_hand = True

    def _stage_turned(self) -> None:
        """Show what is sent once, not twice."""
        self.received.setVisible(not self.stage.shows_sent)

    def _judged(self) -> None:
        self.shots.look_for_stale()
