"""About: the version, the licence, and what draws here; to be copied into a report."""

from __future__ import annotations

import platform

import PySide6
from PySide6.QtCore import Qt, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QLabel, QPushButton, QVBoxLayout, QWidget

from shotwright import __version__
from studio.desk import Desk


def facts(desk: Desk) -> dict[str, str]:
    """Return what a report of a fault needs."""
    found = desk.drawing.description
    return {
        "Shotwright": __version__,
        "Python": platform.python_version(),
        "Qt": f"{qVersion()}, PySide6 {PySide6.__version__}",
        "System": f"{platform.system()} {platform.release()}, {platform.machine()}",
        "Window system": QGuiApplication.platformName(),
        "OpenGL": found.get("version", desk.drawing.reason or "none"),
        "Drawn by": found.get("renderer", "none"),
    }


class About(QDialog):
    """A small page over the window."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("About Shotwright")
        self.setObjectName("about")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        lines = facts(desk)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(8)
        title = QLabel(f"Shotwright {__version__}")
        title.setProperty("role", "score")
        column.addWidget(title)
        licence = QLabel(
            "A scene compositor with shot-driven generation. MIT licence. No account, no "
            "telemetry: "
            "nothing is sent anywhere unless you order a take from a hosted model."
        )
        licence.setWordWrap(True)
        licence.setProperty("role", "label")
        column.addWidget(licence)
        text = "\n".join(f"{name}: {value}" for name, value in lines.items())
        shown = QLabel(text)
        shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        shown.setWordWrap(True)
        column.addWidget(shown)
        copy = QPushButton("Copy for a report")
        copy.clicked.connect(lambda *_: QGuiApplication.clipboard().setText(text))
        column.addWidget(copy)
        self.resize(480, 0)
