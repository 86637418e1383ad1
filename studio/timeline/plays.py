"""Edits of what lasts in a figure's row: its cycles and its motion from a file."""

from __future__ import annotations

from compose.edits.performing import figure_of, set_performance
from compose.project import Project
from compose.values import rounded
from studio.timeline.layout import Edge


def drag_play(
    project: Project, scene: str, figure: str, place: int, edge: Edge, by: float
) -> Project:
    """Move a figure's cycle (or, for place −1, its motion), or one of its ends.

    What goes on without an end is given none by moving it. A frame at least is left.

    Raises
    ------
    ShotwrightError
        When the figure or the cycle is gone.
    """
    acting = figure_of(project.scene(scene).node(figure)).performance
    if place < 0:
        if acting.motion is None:
            return project
        start, end = _dragged(acting.motion.start, acting.motion.end, edge, by)
        motion = acting.motion.replace(start=start, end=end)
        return set_performance(project, scene, figure, motion=motion)
    cycle = acting.cycles[place]
    start, end = _dragged(cycle.start, cycle.end, edge, by)
    cycles = list(acting.cycles)
    cycles[place] = cycle.replace(start=start, end=end)
    return set_performance(project, scene, figure, cycles=tuple(cycles))


def _dragged(start: float, end: float | None, edge: Edge, by: float) -> tuple[float, float | None]:
    if edge in ("start", "body"):
        start = rounded(start + by)
    if end is not None and edge in ("end", "body"):
        end = rounded(end + by)
    if end is not None and end < start + 1.0:
        start, end = (rounded(end - 1.0), end) if edge == "start" else (start, rounded(start + 1.0))
    return start, end
