"""The first page: a new project, a sample's copy, and recent projects."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from compose.files.load import load_project
from studio.window.projects_page import ProjectsPage
from tests.studio.conftest import wait_for


def test_it_shows_the_samples_and_the_recent_ones(qtbot: QtBot, open_desk, shoot, tmp_path) -> None:
    desk = open_desk("product")
    desk.settings.change(
        projects_folder=str(tmp_path / "films"),
        recent=(str(desk.session.project.root), str(tmp_path / "gone")),
    )
    page = ProjectsPage(desk)
    page.resize(1400, 800)
    qtbot.addWidget(page)
    page.show()
    wait_for(qtbot, lambda: len(page._samples._cards.pictures) == 3, 60)
    wait_for(qtbot, lambda: len(page._recent._cards.pictures) == 1, 60)
    shoot(page, "projects", (1400, 800))
    assert [card.fault for card in page._recent._cards.cards] == ["", "not found"]


def test_a_new_project_is_made_on_disk_and_chosen(qtbot: QtBot, open_desk, tmp_path: Path) -> None:
    desk = open_desk("product")
    desk.settings.change(projects_folder=str(tmp_path / "films"))
    page = ProjectsPage(desk)
    qtbot.addWidget(page)
    page._name.selectAll()
    qtbot.keyClicks(page._name, "Night bus")
    with qtbot.waitSignal(page.chosen) as caught:
        qtbot.keyClick(page._name, Qt.Key.Key_Return)
    (folder,) = caught.args
    assert folder == tmp_path / "films" / "Night bus"
    assert load_project(folder).name == "Night bus"
    with qtbot.waitSignal(page.chosen) as caught:
        qtbot.keyClick(page._name, Qt.Key.Key_Return)
    assert caught.args[0].name == "Night bus 2"
