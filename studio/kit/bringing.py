"""Bring a file into the scene: read in a thread, shown by one edit, told when it is there."""

from __future__ import annotations

from collections.abc import Callable

from studio.desk import Desk
from studio.kit.importing import Arrived, Coming, arrive


def bring(
    desk: Desk, coming: Coming, done: Callable[[], object], failed: Callable[[str], object]
) -> None:
    """Import a file.

    Parameters
    ----------
    done
        Called when it is in the scene, or the edit was refused and that was told.
    failed
        Called with the words of an error where the file cannot be read.
    """
    session, project = desk.session, desk.session.project

    def arrived(made: Arrived) -> None:
        if session.do(made.label, made.edit):
            session.select((made.node,))
            kind = "warning" if made.warnings else "good"
            detail = "; ".join([made.told, *made.warnings[:3]])
            session.tell(f"{coming.name} is in the scene", detail, kind=kind)
        done()

    desk.work.start(lambda: arrive(project, coming), arrived, failed)
