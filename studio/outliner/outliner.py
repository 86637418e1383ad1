"""Outliner: the scene as a tree, with its search and the commands for what is selected."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPoint, Qt
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QStackedWidget, QToolButton, QVBoxLayout, QWidget
from shiboken6 import isValid

from studio.desk import Desk
from studio.listening import listen
from studio.outliner.edit_commands import bind_edit_commands
from studio.outliner.row_menu import fill_row_menu
from studio.outliner.rows import KINDS, ROOT, Search
from studio.outliner.scene_bar import SceneBar
from studio.outliner.view import OutlineView
from studio.outliner.words import search_hint
from studio.session import hanging, node_edits, scene_edits
from studio.session.locks import remember_locks
from studio.widgets.empty_state import EmptyState
from studio.widgets.focus_guide import FocusGuide
from studio.widgets.focus_ring import FocusRing
from studio.widgets.panel_header import PanelHeader
from studio.widgets.search_field import SearchField

_FRAME = "view.frame"


class Outliner(QWidget):
    """The panel of the scene's nodes."""

    environment_chosen = QtSignal()
    """The environment's row was chosen: its panel is wanted."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._session = desk, desk.session
        self.setObjectName("outliner")
        self.setAccessibleName("Outliner")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("panel", "panel")
        remember_locks(desk.session, desk.settings)
        self.view = OutlineView(desk)
        self._actions = bind_edit_commands(desk, self) | desk.commands.bind(
            self,
            {
                "edit.rename": self.view.rename_current,
                "edit.move_up": lambda: hanging.move_by_one(desk.session, -1),
                "edit.move_down": lambda: hanging.move_by_one(desk.session, 1),
                "scene.add_group": lambda: node_edits.add_group(desk.session),
                "scene.add_scene": lambda: scene_edits.add(desk.session),
            },
        )
        self._search = SearchField(desk.theme)
        self._kinds: set[str] = set()
        self._passes_on = False
        self._lay_out()
        self._search.searched.connect(lambda _: self._look_for())
        self._search.left.connect(lambda: self.view.setFocus(Qt.FocusReason.TabFocusReason))
        self._search.returnPressed.connect(self._choose_found)
        desk.commands.bound.connect(self._pass_on)
        self._pass_on(_FRAME)
        self.view.environment_chosen.connect(self.environment_chosen)
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.view.customContextMenuRequested.connect(self._open_menu)
        self.view.rows.made_new.connect(self._tell)
        listen(self, self._session.project_changed, lambda _: self._tell())
        listen(self, self._session.place_changed, self._tell)
        self._tell()

    def _lay_out(self) -> None:
        theme = self._desk.theme
        header = PanelHeader(theme, "Outliner")
        self._filter = self._menu_button("filter-variant", "Show only some kinds")
        self._filter.setMenu(self._filter_menu())
        adding = self._menu_button("plus", "Add to the scene")
        menu = QMenu(adding)
        menu.aboutToShow.connect(lambda: self._fill_adding(menu))
        adding.setMenu(menu)
        header.add(self._filter)
        header.add(adding)
        searching = QWidget()
        row = QVBoxLayout(searching)
        row.setContentsMargins(8, 4, 8, 6)
        row.addWidget(self._search)
        self._pages = QStackedWidget()
        self._pages.setProperty("panel", "clear")
        self._nothing = EmptyState(
            theme, "magnify-close", "No node matches.", [("Reset the search", self._reset)]
        )
        self._no_scene = EmptyState(
            theme, "image-plus-outline", "This project has no scene yet.",
            [("Add a scene", lambda: scene_edits.add(self._session))],
        )  # fmt: skip
        for page in (self.view, self._nothing, self._no_scene):
            self._pages.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (header, SceneBar(self._desk), searching):
            column.addWidget(widget)
        column.addWidget(self._pages, 1)
        self.setMinimumWidth(176)
        FocusGuide(self, self.view)
        FocusRing(self._desk.theme, self.view)

    def _menu_button(self, icon: str, tip: str) -> QToolButton:
        button = QToolButton()
        button.setIcon(self._desk.theme.icon(icon))
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        return button

    def _filter_menu(self) -> QMenu:
        menu = QMenu(self._filter)
        for kind, title in KINDS.items():
            action = menu.addAction(title)
            action.setCheckable(True)
            action.toggled.connect(lambda on, kind=kind: self._filter_by(kind, on=on))
        menu.addSeparator()
        menu.addAction("All kinds", self._reset)
        return menu

    def _fill_adding(self, menu: QMenu) -> None:
        menu.clear()
        for name in ("group", "figure", "box", "light", "camera", "scene"):
            action = self._desk.commands.action(f"scene.add_{name}")
            if action is not None:
                menu.addAction(action)

    def _filter_by(self, kind: str, *, on: bool) -> None:
        if on:
            self._kinds.add(kind)
        else:
            self._kinds.discard(kind)
        name = "filter-variant-plus" if self._kinds else "filter-variant"
        token = "daylight" if self._kinds else "text2"
        self._filter.setIcon(self._desk.theme.icon(name, token))
        self._look_for()

    def _look_for(self) -> None:
        self.view.rows.set_search(Search(self._search.text(), frozenset(self._kinds)))

    def _choose_found(self) -> None:
        """Select the first row that a search finds, and go there."""
        scene = self._session.scene
        search = self.view.rows.search
        nodes = () if scene is None or not search.is_on else scene.nodes
        found = next((node.id for node in nodes if search.finds(node)), None)
        if found is not None:
            self._session.select((found,))
            self.view.setFocus(Qt.FocusReason.TabFocusReason)

    def _pass_on(self, id_: str) -> None:
        """Carry out here as well, once the view has bound it, what frames the selection there."""
        action = self._desk.commands.action(_FRAME)
        if id_ == _FRAME and action is not None and not self._passes_on:
            self._passes_on = True
            self._desk.commands.bind(self, {_FRAME: partial(_trigger, action)})

    def _reset(self) -> None:
        for action in self._filter.menu().actions():
            action.setChecked(False)
        self._search.clear()

    def _tell(self) -> None:
        """Show how many nodes there are, or that there is nothing to show."""
        scene = self._session.scene
        if scene is None:
            self._pages.setCurrentWidget(self._no_scene)
            return
        self._search.set_hint(search_hint(self._session.project, scene.id))
        rows = self.view.rows
        found_none = rows.search.is_on and not any(map(rows.keys_under, rows.keys_under(ROOT)))
        self._pages.setCurrentWidget(self._nothing if found_none else self.view)

    def _open_menu(self, place: QPoint) -> None:
        menu = QMenu(self)
        key = self.view.rows.key(self.view.indexAt(place))
        fill_row_menu(menu, self._desk, key, self._actions, self.environment_chosen.emit)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.view.viewport().mapToGlobal(place))


def _trigger(action: QAction) -> None:
    if isValid(action):
        action.trigger()
