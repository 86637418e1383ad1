"""OverlayPainter: paints the overlays that are on, and keeps what is slow to make."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from studio.viewport.outline import outline_of
from studio.viewport.overlay_choice import OverlayChoice
from studio.viewport.overlays.axes import paint_axes
from studio.viewport.overlays.cameras import paint_cameras, paint_focus_plane
from studio.viewport.overlays.gate import (
    paint_horizon,
    paint_mask,
    paint_safe_areas,
    paint_thirds,
)
from studio.viewport.overlays.grid import grid_image
from studio.viewport.overlays.lamps import LampPainter
from studio.viewport.overlays.names import paint_names
from studio.viewport.overlays.paths import paint_paths
from studio.viewport.overlays.stage import OverlayStage
from studio.viewport.picking import Seen
from studio.viewport.pixels import tinted_image
from studio.viewport.projection import F64
from studio.viewport.staging import Staging

_OUTLINE_PX = 2.0
_GUIDE_ALPHA = 0.55
_OPEN = 0.6
"""A picture that shows more of the ground than this keeps its grid while it moves."""
_MOST_BOXES = 400
"""With more things than this there is no grid while it moves: it would have to go round them."""


class OverlayPainter:
    """The overlays of one viewport.

    Parameters
    ----------
    choice
        Which are on.
    """

    def __init__(self, choice: OverlayChoice) -> None:
        self._choice = choice
        self._grid: tuple[tuple[object, ...], QImage] | None = None
        self._outline: tuple[tuple[object, ...], tuple[QImage, int, int] | None] | None = None
        self._free_share = 1.0
        self._in_scene: tuple[tuple[str, Callable[[QPainter, OverlayStage], None]], ...] = (
            ("focus_plane", paint_focus_plane),
            ("frusta", paint_cameras),
            ("lamps", LampPainter().paint),
            ("paths", paint_paths),
            ("horizon", paint_horizon),
            ("gate_mask", paint_mask),
            ("names", paint_names),
            ("axes", paint_axes),
        )

    def paint(
        self, painter: QPainter, stage: OverlayStage, seen: Seen | None, ratio: float
    ) -> None:
        """Paint over the picture; ``seen`` are its exact passes, once they are there."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._choice.is_on("grid"):
            self._paint_grid(painter, stage, seen, ratio)
        if self._choice.is_on("outline") and seen is not None and stage.selection:
            self._paint_outline(painter, stage, seen, ratio)
        for name, paint in self._in_scene:
            if self._choice.is_on(name):
                painter.save()
                paint(painter, stage)
                painter.restore()
        self._paint_guides(painter, stage)

    def _paint_guides(self, painter: QPainter, stage: OverlayStage) -> None:
        if stage.gate is None:
            return
        color = stage.theme.color("on_fill", _GUIDE_ALPHA)
        if self._choice.is_on("thirds"):
            paint_thirds(painter, stage.gate, color)
        if self._choice.is_on("safe_areas"):
            paint_safe_areas(painter, stage.gate, color)

    def _paint_grid(
        self, painter: QPainter, stage: OverlayStage, seen: Seen | None, ratio: float
    ) -> None:
        if seen is not None:
            self._free_share = 1.0 - float((seen.ids != 0).mean())
        elif self._free_share < _OPEN or len(stage.staging.pieces) > _MOST_BOXES:
            return
        if self._free_share == 0.0:
            return
        size = (round(stage.width * ratio), round(stage.height * ratio))
        projection = stage.projection
        known = stage.staging if seen is None else seen.ids
        key = (projection.camera, projection.scale, size, known)
        if self._grid is None or not _same(key, self._grid[0]):
            covered = _boxes(stage.staging) if seen is None else seen.ids != 0
            self._grid = key, grid_image(stage.theme, projection, size, ratio, covered)
        painter.drawImage(QRectF(0.0, 0.0, stage.width, stage.height), self._grid[1])

    def _paint_outline(
        self, painter: QPainter, stage: OverlayStage, seen: Seen, ratio: float
    ) -> None:
        key = (seen.ids, stage.selection, ratio)
        if self._outline is None or not _same(key, self._outline[0]):
            mask = seen.mask_of(stage.staging.with_children(stage.selection))
            line = outline_of(mask, _OUTLINE_PX * ratio)
            made = None
            if line is not None:
                strength, left, top = line
                made = tinted_image(strength, stage.theme.color("daylight")), left, top
            self._outline = key, made
        if self._outline[1] is not None:
            image, left, top = self._outline[1]
            x, y = stage.picture.left() + left / ratio, stage.picture.top() + top / ratio
            box = QRectF(x, y, image.width() / ratio, image.height() / ratio)
            painter.drawImage(box, image)


def _boxes(staging: Staging) -> F64:
    """Return (N, 2, 3), the boxes around what is drawn."""
    return np.array([box for _, box in staging.pieces], np.float64).reshape(-1, 2, 3)


def _same(one: tuple[object, ...], other: tuple[object, ...]) -> bool:
    """Whether two keys are the same: arrays and cameras by identity, the rest by value."""
    plain = (int, float, str, tuple)
    return all(a is b or (isinstance(a, plain) and a == b) for a, b in zip(one, other, strict=True))
