"""Remember what is locked in a project, in the user's settings, since it is no part of the film."""

from __future__ import annotations

from studio.errors import SettingsError
from studio.session.session import Session
from studio.settings import Settings

_PROJECTS_KEPT = 50


def remember_locks(session: Session, settings: Settings) -> None:
    """Lock what was locked in the session's project last time, and remember each change."""
    shown = ""

    def restore() -> None:
        nonlocal shown
        project = session.project
        if project.id == shown:
            return
        shown = project.id
        known = {node.id for scene in project.scenes for node in scene.nodes}
        session.lock(known.intersection(settings.preferences.locked.get(project.id, ())))

    def keep() -> None:
        if session.project.id != shown:  # the project is being replaced; its locks come next
            return
        others = {id_: nodes for id_, nodes in settings.preferences.locked.items() if id_ != shown}
        own = {shown: tuple(sorted(session.locked))} if session.locked else {}
        kept = dict([*others.items(), *own.items()][-_PROJECTS_KEPT:])
        try:
            settings.change(locked=kept)
        except SettingsError as error:
            session.tell("What is locked will not be remembered", str(error), kind="warning")

    restore()
    session.project_changed.connect(lambda _: restore())
    session.locked_changed.connect(keep)
