"""Footage: the scene of a job as its clip sees it, drawn pass by pass, frame by frame."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from compose.evaluation import evaluate
from compose.project import Project
from compose.shot import Shot
from compose.snapshot import Snapshot
from models.local.pinhole import Pinhole
from models.request import FrameMapping
from visualize.produce.drawing import Draws
from visualize.render.frame import Frame


@dataclass(frozen=True, eq=False)
class Footage:
    """A shot of a frozen project, the clip's frames, and what draws them.

    ``box`` is the (width, height) the pictures fit into.
    """

    project: Project
    shot: Shot
    mapping: FrameMapping
    box: tuple[int, int]
    draws: Draws

    def at(self, index: int) -> Snapshot:
        """Return the scene at a frame of the clip.

        Raises
        ------
        SceneError
            When the scene cannot be evaluated.
        """
        return evaluate(self.project, self.shot, self.mapping.scene_frame(index))

    @cached_property
    def first(self) -> Snapshot:
        """The scene at the clip's first frame."""
        return self.at(0)

    @property
    def frames(self) -> int:
        """Frames of the clip."""
        return self.mapping.frames

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of every picture."""
        return self.first.camera.raster(self.box).size

    def draw(
        self,
        snapshot: Snapshot,
        passes: Iterable[str],
        *,
        forward: Snapshot | None = None,
        backward: Snapshot | None = None,
    ) -> Frame:
        """Return the passes of a snapshot, each once."""
        wanted = tuple(dict.fromkeys(passes))
        return self.draws.render(snapshot, wanted, self.box, forward=forward, backward=backward)

    def beauty(self, snapshot: Snapshot) -> npt.NDArray[np.uint8]:
        """Return the lit picture, (H, W, 3) uint8."""
        return self.draw(snapshot, ("beauty",))["beauty"]


def pinhole(frame: Frame) -> Pinhole:
    """Return the exact camera of a frame."""
    raster = frame.raster
    return Pinhole(
        world=frame.camera.world,
        size=raster.size,
        focal=raster.focal,
        cx=raster.cx,
        cy=raster.cy,
        orthographic=raster.orthographic,
    )
