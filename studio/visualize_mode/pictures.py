"""Pictures: passes of a frame as images for the window, and what is said of each."""

from __future__ import annotations

from PySide6.QtGui import QImage

from studio.images import image_of
from visualize.encode.pictures import preview
from visualize.guide import DepthGuide, DepthStatistics
from visualize.render.frame import Frame


def pass_image(name: str, frame: Frame) -> QImage:
    """Return a pass of a frame as it is sent to a model; depth is fitted to this frame alone.

    Raises
    ------
    RenderError
        When the pass has no picture.
    """
    guide = depth_of(frame) if name == "depth" else None
    return image_of(preview(name, frame[name], guide))


def depth_of(frame: Frame) -> DepthGuide:
    """Return the range of depths that a frame shows."""
    seen = DepthStatistics()
    seen.add(frame["depth"])
    near, far = seen.guide_range((frame.camera.near_m, frame.camera.far_m))
    return DepthGuide(near_m=near, far_m=far)


def pass_words(name: str, frame: Frame) -> str:
    """Return what is told of a pass: ``4.0 to 45 m``, ``2 figures``, or nothing."""
    if name == "depth":
        guide = depth_of(frame)
        return f"{guide.near_m:.1f} to {guide.far_m:.0f} m"
    if name == "pose":
        count = len(frame.people)
        return "1 figure" if count == 1 else f"{count} figures"
    return ""
