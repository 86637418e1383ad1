"""Shot windows over scene time: which lane each lies in, and what a drag makes of one."""

from __future__ import annotations

from dataclasses import dataclass

from compose.edits.shots import move_shot_window, set_shot
from compose.project import Project
from compose.shot import Shot
from studio.timeline.layout import Edge, edge_at
from studio.timeline.scale import TimeScale

MOST_LANES = 3


@dataclass(frozen=True, slots=True)
class Window:
    """A shot and the lane it is drawn in; windows of one lane do not overlap."""

    shot: Shot
    lane: int


def windows_of(project: Project, scene: str) -> tuple[Window, ...]:
    """Return the windows of a scene's shots, each in the first lane that has room for it.

    Where more shots overlap than there are lanes, the last lane takes the rest.
    """
    shots = sorted((s for s in project.shots if s.scene == scene), key=lambda s: (s.start, s.end))
    ends: list[int] = []
    placed = []
    for shot in shots:
        free = (lane for lane, end in enumerate(ends) if end <= shot.start)
        lane = next(free, min(len(ends), MOST_LANES - 1))
        if lane == len(ends):
            ends.append(shot.end)
        else:
            ends[lane] = max(ends[lane], shot.end)
        placed.append(Window(shot, lane))
    return tuple(placed)


def window_at(
    windows: tuple[Window, ...], scale: TimeScale, x: float, lane: int
) -> tuple[Window, Edge] | None:
    """Return the window under a point, and which part of it; the last drawn wins."""
    for window in reversed(windows):
        if window.lane == lane:
            edge = edge_at(scale, window.shot.start, window.shot.end, x)
            if edge is not None:
                return window, edge
    return None


def drag_window(
    project: Project, shot: str, edge: Edge, by: int, *, move_tracks: bool = True
) -> Project:
    """Move a window, with the shot's own tracks, or one of its ends; it keeps a frame at least.

    Raises
    ------
    ShotwrightError
        When the shot is gone, or the window would be too long.
    """
    old = project.shot(shot)
    if edge == "body":
        return move_shot_window(project, shot, by=by, move_tracks=move_tracks)
    if edge == "start":
        return set_shot(project, shot, start=min(old.start + by, old.end - 1))
    return set_shot(project, shot, end=max(old.end + by, old.start + 1))
