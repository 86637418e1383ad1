"""Continuity: what an editor would object to where one shot cuts to the next."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from compose.evaluation import Models
from compose.framing.describe import Description, describe
from compose.framing.subjects import Subject
from compose.framing.words import SIZES, spoken
from compose.project import Project
from compose.shot import Shot

THIRTY_DEG = 30.0
"""The 30-degree rule: a cut on the same subject moves the camera at least so far round it."""

_ON_THE_LINE = math.sin(math.radians(8.0))
_LOOKS_FROM = 0.2
_TRAVEL_M = 0.01
_SIZE_STEPS = 2
_FACES_WITHIN = math.cos(math.radians(60.0))


@dataclass(frozen=True, slots=True, kw_only=True)
class CutWarning:
    """One objection to a cut: ``line``, ``eyeline``, ``size``, ``jump-cut`` or ``direction``."""

    kind: str
    shots: tuple[str, str]
    text: str


def check_continuity(project: Project, *, models: Models | None = None) -> tuple[CutWarning, ...]:
    """Return the warnings of every cut of the sequence, in story order.

    The last frame of each shot is held against the first of the next, where both are of one scene.

    Raises
    ------
    ShotwrightError
        When a shot cannot be evaluated.
    """
    result: list[CutWarning] = []
    for before, after in pairwise(project.in_sequence()):
        if before.scene == after.scene:
            result += cut_warnings(project, before, after, models=models)
    return tuple(result)


def cut_warnings(
    project: Project, before: Shot, after: Shot, *, models: Models | None = None
) -> tuple[CutWarning, ...]:
    """Return the warnings of one cut.

    Raises
    ------
    ShotwrightError
        When a shot cannot be evaluated.
    """
    out = describe(project, before, before.end - 1, models=models)
    into = describe(project, after, after.start, models=models)
    return warnings_between(out, into)


def warnings_between(out: Description, into: Description) -> tuple[CutWarning, ...]:
    """Return the warnings of a cut from one described picture to another."""
    if out.measured is None or into.measured is None:
        return ()
    pair = _pair(out, into)
    found: list[tuple[str, str]] = []
    if pair is not None:
        found += _crossed_line(out, into, pair) or _same_look(out, into, pair)
        found += _unlike_sizes(out, into)
    found += _jump(out, into)
    found += _turned_travel(out, into)
    shots = (out.shot, into.shot)
    return tuple(CutWarning(kind=kind, shots=shots, text=text) for kind, text in found)


def _pair(out: Description, into: Description) -> tuple[Subject, Subject] | None:
    """Return the two people between whom the line of action runs, if the cut is about two.

    Two who are never in one picture have a line when one of them is turned to the other.
    """
    people = {s.node: s for s in (*into.people, *out.people)}
    shown = [{*_about(d)} for d in (out, into)]
    nodes = sorted(shown[0] | shown[1])
    if len(nodes) != 2 or not set(nodes) <= people.keys():
        return None
    first, second = (people[node] for node in nodes)
    together = any(len(nodes_of) == 2 for nodes_of in shown)
    if together or _turned_to(first, second) or _turned_to(second, first):
        return first, second
    return None


def _about(description: Description) -> Iterator[str]:
    for subject in description.cast.subjects if description.cast else ():
        if subject.is_figure:
            yield subject.node
    if description.over_node:
        yield description.over_node


def _turned_to(who: Subject, other: Subject) -> bool:
    way = other.key - who.key
    return float(who.facing @ way) > _FACES_WITHIN * float(np.linalg.norm(way))


def _crossed_line(
    out: Description, into: Description, pair: tuple[Subject, Subject]
) -> list[tuple[str, str]]:
    """Check the 180-degree rule: both cameras stay on one side of the line between two people."""
    sides = [_side_of_line(d.camera_position, pair) for d in (out, into)]
    if min(abs(side) for side in sides) < _ON_THE_LINE or sides[0] * sides[1] > 0.0:
        return []
    names = f"{pair[0].name} and {pair[1].name}"
    return [
        (
            "line",
            f"the camera crosses the 180-degree line between {names}: they change sides on "
            f"screen. Keep the camera of {into.shot} on the side of {out.shot}, or cut in a shot "
            "from the line between them",
        )
    ]


def _side_of_line(camera: tuple[float, float, float], pair: tuple[Subject, Subject]) -> float:
    """Return the sine of the angle from the line to the camera; its sign is the side."""
    first, second = pair[0].key, pair[1].key
    line, to = second - first, np.asarray(camera) - (first + second) / 2.0
    sizes = math.hypot(line[0], line[2]) * math.hypot(to[0], to[2])
    return float(line[2] * to[0] - line[0] * to[2]) / max(sizes, 1e-9)


def _same_look(
    out: Description, into: Description, pair: tuple[Subject, Subject]
) -> list[tuple[str, str]]:
    """Check eyelines: two who look at each other look opposite ways on screen."""
    looks = [_look(d) for d in (out, into)]
    leads = [d.cast.subjects[0].node for d in (out, into) if d.cast and len(d.cast.subjects) == 1]
    if len(set(leads)) != 2 or not (_turned_to(*pair) and _turned_to(*pair[::-1])):
        return []
    if min(abs(look) for look in looks) < _LOOKS_FROM or looks[0] * looks[1] < 0.0:
        return []
    way = "right" if looks[0] > 0.0 else "left"
    return [
        (
            "eyeline",
            f"the eyelines do not match: {pair[0].name} and {pair[1].name} look at each other but "
            f"both look {way} on screen",
        )
    ]


def _look(description: Description) -> float:
    return 0.0 if description.measured is None else description.measured.looks_across


def _unlike_sizes(out: Description, into: Description) -> list[tuple[str, str]]:
    """Check that a reverse angle answers in about the same size."""
    kinds = {out.kind, into.kind}
    if kinds != {"over-the-shoulder"} or not (out.measured and into.measured):
        return []
    sizes = (out.measured.size, into.measured.size)
    if abs(SIZES.index(sizes[0]) - SIZES.index(sizes[1])) < _SIZE_STEPS:
        return []
    return [
        (
            "size",
            f"the over-the-shoulder pair does not match in size: {spoken(sizes[0])} against "
            f"{spoken(sizes[1])}",
        )
    ]


def _jump(out: Description, into: Description) -> list[tuple[str, str]]:
    """Check the 30-degree rule: the same subject again needs another angle or size."""
    if not (out.cast and into.cast and out.measured and into.measured):
        return []
    same = {s.node for s in out.cast.subjects} == {s.node for s in into.cast.subjects}
    steps = abs(SIZES.index(out.measured.size) - SIZES.index(into.measured.size))
    turn = _turn_deg(out, into)
    if not same or steps >= _SIZE_STEPS or turn >= THIRTY_DEG:
        return []
    if out.kind != into.kind and "over-the-shoulder" in (out.kind, into.kind):
        return []
    return [
        (
            "jump-cut",
            f"a jump cut on {out.cast.names}: the camera turns only {turn:.0f}° round the subject "
            f"and the size stays about a {spoken(into.measured.size)}. Move it by 30° or more, or "
            "change by two sizes",
        )
    ]


def _turn_deg(out: Description, into: Description) -> float:
    """Return how far the camera goes round the subject over the cut, as it faces, in degrees."""
    ways = []
    for description in (out, into):
        if description.cast is not None:
            way = np.asarray(description.camera_position) - description.cast.key
            ways.append(way / max(float(np.linalg.norm(way)), 1e-9))
    return math.degrees(math.acos(min(max(float(ways[0] @ ways[1]), -1.0), 1.0)))


def _turned_travel(out: Description, into: Description) -> list[tuple[str, str]]:
    """Check screen direction: who goes to the right goes on to the right after the cut."""
    result = []
    after = {s.node: s for s in (into.cast.subjects if into.cast else ())}
    for subject in out.cast.subjects if out.cast else ():
        again = after.get(subject.node)
        if again is None:
            continue
        goes = [_travel_across(d, s) for d, s in ((out, subject), (into, again))]
        if min(abs(way) for way in goes) >= _LOOKS_FROM and goes[0] * goes[1] < 0.0:
            ways = ["right" if way > 0.0 else "left" for way in goes]
            result.append(
                (
                    "direction",
                    f"{subject.name} goes {ways[0]} on screen, then {ways[1]}: the screen "
                    "direction flips. Stay on one side of the way, or cut in a shot along it",
                )
            )
    return result


def _travel_across(description: Description, subject: Subject) -> float:
    """Return the part of a subject's travel across the screen, −1 … 1; 0 when it stands still."""
    x, _, z = subject.travel
    speed = math.hypot(x, z)
    if speed < _TRAVEL_M:
        return 0.0
    return (x * description.screen_right[0] + z * description.screen_right[2]) / speed
