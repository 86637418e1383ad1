"""Preferences: each page keeps what is set, refuses what cannot be, and looks right."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QKeySequenceEdit, QLineEdit, QTableView, QWidget
from pytestqt.qtbot import QtBot

from studio.preferences import Preferences
from studio.settings import Settings
from visualize.jobs.budget import limits


@pytest.fixture
def host(qtbot: QtBot) -> QWidget:
    """A window for the dialog to belong to."""
    widget = QWidget()
    qtbot.addWidget(widget)
    return widget


PAGES = ("keys", "budgets", "look", "shortcuts", "performance", "folders")


@pytest.mark.parametrize("page", PAGES)
def test_every_page_is_shown(page: str, open_desk, shoot, host: QWidget) -> None:
    desk = open_desk("product")
    dialog = Preferences(desk, host, page)
    assert shoot(dialog, f"preferences-{page}", (840, 560)).stat().st_size > 10_000


def test_a_budget_typed_is_a_limit_of_the_store(qtbot: QtBot, open_desk, host: QWidget) -> None:
    desk = open_desk("product")
    dialog = Preferences(desk, host, "budgets")
    dialog.show()
    field = next(
        one for one in dialog.findChildren(QLineEdit) if one.accessibleName().startswith("A day")
    )
    qtbot.keyClicks(field, "25")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert limits(desk.jobs.store.database) == {"day": 25.0}
    field.selectAll()
    qtbot.keyClicks(field, "lots")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert limits(desk.jobs.store.database) == {"day": 25.0}


def test_a_shortcut_is_changed_and_a_clash_refused(qtbot: QtBot, open_desk, host: QWidget) -> None:
    desk = open_desk("product")
    dialog = Preferences(desk, host, "shortcuts")
    dialog.show()
    table = dialog.findChild(QTableView)
    search = next(one for one in dialog.findChildren(QLineEdit) if "Search" in one.accessibleName())
    qtbot.keyClicks(search, "Drop to ground")
    table.selectRow(0)
    field = dialog.findChild(QKeySequenceEdit)
    field.setKeySequence(QKeySequence("Ctrl+E"))
    field.editingFinished.emit()
    assert desk.commands.keys_of("edit.drop") == ("Ctrl+E",)
    field.setKeySequence(QKeySequence("Ctrl+Z"))
    field.editingFinished.emit()
    assert desk.commands.keys_of("edit.drop") == ("Ctrl+E",)
    assert desk.settings.preferences.shortcuts == {"edit.drop": ("Ctrl+E",)}


def test_a_settings_file_that_cannot_be_read_is_set_aside(tmp_path) -> None:
    (tmp_path / "studio.json").write_text("{ not json")
    settings = Settings(tmp_path)
    assert "studio.unreadable.json" in settings.problem
    assert (tmp_path / "studio.unreadable.json").read_text() == "{ not json"
    settings.change(theme="light")
    assert Settings(tmp_path).preferences.theme == "light"
