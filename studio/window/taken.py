"""A project that another window has open: say so, and offer a copy or to open it nevertheless."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from compose.files.copying import copy_project
from compose.project import Project
from studio.session.samples import free_folder
from studio.session.window_lock import Holder

if TYPE_CHECKING:
    from studio.window.window import Window


def offer(window: Window, project: Project, root: Path, who: Holder) -> None:
    """Tell that a project is open in another window, and what can be done about it."""
    words = f" ({who.words})" if who.words else ""
    window.desk.session.tell(
        f"{project.name} is open in another window",
        f"Go on there{words}, or open a copy of what is saved. Opened twice, neither window sees "
        "what the other does; whoever saves last is asked before anything is overwritten.",
        kind="warning",
        actions=(
            ("Open a copy", lambda: _open_copy(window, project.name, root)),
            ("Open anyway", lambda: window.try_to(lambda: window.open(root, share=True))),
        ),
    )


def _open_copy(window: Window, name: str, root: Path) -> None:
    desk = window.desk
    folder = free_folder(root.parent, f"{name} copy")
    desk.work.start(
        lambda: copy_project(root, folder, name=folder.name),
        lambda _: window.try_to(lambda: window.open(folder)),
        lambda words: desk.session.tell("Not copied", words, kind="bad"),
    )
