"""PoseSection: poses as pictures, how much of one, mirrored, copied, saved, keyed."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QPushButton,
    QStackedWidget,
    QToolButton,
    QWidget,
)

from compose.edits.performing import figure_of
from compose.figures.performance import Performance
from compose.figures.pose import POSES
from compose.node import Node
from shotwright import ShotwrightError
from studio.desk import Desk
from studio.figures import posing
from studio.figures.blend_row import BlendRow
from studio.figures.figure_section import FigureSection
from studio.figures.held_pose import HeldPose, Holding, holding
from studio.figures.pose_tiles import (
    EVERY,
    GROUPS,
    MIME,
    SAVED,
    forget_poses,
    names_in,
    save_pose,
    saved_poses,
    short_title,
)
from studio.kit.picture_grid import PictureGrid, Tile
from studio.kit.portraits import of_pose
from studio.kit.thumbnails import Subject
from studio.session.session import Edit
from studio.widgets.choice_field import ChoiceField
from studio.widgets.key_diamond import KeyDiamond
from studio.widgets.property_row import PropertyRow

_GRID_PX = 188
_SAVED = "saved/"


class PoseSection(FigureSection):
    """What the whole body does."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, "Pose", "drag onto a figure", parent)
        self._from: tuple[str, Performance, str, bool] | None = None
        self.groups = ChoiceField(desk.theme, GROUPS.items())
        self.groups.set_choice(EVERY)
        self.groups.setAccessibleName("Group of poses")
        self.grid = PictureGrid(desk, "Poses", MIME, self._carried, tile_px=70, side_px=0)
        self.grid.setFixedHeight(_GRID_PX)
        self._diamond = KeyDiamond(desk.theme, "pose")
        self._lay_out()
        self.groups.chosen.connect(lambda _: self._show_poses())
        self.grid.chosen.connect(self.give)
        self.grid.wanted.connect(self.give)
        self.grid.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.grid.customContextMenuRequested.connect(self._open_menu)
        self._diamond.clicked.connect(self._toggle_key)
        self._show_poses()

    def show_figure(self, node: Node) -> None:
        """Show what a figure holds at the playhead."""
        if self._figure_id != node.id:
            self._from = None
        super().show_figure(node)
        performance = figure_of(node).performance
        now = holding(performance, self._session.frame)
        state, shot = posing.pose_state(self._session, node), self._session.shot
        self._diamond.set_state(state)
        if state.startswith("overridden") and shot is not None:
            self.grid.mark("")
            self.set_hint(f"keyed in shot {shot.number}")
        else:
            self.grid.mark(now.pose)
            self.set_hint(_told(now, changed=bool(performance.joints) and not performance.poses))
        self._show_blend()

    def give(self, key: str) -> None:
        """Let the figure hold a pose of the list."""
        node = self.figure
        if node is None:
            return
        if key.startswith(_SAVED):
            held = saved_poses(self._desk.settings).get(key.removeprefix(_SAVED))
            if held is not None:
                posing.paste(self._session, node, held.model_dump_json())
            return
        performance = figure_of(node).performance
        keyed = posing.keys_into(self._session, node) is not None
        mirrored = holding(performance, self._session.frame).mirrored
        before = None if keyed else (node.id, performance, key, mirrored)
        if posing.pose_figure(self._session, node, key):
            self._from = before
            self._show_blend()

    # -- the widgets -----------------------------------------------------------------------------

    def _lay_out(self) -> None:
        choosing = PropertyRow(self._desk.theme, "Poses", self.groups, diamond=False)
        self.add(choosing)
        self.add(self.grid)
        self.blend = BlendRow(self._desk, self._blending)
        self.add(self.blend)
        self._row = self._buttons()
        self.add(self._row)

    def _buttons(self) -> QStackedWidget:
        self._naming = QLineEdit()
        self._naming.setPlaceholderText("Name of the pose, then Enter")
        self._naming.setAccessibleName("Name of the pose")
        self._naming.setMaxLength(60)
        self._naming.returnPressed.connect(self._save)
        self._naming.editingFinished.connect(self._end_naming)
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        for label, icon, tip, call in (
            ("Mirror", "flip-horizontal", "Exchange left and right", self._mirror),
            ("", "content-copy", "Copy the pose at the playhead", self._copy),
            ("", "content-paste", "Paste a pose", self._paste),
            ("Save", "content-save-outline", "Save the pose under a name", self._ask_name),
        ):
            button = QPushButton(label) if label else QToolButton()
            button.setIcon(self._desk.theme.icon(icon))
            button.setToolTip(tip)
            button.setAccessibleName(label or tip)
            button.clicked.connect(partial(_called, call))
            row.addWidget(button, 1 if label else 0)
        row.addWidget(self._diamond)
        stack = QStackedWidget()
        stack.setProperty("panel", "clear")
        stack.setFixedHeight(28)
        stack.addWidget(box)
        stack.addWidget(self._naming)
        return stack

    def _show_poses(self) -> None:
        group = self.groups.choice or EVERY
        tiles = [
            Tile(
                key=name, title=short_title(name), tip=POSES[name].title,
                subject=Subject(f"pose/{name}", partial(of_pose, name)),
                icon="human-handsup",
            )
            for name in names_in(group)
        ]  # fmt: skip
        if group in (EVERY, SAVED):
            tiles += [
                Tile(key=_SAVED + name, title=name, tip=f"{name}, yours", icon="human-handsup")
                for name in sorted(saved_poses(self._desk.settings), key=str.casefold)
            ]
        self.grid.show_tiles(tiles)

    def _show_blend(self) -> None:
        node = self.figure
        into = None if node is None else posing.keys_into(self._session, node)
        known = self._from is not None and node is not None and self._from[0] == node.id
        self.blend.show_state(into, known=known)

    # -- what is done ----------------------------------------------------------------------------

    def _blending(self, percent: float) -> Edit | None:
        node, given = self.figure, self._from
        if node is None or given is None:
            return None
        _, before, pose, mirrored = given
        return posing.blending(self._session, node, before, pose, mirrored, percent / 100.0)

    def _mirror(self) -> None:
        if self.figure is not None:
            posing.mirror(self._session, self.figure)

    def _copy(self) -> None:
        text = "" if self.figure is None else posing.copied(self._session, self.figure)
        if text:
            data = QMimeData()
            data.setData(MIME, text.encode())
            QGuiApplication.clipboard().setMimeData(data)

    def _paste(self) -> None:
        data = QGuiApplication.clipboard().mimeData()
        if self.figure is not None and data is not None and data.hasFormat(MIME):
            posing.paste(self._session, self.figure, bytes(data.data(MIME).data()))
        else:
            self._session.tell("No pose to paste", "Copy one from a figure first.")

    def _ask_name(self) -> None:
        self._naming.clear()
        self._row.setCurrentIndex(1)
        self._naming.setFocus(Qt.FocusReason.OtherFocusReason)

    def _end_naming(self) -> None:
        self._row.setCurrentIndex(0)

    def _save(self) -> None:
        text = "" if self.figure is None else posing.copied(self._session, self.figure)
        if text:
            try:
                save_pose(self._desk.settings, self._naming.text(), text)
            except ShotwrightError as error:
                self._session.tell("The pose is not saved", str(error), kind="bad")
        self._row.setCurrentIndex(0)
        self._show_poses()

    def _toggle_key(self) -> None:
        node = self.figure
        if node is None:
            return
        if posing.pose_state(self._session, node) in ("keyed", "overridden"):
            posing.unkey_here(self._session, node)
        else:
            posing.key_here(self._session, node)

    def _carried(self, key: str) -> bytes:
        held = saved_poses(self._desk.settings).get(key.removeprefix(_SAVED))
        return (held or HeldPose(pose=key)).model_dump_json().encode()

    def _open_menu(self, place: QPoint) -> None:
        index = self.grid.indexAt(place)
        key = self.grid.tiles[index.row()].key if index.isValid() else ""
        if not key.startswith(_SAVED):
            return
        menu = QMenu(self)
        menu.addAction("Remove this saved pose", lambda: self._forget(key.removeprefix(_SAVED)))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.grid.viewport().mapToGlobal(place))

    def _forget(self, name: str) -> None:
        try:
            forget_poses(self._desk.settings, [name])
        except ShotwrightError as error:
            self._session.tell("The pose is not removed", str(error), kind="bad")
        self._show_poses()


def _told(now: Holding, *, changed: bool) -> str:
    """Return the pose that a figure comes from in words."""
    title = POSES[now.pose].title if now.pose in POSES else now.pose
    return title + (", mirrored" if now.mirrored else "") + (", changed" if changed else "")


def _called(call: Callable[[], object], *_: object) -> None:
    call()
