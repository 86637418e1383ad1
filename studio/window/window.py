"""Window: the bar, one page a mode, the hints below, and what floats above them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QPoint, QRect, QSize
from PySide6.QtGui import QCloseEvent, QGuiApplication
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from shotwright import ShotwrightError
from studio.desk import Desk
from studio.listening import listen
from studio.session import Message
from studio.session.opening import open_project, with_recent
from studio.widgets.toast import ToastHost
from studio.window.app_bar import AppBar
from studio.window.focus_follower import FocusFollower
from studio.window.pages import announce, make_page
from studio.window.program_commands import ProgramCommands
from studio.window.recovering import Recovering
from studio.window.status_bar import StatusBar
from studio.window.taken import offer

_OPENING_S = 3.0
"""How long a project that is opened may take to ask for its first view."""

_FRAME = QSize(16, 48)
"""What a system's frame and title bar take at most, which is not known before they are there."""

MODES = (
    ("compose", "Compose", "cube-outline"),
    ("visualize", "Visualize", "creation-outline"),
    ("gallery", "Gallery", "view-grid-outline"),
)
_PANELS = {"compose": "viewport", "visualize": "visualize-page", "gallery": "gallery-page"}
"""The panel of each mode whose keys are told until another has the focus."""


class Window(QMainWindow):
    """The studio's one window. Pages are made when they are first shown."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._pages: dict[str, QWidget] = {}
        self._mode = ""
        self.restarts = False
        self.setObjectName("window")
        self.setMinimumSize(1024, 640)
        self.resize(_first_size())
        self._stack = QStackedWidget()
        self._bar = AppBar(desk, MODES, self.show_mode)
        self.commands = ProgramCommands(desk, self)
        self._bar.bind_undo(*self.commands.undo_buttons())
        self.status_bar = StatusBar(desk)
        self.toasts = ToastHost(
            desk.theme, self, motion=not desk.settings.preferences.reduce_motion,
            room=self._toast_room,
        )  # fmt: skip
        self.recovering = Recovering(desk, self)
        self._lay_out()
        listen(self, desk.session.told, self._tell)
        listen(self, desk.session.project_changed, lambda _: self._title())
        listen(self, desk.session.saved_changed, self._title)
        desk.drawing.unavailable.connect(self._no_gl)
        self.announcing = announce(desk, self)
        FocusFollower(self)
        self._title()

    @property
    def mode(self) -> str:
        """The mode that is shown; ``"projects"`` before one is open."""
        return self._mode

    def start(self, folder: Path | None) -> None:
        """Show a project, or the list of projects.

        Raises
        ------
        ShotwrightError
            When the project cannot be opened.
        """
        if self.desk.settings.problem:
            self.desk.session.tell(
                "The settings are new", self.desk.settings.problem, kind="warning"
            )
        if folder is None:
            self.show_mode("projects")
        else:
            self.open(folder)

    def open(self, folder: Path, *, share: bool = False) -> None:
        """Open the project in a folder, in place of the one that is open.

        Where another window has it open, say so and stay; ``share`` opens it nevertheless.

        Raises
        ------
        ShotwrightError
            When it cannot be opened; the one that is open stays.
        """
        project = open_project(folder)
        root = project.root
        assert root is not None  # it was loaded from there
        self.recovering.leave()
        other = self.recovering.claim(root, share=share)
        if other is not None:
            if not self._mode:
                self.show_mode("projects")
            offer(self, project, root, other)
            return
        self.desk.drawing.hold_thumbnails(_OPENING_S)
        self.desk.session.open(project)
        self.recovering.enter()
        self.show_mode("compose")
        self.try_to(lambda: self._remember(root))
        if not self.desk.settings.preferences.tour_seen:
            self.commands.offer_tour()

    def _remember(self, root: Path) -> None:
        recent = with_recent(self.desk.settings.preferences.recent, root)
        self.desk.settings.change(recent=recent)

    def try_to(self, act: Callable[[], object]) -> None:
        """Do something that may fail, and tell why if it does."""
        try:
            act()
        except ShotwrightError as error:
            self.desk.session.tell("That did not work", str(error), kind="bad")

    def show_mode(self, name: str) -> None:
        """Show a mode's page, made the first time."""
        if name not in self._pages:
            self._pages[name] = make_page(name, self.desk, self)
            self._stack.addWidget(self._pages[name])
        self._mode = name
        self._bar.show_mode(name)
        self.status_bar.show_panel(_PANELS.get(name, "window"))
        self._stack.setCurrentWidget(self._pages[name])
        self._pages[name].setFocus()
        self.toasts.watch(self._under_toasts())
        self.toasts.place()

    def page(self, name: str) -> QWidget:
        """Return a mode's page, made if it was not shown yet."""
        if name not in self._pages:
            before = self._mode
            self.show_mode(name)
            self.show_mode(before)
        return self._pages[name]

    def restart(self) -> None:
        """Close and start again with what is open; ``restarts`` tells the program so."""
        self.restarts = True
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep what is unsaved for the next time, and the layout; then go."""
        self.recovering.close()
        for page in self._pages.values():
            page.close()
        event.accept()

    def changeEvent(self, event: QEvent) -> None:
        """Save what is unsaved for recovery when another program comes to the front."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and not self.isActiveWindow():
            self.recovering.keep()

    def _lay_out(self) -> None:
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._bar)
        column.addWidget(self._stack, 1)
        column.addWidget(self.status_bar)
        self.setCentralWidget(body)

    def _toast_room(self) -> QRect:
        over = self._under_toasts()
        return QRect(over.mapTo(self, QPoint(0, 0)), over.size())

    def _under_toasts(self) -> QWidget:
        """Return what toasts stand over: the picture in Compose, else the page above the hints."""
        page = self._pages.get(self._mode)
        picture = page.centralWidget() if isinstance(page, QMainWindow) else None
        return picture or self._stack

    def _title(self) -> None:
        session = self.desk.session
        self.setWindowTitle(f"{session.project.name}[*]")
        self.setWindowModified(session.unsaved)

    def _tell(self, message: Message) -> None:
        self.toasts.show(message)

    def _no_gl(self, reason: str) -> None:
        self.desk.session.tell("No pictures of the scene here", reason, kind="warning")


def _first_size() -> QSize:
    screen = QGuiApplication.primaryScreen()
    room = screen.availableSize() if screen is not None else QSize(1600, 1000)
    inside = room - _FRAME
    return QSize(min(1600, inside.width()), min(1000, inside.height()))
