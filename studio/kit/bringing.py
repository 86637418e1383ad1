"""Bring a file into the scene: read in a thread, shown by one edit, told when it is there."""

from __future__ import annotations

from collections.abc import Callable

from studio.desk import Desk
from studio.kit.importing import Arrived, Coming, arrive, rescaled
from studio.session import Session


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
            _tell(session, coming, made)
        done()

    desk.work.start(lambda: arrive(project, coming), arrived, failed)


def _tell(session: Session, coming: Coming, made: Arrived) -> None:
    """Say what is in the scene, and offer its likely size where its unit seems to be wrong."""
    times = made.likely_scale
    detail = "; ".join([made.told, *made.warnings[:3]])
    if times is None:
        kind = "warning" if made.warnings else "good"
        session.tell(f"{coming.name} is in the scene", detail, kind=kind)
        return
    goal = f"{made.longest_m * times:.2g} m"
    session.tell(
        f"{coming.name} is {made.longest_m:.3g} m long",
        f"{detail}. Its unit may not be the metre.",
        kind="warning",
        actions=(
            (
                f"Scale to {goal}",
                lambda: session.do(
                    f"Scale {coming.name} to {goal}",
                    lambda p: rescaled(p, coming.scene, made.node, times),
                ),
            ),
        ),
    )
