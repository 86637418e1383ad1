"""JobWatch: the jobs of the open project as they stand, and the runner that does them."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer
from PySide6.QtCore import Signal as QtSignal

from shotwright import ShotwrightError
from studio.session import Session
from studio.told_jobs import Told, ToldJobs
from visualize.jobs.budget import Standing, standing
from visualize.jobs.records import Job
from visualize.jobs.settling import collect_again, settle, try_again
from visualize.jobs.states import State
from visualize.jobs.store import JobStore
from visualize.jobs.waiting import start_runner
from visualize.order import Order

_POLL_MS = 400
_LOG_SUFFIX = "-wal"


class JobWatch(QObject):
    """Reads the store of jobs while something is under way, and tells what changed.

    Work is done by the runner's own process; the window only inserts and reads. While nothing is
    under way nothing is read; another program that writes to the store wakes it. A store that
    cannot be opened is told once, and ``store`` is ``None``.

    Each job's end is told once, also of one that ended while no window was open.
    """

    changed = QtSignal()
    """Some job of the project changed, or the list did."""
    settled = QtSignal(object)
    """A ``Job`` that ended since it was last told: succeeded, failed, cancelled or uncertain."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.problem = ""
        self.store: JobStore | None = None
        self._told: ToldJobs | None = None
        try:
            self.store = JobStore()
            self._told = ToldJobs(self.store.state)
        except ShotwrightError as error:
            self.problem = str(error)
        self._jobs: dict[str, Job] = {}
        self._known = Told()
        self._resumed: frozenset[str] = frozenset()
        self._news: list[Job] = []
        self._stamp = -1
        self._timer = QTimer(self)
        self._timer.setInterval(_POLL_MS)
        self._timer.timeout.connect(self._look_if_written)
        self._files = QFileSystemWatcher(self)
        self._files.fileChanged.connect(self._woken)
        self._end = session.project_changed.connect(lambda _: self._of_another_project())
        self._project = ""
        self._of_another_project()

    # -- what there is ---------------------------------------------------------------------------

    @property
    def jobs(self) -> tuple[Job, ...]:
        """The project's jobs, the newest first; ended ones that were cleared are left out."""
        shown = (job for job in self._jobs.values() if not self._is_cleared(job))
        return tuple(sorted(shown, key=lambda job: job.number, reverse=True))

    def job(self, id_: str) -> Job | None:
        """Return one of the project's jobs."""
        return self._jobs.get(id_)

    def resumed(self, id_: str) -> bool:
        """Tell whether a job was under way already when the project was opened."""
        return id_ in self._resumed

    def take_news(self) -> tuple[Job, ...]:
        """Return the jobs that ended and that nobody took yet; whoever tells of them takes them."""
        news, self._news = tuple(self._news), []
        return news

    def under_way(self) -> int:
        """Return how many of the project's jobs are not settled."""
        return sum(not job.settled for job in self._jobs.values())

    def budget(self) -> Standing | None:
        """Return how today's budget stands."""
        return None if self.store is None else standing(self.store.database, "day")

    # -- what is done ----------------------------------------------------------------------------

    def place(self, orders: Sequence[Order]) -> tuple[str, ...]:
        """Put orders into the store, see that a runner works, and return the jobs' ids.

        Raises
        ------
        ShotwrightError
            When a budget refuses, or the store cannot be written.
        """
        ids = self._open_store().place(orders)
        start_runner()
        self.look()
        return ids

    def cancel(self, id_: str) -> None:
        """Cancel a job that waits, or have one under way stopped.

        Raises
        ------
        ShotwrightError
            When it has ended already.
        """
        self._change(id_, lambda store, job: store.ask_to_cancel(job))

    def resume(self) -> None:
        """See that a runner works: it asks after whatever has not got on."""
        self._open_store()
        start_runner()
        self.look()

    def settle(self, id_: str, *, made: bool) -> None:
        """Say of an uncertain job whether it was made (see ``visualize.jobs.settling``).

        Raises
        ------
        ShotwrightError
            When it is not uncertain.
        """
        self._change(id_, lambda store, job: settle(store, job, made=made))

    def collect(self, id_: str) -> None:
        """Fetch the result of an ended job once more; this costs nothing.

        Raises
        ------
        ShotwrightError
            When it never got to its provider.
        """
        self._change(id_, collect_again)

    def retry(self, id_: str) -> None:
        """Queue a job again that ended before anything was made.

        Raises
        ------
        ShotwrightError
            When something may have been made.
        """
        self._change(id_, try_again)

    def clear(self, id_: str = "") -> None:
        """List a job no longer, or none that has ended; nothing is deleted, takes stay."""
        if id_:
            self._known = self._known.replace(hidden=(*self._known.hidden, id_))
        else:
            self._known = self._known.replace(cleared=time.time(), hidden=())
        self._keep()
        self.changed.emit()

    def look(self) -> None:
        """Read what changed in the store, and tell it."""
        if self.store is None:
            return
        self._stamp = self.store.database.changes_elsewhere()
        newest = max((job.number for job in self._jobs.values()), default=-1)
        waiting = [job.id for job in self._jobs.values() if not job.settled or not _is_over(job)]
        found = self.store.of_project(self._project, after=newest, ids=waiting)
        fresh = {job.id: job for job in found if self._jobs.get(job.id) != job}
        self._jobs |= fresh
        self._timer.start() if self.under_way() else self._timer.stop()
        if fresh:
            self._tell(fresh)

    def close(self) -> None:
        """Stop looking and close the store; jobs go on in their runner."""
        self._timer.stop()
        if self._files.files():
            self._files.removePaths(self._files.files())
        self._end()
        if self.store is not None:
            self.store.close()
            self.store = None

    # -- inside ----------------------------------------------------------------------------------

    def _change(self, id_: str, act: Callable[[JobStore, Job], Job]) -> None:
        store = self._open_store()
        changed = act(store, store.job(id_))
        if not changed.settled:
            start_runner()
        self._jobs[id_] = changed
        self._timer.start() if self.under_way() else self._timer.stop()
        self._tell({id_: changed})

    def _tell(self, fresh: dict[str, Job]) -> None:
        """Tell what changed; of what ended, once."""
        ended = [job for job in fresh.values() if job.settled and self._is_news(job)]
        self._keep()
        self._news += ended
        self.changed.emit()
        for job in ended:
            self.settled.emit(job)

    def _is_news(self, job: Job) -> bool:
        return job.number > self._known.number or job.id in self._known.waiting

    def _is_cleared(self, job: Job) -> bool:
        if not job.settled or not _is_over(job):
            return False
        return job.id in self._known.hidden or (job.finished_at or 0.0) <= self._known.cleared

    def _keep(self) -> None:
        """Write down what is told now, so that it is never told again."""
        self._known = self._known.after(_told(self._jobs.values()))
        if self._told is not None and self._session.project.root is not None:
            try:
                self._told.keep(self._project, self._known)
            except ShotwrightError as error:
                self.problem = str(error)

    def _look_if_written(self) -> None:
        """Read only when another program wrote since; a look costs nothing else."""
        if self.store is not None and self.store.database.changes_elsewhere() != self._stamp:
            self.look()

    def _woken(self, path: str) -> None:
        """Begin to look again: somebody else wrote to the store."""
        if path not in self._files.files():
            self._files.addPath(path)
        if not self._timer.isActive():
            self._look_if_written()

    def _open_store(self) -> JobStore:
        if self.store is None:
            raise ShotwrightError(self.problem)
        return self.store

    def _of_another_project(self) -> None:
        project = self._session.project.id
        if project == self._project or self.store is None:
            return
        self._project, self._jobs, self._news = project, {}, []
        before = self._told.of(project) if self._told is not None else None
        found = self.store.of_project(project, after=-1, ids=before.waiting if before else ())
        # Of a project that was never open here, what ended before is no news.
        self._known = before or Told().after(_told(found))
        self._jobs = {job.id: job for job in found}
        self._resumed = frozenset(job.id for job in found if not job.settled)
        self._stamp = self.store.database.changes_elsewhere()
        self._watch(self.store)
        if self.under_way():
            self._timer.start()
            start_runner()
        else:
            self._timer.stop()
        QTimer.singleShot(0, self, self._tell_of_before)
        self.changed.emit()

    def _tell_of_before(self) -> None:
        """Tell, once panels listen, what ended while the window was closed."""
        if self.store is not None:
            self._tell(dict(self._jobs))

    def _watch(self, store: JobStore) -> None:
        log = f"{store.database.path}{_LOG_SUFFIX}"
        if log not in self._files.files():
            self._files.addPath(log)


def _told(jobs: Iterable[Job]) -> list[tuple[int, str, bool]]:
    return [(job.number, job.id, job.settled) for job in jobs]


def _is_over(job: Job) -> bool:
    """Tell whether nothing is left to decide about a job that ended."""
    return job.state is not State.UNCERTAIN
