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


class Measuring(QObject):
    """One run at a time; a new one ends the one before. Measures are kept beside the takes."""

    progressed = QtSignal(float)
    """How much is done, 0 to 1."""
    ended = QtSignal(str)
    """It is over; the words of an error, "" when all went well."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self, project: Project, rows: Sequence[Row]) -> None:
        """Measure takes."""
        self.stop()
        stop = self._stop = threading.Event()
        run = threading.Thread(
            target=self._run, args=(project, tuple(rows), stop), name="measuring", daemon=True
        )
        self._thread = run
        run.start()

    @property
    def busy(self) -> bool:
        """Whether it measures."""
        return self._thread is not None and self._thread.is_alive()

    def stop(self) -> None:
        """End at the next frame, and wait for that."""
        self._stop.set()
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    def _run(self, project: Project, rows: tuple[Row, ...], stop: threading.Event) -> None:
        def told(progress: Progress) -> None:
            if stop.is_set():
                raise _StoppedError("stopped")
            self.progressed.emit(progress.done / max(progress.total, 1))

        words = ""
        try:
            measure_takes(project, rows, report=told)
        except _StoppedError:
            return
        except ShotwrightError as error:
            words = str(error)
        except Exception as error:  # noqa: BLE001 - the thread's fault is told, not lost
            _LOG.exception("measuring")
            words = f"A fault of the program: {type(error).__name__}: {error}"
        if not stop.is_set():
            self.ended.emit(words)
