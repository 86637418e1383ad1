"""Widen a camera's gate until its picture fills a box, without changing what the lens does."""

from __future__ import annotations

from dataclasses import replace

from compose.raster import gate_size
from compose.snapshot import CameraState


def filling(camera: CameraState, box: tuple[int, int]) -> CameraState:
    """Return the camera with the gate that fills ``box`` (width, height) in pixels.

    What its own gate shows keeps its size in pixels and its place in the middle; around it is what
    the lens would show on a larger sensor.
    """
    (width, height), _ = gate_size(camera.aspect, box, 1)
    wider, higher = box[0] / width, box[1] / height
    across = camera.gate_mm[0] * wider
    gate = (across, across * box[1] / box[0])
    tall = camera.orthographic_height_m * higher
    return replace(camera, gate_mm=gate, orthographic_height_m=tall)
