"""Pictures out of scenes. Public names load when they are first used; importing draws nothing."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from visualize.encode.exr import write_exr
    from visualize.encode.png import write_png
    from visualize.encode.video import FFV1, H264, VideoWriter, open_video
    from visualize.guide import DepthEncoding, DepthGuide, DepthRequest
    from visualize.produce.films import direct_video
    from visualize.produce.formats import FORMATS
    from visualize.produce.report import FilmReport, Progress, ShotReport
    from visualize.produce.shots import render_shot
    from visualize.produce.stills import save_frames
    from visualize.render.frame import Frame
    from visualize.render.options import RenderOptions
    from visualize.render.passes import PASSES
    from visualize.render.renderer import Renderer
    from visualize.sheet import contact_sheet

_HOMES = {
    "DepthEncoding": "visualize.guide",
    "DepthGuide": "visualize.guide",
    "DepthRequest": "visualize.guide",
    "FFV1": "visualize.encode.video",
    "FORMATS": "visualize.produce.formats",
    "FilmReport": "visualize.produce.report",
    "Frame": "visualize.render.frame",
    "H264": "visualize.encode.video",
    "PASSES": "visualize.render.passes",
    "Progress": "visualize.produce.report",
    "RenderOptions": "visualize.render.options",
    "Renderer": "visualize.render.renderer",
    "ShotReport": "visualize.produce.report",
    "VideoWriter": "visualize.encode.video",
    "contact_sheet": "visualize.sheet",
    "direct_video": "visualize.produce.films",
    "open_video": "visualize.encode.video",
    "render_shot": "visualize.produce.shots",
    "save_frames": "visualize.produce.stills",
    "write_exr": "visualize.encode.exr",
    "write_png": "visualize.encode.png",
}

__all__ = [
    "FFV1",
    "FORMATS",
    "H264",
    "PASSES",
    "DepthEncoding",
    "DepthGuide",
    "DepthRequest",
    "FilmReport",
    "Frame",
    "Progress",
    "RenderOptions",
    "Renderer",
    "ShotReport",
    "VideoWriter",
    "contact_sheet",
    "direct_video",
    "open_video",
    "render_shot",
    "save_frames",
    "write_exr",
    "write_png",
]


def __getattr__(name: str) -> Any:  # noqa: ANN401 - any public name
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)
