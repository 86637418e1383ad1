"""Start the studio: the program, the look, the desk, the window; and end it without losing work."""

from __future__ import annotations

import argparse
import faulthandler
import logging
import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import NoReturn

from PySide6.QtCore import QSocketNotifier, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from compose.edits.scenes import new_project
from shotwright import ShotwrightError, __version__
from studio.collecting import Collecting
from studio.desk import Desk
from studio.drawing import Drawing
from studio.session import Session
from studio.settings import Settings
from studio.theme import Theme
from studio.window.window import Window

_LOG = logging.getLogger(__name__)


def main(argv: Sequence[str]) -> int:
    """Open the window and stay until it is closed.

    Returns
    -------
    The exit status: 0, or 2 for a project that cannot be opened.
    """
    arguments = _arguments(argv)
    faulthandler.enable()
    before = dict(os.environ)
    application = _application(argv)
    settings = Settings()
    theme = Theme(settings.preferences.theme)
    theme.apply(application)
    Collecting(application)
    desk = Desk.of(Session(new_project("Untitled")), theme, settings, Drawing())
    window = Window(desk)
    _tell_faults(desk)
    try:
        window.start(arguments.project)
    except ShotwrightError as error:
        sys.stderr.write(f"shotwright: {error}\n")
        window.deleteLater()
        desk.close()
        return 2
    _stop_on_signals(window)
    window.show()
    status = application.exec()
    desk.close()
    if window.restarts:
        _start_again(desk, before)
    return status


def _arguments(argv: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="shotwright studio", description="Open the desktop program, with a project or without."
    )
    parser.add_argument("project", nargs="?", type=Path, help="a project's folder")
    return parser.parse_args(argv)


def _application(argv: Sequence[str]) -> QApplication:
    QGuiApplication.setApplicationName("shotwright")
    QGuiApplication.setApplicationDisplayName("Shotwright")
    QGuiApplication.setApplicationVersion(__version__)
    QGuiApplication.setDesktopFileName("shotwright")
    scale = Settings().preferences.scale_percent
    if scale != 100:
        os.environ.setdefault("QT_SCALE_FACTOR", f"{scale / 100:g}")
    return QApplication(["shotwright", *argv])


def _start_again(desk: Desk, environment: Mapping[str, str]) -> NoReturn:
    """Start the program anew on the open project, without what this run put into its surroundings.

    On Windows, where a process cannot be replaced, this one waits for the new one to end.
    """
    root = desk.session.project.root
    command = [sys.executable, "-P", "-m", "studio", *([] if root is None else [str(root)])]
    if os.name == "nt":
        sys.exit(subprocess.call(command, env=dict(environment)))
    os.execve(command[0], command, dict(environment))


def _tell_faults(desk: Desk) -> None:
    """Let a fault of ours be told at the desk and logged, instead of ending the program."""

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        _LOG.error("a fault of the studio", exc_info=(kind, error, trace))
        sys.__excepthook__(kind, error, trace)
        if isinstance(error, ShotwrightError):
            desk.session.tell("That did not work", str(error), kind="bad")
        else:
            desk.session.tell(
                "A fault of the program",
                f"{kind.__name__}: {error}. Your work is as it was; it is saved again and again.",
                kind="bad",
            )

    sys.excepthook = hook


def _stop_on_signals(window: Window) -> None:
    """Close the window on Ctrl-C and SIGTERM, as on its button: what is unsaved is kept."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: QTimer.singleShot(0, window.close))
    # Python runs a signal's handler only when it is asked to do something; a socket wakes Qt.
    reader, writer = os.pipe()
    os.set_blocking(writer, False)
    signal.set_wakeup_fd(writer)
    notifier = QSocketNotifier(reader, QSocketNotifier.Type.Read, window)
    notifier.activated.connect(lambda: os.read(reader, 64))
