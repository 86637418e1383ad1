"""The menus: made from the table of commands, each time they are opened."""

from __future__ import annotations

from PySide6.QtWidgets import QMenu, QWidget

from studio.commands import Commands, command_table
from studio.theme import Theme

_MENUS = ("File", "Edit", "Scene", "Shot", "View", "Window", "Help")


def make_menus(commands: Commands, theme: Theme, parent: QWidget) -> list[QMenu]:
    """Return the menus in order; what nobody can carry out now is greyed."""
    return [_menu(title, commands, theme, parent) for title in _MENUS]


def _menu(title: str, commands: Commands, theme: Theme, parent: QWidget) -> QMenu:
    menu = QMenu(title, parent)
    menu.setToolTipsVisible(True)
    menu.aboutToShow.connect(lambda: _fill(menu, commands, theme))
    return menu


def _fill(menu: QMenu, commands: Commands, theme: Theme) -> None:
    menu.clear()
    group = ""
    for command in command_table().values():
        if command.menu != menu.title():
            continue
        if group and command.id.split(".")[0] != group:
            menu.addSeparator()
        group = command.id.split(".")[0]
        action = commands.action(command.id)
        shown = menu.addAction(command.title)
        if command.icon:
            shown.setIcon(theme.icon(command.icon))
        keys = commands.keys_of(command.id)
        if keys:
            # Shown only: the panel's own action has the shortcut.
            shown.setText(f"{command.title}\t{commands.shown_keys(command.id)}")
        shown.setEnabled(action is not None and action.isEnabled())
        if action is not None:
            shown.setCheckable(action.isCheckable())
            shown.setChecked(action.isChecked())
            shown.triggered.connect(action.trigger)
