"""What figures do: poses, hand poses, cycles and joints that are not known, limbs used twice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from compose.figures.performance import Performance
from compose.figures.skeleton import INDEX
from compose.files.checks.report import suggestion
from compose.files.problem import Problem
from compose.payload import Figure


def performance_names(figure: Figure, file: str, field: str) -> Iterator[Problem]:
    """Find names in a figure's performance that nothing has; the nearest are offered."""
    from compose.figures.gait import CYCLES
    from compose.figures.pose import HANDS, POSES

    performance, path = figure.performance, f"{field}.performance"
    for name, where in _poses(performance):
        yield from _known("pose", name, POSES, file, f"{path}.{where}")
    for name, where in _hands(performance):
        yield from _known("hand pose", name, HANDS, file, f"{path}.{where}")
    for i, play in enumerate(performance.cycles):
        yield from _known("cycle", play.cycle, CYCLES, file, f"{path}.cycles[{i}].cycle")
        if play.end is not None and play.end <= play.start:
            message = f"the cycle {play.cycle[:60]!r} ends at {play.end:g}, before it has started"
            yield Problem("warning", file, f"{path}.cycles[{i}].end", message)
    for name in performance.joints:
        yield from _known("joint", name, INDEX, file, f"{path}.joints.{name[:60]}")
    yield from _limbs(performance, file, path)


def _poses(performance: Performance) -> Iterator[tuple[str, str]]:
    yield performance.pose, "pose"
    for i, key in enumerate(performance.poses):
        yield key.pose, f"poses[{i}].pose"


def _hands(performance: Performance) -> Iterator[tuple[str, str]]:
    for side in ("left_hand", "right_hand"):
        name = getattr(performance, side)
        if name is not None:
            yield name, side
        for i, key in enumerate(performance.poses):
            if getattr(key, side) is not None:
                yield getattr(key, side), f"poses[{i}].{side}"


def _limbs(performance: Performance, file: str, path: str) -> Iterator[Problem]:
    used: set[str] = set()
    for i, reach in enumerate(performance.reaches):
        if reach.limb in used:
            message = f"reaches a second time with the {reach.limb.replace('_', ' ')}"
            yield Problem(
                "error", file, f"{path}.reaches[{i}].limb", message, "Remove one of the two."
            )
        used.add(reach.limb)


def _known(
    what: str, name: str, known: Mapping[str, object], file: str, field: str
) -> Iterator[Problem]:
    if name not in known:
        message = f"there is no {what} {name[:60]!r}"
        yield Problem("error", file, field, message, suggestion(name, known))
