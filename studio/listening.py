"""Listen to a session for as long as a widget lives."""

from __future__ import annotations

from collections.abc import Callable
from typing import ParamSpec

from PySide6.QtCore import QObject
from shiboken6 import isValid

from studio.signal import Signal

Told = ParamSpec("Told")


def listen(owner: QObject, signal: Signal[Told], listener: Callable[Told, object]) -> None:
    """Call ``listener`` at each emit until ``owner`` is destroyed."""
    end = signal.connect(listener)
    owner.destroyed.connect(lambda *_: end())


def while_alive(owner: QObject, call: Callable[Told, object]) -> Callable[Told, None]:
    """Return ``call``, which does nothing once ``owner`` is destroyed: for what comes of work."""

    def called(*args: Told.args, **kwargs: Told.kwargs) -> None:
        if isValid(owner):
            call(*args, **kwargs)

    return called
