"""Inspector: every property of what is selected."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from compose.edits import rename
from compose.node import Node
from compose.payload import Figure
from shotwright import ShotwrightError
from studio.desk import Desk
from studio.errors import SettingsError
from studio.figures import FigurePanel
from studio.inspector.heading import heading_of
from studio.inspector.object_header import ObjectHeader
from studio.inspector.section_view import SectionView
from studio.inspector.sections import Section, sections_of
from studio.listening import listen
from studio.widgets.empty_state import EmptyState

_FOLDED = "inspector.folded"
"""The preference that remembers which sections are folded, by title."""

_MOST_KEPT = 48
"""Sections that are kept for the next node that has the like."""

_PLAYING_MS = 50
"""How often the numbers follow a playhead that moves."""


class Inspector(QWidget):
    """Every property of the nodes selected, in sections; several nodes show what they share."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._session = desk, desk.session
        self._pinned: tuple[str, ...] | None = None
        self._shown: tuple[tuple[Node, ...], tuple[Section, ...]] | None = None
        self._views: list[SectionView] = []
        self._kept: list[SectionView] = []
        self._figure: QWidget | None = None
        self.setObjectName("inspector")
        self.setAccessibleName("Inspector")
        self.setMinimumWidth(288)
        self.header = ObjectHeader(desk.theme)
        self.header.renamed.connect(self._rename)
        self.header.pinned.connect(self._pin)
        self._scroll = QScrollArea()
        self._scroll.setProperty("panel", "panel")
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._pages = QStackedWidget()
        self._pages.addWidget(self._empty())
        self._pages.addWidget(self._filled())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._pages)
        self._due = QTimer(self)
        self._due.setSingleShot(True)
        self._due.timeout.connect(self.refresh)
        session = self._session
        for signal in (
            session.project_changed, session.selection_changed, session.place_changed,
            session.saved_changed,
        ):  # fmt: skip
            listen(self, signal, self._schedule)
        listen(self, session.frame_changed, self._follow)
        desk.commands.bind(self, {"edit.rename": self.header.rename})
        self.refresh()

    def nodes(self) -> tuple[Node, ...]:
        """Return the nodes that are shown: those selected, or those it is pinned to."""
        scene = self._session.scene
        if self._pinned is None or scene is None:
            return self._session.selected
        known = {node.id: node for node in scene.nodes}
        return tuple(known[id_] for id_ in self._pinned if id_ in known)

    def refresh(self) -> None:
        """Show what the nodes have now; build the rows anew where there are other ones."""
        nodes = self.nodes()
        if self._shown is not None and not _alike(self._shown[0], nodes):
            self._keep_what_is_typed()
        if not nodes:
            self._shown = None
            self._pages.setCurrentIndex(0)
            return
        self._build(nodes)
        self._pages.setCurrentIndex(1)
        self.header.show_heading(heading_of(self._session, nodes))
        self._show_figure(nodes)
        for view in self._views:
            try:
                view.refresh()
            except ShotwrightError as error:
                view.section.set_hint(str(error))

    def _keep_what_is_typed(self) -> None:
        """End typing: the rows are about to show other nodes."""
        focused = self.focusWidget()
        if focused is not None and focused.hasFocus():
            focused.clearFocus()

    def _schedule(self, *_: object) -> None:
        if not self._due.isActive() or self._due.interval():
            self._due.start(0)

    def _follow(self) -> None:
        if not self._due.isActive():
            self._due.start(_PLAYING_MS)

    def _build(self, nodes: tuple[Node, ...]) -> None:
        if self._shown is not None and _same(self._shown[0], nodes):
            return
        sections = sections_of(nodes)
        old, self._shown = self._shown, (nodes, sections)
        if old is not None and _alike(old[0], nodes):
            if self._session.in_gesture:
                self._shown = old
                return
            if old[1] == sections:
                return
        self.setUpdatesEnabled(False)
        place = self._scroll.verticalScrollBar().value()
        self._views = self._views_of(sections)
        folded = self._folded()
        for at, view in enumerate(self._views):
            view.section.set_folded(folded.get(view.data.title, view.data.folded))
            self._column.insertWidget(at + 1, view.section)
            view.section.show()
        self._scroll.verticalScrollBar().setValue(place)
        self.setUpdatesEnabled(True)

    def _views_of(self, sections: tuple[Section, ...]) -> list[SectionView]:
        """Return the views of sections: those that were made before, and what is new."""
        for view in self._views:
            self._column.removeWidget(view.section)
            view.section.hide()
        found = []
        for data in sections:
            like = [kept for kept in self._kept if kept.data == data]
            if like:
                self._kept.remove(like[0])
            found.append(like[0] if like else self._new_view(data))
        self._kept.extend(found)
        for old in self._kept[:-_MOST_KEPT]:
            old.section.deleteLater()
        self._kept = self._kept[-_MOST_KEPT:]
        return found

    def _new_view(self, data: Section) -> SectionView:
        view = SectionView(self._desk, data, self.nodes)
        view.section.folded.connect(lambda on: self._fold(data.title, on))
        return view

    def _filled(self) -> QWidget:
        page = QFrame()
        page.setProperty("panel", "panel")
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        content = QWidget()
        self._column = QVBoxLayout(content)
        self._column.setContentsMargins(0, 4, 0, 12)
        self._column.setSpacing(4)
        self._figure_place = QVBoxLayout()
        self._column.addLayout(self._figure_place)
        self._column.addStretch(1)
        self._scroll.setWidget(content)
        column.addWidget(self._scroll, 1)
        return page

    def _show_figure(self, nodes: tuple[Node, ...]) -> None:
        """Show what a figure does above its properties; that panel follows the active node."""
        active = self._session.active
        wanted = len(nodes) == 1 and isinstance(nodes[0].payload, Figure) and nodes[0] is active
        if wanted and self._figure is None:
            self._figure = QWidget()
            holder = QVBoxLayout(self._figure)
            holder.setContentsMargins(0, 0, 0, 0)
            holder.addWidget(FigurePanel(self._desk))
            self._figure_place.addWidget(self._figure)
        if self._figure is not None:
            self._figure.setVisible(wanted)

    def _empty(self) -> QWidget:
        page = QFrame()
        page.setProperty("panel", "panel")
        column = QVBoxLayout(page)
        column.addWidget(
            EmptyState(
                self._desk.theme,
                "cursor-default-click-outline",
                "Nothing selected. Click something in the view or in the outliner.",
                (("Select the shot camera", self._select_camera),),
            )
        )
        return page

    def _select_camera(self) -> None:
        shot, scene = self._session.shot, self._session.scene
        if shot is not None:
            self._session.select([shot.camera])
        elif scene is not None:
            cameras = [n.id for n in scene.nodes if n.payload and n.payload.kind == "camera"]
            self._session.select(cameras[:1])
            if not cameras:
                self._session.tell("No camera yet", "Add shot from view makes one that sees this.")

    def _rename(self, name: str) -> None:
        nodes, scene = () if self._shown is None else self._shown[0], self._session.scene
        if len(nodes) == 1 and scene is not None:
            node, stage = nodes[0].id, scene.id
            self._session.do(f"Rename {nodes[0].name}", lambda p: rename(p, stage, node, name))

    def _pin(self, on: bool) -> None:
        self._pinned = tuple(node.id for node in self.nodes()) if on else None
        self._schedule()

    def _folded(self) -> dict[str, bool]:
        return {
            title: mark == "1"
            for title, _, mark in (
                entry.partition("=")
                for entry in self._desk.settings.preferences.layout.get(_FOLDED, "").split(";")
            )
            if title
        }

    def _fold(self, title: str, folded: bool) -> None:
        marks = self._folded() | {title: folded}
        text = ";".join(f"{name}={int(on)}" for name, on in marks.items())
        layout = self._desk.settings.preferences.layout | {_FOLDED: text}
        try:
            self._desk.settings.change(layout=layout)
        except SettingsError as error:
            self._session.tell("Folds are not remembered", str(error), kind="warning")


def _same(old: Sequence[Node], new: Sequence[Node]) -> bool:
    """Tell whether they are the very same values."""
    return len(old) == len(new) and all(a is b for a, b in zip(old, new, strict=True))


def _alike(old: Sequence[Node], new: Sequence[Node]) -> bool:
    """Tell whether they are the same nodes, whatever has changed in them."""
    return [node.id for node in old] == [node.id for node in new]
