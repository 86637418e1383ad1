"""Near and far of a shot's depth guides, measured once and kept beside the frames."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from compose.project import Project
from compose.shot import Shot
from compose.timing import FrameRange
from visualize.encode.atomic import write_json
from visualize.guide import DepthGuide, DepthRequest, DepthStatistics
from visualize.produce.drawing import Draws
from visualize.produce.fingerprint import digest
from visualize.produce.snapshots import SnapshotWindow

FILE_NAME = "depth-range.json"
MAX_MEASURED_FRAMES = 240
_BOX = (192, 192)
_MAX_BYTES = 1 << 16


def depth_guide(
    project: Project,
    shot: Shot,
    renderer: Draws,
    *,
    folder: Path,
    content: str,
    request: DepthRequest,
    measured: Callable[[int, int], None] | None = None,
) -> DepthGuide:
    """Return the one normalisation that every frame, chunk and resumption of a shot uses.

    What is not given is measured: 0.5 and 99.5 percentiles of the depth of all covered pixels
    over the whole shot with handles (of at most 240 frames, evenly spread), and kept in
    ``depth-range.json`` under the fingerprint of the shot's content and window.

    Raises
    ------
    UsageError
        When near and far given by hand are no range.
    EncodeError
        When the range cannot be kept in ``folder``.
    """
    near_m, far_m = request.near_m, request.far_m
    if near_m is None or far_m is None:
        near, far = _measured_range(project, shot, renderer, folder, content, measured)
        near_m = near if near_m is None else near_m
        far_m = far if far_m is None else far_m
    return DepthGuide(near_m=near_m, far_m=far_m, encoding=request.encoding)


def handles(shot: Shot) -> FrameRange:
    """Return the frames of a shot with its head and tail."""
    return FrameRange(shot.start - shot.head, shot.end + shot.tail)


def _measured_range(
    project: Project,
    shot: Shot,
    renderer: Draws,
    folder: Path,
    content: str,
    measured: Callable[[int, int], None] | None,
) -> tuple[float, float]:
    frames = handles(shot)
    fingerprint = digest({"content": content, "frames": [frames.start, frames.stop]})
    path = folder / FILE_NAME
    kept = _kept_range(path, fingerprint)
    if kept is not None:
        return kept
    chosen = measured_frames(frames)
    statistics, window = DepthStatistics(), SnapshotWindow(project, shot)
    for done, frame in enumerate(chosen):
        statistics.add(renderer.render(window.at(frame), ("depth",), _BOX)["depth"])
        if measured:
            measured(done + 1, len(chosen))
    camera = window.at(chosen[-1]).camera
    near, far = statistics.guide_range((camera.near_m, camera.far_m))
    record = {"fingerprint": fingerprint, "near_m": near, "far_m": far}
    write_json(
        path, record | {"frames": [frames.start, frames.stop], "measured_frames": len(chosen)}
    )
    return near, far


def measured_frames(frames: FrameRange) -> list[int]:
    """Return the frames, evenly spread, whose depth says the range of a shot with its handles."""
    count = min(len(frames), MAX_MEASURED_FRAMES)
    if count == len(frames):
        return list(frames)
    return [frames.start + i * (len(frames) - 1) // (count - 1) for i in range(count)]


def _kept_range(path: Path, fingerprint: str) -> tuple[float, float] | None:
    """Return the range kept for this very content; else it is measured anew."""
    try:
        if path.stat().st_size > _MAX_BYTES:
            return None
        record: Any = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return None
    if not isinstance(record, Mapping) or record.get("fingerprint") != fingerprint:
        return None
    near, far = record.get("near_m"), record.get("far_m")
    if isinstance(near, float) and isinstance(far, float) and 0.0 < near < far < float("inf"):
        return near, far
    return None
