"""OverlayStage: what every overlay is painted from."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF

from compose.scene import Scene
from compose.shot import Shot
from studio.theme import Theme
from studio.viewport.motion_paths import MotionPath
from studio.viewport.projection import Projection
from studio.viewport.staging import Staging


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class OverlayStage:
    """The scene as it is on screen, in logical pixels of the widget.

    Parameters
    ----------
    picture
        Where the picture lies.
    gate
        Where the gate of the shot's camera lies while it is looked through, else ``None``.
    staging, scene, shot
        Where everything is; the scene and the shot it is of.
    selection
        Ids of the nodes selected, the active one last.
    names_selection
        Whether what is selected is named; a tool's handles need the room.
    paths
        The motion of what is selected.
    """

    theme: Theme
    projection: Projection
    width: float
    height: float
    picture: QRectF
    gate: QRectF | None
    staging: Staging
    scene: Scene
    shot: Shot | None
    selection: tuple[str, ...]
    names_selection: bool
    paths: tuple[MotionPath, ...]

    def is_hidden(self, node: str) -> bool:
        """Whether a node is hidden, or of a later state than what is on screen."""
        return node in self.staging.hidden or node not in self.staging.world
