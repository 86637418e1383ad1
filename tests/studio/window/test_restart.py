"""The scale takes a restart: offered where it is set, on the same project, with nothing lost."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from compose.edits import set_project
from studio.app import _start_again
from studio.preferences import Preferences
from studio.session.opening import make_project
from studio.widgets.choice_field import ChoiceField
from studio.window.window import Window


def test_another_scale_offers_to_start_again_and_what_is_unsaved_comes_back(
    qtbot: QtBot, open_desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = open_desk(make_project(tmp_path / "film", "Film"))
    root = desk.session.project.root
    desk.settings.change(tour_seen=True)
    window = Window(desk)
    qtbot.addWidget(window)
    window.open(root)
    window.show()
    desk.session.do("Edit", lambda project: set_project(project, bible="Rain."))
    dialog = Preferences(desk, window, "look")
    dialog.show()
    scale = next(c for c in dialog.findChildren(ChoiceField) if c.findData("200") >= 0)
    button = next(b for b in dialog.findChildren(QPushButton) if b.text() == "Restart now")
    assert not button.isVisible()
    scale.setCurrentIndex(scale.findData("200"))
    scale.activated.emit(scale.currentIndex())
    assert desk.settings.preferences.scale_percent == 200
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert window.restarts
    assert not window.isVisible()
    started = []
    monkeypatch.setattr(os, "name", "posix")
    monkeypatch.setattr(os, "execve", lambda *given: started.append(given))
    _start_again(desk, {"PATH": "/bin"})
    ((program, command, environment),) = started
    assert (program, command[0]) == (sys.executable, sys.executable)
    assert command[-3:] == ["-m", "studio", str(root)]
    assert environment == {"PATH": "/bin"}
    again = Window(desk)
    qtbot.addWidget(again)
    again.open(root)
    assert desk.session.project.bible == "Rain."
    again.close()
