"""KitPanel: what can be put into a scene, found by name or group, and dragged into the view."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from studio.desk import Desk
from studio.kit.free_spot import free_point
from studio.kit.items import (
    EVERYTHING,
    KitItem,
    body_of,
    first_items,
    found_items,
    groups,
    item_named,
    kit_items,
)
from studio.kit.picture_grid import PictureGrid, Tile
from studio.kit.placing import KIT_MIME, dragged, placed
from studio.kit.portraits import of_figure, of_prop, of_shape
from studio.kit.thumbnails import Subject
from studio.listening import while_alive
from studio.widgets.choice_field import ChoiceField
from studio.widgets.empty_state import EmptyState
from studio.widgets.focus_guide import FocusGuide
from studio.widgets.search_field import SearchField


class KitPanel(QWidget):
    """The kit. A double click puts a thing where the view looks (``Session.spot``)."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.setObjectName("kit")
        self.setAccessibleName("Kit")
        self.setProperty("panel", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._search = SearchField(desk.theme, "Search the kit")
        self._group = ChoiceField(desk.theme, [(EVERYTHING, "All"), *groups().items()])
        self._group.setAccessibleName("Group of the kit")
        self._group.set_choice(EVERYTHING)
        self.grid = PictureGrid(desk, "Kit", KIT_MIME, lambda key: dragged(_item(key)))
        self._nothing = EmptyState(
            desk.theme, "magnify-close", "Nothing in the kit is called that.",
            [("Show everything", self._reset)],
        )  # fmt: skip
        self._lay_out()
        self._search.searched.connect(lambda _: self._show())
        self._search.left.connect(lambda: self.grid.setFocus(Qt.FocusReason.TabFocusReason))
        self._group.currentIndexChanged.connect(lambda _: self._show())
        self.grid.wanted.connect(self.place)
        desk.commands.bind(
            self,
            {
                "scene.add_figure": lambda: self.place("figure/woman"),
                "scene.add_box": lambda: self.place("shape/box"),
                "scene.add_light": lambda: self.place("light/spot"),
            },
        )
        self._items, self._has_all = first_items(), False
        self._show()
        desk.work.start(kit_items, while_alive(self, self._take), while_alive(self, self._refused))

    def place(self, key: str) -> None:
        """Put a thing of the kit where the view looks, beside what stands there already."""
        spot, item = self._desk.session.spot, _item(key)
        # People look at whoever puts them there; other things stand along the world's axes.
        facing = spot.facing if item.kind == "figure" else 0.0
        placed(self._desk.session, item, free_point(self._desk.session, item, spot.point), facing)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(8, 8, 8, 4)
        top.setSpacing(4)
        top.addWidget(self._search, 3)
        top.addWidget(self._group, 2)
        self._group.view().setMinimumWidth(150)
        self._pages = QStackedWidget()
        self._pages.setProperty("panel", "clear")
        self._pages.addWidget(self.grid)
        self._pages.addWidget(self._nothing)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self._pages, 1)
        FocusGuide(self, self._search)

    def _show(self) -> None:
        group = self._group.choice or EVERYTHING
        items = found_items(self._search.text(), group, self._items)
        self.grid.show_tiles([_tile(item) for item in items])
        self._pages.setCurrentIndex(0 if items or not self._has_all else 1)

    def _take(self, items: tuple[KitItem, ...]) -> None:
        """Show everything: reading all the props takes a second that the window does not wait."""
        self._items, self._has_all = items, True
        self._show()

    def _refused(self, why: str) -> None:
        self._desk.session.tell("The kit cannot be shown whole", why, kind="bad")

    def _reset(self) -> None:
        self._group.setCurrentIndex(0)
        self._search.clear()


def _item(key: str) -> KitItem:
    kind, _, name = key.partition("/")
    return item_named(kind, name)


def _tile(item: KitItem) -> Tile:
    return Tile(
        key=item.key,
        title=item.title,
        tip=f"{_told(item)}. Drag it into the view, or double-click or press Enter",
        subject=_subject(item),
        icon=item.icon or "cube-outline",
    )


def _told(item: KitItem) -> str:
    return item.words.split(";")[0] if item.kind == "prop" and item.words else item.title


def _subject(item: KitItem) -> Subject | None:
    if item.kind == "prop":
        return Subject(item.key, lambda: of_prop(item.name))
    if item.kind == "figure":
        body = body_of(item.name)
        return Subject(f"figure/{body.model_dump_json()}", lambda: of_figure(body))
    return Subject(item.key, lambda: of_shape(item.name)) if item.kind == "shape" else None
