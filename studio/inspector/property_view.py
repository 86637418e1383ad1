"""PropertyView: a property bound to the session: shown, changed, keyed, reset."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu, QWidget

from compose.node import Node
from studio.desk import Desk
from studio.inspector.editors import make_editor
from studio.inspector.property import Property
from studio.inspector.reading import reading_of
from studio.inspector.writing import Change, reset_of, writing_of
from studio.session import Layer
from studio.session.keying import (
    Key,
    key_channels,
    remove_animation,
    toggle_keys,
    unkey_channels,
)
from studio.widgets.property_row import PropertyRow

Whose = Callable[[], Sequence[Node | None]]


class PropertyView(PropertyRow):
    """A row of the inspector at work.

    Parameters
    ----------
    desk
        The desk.
    prop
        What it shows.
    whose
        Returns the nodes whose property it is; ``None`` among them is the environment.
    """

    def __init__(
        self, desk: Desk, prop: Property, whose: Whose, parent: QWidget | None = None
    ) -> None:
        self.editor = make_editor(desk.theme, prop)
        super().__init__(
            desk.theme, prop.label, self.editor, diamond=bool(prop.channels), parent=parent
        )
        self._desk, self._session = desk, desk.session
        self.prop, self._whose = prop, whose
        self._shown: tuple[str | None, ...] = ()
        if prop.tip:
            self.label.set_tip(prop.tip)
        self.editor.begun.connect(self._begin)
        self.editor.moved.connect(self._step)
        self.editor.ended.connect(self._session.end_gesture)
        self.editor.cancelled.connect(self._session.cancel_gesture)
        self.editor.typed.connect(self._write)
        self.diamond_clicked.connect(self._toggle)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._menu)

    def refresh(self) -> None:
        """Show what the nodes have now."""
        nodes = self._whose()
        self._shown = tuple(None if node is None else node.id for node in nodes)
        if nodes:
            reading = reading_of(self._session, self.prop, nodes)
            self.editor.show_reading(reading)
            self.set_diamond(reading.diamond)
            self.set_note(reading.note)

    def menu(self) -> QMenu:
        """Return what can be done to the property, by right click."""
        menu = QMenu(self)
        if self.prop.channels:
            self._key_actions(menu)
            menu.addSeparator()
        menu.addAction("Copy value", self._copy)
        menu.addAction("Reset to default", self._reset).setEnabled(self.prop.default is not None)
        return menu

    def _key_actions(self, menu: QMenu) -> None:
        session, keys, label = self._session, self._keys(), self.prop.label.lower()
        stand = reading_of(session, self.prop, self._nodes()).diamond
        layers = [(Layer.SCENE, "Key here")]
        if session.shot is not None:
            layers = [
                (Layer.SCENE, "Key here, in the scene"),
                (Layer.SHOT, f"Key here, in shot {session.shot.number}"),
            ]
        for layer, title in layers:
            menu.addAction(
                title,
                partial(key_channels, session, keys, layer, label=f"Key {label}"),
            )
        remove = menu.addAction(
            "Remove key", lambda: unkey_channels(session, keys, label=f"Remove key of {label}")
        )
        remove.setEnabled(stand in ("keyed", "overridden"))
        every = menu.addAction(
            "Remove all keys of the shot" if stand.startswith("overridden") else "Remove all keys",
            lambda: remove_animation(session, keys, label=f"Remove keys of {label}"),
        )
        every.setEnabled(bool(stand))

    def _menu(self, at: QPoint) -> None:
        menu = self.menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.mapToGlobal(at))

    def _nodes(self) -> list[Node | None]:
        """Return the nodes that were shown last, as they are now.

        What is typed is of these, also when it is kept because something else gets selected.
        """
        scene = self._session.scene
        known = {} if scene is None else {node.id: node for node in scene.nodes}
        return [known.get(id_) if id_ else None for id_ in self._shown if not id_ or id_ in known]

    def _keys(self) -> list[Key]:
        return [
            (None if node is None else node.id, channel)
            for node in self._nodes()
            for channel in self.prop.channels
        ]

    def _toggle(self) -> None:
        toggle_keys(self._session, self._keys(), label=f"Key {self.prop.label.lower()}")

    def _begin(self) -> None:
        self._session.begin_gesture(self._title())

    def _step(self, change: Change) -> None:
        if self._session.in_gesture:
            self._session.step_gesture(writing_of(self._session, self.prop, self._nodes(), change))

    def _write(self, change: Change) -> None:
        nodes = self._nodes()
        if not nodes:
            return
        done = self._session.do(
            self._title(),
            writing_of(self._session, self.prop, nodes, change),
            merge=(self.prop.key, *change, *map(_id, nodes)) if self.editor.nudging else None,
        )
        if not done:
            self.refresh()

    def _reset(self) -> None:
        nodes = self._nodes()
        if nodes:
            edit = reset_of(self._session, self.prop, nodes)
            self._session.do(f"Reset {self.prop.label.lower()}", edit)

    def _copy(self) -> None:
        values = reading_of(self._session, self.prop, self._nodes()).values
        text = ", ".join("" if value is None else f"{value}" for value in values)
        QGuiApplication.clipboard().setText(text)

    def _title(self) -> str:
        nodes = self._nodes()
        names = {node.name for node in nodes if node is not None}
        whose = names.pop() if len(names) == 1 else f"{len(nodes)} nodes"
        return f"{self.prop.label} of {whose if nodes != [None] else 'the environment'}"


def _id(node: Node | None) -> str:
    return "" if node is None else node.id
