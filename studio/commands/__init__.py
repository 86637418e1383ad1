"""Commands: everything that has a name, a shortcut, a place in a menu and a line in Ctrl K."""

from studio.commands.commands import Commands
from studio.commands.table import Command, command_table

__all__ = ["Command", "Commands", "command_table"]
