"""Trouble with files: the window says what, where and what to do, and nothing is lost."""

from __future__ import annotations

import errno
import os
import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from compose.edits import set_project
from compose.files.load import load_project
from studio.desk import Desk
from studio.session.opening import make_project
from studio.widgets.toast import Toast
from studio.window.window import Window
from tests.studio.conftest import wait_for
from visualize.jobs.places import state_folder


@pytest.fixture
def desk(open_desk, tmp_path: Path) -> Desk:
    """A desk on a small project of its own."""
    desk = open_desk(make_project(tmp_path / "film", "Night bus"))
    desk.settings.change(tour_seen=True)
    return desk


@pytest.fixture
def window(qtbot: QtBot, desk: Desk) -> Window:
    """A window that has the project open."""
    window = Window(desk)
    qtbot.addWidget(window)
    window.open(desk.session.project.root)
    yield window
    window.close()


def edit(window: Window, words: str = "Rain.") -> None:
    window.desk.session.do("Edit", lambda p: set_project(p, bible=words))


def save(window: Window) -> None:
    window.desk.commands.action("project.save").trigger()


def answer(qtbot: QtBot, toast: Toast, label: str) -> None:
    button = next(b for b in toast.findChildren(QPushButton) if b.text() == label)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def full_disk(*_: object) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_a_full_disk_is_told_and_saving_again_works(
    qtbot: QtBot, window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = window.desk.session
    root = session.project.root
    edit(window)
    with monkeypatch.context() as broken:
        broken.setattr(os, "fsync", full_disk)
        save(window)
    toast = window.toasts.toasts[-1]
    assert "No space left" in toast.message.detail
    assert str(root) in toast.message.detail
    assert toast.asks
    assert not toast.waits
    assert session.unsaved
    assert session.project.bible == "Rain."
    assert load_project(root).bible == ""
    answer(qtbot, toast, "Try again")
    assert load_project(root).bible == "Rain."


def test_a_folder_that_vanished_is_made_again_only_when_one_says_so(
    qtbot: QtBot, window: Window
) -> None:
    session = window.desk.session
    root = session.project.root
    shutil.rmtree(root)
    edit(window)
    save(window)
    assert not root.exists()
    assert session.unsaved
    (toast,) = window.toasts.toasts
    assert str(root) in toast.message.detail
    answer(qtbot, toast, "Make it again")
    assert load_project(root).bible == "Rain."


def test_what_is_unsaved_survives_a_vanished_folder_as_a_copy(
    qtbot: QtBot, window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    edit(window)
    shutil.rmtree(window.desk.session.project.root)
    save(window)
    copy = tmp_path / "second"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(copy), ""))
    answer(qtbot, window.toasts.toasts[0], "Save a copy…")
    assert load_project(copy).bible == "Rain."
    assert window.desk.session.project.root == copy


def test_a_broken_project_is_told_and_the_one_that_is_open_stays(
    window: Window, tmp_path: Path
) -> None:
    other = make_project(tmp_path / "other", "Other").root
    (other / "project.json").write_text('{"format": ')
    before = window.desk.session.project
    window.try_to(lambda: window.open(other))
    (toast,) = window.toasts.toasts
    assert str(other) in toast.message.detail
    assert window.desk.session.project is before


def test_settings_that_cannot_be_written_keep_nobody_from_opening(
    window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = make_project(tmp_path / "other", "Other").root
    monkeypatch.setattr(os, "fsync", full_disk)
    window.open(other)
    assert window.mode == "compose"
    assert window.desk.session.project.name == "Other"
    assert "settings cannot be written" in window.toasts.toasts[-1].message.detail


def test_a_state_folder_that_cannot_be_written_is_told_and_work_goes_on(
    window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = make_project(tmp_path / "other", "Other").root
    monkeypatch.setattr(os, "open", full_disk)
    window.recovering.claim(other, share=False)
    assert "No space left" in window.toasts.toasts[-1].message.detail


def test_a_project_that_another_window_has_is_not_opened_unasked(
    qtbot: QtBot, window: Window, open_desk, theme
) -> None:
    root = window.desk.session.project.root
    desk = open_desk(make_project(root.parent / "mine", "Mine"))
    second = Window(desk)
    qtbot.addWidget(second)
    second.start(root)
    assert second.mode == "projects"
    (toast,) = second.toasts.toasts
    assert toast.message.text == "Night bus is open in another window"
    answer(qtbot, toast, "Open anyway")
    assert desk.session.project.root == root
    edit(window, "First.")
    edit(second, "Second.")
    window.close()
    second.close()
    folders = [folder for folder in (state_folder() / "recovery").iterdir() if folder.is_dir()]
    kept = {load_project(folder).bible for folder in folders}
    assert kept == {"First.", "Second."}


def test_a_copy_of_a_project_that_another_window_has_is_opened(
    qtbot: QtBot, window: Window, open_desk
) -> None:
    root = window.desk.session.project.root
    desk = open_desk(make_project(root.parent / "mine", "Mine"))
    second = Window(desk)
    qtbot.addWidget(second)
    second.start(root)
    answer(qtbot, second.toasts.toasts[0], "Open a copy")
    wait_for(qtbot, lambda: desk.session.project.name == "Night bus copy")
    assert desk.session.project.root == root.parent / "Night bus copy"
    second.close()


def test_a_closed_window_leaves_the_project_to_the_next(qtbot: QtBot, window: Window, desk) -> None:
    root = desk.session.project.root
    window.close()
    again = Window(desk)
    qtbot.addWidget(again)
    again.open(root)
    assert again.mode == "compose"
    assert again.toasts.toasts == ()
    again.close()
