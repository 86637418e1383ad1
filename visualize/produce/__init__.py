"""From a project to files: shots, stills and films."""

from visualize.produce.films import direct_video
from visualize.produce.formats import FORMATS, Format, format_named
from visualize.produce.report import FilmReport, Progress, ShotReport
from visualize.produce.shots import render_shot
from visualize.produce.stills import save_frames

__all__ = [
    "FORMATS",
    "FilmReport",
    "Format",
    "Progress",
    "ShotReport",
    "direct_video",
    "format_named",
    "render_shot",
    "save_frames",
]
