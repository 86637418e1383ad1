"""The commands of the program itself: projects, undo, modes, and what opens over the window."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QAction, QDesktopServices
from PySide6.QtWidgets import QFileDialog, QToolButton

from compose.project import Project
from compose.scene import Scene
from compose.shot import Shot
from studio.desk import Desk
from studio.listening import listen
from studio.theme import SchemeName
from studio.window.palette import Palette
from studio.window.saving import Saving

if TYPE_CHECKING:
    from studio.window.window import Window


class ProgramCommands:
    """Binds ``project.*`` (but import), undo, the modes and ``window.*`` to the window."""

    def __init__(self, desk: Desk, window: Window) -> None:
        self._desk, self._window = desk, window
        self.saving = Saving(desk, window)
        self._palette: Palette | None = None
        handlers: dict[str, Callable[[], object]] = {
            "project.new": lambda: window.show_mode("projects"),
            "project.open": self._open,
            "project.recent": lambda: window.show_mode("projects"),
            "project.save": self.saving.save,
            "project.copy": self.saving.save_copy,
            "project.export": self._export,
            "project.reveal": self._reveal,
            "project.quit": window.close,
            "edit.undo": desk.session.undo,
            "edit.redo": desk.session.redo,
            "edit.preferences": self._preferences,
            "shot.before": lambda: desk.session.step_shot(-1),
            "shot.after": lambda: desk.session.step_shot(1),
            "window.palette": self.show_palette,
            "window.full_screen": self._full_screen,
            "window.jobs": lambda: window.show_mode("visualize"),
            "window.budget": lambda: self._preferences("budgets"),
            "window.leaderboard": self._leaderboard,
            "window.theme": self._other_theme,
            "window.restart": window.restart,
            "window.shortcuts": lambda: self._preferences("shortcuts"),
            "window.about": self._about,
            "window.tour": self._tour,
        }
        for mode in ("compose", "visualize", "gallery"):
            handlers[f"view.{mode}"] = partial(window.show_mode, mode)
        self._actions = desk.commands.bind(window, handlers)
        listen(window, desk.session.project_changed, lambda _: self._enable())
        listen(window, desk.session.saved_changed, self._enable)
        self._enable()

    def undo_buttons(self) -> tuple[QToolButton, QToolButton]:
        """Return the buttons of undo and redo."""
        commands = self._desk.commands
        undo, redo = ("edit.undo", "edit.redo")
        return (
            commands.tool_button(undo, self._actions[undo]),
            commands.tool_button(redo, self._actions[redo]),
        )

    def show_palette(self) -> None:
        """Open the list of commands."""
        if self._palette is None:
            self._palette = Palette(self._desk, self._window)
        self._palette.open()

    def _open(self) -> None:
        there = str(self._desk.settings.preferences.projects_now)
        folder = QFileDialog.getExistingDirectory(self._window, "Open project", there)
        if folder:
            self._window.try_to(lambda: self._window.open(Path(folder)))

    def _export(self) -> None:
        """Write the scene on screen, with the shots that play in it, while one works on."""
        session = self._desk.session
        scene, project = session.scene, session.project
        if scene is None:
            return
        name = QFileDialog.getSaveFileName(
            self._window, "Export scene as GLB", f"{scene.name}.glb", "GLB (*.glb)"
        )[0]
        if not name:
            return
        file = Path(name).with_suffix(".glb")
        shots = [shot for shot in project.shots if shot.scene == scene.id]
        self._desk.work.start(
            lambda: _write_glb(project, scene, file, shots),
            lambda _: session.tell(f"{scene.name} is exported", str(file), kind="good"),
            lambda words: session.tell("Not exported", words, kind="bad"),
        )

    def _reveal(self) -> None:
        root = self._desk.session.project.root
        if root is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(root)))

    def _full_screen(self) -> None:
        window = self._window
        window.showNormal() if window.isFullScreen() else window.showFullScreen()

    def _leaderboard(self) -> None:
        self._window.show_mode("gallery")
        self._window.page("gallery").show_leaderboard()  # type: ignore[attr-defined]

    def _other_theme(self) -> None:
        other: SchemeName = "light" if self._desk.theme.scheme == "dark" else "dark"
        self._desk.settings.change(theme=other)
        self._desk.theme.use(other)

    def _preferences(self, page: str = "keys") -> None:
        from studio.preferences import Preferences

        Preferences(self._desk, self._window, page).open()

    def _about(self) -> None:
        from studio.window.about import About

        About(self._desk, self._window).open()

    def _tour(self) -> None:
        from studio.window.tour import Tour

        Tour(self._desk, self._window).start()

    def offer_tour(self) -> None:
        """Ask once whether the tour is wanted; it stays in the menu Help."""
        self._desk.session.tell(
            "New here?",
            "The tour points at the panels, one after another. It takes a minute.",
            actions=(
                ("Take the tour", self._tour),
                ("Not now", lambda: self._desk.settings.change(tour_seen=True)),
            ),
        )

    def _enable(self) -> None:
        session = self._desk.session
        open_ = session.project.root is not None
        for id_, label, verb in (
            ("edit.undo", session.undo_label, "Undo"), ("edit.redo", session.redo_label, "Redo")
        ):  # fmt: skip
            action = self._actions[id_]
            action.setEnabled(label is not None)
            action.setText(f"{verb} {label}" if label else verb)
            keys = self._desk.commands.shown_keys(id_)
            action.setToolTip(f"{action.text()} ({keys})")
        for id_ in ("project.save", "project.copy", "project.reveal", "view.compose"):
            self._enabled(self._actions[id_], on=open_)
        self._enabled(self._actions["project.export"], on=open_ and session.scene is not None)
        for id_ in ("view.visualize", "view.gallery", "window.jobs", "window.leaderboard"):
            self._enabled(self._actions[id_], on=open_)

    @staticmethod
    def _enabled(action: QAction, *, on: bool) -> None:
        if action.isEnabled() != on:
            action.setEnabled(on)


def _write_glb(project: Project, scene: Scene, file: Path, shots: list[Shot]) -> None:
    """Write a scene; the exporter is loaded when it is first wanted."""
    from compose.exporters.glb import export_glb

    export_glb(project, scene, file, shots=shots or None)
