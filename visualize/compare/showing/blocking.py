"""Blocking: the shot as it was authored, in clay, at any scene frame; takes are held to it."""

from __future__ import annotations

from compose.evaluation import evaluate
from compose.project import Project
from compose.shot import Shot
from visualize.compare.showing.canvas import U8
from visualize.produce.drawing import Draws
from visualize.render.options import RenderOptions


class Blocking:
    """Draws a shot in clay into a box (width, height).

    ``size`` is the picture's (width, height), ``aspect`` its width over height.
    """

    def __init__(self, project: Project, shot: Shot, draws: Draws, box: tuple[int, int]) -> None:
        self._project, self._shot, self._draws, self._box = project, shot, draws, box
        self.size = evaluate(project, shot, shot.start).camera.raster(box).size

    def at(self, scene_frame: float) -> U8:
        """Return the picture of a scene frame, (H, W, 3) uint8.

        Raises
        ------
        ShotwrightError
            When the scene cannot be evaluated or drawn.
        """
        snapshot = evaluate(self._project, self._shot, scene_frame)
        drawn: U8 = self._draws.render(snapshot, ("clay",), self._box, options=RenderOptions())[
            "clay"
        ]
        return drawn


def aspect_of(project: Project, shot: Shot) -> float:
    """Return the width over the height of a shot's gate."""
    return evaluate(project, shot, shot.start).camera.aspect
