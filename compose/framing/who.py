"""Who a picture is about, judged from what it shows."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np

from compose.framing.in_frame import InFrame
from compose.framing.placement import View
from compose.framing.sides import azimuth_of
from compose.framing.subjects import Subject, figure_subject
from compose.snapshot import CameraState, Snapshot

_SEEN_LEAST = 0.3
_LEAST_SHARE = 0.0004
_IN_FOCUS = 0.15
_SAME_DEPTH = 1.5
_SMALLER_LEAST = 0.55
_BACK_FROM = math.radians(105.0)
_EDGE = 0.25
_AT_THE_EYES_M = 0.2


def chosen_subjects(
    shown: Sequence[InFrame], subjects: Mapping[str, Subject], camera: CameraState, aimed: str
) -> tuple[tuple[Subject, ...], Subject | None]:
    """Return the subjects of a picture, and the one over whose shoulder it looks, if it does.

    People count before things. The one whose head is largest and nearest the middle leads; others
    at about the same depth share the picture. A nearer one at the edge with the back to the camera
    is only looked over. Without people it is the thing that leads; ``aimed`` is the id of the node
    that the camera aims at, if it does.
    """
    view = View.of(camera)
    people = [subjects[e.node] for e in shown if e.is_figure and e.seen >= _SEEN_LEAST]
    heads = {s.node: _head(s, view) for s in people}
    people = [s for s in people if heads[s.node] is not None]
    over = _foreground(people, heads, view)
    rest = [s for s in people if over is None or s.node != over.node]
    if not rest:
        return (_chief_thing(shown, subjects, camera, aimed) if over is None else (over,)), None
    rest.sort(key=lambda s: -_weight(heads[s.node]))
    lead = rest[0]
    if over is not None:
        return (lead,), over
    group = [
        s for s in rest
        if s is lead or _shares(heads[s.node], heads[lead.node])
    ]  # fmt: skip
    group.sort(key=lambda s: _turned_away(s, view))
    return tuple(group), None


_Head = tuple[float, float, float]
"""Depth in metres, place across the frame, height as a share of the frame's."""


def _head(subject: Subject, view: View) -> _Head | None:
    x, y, depth = view.picture(subject.key[None])[0].tolist()
    if not (depth > 0.0 and abs(x) <= 1.05 and abs(y) <= 1.05):
        return None
    return depth, x, subject.head_length / view.height_at(depth)


def _weight(head: _Head | None) -> float:
    if head is None:
        return 0.0
    _, x, tall = head
    return tall * (1.0 - 0.6 * min(abs(x), 1.0))


def _shares(head: _Head | None, lead: _Head | None) -> bool:
    """Tell whether someone is shown about as large as the lead, in the lead's depth."""
    if head is None or lead is None:
        return False
    ratio = head[0] / lead[0]
    return 1.0 / _SAME_DEPTH < ratio < _SAME_DEPTH and head[2] > _SMALLER_LEAST * lead[2]


def _turned_away(subject: Subject, view: View) -> tuple[float, float]:
    """Return what sorts people from the one who faces the camera most, then from left to right."""
    away = abs(azimuth_of(subject.facing, view.eye - subject.key))
    return round(away, 2), float(view.picture(subject.key[None])[0, 0])


def _foreground(
    people: Sequence[Subject], heads: Mapping[str, _Head | None], view: View
) -> Subject | None:
    """Return who stands before the others at the edge of the frame with the back to the camera."""
    for person in sorted(people, key=lambda s: (heads[s.node] or (math.inf, 0.0, 0.0))[0]):
        head = heads[person.node]
        others = [heads[s.node] for s in people if s.node != person.node]
        behind = [h for h in others if h and head and h[0] > 1.25 * head[0]]
        if not behind or head is None:
            continue
        turned = abs(azimuth_of(person.facing, view.eye - person.key)) > _BACK_FROM
        apart = any(abs(h[1] - head[1]) > _EDGE for h in behind)
        if turned and abs(head[1]) > _EDGE and apart and head[2] > 0.15:
            return person
    return None


def _chief_thing(
    shown: Sequence[InFrame], subjects: Mapping[str, Subject], camera: CameraState, aimed: str
) -> tuple[Subject, ...]:
    """Return the thing that the camera aims at or is focused on, else the one that leads.

    A thing leads by its share of the frame, near the middle and not cut; none does when all is
    tiny.
    """
    things = [e for e in shown if e.seen >= _SEEN_LEAST and e.share >= _LEAST_SHARE]
    if not things:
        return ()

    def weight(entry: InFrame) -> float:
        middle = 1.0 - 0.7 * min(abs(entry.x), 1.0)
        off = abs(entry.depth_m - camera.focus_distance_m) / camera.focus_distance_m
        chosen = 20.0 if entry.node == aimed else 4.0 if off < _IN_FOCUS else 1.0
        return chosen * math.sqrt(entry.share) * middle / (1 + len(entry.cut))

    return (subjects[max(things, key=weight).node],)


def looking_through(snapshot: Snapshot) -> Subject | None:
    """Return the figure at whose eyes the camera is, looking where the face does."""
    eye, forward = snapshot.camera.world[:3, 3], -snapshot.camera.world[:3, 2]
    for state in snapshot.figures:
        subject = figure_subject(state)
        ahead = subject.at("nose") - (subject.at("left_ear") + subject.at("right_ear")) / 2.0
        close = float(np.linalg.norm(eye - subject.key)) < _AT_THE_EYES_M
        if close and float(forward @ ahead) > 0.0:
            return subject
    return None


def kind_of(
    subjects: Sequence[Subject], over: Subject | None, through: Subject | None = None
) -> str:
    """Return the kind of a picture by how many it shows, and how."""
    if not subjects:
        return "empty"
    if through is not None:
        return "point-of-view"
    if over is not None and over.node not in [s.node for s in subjects]:
        return "over-the-shoulder"
    if len(subjects) == 1:
        return "single" if subjects[0].is_figure else "insert"
    return "two-shot" if len(subjects) == 2 else "group"
