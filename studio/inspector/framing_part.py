"""FramingPart: a camera by film words: say the shot, and the camera is put there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from compose.framing.describe import Description
from compose.framing.words import ANGLES, SIDES, SIZES, Words, spoken
from compose.node import Node
from studio.desk import Desk
from studio.inspector.framing import Framed, framed, framing_edit, people_and_things, seen_by
from studio.listening import while_alive
from studio.widgets.check_box import CheckBox
from studio.widgets.choice_field import ChoiceField
from studio.widgets.menu_field import MenuField
from studio.widgets.property_row import PropertyRow
from studio.widgets.section import Section

_SETTLED_MS = 500
"""How long nothing changes before the picture is described anew."""

_ANGLE_WORDS = {"worms-eye": "Worm's eye", "low": "Low", "eye": "Eye level", "high": "High",
                "birds-eye": "Bird's eye"}  # fmt: skip


class FramingPart(QWidget):
    """Subjects, shot size, angle and side, with a sentence of what is in the picture."""

    def __init__(self, desk: Desk, nodes: Callable[[], Sequence[Node]], section: Section) -> None:
        super().__init__(section)
        self._desk, self._session, self._nodes = desk, desk.session, nodes
        self._subjects: tuple[str, ...] = ()
        self._camera = ""
        self._own = False
        self._solving = False
        section.set_hint("solves the camera")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        theme = desk.theme
        self.subjects_field = MenuField(theme, "Subjects", self._fill)
        self.subjects_field.say("Nobody")
        column.addWidget(PropertyRow(theme, "Subjects", self.subjects_field, diamond=False))
        self.size_field = ChoiceField(theme, [(key, _title(spoken(key))) for key in SIZES])
        self.angle_field = ChoiceField(theme, [(key, _ANGLE_WORDS[key]) for key in ANGLES])
        self.side_field = ChoiceField(theme, [(key, _title(spoken(key))) for key in SIDES])
        for label, field in (
            ("Shot size", self.size_field), ("Angle", self.angle_field), ("Side", self.side_field),
        ):  # fmt: skip
            field.chosen.connect(self._solve)
            column.addWidget(PropertyRow(theme, label, field, diamond=False))
        self.keep_lens = CheckBox(theme, "Keep this lens")
        self.keep_lens.setToolTip("Else the usual lens for the size is put on")
        self._told = PropertyRow(theme, "", self.keep_lens, diamond=False)
        column.addWidget(self._told)
        self._settled = QTimer(self)
        self._settled.setSingleShot(True)
        self._settled.setInterval(_SETTLED_MS)
        self._settled.timeout.connect(self._describe)

    @property
    def sentence(self) -> str:
        """What it says of the picture."""
        return self._told.note

    def refresh(self) -> None:
        """Describe the picture anew, once nothing changes any more."""
        nodes = self._nodes()
        camera = nodes[0].id if nodes else ""
        if camera != self._camera:
            self._camera, self._subjects, self._own, self._solving = camera, (), False, False
            self._say_subjects()
            self._told.set_note("")
            for field in (self.size_field, self.angle_field, self.side_field):
                field.set_choice(None)
        if self.isVisible():
            self._settled.start()

    def showEvent(self, event: QShowEvent) -> None:
        """Describe what could not be seen so far."""
        super().showEvent(event)
        self._settled.start()

    def frame(self, subjects: Sequence[str]) -> None:
        """Frame other subjects, as the words say."""
        self._subjects, self._own = tuple(subjects), True
        self._say_subjects()
        if self._subjects:
            self._solve()

    def _fill(self, menu: QMenu) -> None:
        scene = self._session.scene
        if scene is None:
            return
        people, things = people_and_things(scene)
        for person in people:
            self._entry(menu, person)
        if not people:
            menu.addAction("No figures in this scene").setEnabled(False)
        more = menu.addMenu("Things")
        for thing in things:
            self._entry(more, thing)

    def _entry(self, menu: QMenu, node: Node) -> None:
        action = menu.addAction(node.name)
        action.setCheckable(True)
        action.setChecked(node.id in self._subjects)
        action.triggered.connect(lambda on, id_=node.id: self._toggle(id_, on))

    def _toggle(self, node: str, on: bool) -> None:
        kept = [one for one in self._subjects if one != node]
        self.frame([*kept, node] if on else kept)

    def _describe(self) -> None:
        place, nodes, project = self._session.place, self._nodes(), self._session.project
        if place is None or len(nodes) != 1 or self._solving or self._session.in_gesture:
            return
        camera = nodes[0].id
        if not self._told.note:
            self._told.set_note("Looking at the picture …", "text3")
        self._desk.work.start(
            lambda: seen_by(project, place, camera),
            while_alive(self, self._show),
            while_alive(self, self._fail),
            slot="framing.see",
        )

    def _show(self, found: Description) -> None:
        if self._solving:
            return
        measured = found.measured
        if found.cast is not None and not self._own:
            self._subjects = tuple(subject.node for subject in found.cast.subjects)
            self._say_subjects()
        if measured is not None and not self._own:
            self.size_field.set_choice(measured.size)
            self.angle_field.set_choice(measured.angle)
            self.side_field.set_choice(measured.side)
        first = found.sentence.partition(". Also:")[0].partition(". In the picture:")[0]
        self._told.set_note(first.rstrip("."), "good" if measured is not None else "stale")

    def _solve(self, *_: object) -> None:
        place, nodes, project = self._session.place, self._nodes(), self._session.project
        if place is None or len(nodes) != 1:
            return
        if not self._subjects:
            self._told.set_note("Choose whom or what the shot is about first.", "stale")
            return
        camera, subjects = nodes[0].id, self._subjects
        words = Words(
            size=self.size_field.choice or "medium",
            angle=self.angle_field.choice or "eye",
            side=self.side_field.choice or "three-quarter",
        )
        keep = self.keep_lens.isChecked()
        self._solving = self._own = True
        self._told.set_note("Looking for a place to stand …", "text3")
        self._desk.work.start(
            lambda: framed(project, place, camera, subjects, words, keep_lens=keep),
            while_alive(self, partial(self._put, camera)),
            while_alive(self, self._fail),
            slot="framing.solve",
        )

    def _put(self, camera: str, found: Framed) -> None:
        self._solving = False
        label = f"Frame {found.subjects}, {spoken(found.words.size)}"
        self._session.do(label, framing_edit(self._session, camera, found))
        self._own = False
        if found.changes:
            self._told.set_note(f"Changed: {', '.join(found.changes)}", "stale")

    def _fail(self, why: str) -> None:
        self._solving = False
        self._told.set_note(why, "bad")

    def _say_subjects(self) -> None:
        scene = self._session.scene
        names = {} if scene is None else {node.id: node.name for node in scene.nodes}
        told = " + ".join(names[node] for node in self._subjects if node in names)
        self.subjects_field.say(told or "Nobody")


def _title(text: str) -> str:
    text = text.removesuffix(" shot")
    return text[:1].upper() + text[1:]
