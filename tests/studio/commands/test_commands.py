"""The table of commands, and the actions made from it."""

from __future__ import annotations

from itertools import combinations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from studio.commands import Commands, command_table
from studio.window.finding import ranked


def test_every_icon_is_one_that_the_theme_has(theme) -> None:
    for command in command_table().values():
        if command.icon:
            assert not theme.icon(command.icon).isNull()


def test_no_two_commands_of_one_place_have_the_same_keys() -> None:
    for one, other in combinations(command_table().values(), 2):
        if one.where == other.where:
            shared = {QKeySequence(k).toString() for k in one.keys} & {
                QKeySequence(k).toString() for k in other.keys
            }
            assert not shared, (one.id, other.id)


def test_every_key_is_one_that_qt_knows() -> None:
    for command in command_table().values():
        for key in command.keys:
            assert QKeySequence(key).toString(), (command.id, key)


def test_the_panel_under_the_focus_carries_a_command_out(qtbot: QtBot, theme) -> None:
    commands, window = Commands(theme), QWidget()
    row = QHBoxLayout(window)
    done: list[str] = []
    for name in ("left", "right"):
        field = QPushButton(name)
        field.setObjectName(name)
        row.addWidget(field)
        commands.bind(field, {"edit.drop": lambda name=name: done.append(name)})
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    for name in ("right", "left"):
        field = window.findChild(QPushButton, name)
        field.setFocus()
        qtbot.waitUntil(field.hasFocus)
        qtbot.keyClick(field, Qt.Key.Key_End)
        commands.action("edit.drop").trigger()
    assert done == ["right", "right", "left", "left"]


def test_a_users_own_keys_replace_the_tables(theme) -> None:
    commands = Commands(theme, {"edit.undo": ("Ctrl+U",)})
    assert commands.keys_of("edit.undo") == ("Ctrl+U",)
    assert [c.id for c in commands.clashes("edit.redo", "Ctrl+U")] == ["edit.undo"]
    commands.set_keys("edit.undo", None)
    assert commands.keys_of("edit.undo") == ("Ctrl+Z",)


@pytest.mark.parametrize(
    ("typed", "found"),
    [("undo", "edit.undo"), ("add shot", "shot.add"), ("settings", "edit.preferences"),
     ("drp grnd", "edit.drop"), ("save as", "project.copy")],
)  # fmt: skip
def test_a_command_is_found_by_what_people_type(typed: str, found: str) -> None:
    entries = [(command, None) for command in command_table().values()]
    assert ranked(typed, entries)[0][0].id == found


def test_nothing_fits_nonsense() -> None:
    assert ranked("zzzqqq", [(c, None) for c in command_table().values()]) == []
