"""Dropping: what may be dropped on the picture, and putting it where it was dropped."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData

from compose.payload import Figure
from shotwright import ShotwrightError
from studio.figures.pose_tiles import MIME as POSE_MIME
from studio.figures.posing import paste
from studio.kit.importing import ASSET_MIME, Coming, file_of_drag
from studio.kit.placing import KIT_MIME, item_of_drag, placed
from studio.kit.project_files import kind_of_file
from studio.session import Session
from studio.session.spot import Spot

_MOST_FILES = 8


def can_drop(data: QMimeData) -> bool:
    """Tell whether a drag carries something that can stand in a scene, or a pose."""
    return any(map(data.hasFormat, (KIT_MIME, ASSET_MIME, POSE_MIME))) or bool(_files(data))


def drop(session: Session, data: QMimeData, spot: Spot, under: str) -> list[Coming]:
    """Put what is dropped at a spot and select it; a refusal is told.

    Parameters
    ----------
    under
        The node that it is dropped on, "" for none: a motion moves that figure, a pose is held
        by it.

    Returns
    -------
    The files that are to be read first.
    """
    if data.hasFormat(POSE_MIME):
        _pose(session, bytes(data.data(POSE_MIME).data()), under)
        return []
    try:
        if data.hasFormat(KIT_MIME):
            item = item_of_drag(bytes(data.data(KIT_MIME).data()))
            # People look at whoever puts them there; other things stand along the world's axes.
            placed(session, item, spot.point, spot.facing if item.kind == "figure" else 0.0)
            return []
        files = _files(data)
        if data.hasFormat(ASSET_MIME):
            files = [file_of_drag(session.project, bytes(data.data(ASSET_MIME).data()))]
    except ShotwrightError as error:
        session.tell("Nothing was added", str(error), kind="warning")
        return []
    scene = session.scene
    if scene is None:
        return []
    people = {node.id for node in scene.nodes if isinstance(node.payload, Figure)}
    figure = next((node for node in (under, *session.selection[-1:]) if node in people), None)
    spot = Spot(spot.point)
    return [
        Coming(file=file, scene=scene.id, spot=spot, figure=figure) for file in files[:_MOST_FILES]
    ]


def _pose(session: Session, pose: bytes, under: str) -> None:
    scene = session.scene
    found = scene.nodes if scene is not None else ()
    node = next((n for n in found if n.id == under and isinstance(n.payload, Figure)), None)
    if node is None:
        session.tell("No figure there", "Drop the pose on the figure that is to hold it.")
    elif paste(session, node, pose):
        session.select((node.id,))


def _files(data: QMimeData) -> list[Path]:
    """Return the files of a drag from elsewhere that can be imported."""
    files = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    return [file for file in files if kind_of_file(file) is not None]
