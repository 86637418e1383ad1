"""Collect Python's garbage in the window's thread alone.

Python runs its collector in whichever thread happens to allocate. A widget that is freed so in a
drawing or working thread ends the program, for Qt's objects belong to the thread that made them.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QAbstractEventDispatcher, QObject


class Collecting(QObject):
    """Takes over from Python's own collector, at the moments when the event loop would wait."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        QAbstractEventDispatcher.instance().aboutToBlock.connect(collect_if_due)


def collect_if_due() -> None:
    """Collect the oldest generation whose count went over Python's own threshold."""
    counts, thresholds = gc.get_count(), gc.get_threshold()
    due = [age for age in (2, 1, 0) if counts[age] > thresholds[age] > 0]
    if due:
        gc.collect(due[0])
