"""Stage: the middle of the page, which looks at the shot, at what is sent, or at its takes."""

from __future__ import annotations

from PySide6.QtCore import Signal as QtSignal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from studio.desk import Desk
from studio.listening import listen
from studio.visualize_mode.asking import Asking
from studio.visualize_mode.camera_tab import CameraTab
from studio.visualize_mode.posters import Posters
from studio.visualize_mode.received_strip import ReceivedStrip
from studio.visualize_mode.shot_list import ShotList
from studio.visualize_mode.takes_tab import TakesTab
from studio.widgets.segmented import Segmented

LOOKS = (("wire", "Wire"), ("clay", "Clay"), ("beauty", "Beauty"), ("depth", "Depth"))
_CAMERA, _SENT, _TAKES = range(3)


class Stage(QWidget):
    """Tabs: Shot camera, Sent to model, Takes."""

    play_take = QtSignal(str)
    compare_shot = QtSignal(str)
    turned = QtSignal()
    """Another tab is on top."""

    def __init__(
        self, desk: Desk, asking: Asking, shots: ShotList, posters: Posters,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.setObjectName("visualize-stage")
        self._session, self._shots, self._shelf = desk.session, shots, desk.shelf
        self.camera = CameraTab(desk)
        self.sent = ReceivedStrip(desk, asking, "visualize/sent", large=True)
        self.takes = TakesTab(desk.theme, posters)
        self.takes.opened.connect(self.play_take)
        self.takes.compared.connect(self._compare)
        self.pages = QStackedWidget()
        self.pages.setProperty("panel", "clear")
        self.tabs = QTabBar()
        self.tabs.setObjectName("visualize-stage-tabs")
        self.tabs.setAccessibleName("Stage")
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        for name, page in (
            ("Shot camera", self.camera), ("Sent to model", self.sent), ("Takes", self.takes),
        ):  # fmt: skip
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
        self.tabs.setTabText(_TAKES, f"Takes  {len(rows)}" if rows else "Takes")

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
        row.addWidget(self.looks)
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
