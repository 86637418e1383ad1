"""AssetPart: an imported file: its path, the animation it plays, its morph targets."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from compose.node import Node
from compose.payload import Asset
from studio.desk import Desk
from studio.figures.channel_row import ChannelRow
from studio.inspector.asset_facts import (
    AssetFacts,
    asset_facts,
    play_changed,
    playing,
)
from studio.inspector.choices import words
from studio.listening import while_alive
from studio.session.session import Edit
from studio.widgets.choice_field import ChoiceField
from studio.widgets.elided_label import ElidedLabel
from studio.widgets.number_field import NumberField
from studio.widgets.property_row import PropertyRow
from studio.widgets.section import Section

_LOOPS = ("once", "loop", "ping-pong")
_MOST_MORPHS = 64


class AssetPart(QWidget):
    """What an imported file holds, and how it is played."""

    def __init__(self, desk: Desk, nodes: Callable[[], Sequence[Node]], section: Section) -> None:
        super().__init__(section)
        self._desk, self._session, self._nodes = desk, desk.session, nodes
        self._read: str | None = None
        self._node = ""
        self._path = ElidedLabel("", mode=Qt.TextElideMode.ElideMiddle)
        self._path.setFixedHeight(24)
        self.clip = ChoiceField(desk.theme, [("", "Nothing")])
        self.clip.chosen.connect(self._play)
        self.start = NumberField(desk.theme, decimals=0, step=1.0, unit="frame")
        self.speed = NumberField(desk.theme, step=0.01, unit="×")
        self.loop = ChoiceField(desk.theme, [(key, words(key)) for key in _LOOPS])
        self.loop.chosen.connect(lambda key: self._change("Loop", loop=key))
        self._drags(self.start, "Start", lambda value: self._changing(start=value))
        self._drags(self.speed, "Speed", lambda value: self._changing(speed=value))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._status = PropertyRow(desk.theme, "File", self._path, diamond=False)
        self._column.addWidget(self._status)
        self._rows = [
            PropertyRow(desk.theme, label, field, diamond=False)
            for label, field in (
                ("Plays", self.clip), ("Start", self.start), ("Speed", self.speed),
                ("Then", self.loop),
            )
        ]  # fmt: skip
        for row in self._rows:
            self._column.addWidget(row)
        self.morphs: dict[str, ChannelRow] = {}

    def refresh(self) -> None:
        """Show the file, what it plays, and the weights of its morph targets."""
        asset = self._asset()
        if asset is None:
            return
        self._node = self._nodes()[0].id
        self._path.setText(asset.path)
        if self._read != asset.sha256 + asset.path:
            self._read = asset.sha256 + asset.path
            self._forget_morphs()
            project = self._session.project
            self._desk.work.start(
                lambda: asset_facts(project, asset),
                while_alive(self, self._show_facts),
                while_alive(self, self._fail),
                slot="inspector.asset",
            )
        play = asset.plays[0] if asset.plays else None
        self.clip.set_choice("" if play is None else play.clip)
        for row in self._rows[1:]:
            row.setVisible(play is not None)
        if play is not None:
            self.start.set_value(play.start)
            self.speed.set_value(play.speed)
            self.loop.set_choice(play.loop)
        for row in self.morphs.values():
            row.refresh()

    def _fail(self, why: str) -> None:
        self._status.set_note(why, "bad")

    def _show_facts(self, facts: AssetFacts) -> None:
        self.clip.set_choices(
            [("", "Nothing"), *((name, f"{name} · {long:.1f} s") for name, long in facts.clips)]
        )
        self._rows[0].setVisible(bool(facts.clips))
        for name, weight in facts.morphs[:_MOST_MORPHS]:
            if name not in self.morphs:
                row = ChannelRow(
                    self._desk, words(name), [f"morphs/{name}"], self._whose,
                    whose="the model", otherwise=weight,
                    tip="The weight of this morph target: 0 is none of it, 1 all",
                )  # fmt: skip
                self.morphs[name] = row
                self._column.addWidget(row)
        self.refresh()

    def _forget_morphs(self) -> None:
        for row in self.morphs.values():
            self._column.removeWidget(row)
            row.deleteLater()
        self.morphs = {}

    def _drags(self, field: NumberField, label: str, edit: Callable[[float], Edit]) -> None:
        session = self._session
        field.begun.connect(lambda: session.begin_gesture(label))
        field.moved.connect(lambda value: session.step_gesture(edit(value)))
        field.ended.connect(session.end_gesture)
        field.cancelled.connect(session.cancel_gesture)
        field.typed.connect(lambda value: session.do(label, edit(value)))

    def _asset(self) -> Asset | None:
        nodes = self._nodes()
        payload = nodes[0].payload if len(nodes) == 1 else None
        return payload if isinstance(payload, Asset) else None

    def _where(self) -> tuple[str, str]:
        scene = self._session.scene
        return ("" if scene is None else scene.id), self._node

    def _play(self, clip: str) -> None:
        scene, node = self._where()
        at = self._session.frame
        self._session.do(
            f"Play {clip}" if clip else "Play nothing",
            lambda p: playing(p, scene, node, clip or None, at),
        )

    def _change(self, label: str, **changes: object) -> None:
        self._session.do(label, self._changing(**changes))

    def _changing(self, **changes: object) -> Edit:
        scene, node = self._where()
        return lambda project: play_changed(project, scene, node, **changes)

    def _whose(self) -> Node | None:
        nodes = self._nodes()
        return nodes[0] if len(nodes) == 1 and isinstance(nodes[0].payload, Asset) else None
