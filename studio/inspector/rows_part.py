"""RowsPart: a list of a node as rows of numbers, with one to add and each to take away."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget

from compose.node import Node
from studio.desk import Desk
from studio.figures.binding import bind_number
from studio.inspector.row_lists import RowList, Rows
from studio.session.session import Edit
from studio.widgets.number_field import NumberField
from studio.widgets.section import Section

_AT_ONCE = 12
"""Rows that are shown: a long path is leafed through."""

_LEAST_WIDTH = 47
_STEP_M = 0.01


class RowsPart(QWidget):
    """Rows of numbers, in metres; those beyond the first dozen are leafed through.

    Parameters
    ----------
    rows
        What is listed, and how it is changed.
    """

    def __init__(
        self, rows: RowList, desk: Desk, nodes: Callable[[], Sequence[Node]], section: Section
    ) -> None:
        super().__init__(section)
        self._desk, self._session, self._nodes = desk, desk.session, nodes
        self._list, self._section, self._first = rows, section, 0
        self._node = ""
        self.fields: list[list[NumberField]] = []
        self._marks: list[tuple[QLabel, QToolButton]] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(4)
        self._grid.setVerticalSpacing(4)
        self._heads = [self._head(at, title) for at, title in enumerate(rows.columns)]
        self._said = QLabel()
        self._said.setProperty("role", "caption")
        self._said.setWordWrap(True)
        self._grid.addWidget(self._said, 0, 0, 1, len(rows.columns) + 2)
        self._grid.addWidget(self._foot(), _AT_ONCE + 1, 0, 1, len(rows.columns) + 2)

    def refresh(self) -> None:
        """Show the rows of the one node that is shown."""
        node = self._shown()
        rows = None if node is None else self._list.read(node)
        self.setVisible(rows is not None)
        if node is None or rows is None:
            return
        if node.id != self._node:
            self._node, self._first = node.id, 0
        self._first = max(0, min(self._first, (len(rows) - 1) // _AT_ONCE * _AT_ONCE))
        page = rows[self._first : self._first + _AT_ONCE]
        while len(self.fields) < len(page):
            self._make_row(len(self.fields))
        for at in range(len(self.fields)):
            self._show_row(at, page[at] if at < len(page) else None)
        for head in self._heads:
            head.setVisible(bool(rows))
        self._section.set_hint("none" if not rows else f"{len(rows)}, in metres")
        self._said.setText(self._list.empty)
        self._said.setVisible(not rows)
        self._pages.setText(self._page_text(len(rows)))
        for button, on in ((self.back, self._first > 0),
                           (self.on, self._first + _AT_ONCE < len(rows))):  # fmt: skip
            button.setVisible(len(rows) > _AT_ONCE)
            button.setEnabled(on)

    def set_list(self, rows: RowList) -> None:
        """List something else, in the same columns."""
        self._list, self._first = rows, 0

    def add(self) -> None:
        """Add a row, and show it."""
        node = self._shown()
        if node is None:
            return
        noun, scene = self._list.noun, self._scene()
        done = self._session.do(
            f"Add {noun} to {node.name}",
            lambda p: self._list.write(
                p, scene, node.id, self._list.added(p.scene(scene).node(node.id))
            ),
        )
        if done:
            self._first = len(self._rows())
            self.refresh()

    def remove(self, at: int) -> None:
        """Take a row of those shown away."""
        rows, noun = self._rows(), self._list.noun
        self._session.do(
            f"Remove {noun} {self._first + at + 1}",
            self._giving(self._list.without(rows, self._first + at)),
        )

    # -- the widgets -----------------------------------------------------------------------------

    def _head(self, at: int, title: str) -> QLabel:
        head = QLabel(title)
        head.setProperty("role", "caption")
        self._grid.addWidget(head, 0, at + 1)
        self._grid.setColumnStretch(at + 1, 1)
        return head

    def _make_row(self, at: int) -> None:
        number = QLabel()
        number.setProperty("role", "caption")
        number.setMinimumWidth(16)
        self._grid.addWidget(number, at + 1, 0, Qt.AlignmentFlag.AlignRight)
        fields = []
        for column, title in enumerate(self._list.columns):
            field = NumberField(self._desk.theme, unit="m", quiet=True, step=_STEP_M)
            field.setMinimumWidth(_LEAST_WIDTH)
            label = f"{title} of {self._list.noun} {at + 1}"
            field.setAccessibleName(label)
            bind_number(self._session, field, label, partial(self._setting, at, column))
            self._grid.addWidget(field, at + 1, column + 1)
            fields.append(field)
        gone = QToolButton()
        gone.setFixedSize(24, 24)
        gone.setIcon(self._desk.theme.icon("close", "text3"))
        gone.setToolTip(f"Remove this {self._list.noun}")
        gone.setAccessibleName(f"Remove {self._list.noun} {at + 1}")
        gone.clicked.connect(lambda: self.remove(at))
        self._grid.addWidget(gone, at + 1, len(self._list.columns) + 1)
        self.fields.append(fields)
        self._marks.append((number, gone))

    def _show_row(self, at: int, row: Sequence[float] | None) -> None:
        fields, (number, gone) = self.fields[at], self._marks[at]
        for widget in (number, gone, *fields):
            widget.setVisible(row is not None)
        if row is not None:
            number.setText(str(self._first + at + 1))
            for field, value in zip(fields, row, strict=True):
                if not field.scrubbing:
                    field.set_value(value)

    def _foot(self) -> QWidget:
        foot = QWidget()
        row = QHBoxLayout(foot)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        noun = self._list.noun
        self.more = QPushButton(self._desk.theme.icon("plus"), f"Add {noun}")
        self.more.clicked.connect(self.add)
        self._pages = QLabel()
        self._pages.setProperty("role", "caption")
        self.back, self.on = (
            self._leaf("chevron-left", "before", -1),
            self._leaf("chevron-right", "after", 1),
        )
        for widget in (self.more, self._pages):
            row.addWidget(widget)
        row.addStretch(1)
        for button in (self.back, self.on):
            row.addWidget(button)
        return foot

    def _leaf(self, icon: str, where: str, by: int) -> QToolButton:
        button = QToolButton()
        button.setIcon(self._desk.theme.icon(icon))
        button.setToolTip(f"The {self._list.noun}s {where} these")
        button.setAccessibleName(button.toolTip())
        button.clicked.connect(lambda: self._turn(by))
        return button

    def _turn(self, by: int) -> None:
        self._first = max(0, self._first + by * _AT_ONCE)
        self.refresh()

    def _page_text(self, count: int) -> str:
        if count <= _AT_ONCE:
            return ""
        return f"{self._first + 1} to {min(self._first + _AT_ONCE, count)} of {count}"

    # -- what is changed -------------------------------------------------------------------------

    def _setting(self, at: int, column: int, value: float) -> Edit | None:
        rows, row = self._rows(), self._first + at
        if row >= len(rows):
            return None
        return self._giving(self._list.changed(rows, row, column, value))

    def _giving(self, rows: Rows) -> Edit:
        scene, node = self._scene(), self._node
        return lambda project: self._list.write(project, scene, node, rows)

    def _rows(self) -> Rows:
        node = self._shown()
        return () if node is None else self._list.read(node) or ()

    def _scene(self) -> str:
        return "" if self._session.scene is None else self._session.scene.id

    def _shown(self) -> Node | None:
        nodes = self._nodes()
        return nodes[0] if len(nodes) == 1 else None
