"""The scene as it is at the playhead, worked out at once and not read from the screen. No Qt."""

from __future__ import annotations

from compose.evaluation import view
from compose.snapshot import Snapshot
from shotwright import ShotwrightError
from studio.session import Session
from studio.viewport.free_camera import FreeCamera
from studio.viewport.staging import Staging, staging_of


def snapshot_here(session: Session) -> Snapshot:
    """Return all that is drawn at the playhead, with the shot's own tracks.

    Raises
    ------
    ShotwrightError
        When there is no scene, or it cannot be what it says.
    """
    scene = session.scene
    if scene is None:
        raise ShotwrightError("This project has no scene yet. Add one first.")
    camera = FreeCamera().state(1.0)
    return view(session.project, scene, session.frame, camera, shot=session.shot)


def staging_here(session: Session, snapshot: Snapshot | None = None) -> Staging:
    """Return where everything is at the playhead; a snapshot of it gives the bounds.

    Raises
    ------
    ShotwrightError
        When there is no scene, or it cannot be what it says.
    """
    scene, shot = session.scene, session.shot
    if scene is None:
        raise ShotwrightError("This project has no scene yet. Add one first.")
    shot_id = None if shot is None else shot.id
    return staging_of(session.project, scene.id, shot_id, session.frame, snapshot)


def staging_now(session: Session, shown: Staging) -> Staging:
    """Return the staging of what the session says: the one shown, where it still is that.

    Raises
    ------
    ShotwrightError
        As ``staging_here``.
    """
    scene, shot = session.scene, session.shot
    shot_id = None if shot is None else shot.id
    if scene is not None and (shown.scene, shown.shot, shown.frame) == (
        scene.id, shot_id, session.frame,
    ):  # fmt: skip
        own = None if shot_id is None else shown.project.shot(shot_id)
        if shown.project.scene(scene.id) is scene and own is shot:
            return shown
    return staging_here(session, snapshot_here(session))
