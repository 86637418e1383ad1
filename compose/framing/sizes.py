"""Shot sizes: how tall the picture is, in metres at the subject, for each word.

A size names where the picture cuts the body: a close-up at the throat, a medium-close-up under the
breastbone, a medium at the navel, a medium-wide under the crotch, a cowboy above the knee; a full
shot holds the body, a wide and an extreme wide show it small. The picture's height follows from
where those landmarks are, so that a seated or a lying person is framed as they sit or lie. Between
two sizes the border is the geometric mean of their heights.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from compose.framing.subjects import Cast, Subject
from compose.framing.words import SIZES

F64 = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class SizeRule:
    """One size. Rooms are shares of the picture's height, lengths in heads.

    ``cut`` is the landmark that the lower edge cuts, moved by ``beyond`` of the way to ``toward``.
    Without a cut the picture is ``heads`` heads tall, with the eyes at ``eyes`` (−1 to 1, up).
    ``share`` is the height of a thing in the picture.
    """

    head_room: float
    foot_room: float
    share: float
    cut: str = ""
    toward: str = ""
    beyond: float = 0.0
    heads: float = 0.0
    eyes: float = 0.0


RULES: dict[str, SizeRule] = {
    "extreme-wide": SizeRule(0.50, 0.34, 0.10, "heel"),
    "wide": SizeRule(0.28, 0.20, 0.30, "heel"),
    "full": SizeRule(0.09, 0.06, 0.75, "heel"),
    "cowboy": SizeRule(0.09, 0.0, 1.05, "knee", "hip", 0.25),
    "medium-wide": SizeRule(0.09, 0.0, 1.35, "crotch", "knee", 0.15),
    "medium": SizeRule(0.09, 0.0, 1.75, "navel"),
    "medium-close-up": SizeRule(0.09, 0.0, 2.3, "sternum", "navel", 0.3),
    "close-up": SizeRule(0.0, 0.0, 3.0, heads=1.55, eyes=0.22),
    "big-close-up": SizeRule(0.0, 0.0, 4.0, heads=0.9, eyes=0.12),
    "extreme-close-up": SizeRule(0.0, 0.0, 5.5, heads=0.55, eyes=0.1),
}
"""The rule of each size."""

_LEAST_STEP = 1.15
SIDE_ROOM = 0.06
"""The share of the picture's width that stays free at each side of what a size holds."""

_LEAST_SHARE = 0.45
_HEAD = ("crown", "chin", "left_eye", "right_eye")
_SPINE = (*_HEAD, "throat", "sternum")
_TRUNK = {"navel": _SPINE, "crotch": (*_SPINE, "navel"), "knee": (*_SPINE, "navel", "crotch")}
_PAIRS = frozenset(("heel", "knee", "hip"))


def framed_points(subject: Subject, size: str) -> F64:
    """Return the (N, 3) points that a size holds: all between its cut and the crown."""
    if not subject.is_figure:
        return subject.points
    cut = RULES[size].cut
    if not cut:
        return np.stack([subject.at(name) for name in _HEAD])
    if cut == "heel":
        return subject.points
    held = [subject.at(name) for name in _TRUNK.get(cut, _SPINE)]
    return np.stack([*held, *cut_points(subject, size)])


def cast_points(cast: Cast, size: str) -> F64:
    """Return the (N, 3) points of every subject that a size holds."""
    return np.concatenate([framed_points(subject, size) for subject in cast.subjects])


def place_in_picture(picture: F64, key: F64, size: str, *, figure: bool) -> float:
    """Return where across the frame a cast is, −1 to 1: the eyes' place where only heads are shown.

    ``picture`` and ``key`` are the projections of ``cast_points`` and of the cast's key. Of a body
    it is the middle of what the size holds, so that someone who lies is not half out of the frame;
    of a thing it is its middle.
    """
    if not figure or not RULES[size].cut:
        return float(key[0])
    return float((np.nanmin(picture[:, 0]) + np.nanmax(picture[:, 0])) / 2.0)


def cut_points(subject: Subject, size: str) -> F64:
    """Return the (N, 3) places where the lower edge of the picture cuts a figure."""
    rule = RULES[size]
    result = []
    for side in ("left_", "right_") if rule.cut in _PAIRS else ("",):
        here = subject.at(side + rule.cut)
        if rule.toward:
            prefix = (side or "left_") if rule.toward in _PAIRS else ""
            there = subject.at(prefix + rule.toward)
            if rule.toward in _PAIRS and not side:
                there = (there + subject.at("right_" + rule.toward)) / 2.0
            here = here + rule.beyond * (there - here)
        result.append(here)
    return np.stack(result)


def picture_heights(subject: Subject, way: F64, aspect: float) -> F64:
    """Return (10,): the height in metres that the picture has at the subject for each size.

    In the order of ``SIZES``, falling. ``way`` is the unit vector from the subject to the camera.
    A body is measured as it is seen from there without perspective, never as less than 45 % of its
    length, so that a view from overhead does not press its nose on the crown.
    """
    right = np.cross((0.0, 1.0, 0.0), way)
    length = float(np.linalg.norm(right))
    right = right / length if length > 1e-9 else np.array([1.0, 0.0, 0.0])
    up = np.cross(way, right)
    plane = np.stack([right, up], axis=1)
    heights = [_height(subject, name, plane, aspect) for name in SIZES]
    for i in range(len(heights) - 2, -1, -1):
        heights[i] = max(heights[i], heights[i + 1] * _LEAST_STEP)
    return np.array(heights)


def _height(subject: Subject, size: str, plane: F64, aspect: float) -> float:
    rule = RULES[size]
    if subject.is_figure and rule.heads:
        return rule.heads * subject.head_length
    points = framed_points(subject, size)
    across, tall = (float(side) for side in np.ptp(points @ plane, axis=0))
    span = float(np.linalg.norm(np.ptp(points, axis=0)))
    wide = across / (aspect * (1.0 - 2.0 * SIDE_ROOM))
    if not subject.is_figure:
        return max(tall, wide, _LEAST_SHARE * span, 1e-3) / rule.share
    free = 1.0 - rule.head_room - rule.foot_room
    return max(tall / free, wide, _LEAST_SHARE * span / free)


def cast_heights(cast: Cast, way: F64, aspect: float) -> F64:
    """Return (10,): the picture heights of a cast, the mean of its subjects'."""
    return np.asarray(np.mean([picture_heights(s, way, aspect) for s in cast.subjects], axis=0))


def size_of(height: float, heights: F64) -> str:
    """Return the word of a picture that is ``height`` metres tall at the subject."""
    return SIZES[int(np.argmin(np.abs(np.log(heights / max(height, 1e-9)))))]


def size_band(heights: F64, size: str) -> tuple[float, float]:
    """Return the least and the greatest picture height that have this word, in metres."""
    i = SIZES.index(size)
    above = math.sqrt(heights[i - 1] * heights[i]) if i else heights[i] * 4.0
    below = math.sqrt(heights[i] * heights[i + 1]) if i + 1 < len(SIZES) else heights[i] / 3.0
    return below, above
