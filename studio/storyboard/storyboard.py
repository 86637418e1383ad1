"""Storyboard: the film in order: how long it is, its shots, and a card to add one."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from compose.edits.shots import move_shot_window, remove_shot
from compose.snapshot import CameraState
from compose.values import new_id
from studio.desk import Desk
from studio.listening import listen
from studio.storyboard.shot_edits import counted, duplicate_shot, shot_from_view
from studio.storyboard.strip import ShotStrip
from studio.widgets.elided_label import ElidedLabel

HEIGHT = 104
_TITLE_PX = 208
_ANIMATIC = "shot.animatic"
_MENU = ("shot.rename", "shot.duplicate", "shot.delete", "shot.in_here", "shot.out_here",
         "shot.moves", "shot.animatic")  # fmt: skip


class Storyboard(QFrame):
    """The storyboard.

    Parameters
    ----------
    view_camera
        Gives the camera of the view that a shot is added from.
    """

    def __init__(
        self, desk: Desk, parent: QWidget | None = None, *,
        view_camera: Callable[[], CameraState | None] = lambda: None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._desk, self._session = desk, desk.session
        self._view_camera = view_camera
        self.setObjectName("storyboard")
        self.setAccessibleName("Storyboard")
        self.setProperty("panel", "panel")
        self.setFixedHeight(HEIGHT)
        self.strip = ShotStrip(desk)
        self._bind()
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 12, 6)
        row.setSpacing(0)
        row.addWidget(self._title_block())
        row.addWidget(self.strip, 1)
        self._empty = QLabel("Frame something, then Add shot from view.")
        self._empty.setProperty("role", "label")
        self._empty.setParent(self.strip.viewport())
        self._empty.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.strip.added.connect(self.add)
        desk.commands.bound.connect(self._follow_animatic)
        self.strip.menu_wanted.connect(self._open_menu)
        listen(self, self._session.project_changed, lambda _: self._count())
        self._count()

    def _bind(self) -> None:
        handlers: dict[str, Callable[[], object]] = {
            "shot.add": self.add,
            "shot.duplicate": self.duplicate,
            "shot.delete": self.delete,
            "shot.rename": self.strip.rename,
        }
        self._actions = self._desk.commands.bind(self, handlers)
        self._desk.commands.bind(
            self.strip,
            {
                "edit.delete": self.delete,
                "edit.duplicate": self.duplicate,
                "edit.rename": self.strip.rename,
            },
        )

    def _title_block(self) -> QWidget:
        theme = self._desk.theme
        block = QWidget()
        block.setFixedWidth(_TITLE_PX)
        column = QVBoxLayout(block)
        column.setContentsMargins(0, 4, 12, 4)
        column.setSpacing(2)
        title = QLabel("Storyboard")
        title.setProperty("role", "header")
        self._length = ElidedLabel("", "caption")
        column.addWidget(title)
        column.addWidget(self._length)
        column.addSpacing(4)
        row = QHBoxLayout()
        row.setSpacing(4)
        self._animatic = QPushButton("Animatic")
        self._animatic.setIcon(theme.icon("play", "text1"))
        self._animatic.setToolTip(self._desk.commands.tip("shot.animatic"))
        self._animatic.clicked.connect(self._play)
        duplicate = self._desk.commands.tool_button(
            "shot.duplicate", self._actions["shot.duplicate"]
        )
        more = QToolButton()
        more.setIcon(theme.icon("dots-horizontal"))
        more.setToolTip("Shot options")
        more.setAccessibleName("Shot options")
        more.clicked.connect(lambda: self._open_menu(more.mapToGlobal(QPoint(0, more.height()))))
        for button in (duplicate, more):
            button.setIconSize(QSize(16, 16))
        row.addWidget(self._animatic)
        row.addWidget(duplicate)
        row.addWidget(more)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(1)
        return block

    # -- commands ----------------------------------------------------------------------------------

    def add(self) -> None:
        """Add a shot that sees what the view shows, and look at it."""
        session, view = self._session, self._view_camera()
        scene, like, frame = session.scene, session.shot, session.frame
        shot_id = new_id("sht")
        done = session.do(
            "Add shot from view",
            lambda project: shot_from_view(
                project,
                "" if scene is None else scene.id,
                view,
                frame,
                like="" if like is None else like.id,
                shot_id=shot_id,
            ),
        )
        if done:
            session.look_at_shot(shot_id)
            self._offer_playhead(shot_id, frame)

    def _offer_playhead(self, shot_id: str, frame: float) -> None:
        """Say where a new shot begins, if not where the playhead was, and offer that instead."""
        session = self._session
        shot, scene, at = session.project.shot(shot_id), session.scene, round(frame)
        if scene is None or not scene.tracks or shot.start == at:
            return

        def begin_there() -> None:
            label = f"Shot {shot.number} begins at frame {at}"
            if session.do(label, lambda p: move_shot_window(p, shot_id, start=at)):
                session.look_at_shot(shot_id, frame=at)

        session.tell(
            f"Shot {shot.number} begins at frame {shot.start}",
            "That is where the last shot ends. What moves is further on than in the view.",
            actions=((f"Begin at frame {at}", begin_there),),
        )

    def duplicate(self) -> None:
        """Copy the shot that is looked at, with a camera of its own, and look at the copy."""
        shot = self._session.shot
        if shot is None:
            self._session.tell("No shot to duplicate", "Look at a shot on the storyboard first.")
            return
        shot_id = new_id("sht")
        label = f"Duplicate shot {shot.number}"
        if self._session.do(label, lambda p: duplicate_shot(p, shot.id, shot_id=shot_id)):
            self._session.look_at_shot(shot_id)

    def delete(self) -> None:
        """Remove the shot that is looked at; its neighbour comes into view."""
        session = self._session
        shot = session.shot
        if shot is None:
            return
        ids = [other.id for other in session.project.in_sequence()]
        place = ids.index(shot.id) if shot.id in ids else len(ids)
        near = [*ids[place + 1 : place + 2], *ids[max(place - 1, 0) : place]]
        if session.do(f"Delete shot {shot.number}", lambda p: remove_shot(p, shot.id)):
            if near:
                session.look_at_shot(near[0])
            session.tell(
                f"Shot {shot.label} deleted",
                "Its camera and its takes stay.",
                actions=(("Undo", lambda: self._bring_back(shot.id)),),
            )

    def _bring_back(self, shot: str) -> None:
        self._session.undo()
        if any(other.id == shot for other in self._session.project.shots):
            self._session.look_at_shot(shot)

    def _follow_animatic(self, command: str) -> None:
        """Show on the button whether the film plays, once somebody can play it."""
        action = self._desk.commands.action(command) if command == _ANIMATIC else None
        if action is not None:
            action.toggled.connect(self._show_playing)

    def _show_playing(self, on: bool) -> None:
        self._animatic.setText("Stop" if on else "Animatic")
        self._animatic.setIcon(self._desk.theme.icon("stop" if on else "play", "text1"))

    def _play(self) -> None:
        action = self._desk.commands.action(_ANIMATIC)
        if action is not None:
            action.trigger()

    # -- what is shown -----------------------------------------------------------------------------

    def _count(self) -> None:
        project = self._session.project
        self._length.setText(counted(project))
        self._animatic.setEnabled(bool(project.sequence))
        self._empty.setVisible(not project.sequence)
        self._empty.move(152, 25)
        self._empty.adjustSize()

    def _open_menu(self, place: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        number = menu.addAction("Change the number")
        number.triggered.connect(lambda *_: self.strip.rename("number"))
        number.setEnabled(self._session.shot is not None)
        for id_ in _MENU:
            action = self._desk.commands.action(id_)
            if action is not None:
                menu.addAction(action)
        menu.popup(place)
