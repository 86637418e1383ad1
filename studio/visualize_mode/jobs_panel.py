"""JobsPanel: what is being made, step by step, with cancel, resume and settle."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    Qt,
    QTimer,
)
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtGui import QHideEvent, QImage, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QLabel, QListView, QMenu, QPushButton, QVBoxLayout, QWidget

from shotwright import ShotwrightError
from studio.desk import Desk
from studio.take_pictures import TakePictures
from studio.visualize_mode.asking import Asking
from studio.visualize_mode.job_delegate import ROW, JobDelegate
from studio.visualize_mode.job_rows import Deed, JobRow, counts_words, job_row, made_with, now
from studio.visualize_mode.shot_pictures import ShotPictures
from studio.widgets.panel_header import PanelHeader
from visualize.jobs.records import Job
from visualize.takes.row import Row

_Index = QModelIndex | QPersistentModelIndex
_NO_INDEX = QModelIndex()
_CLOCK_MS = 1000
_NONE = (
    "No jobs yet. Choose a model and press the blue button, or begin with what this machine draws"
    " by itself. Jobs go on here, also after a restart."
)


class JobModel(QAbstractListModel):
    """The rows of the list, the newest first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: tuple[JobRow, ...] = ()

    def rowCount(self, parent: _Index = _NO_INDEX) -> int:
        """Return how many jobs there are."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a row for the delegate, its words for a screen reader."""
        row = self.rows[index.row()]
        if role == ROW:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return " ".join((row.title, row.take, row.status, row.sentence))
        return None

    def show(self, rows: tuple[JobRow, ...]) -> None:
        """Show rows; where the jobs are the same, only what changed is painted again."""
        if [row.job.id for row in rows] != [row.job.id for row in self.rows]:
            self.beginResetModel()
            self.rows = rows
            self.endResetModel()
            return
        before, self.rows = self.rows, rows
        for place, (old, new) in enumerate(zip(before, rows, strict=True)):
            if old != new:
                self.dataChanged.emit(self.index(place), self.index(place))
                if (old.sentence, old.deeds) != (new.sentence, new.deeds):
                    self.layoutChanged.emit()


class JobView(QListView):
    """The list; its keys do what its buttons do."""

    wanted = QtSignal(str, str)
    """A job's id, and the deed."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do the first thing with Return, the cross with Del."""
        row: JobRow | None = self.currentIndex().data(ROW)
        if row is not None and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and row.deeds:
            self.wanted.emit(row.job.id, row.deeds[0].value)
        elif row is not None and event.key() == Qt.Key.Key_Delete:
            self.wanted.emit(row.job.id, row.cross.value)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let sentences wrap anew."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()


class JobsPanel(QWidget):
    """The jobs of the project."""

    play_take = QtSignal(str)
    """The take of a finished job is to be played, by the take's id."""
    compare_shot = QtSignal(str)
    """The takes of a shot are to be compared, by the shot's id."""

    def __init__(
        self, desk: Desk, asking: Asking, shots: ShotPictures, posters: TakePictures,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.setObjectName("visualize-jobs")
        self.setAccessibleName("Jobs")
        self._desk, self._asking = desk, asking
        self._shots, self._posters = shots, posters
        self._made: dict[str, Row | None] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._make_header())
        self._empty = self._make_empty()
        column.addWidget(self._empty)
        column.addWidget(self._make_view(), 1)
        column.addStretch(0)
        self._clock = QTimer(self)
        self._clock.setInterval(_CLOCK_MS)
        self._clock.timeout.connect(self.refresh)
        for told in (self.delegate.wanted, self.view.wanted):
            told.connect(self.do)
        desk.jobs.changed.connect(self.refresh)
        desk.shelf.changed.connect(self._made.clear)
        desk.shelf.changed.connect(self._show_compare)
        asking.judged.connect(self.refresh)
        asking.refusal_changed.connect(self.refresh)
        for came in (shots.came, posters.came):
            came.connect(lambda _: self.view.viewport().update())
        self.refresh()

    def _make_header(self) -> PanelHeader:
        self._header = PanelHeader(self._desk.theme, "Jobs")
        self._clear = QPushButton("Clear finished")
        self._clear.setProperty("kind", "flat")
        self._clear.setToolTip("List finished jobs no longer; their takes stay")
        self._clear.clicked.connect(lambda *_: self._desk.jobs.clear())
        self.compare = QPushButton()
        self.compare.setObjectName("visualize-jobs-compare")
        self.compare.setIcon(self._desk.theme.icon("compare"))
        self.compare.clicked.connect(lambda *_: self._compare())
        self._header.add(self.compare)
        self._header.add(self._clear)
        return self._header

    def _make_empty(self) -> QWidget:
        empty = QWidget()
        self._none = QLabel(_NONE)
        self._none.setProperty("role", "label")
        self._none.setWordWrap(True)
        self.draft = QPushButton("Draft three looks, free")
        self.draft.setObjectName("visualize-draft-looks")
        self.draft.setIcon(self._desk.theme.icon("brush-outline"))
        self.draft.setToolTip("Three takes of this shot, drawn on this machine: no AI, no network")
        self.draft.clicked.connect(lambda *_: self._asking.draft_looks())
        column = QVBoxLayout(empty)
        column.setContentsMargins(12, 8, 12, 12)
        column.setSpacing(10)
        column.addWidget(self._none)
        column.addWidget(self.draft, 0, Qt.AlignmentFlag.AlignLeft)
        return empty

    def _make_view(self) -> JobView:
        self.model = JobModel(self)
        self.view = JobView()
        self.view.setObjectName("visualize-job-list")
        self.view.setAccessibleName("Jobs, the newest first")
        self.view.setModel(self.model)
        self.delegate = JobDelegate(self._desk.theme, self._picture, self.view)
        self.view.setItemDelegate(self.delegate)
        self.view.setMouseTracking(True)
        self.view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.view.customContextMenuRequested.connect(self._menu)
        return self.view

    def refresh(self) -> None:
        """Show the jobs as they stand now; while something runs, each second again."""
        jobs, moment = self._desk.jobs.jobs, now()
        waits = self._asking.advice.waits
        names = self._asking.names
        self.model.show(
            tuple(
                job_row(
                    job, made_with(job, names), now=moment,
                    resumed=self._desk.jobs.resumed(job.id), wait=waits.get(job.model),
                )
                for job in jobs
            )
        )  # fmt: skip
        problem = self._desk.jobs.problem
        self._header.set_hint(counts_words(jobs, date.today()) if jobs else "")
        self._clear.setVisible(any(row.cross is Deed.CLEAR for row in self.model.rows))
        self._none.setText(problem or _NONE)
        self._empty.setVisible(not jobs)
        looks = self._asking.looks
        self.draft.setVisible(bool(looks) and not problem)
        self.draft.setEnabled(not self._asking.busy)
        self._show_compare()
        self.view.setVisible(bool(jobs))
        runs = self.isVisible() and self._desk.jobs.under_way() > 0
        if runs != self._clock.isActive():
            self._clock.start() if runs else self._clock.stop()

    def do(self, id_: str, deed: str) -> None:
        """Do what a button says with a job; a refusal is told."""
        jobs = self._desk.jobs
        acts: dict[Deed, Callable[[], object]] = {
            Deed.CANCEL: lambda: jobs.cancel(id_),
            Deed.CLEAR: lambda: jobs.clear(id_),
            Deed.ASK_AGAIN: jobs.resume,
            Deed.MADE: lambda: jobs.settle(id_, made=True),
            Deed.NOT_MADE: lambda: jobs.settle(id_, made=False),
            Deed.FETCH: lambda: jobs.collect(id_),
            Deed.RETRY: lambda: jobs.retry(id_),
            Deed.PLAY: lambda: self._play(id_),
        }
        try:
            acts[Deed(deed)]()
        except ShotwrightError as error:
            self._desk.session.tell(f"{deed}: not done", str(error), kind="bad")

    def showEvent(self, event: QShowEvent) -> None:
        """Look what happened while it was out of sight."""
        super().showEvent(event)
        self.refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        """Keep no clock out of sight."""
        super().hideEvent(event)
        self._clock.stop()

    def _show_compare(self) -> None:
        """Offer to compare once the shot that is looked at has something to compare."""
        shot = self._asking.shot
        rows = [] if shot is None else self._desk.shelf.takes(shot.id)
        count = sum(not row.review.rejected for row in rows)
        self.compare.setVisible(shot is not None and count > 1)
        if shot is not None:
            self.compare.setText(f"Compare {count} takes of {shot.number}")

    def _compare(self) -> None:
        shot = self._asking.shot
        if shot is not None:
            self.compare_shot.emit(shot.id)

    def _play(self, id_: str) -> None:
        job = self._desk.jobs.job(id_)
        row = None if job is None else self._take_of(job)
        if row is not None:
            self.play_take.emit(row.take.id)

    def _picture(self, row: JobRow) -> QImage | None:
        take = self._take_of(row.job) if row.job.takes else None
        poster = self._posters.poster(take) if take is not None else None
        if poster is not None and not poster.isNull():
            return poster
        return self._shots.image(row.job.shot)

    def _take_of(self, job: Job) -> Row | None:
        """Return a job's take, looked for once until takes come or go."""
        if job.id not in self._made:
            self._made[job.id] = take_of(job, self._desk)
        return self._made[job.id]

    def _menu(self, point: QPoint) -> None:
        row: JobRow | None = self.view.indexAt(point).data(ROW)
        if row is None:
            return
        menu = QMenu(self)
        for deed in (*row.deeds, row.cross):
            menu.addAction(deed.value, lambda deed=deed: self.do(row.job.id, deed.value))
        menu.exec(self.view.viewport().mapToGlobal(point))
        menu.deleteLater()


def take_of(job: Job, desk: Desk) -> Row | None:
    """Return the first take that a job made, if the gallery has it."""
    gallery = desk.shelf.gallery
    if gallery is None or not job.takes:
        return None
    wanted = {path.rpartition("/")[2] for path in job.takes}
    return next((row for row in desk.shelf.takes(job.shot) if row.take.clip.file in wanted), None)
