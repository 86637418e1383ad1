"""Measuring: takes held against their shot, in a thread with a renderer of its own."""

from __future__ import annotations

import logging
import threading
from collections.abc import Sequence

from PySide6.QtCore import QObject
from PySide6.QtCore import Signal as QtSignal

from compose.project import Project
from shotwright import ShotwrightError
from visualize.compare.measure import measure_takes
from visualize.produce.report import Progress
from visualize.takes.row import Row

_LOG = logging.getLogger(__name__)


class _StoppedError(ShotwrightError):
    """Nobody waits for the measures any more."""


class _Run(threading.Thread):
    """One run, which begins when the one before has ended: two renderers would only share."""

    def __init__(
        self, measuring: Measuring, project: Project, rows: tuple[Row, ...], before: _Run | None
    ) -> None:
        super().__init__(name="measuring", daemon=True)
        self._measuring, self._project, self._rows = measuring, project, rows
        self._before = before
        self.stopped = threading.Event()

    def run(self) -> None:
        if self._before is not None:
            self._before.join()
            self._before = None
        words = ""
        try:
            self._end_if_stopped()
            measure_takes(self._project, self._rows, report=self._tell)
        except _StoppedError:
            return
        except ShotwrightError as error:
            words = str(error)
        except Exception as error:  # noqa: BLE001 - the thread's fault is told, not lost
            _LOG.exception("measuring")
            words = f"A fault of the program: {type(error).__name__}: {error}"
        if not self.stopped.is_set():
            self._measuring.ended.emit(words)

    def _end_if_stopped(self) -> None:
        if self.stopped.is_set():
            raise _StoppedError("stopped")

    def _tell(self, progress: Progress) -> None:
        self._end_if_stopped()
        self._measuring.progressed.emit(progress.done / max(progress.total, 1))


class Measuring(QObject):
    """One run at a time; a new one ends the one before. Measures are kept beside the takes."""

    progressed = QtSignal(float)
    """How much is done, 0 to 1."""
    ended = QtSignal(str)
    """It is over; the words of an error, "" when all went well."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._run: _Run | None = None

    def start(self, project: Project, rows: Sequence[Row]) -> None:
        """Measure takes; what was measured already against the same shot is not measured again."""
        before = self._run
        self.stop()
        self._run = _Run(self, project, tuple(rows), before)
        self._run.start()

    @property
    def busy(self) -> bool:
        """Whether it measures."""
        return self._run is not None and self._run.is_alive() and not self._run.stopped.is_set()

    def stop(self) -> None:
        """End at the next frame; the window does not wait for that."""
        if self._run is not None:
            self._run.stopped.set()

    def close(self) -> None:
        """End, and wait for it: the thread tells nothing to what is gone."""
        self.stop()
        if self._run is not None:
            self._run.join()
            self._run = None
