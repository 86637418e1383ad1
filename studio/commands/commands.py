"""Commands: QActions made from the table, bound by the panels that carry them out."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, Qt
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QToolButton, QWidget

from studio.commands.table import Command, command_table
from studio.theme import Theme


class Commands(QObject):
    """Every command that somebody carries out, and the shortcuts that call it.

    Parameters
    ----------
    theme
        Gives the icons.
    keys
        The user's own shortcuts by command id, in place of the table's.
    """

    bound = QtSignal(str)
    """A command was bound, by id."""

    def __init__(self, theme: Theme, keys: Mapping[str, tuple[str, ...]] | None = None) -> None:
        super().__init__()
        self._theme = theme
        self._keys = dict(keys or {})
        self._actions: dict[str, list[QAction]] = {}

    def bind(
        self,
        widget: QWidget,
        handlers: Mapping[str, Callable[[], object]],
    ) -> dict[str, QAction]:
        """Let ``widget`` carry out commands; their shortcuts work while it has the focus.

        Shortcuts of commands whose ``where`` is ``"window"`` work in the whole window. Returns the
        actions by id, to be enabled, checked, and put on buttons.
        """
        made = {}
        for id_, handler in handlers.items():
            command = command_table()[id_]
            action = QAction(command.title, widget)
            if command.icon:
                action.setIcon(self._theme.icon(command.icon))
            action.setCheckable(command.checkable)
            whole = command.where == "window"
            context = Qt.ShortcutContext
            action.setShortcutContext(
                context.WindowShortcut if whole else context.WidgetWithChildrenShortcut
            )
            action.setData(id_)
            action.triggered.connect(lambda *_, call=handler: call())
            self._set_keys(action, command)
            widget.addAction(action)
            self._actions.setdefault(id_, []).append(action)
            action.destroyed.connect(lambda *_, i=id_, a=action: self._forget(i, a))
            made[id_] = action
            self.bound.emit(id_)
        return made

    def action(self, id_: str) -> QAction | None:
        """Return the action of a command: the one that has the focus, else the last bound."""
        bound = self._actions.get(id_, [])
        for action in bound:
            widget = action.parent()
            if isinstance(widget, QWidget) and (
                widget.hasFocus() or widget.isAncestorOf(widget.window().focusWidget() or widget)
            ):
                return action
        return bound[-1] if bound else None

    def bound_to(self, id_: str) -> tuple[QAction, ...]:
        """Return the actions of a command, one for each widget that carries it out."""
        return tuple(self._actions.get(id_, ()))

    def available(self) -> list[tuple[Command, QAction]]:
        """Return what can be done now, in the order of the table."""
        found = []
        for id_, command in command_table().items():
            action = self.action(id_)
            if action is not None and action.isEnabled():
                found.append((command, action))
        return found

    def keys_of(self, id_: str) -> tuple[str, ...]:
        """Return the shortcuts of a command, the user's or the table's."""
        return self._keys.get(id_, command_table()[id_].keys)

    def clashes(self, id_: str, key: str) -> list[Command]:
        """Return the other commands that a shortcut would call in the same place."""
        table = command_table()
        mine = table[id_].where
        wanted = QKeySequence(key)
        return [
            other
            for other in table.values()
            if other.id != id_
            and (other.where == mine or "window" in (other.where, mine))
            and wanted in [QKeySequence(k) for k in self.keys_of(other.id)]
        ]

    def set_keys(self, id_: str, keys: tuple[str, ...] | None) -> None:
        """Give a command other shortcuts; ``None`` brings the table's back."""
        if keys is None:
            self._keys.pop(id_, None)
        else:
            self._keys[id_] = keys
        for action in self._actions.get(id_, []):
            self._set_keys(action, command_table()[id_])

    @property
    def own_keys(self) -> dict[str, tuple[str, ...]]:
        """The user's own shortcuts by command id."""
        return dict(self._keys)

    def tool_button(self, id_: str, action: QAction) -> QToolButton:
        """Return an icon button for an action, with its tooltip and shortcut."""
        button = QToolButton()
        button.setDefaultAction(action)
        button.setAccessibleName(command_table()[id_].title)
        return button

    def shown_keys(self, id_: str) -> str:
        """Return the first shortcut as people of this system write it, empty for none."""
        keys = self.keys_of(id_)
        if not keys:
            return ""
        return QKeySequence(keys[0]).toString(QKeySequence.SequenceFormat.NativeText)

    def tip(self, id_: str) -> str:
        """Return a tooltip: the title, and the first shortcut."""
        keys, title = self.shown_keys(id_), command_table()[id_].title
        return f"{title} ({keys})" if keys else title

    def _set_keys(self, action: QAction, command: Command) -> None:
        action.setShortcuts([QKeySequence(key) for key in self.keys_of(command.id)])
        action.setToolTip(self.tip(command.id))

    def _forget(self, id_: str, action: QAction) -> None:
        bound = self._actions.get(id_, [])
        if action in bound:
            bound.remove(action)
