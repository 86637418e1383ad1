"""Authored: a shot's own exact frames at the moments a clip stands for, one after another."""

from __future__ import annotations

from collections import OrderedDict

from compose.evaluation import evaluate
from compose.project import Project
from compose.shot import Shot
from compose.snapshot import Snapshot
from models.request import FrameMapping
from visualize.compare.meter import PASSES, WORKING_SIDE
from visualize.compare.placing import crop
from visualize.produce.drawing import Draws
from visualize.render.frame import Frame

_KEPT = 3


class Authored:
    """Draws a shot by a clip's frame mapping; each scene frame is evaluated once.

    Parameters
    ----------
    size
        (width, height) of the frames: the middle of the gate's working raster.
    """

    def __init__(
        self, project: Project, shot: Shot, mapping: FrameMapping, size: tuple[int, int],
        draws: Draws,
    ) -> None:  # fmt: skip
        self._project, self._shot, self._mapping = project, shot, mapping
        self._size, self._draws = size, draws
        self._snapshots: OrderedDict[float, Snapshot] = OrderedDict()

    def frame(self, index: int) -> Frame:
        """Return the passes of a clip's frame.

        Raises
        ------
        ShotwrightError
            When the scene cannot be evaluated or drawn there.
        """
        mapping = self._mapping
        now = self._at(mapping.scene_frame(index))
        box = (WORKING_SIDE, WORKING_SIDE)
        drawn = self._draws.render(
            now, PASSES, box,
            forward=self._at(mapping.scene_frame(index + 1)),
            backward=self._at(mapping.scene_frame(index - 1)),
        )  # fmt: skip
        return crop(drawn, self._size)

    def _at(self, frame: float) -> Snapshot:
        if frame not in self._snapshots:
            self._snapshots[frame] = evaluate(self._project, self._shot, frame)
            while len(self._snapshots) > _KEPT:
                self._snapshots.popitem(last=False)
        self._snapshots.move_to_end(frame)
        return self._snapshots[frame]
