"""A job: everything that decides the bytes of a shot's files, settled before the first frame."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from compose.project import Project
from compose.raster import Raster
from compose.shot import Shot
from compose.timing import FrameRange
from shotwright import UsageError, __version__
from visualize.encode.describe import pass_description
from visualize.guide import DepthGuide, DepthRequest
from visualize.produce.depth_range import handles
from visualize.produce.fingerprint import digest
from visualize.produce.formats import Format, format_named
from visualize.render.options import RenderOptions
from visualize.render.passes import passes_named

METADATA_KEY = "shotwright"
"""The keyword of a PNG text, an EXR attribute; films carry the same JSON as their comment."""


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What is asked for, of whatever shot. ``box`` is the size that pictures fit into."""

    passes: tuple[str, ...]
    format: Format
    box: tuple[int, int]
    multiple: int
    options: RenderOptions
    depth: DepthRequest


@dataclass(frozen=True, kw_only=True)
class Job:
    """One shot drawn with some settings. ``content`` is the hash of what is seen.

    ``raster`` is the picture that fits the settings' box; ``folder`` is where the shot's files go
    and ``stem`` their name.
    """

    project: Project
    shot: Shot
    settings: Settings
    frames: FrameRange
    folder: Path
    stem: str
    content: str
    raster: Raster
    guide: DepthGuide | None

    def fingerprint(self, passes: Sequence[str]) -> str:
        """Return the SHA-256 of what decides a file of these passes, except its frame."""
        guide = self.guide.described() if self.guide and "depth" in passes else None
        asked = self.settings
        content: dict[str, Any] = {
            "content": self.content,
            "passes": list(passes),
            "format": asked.format.name,
            "size": self.raster.size,
            "box": asked.box,
            "multiple": asked.multiple,
            "options": asdict(asked.options),
            "guide": guide,
        }
        if asked.format.kind == "film":
            content["frames"] = [self.frames.start, self.frames.stop]
        return digest(content)

    def metadata(self, passes: Sequence[str], frame: int | None = None) -> str:
        """Return the ASCII JSON that goes into a file of these passes."""
        content: dict[str, Any] = {
            "shotwright": __version__,
            "fingerprint": self.fingerprint(passes),
            "project": self.project.name,
            "shot": self.shot.label,
            "rate": self.project.rate,
        }
        if frame is not None:
            content["frame"] = frame
        content["passes"] = [self.described(name) for name in passes]
        return json.dumps(content, separators=(",", ":"), sort_keys=True)

    def described(self, name: str) -> dict[str, Any]:
        """Return unit, meaning and encoding of one of the job's passes."""
        return pass_description(name, self.settings.format.content, self.guide)


def fingerprint_in(metadata: str) -> str:
    """Return the fingerprint that a file's metadata names, "" when it names none."""
    try:
        content = json.loads(metadata)
    except (ValueError, RecursionError):
        return ""
    found = content.get("fingerprint", "") if isinstance(content, dict) else ""
    return found if isinstance(found, str) else ""


def checked_frames(shot: Shot, frames: FrameRange | None) -> FrameRange:
    """Return the frames to draw: those asked for, or the shot's window.

    Raises
    ------
    UsageError
        When a frame lies outside the shot and its handles.
    """
    if frames is None:
        return shot.window
    allowed = handles(shot)
    if not len(frames) or frames.start < allowed.start or frames.stop > allowed.stop:
        raise UsageError(
            f"Frames {frames.start}:{frames.stop} are not all in shot {shot.label!r}, which with "
            f"its handles has {allowed.start}:{allowed.stop} (the end is not included)."
        )
    return frames


def checked_settings(
    passes: Iterable[str],
    format_name: str,
    size: tuple[int, int],
    *,
    multiple: int,
    options: RenderOptions | None,
    depth: DepthRequest | None,
) -> Settings:
    """Return the settings, each pass once; ``all`` is every one.

    Raises
    ------
    UnknownPassError
        When there is no such pass.
    UsageError
        When there is no such format, or no pass was asked for.
    """
    names = tuple(entry.name for entry in passes_named(passes))
    if not names:
        raise UsageError("No pass was asked for; name one, such as clay, or all.")
    return Settings(
        passes=names,
        format=format_named(format_name),
        box=size,
        multiple=multiple,
        options=options or RenderOptions(),
        depth=depth or DepthRequest(),
    )
