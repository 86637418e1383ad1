"""Stage: the middle of the page, which looks at the shot, at what is sent, or at its takes."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from studio.desk import Desk
from studio.listening import listen
from studio.take_pictures import TakePictures
from studio.visualize_mode.asking import Asking
from studio.visualize_mode.camera_tab import CameraTab
from studio.visualize_mode.received_strip import ReceivedStrip
from studio.visualize_mode.shot_list import ShotList
from studio.visualize_mode.takes_tab import TakesTab
from studio.widgets.segmented import Segmented

LOOKS = (("wire", "Wire"), ("clay", "Clay"), ("beauty", "Beauty"), ("depth", "Depth"))
_CAMERA, _SENT, _TAKES = range(3)
_NAMES = ("Shot camera", "Sent to model", "Takes")
_SHORT_NAMES = ("Camera", "Sent", "Takes")
_ROOM_FOR_NAMES = 540


class Stage(QWidget):
    """Tabs: Shot camera, Sent to model, Takes."""

    play_take = QtSignal(str)
    compare_shot = QtSignal(str)
    turned = QtSignal()
    """Another tab is on top."""

    def __init__(
        self, desk: Desk, asking: Asking, shots: ShotList, posters: TakePictures,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.setObjectName("visualize-stage")
        self._session, self._shots, self._shelf = desk.session, shots, desk.shelf
        self.camera = CameraTab(desk)
        self.sent = ReceivedStrip(desk, asking, "visualize/sent", large=True)
        self.takes = TakesTab(desk.theme, posters)
        self.takes.opened.connect(self.play_take)
        self.takes.drafted.connect(asking.draft_looks)
        self.takes.compared.connect(self._compare)
        self._count = 0
        self.pages = QStackedWidget()
        self.pages.setProperty("panel", "clear")
        self.tabs = QTabBar()
        self.tabs.setObjectName("visualize-stage-tabs")
        self.tabs.setAccessibleName("Stage")
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setUsesScrollButtons(False)
        self.tabs.setElideMode(Qt.TextElideMode.ElideRight)
        for name, page in zip(_NAMES, (self.camera, self.sent, self.takes), strict=True):
            self.tabs.addTab(name)
            self.pages.addWidget(page)
        self.looks = Segmented(desk.theme, [(key, label, "") for key, label in LOOKS])
        self.looks.setAccessibleName("Shading")
        self.looks.set_choice(self.camera.picture.look)
        self.looks.chosen.connect(self.camera.picture.set_look)
        self.looks.chosen.connect(self.looks.set_choice)
        self.tabs.currentChanged.connect(self._turned)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head())
        column.addWidget(self.pages, 1)
        shots.counted.connect(self.refresh)
        listen(self, self._session.place_changed, self.refresh)
        self.refresh()

    @property
    def look(self) -> str:
        """The pass that the shot camera shows."""
        return self.camera.picture.look

    def refresh(self) -> None:
        """Show the takes of the shot that is looked at."""
        shot = self._session.shot
        rows = [] if shot is None else self._shelf.takes(shot.id)
        stale = frozenset[str]() if shot is None else self._shots.stale_of(shot.id)
        self.takes.show_takes("" if shot is None else shot.number, rows, stale)
        self._count = len(rows)
        self._name_tabs()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Name the tabs in a word where there is no room for more."""
        super().resizeEvent(event)
        self._name_tabs()

    def _name_tabs(self) -> None:
        names = _NAMES if self.width() >= _ROOM_FOR_NAMES else _SHORT_NAMES
        for place, name in enumerate(names):
            counted = f"{name}  {self._count}" if place == _TAKES and self._count else name
            if self.tabs.tabText(place) != counted:
                self.tabs.setTabText(place, counted)

    @property
    def shows_sent(self) -> bool:
        """Whether what is sent has the whole stage."""
        return self.pages.currentWidget() is self.sent

    def show_takes(self) -> None:
        """Turn to the takes."""
        self.tabs.setCurrentIndex(_TAKES)

    def _head(self) -> QFrame:
        head = QFrame()
        head.setProperty("panel", "bar")
        head.setFixedHeight(36)
        row = QHBoxLayout(head)
        row.setContentsMargins(4, 0, 12, 0)
        row.addWidget(self.tabs)
        row.addStretch(1)
        row.addWidget(self.looks, 0, Qt.AlignmentFlag.AlignVCenter)
        return head

    def _turned(self, place: int) -> None:
        self.pages.setCurrentIndex(place)
        self.looks.setVisible(place == _CAMERA)
        shot = self._session.shot
        if place == _TAKES and shot is not None:
            self._shots.set_seen(shot.id)
        self.turned.emit()

    def _compare(self) -> None:
        shot = self._session.shot
        if shot is not None:
            self.compare_shot.emit(shot.id)
