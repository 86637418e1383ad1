"""Compose mode as a whole: what its panels do to each other."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QTabWidget

from studio.compose_mode.page import ComposePage
from studio.environment import EnvironmentPanel
from studio.outliner import Outliner


def test_the_environment_row_of_the_outliner_raises_the_environment(qtbot, open_desk) -> None:
    page = ComposePage(open_desk("dialogue"))
    qtbot.addWidget(page)
    page.resize(1280, 720)
    page.show()
    tabs = page.findChild(QTabWidget, "library")
    assert tabs.tabText(tabs.currentIndex()) == "Kit"
    assert page.findChild(EnvironmentPanel) is None
    page.findChild(Outliner).environment_chosen.emit()
    assert tabs.tabText(tabs.currentIndex()) == "Environment"
    assert page.findChild(EnvironmentPanel).isVisible()


def test_the_key_to_import_works_from_anywhere_and_shows_the_assets(
    qtbot, open_desk, monkeypatch
) -> None:
    asked: list[str] = []

    def ask(_parent: object, title: str, *_: object) -> tuple[list[str], str]:
        asked.append(title)
        return [], ""

    monkeypatch.setattr(QFileDialog, "getOpenFileNames", ask)
    page = ComposePage(open_desk("dialogue"))
    qtbot.addWidget(page)
    page.resize(1280, 720)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    outliner = page.findChild(Outliner)
    outliner.view.setFocus()
    qtbot.keyClick(outliner.view, Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
    assert asked == ["Import"]
    tabs = page.findChild(QTabWidget, "library")
    assert tabs.tabText(tabs.currentIndex()) == "Assets"
