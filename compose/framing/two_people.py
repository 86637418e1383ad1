"""Cameras between two people: over a shoulder, and through someone's eyes."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from compose.camera import LENSES_MM
from compose.errors import SceneError
from compose.framing.angles import elevation_of
from compose.framing.candidates import Candidate
from compose.framing.placement import CameraPlacement, Gate, View, turned_to
from compose.framing.placing import Stand
from compose.framing.sides import azimuth_of
from compose.framing.sizes import RULES, cast_heights, size_of
from compose.framing.subjects import Cast, Subject
from compose.framing.words import SIZES, Words, spoken

F64 = npt.NDArray[np.float64]

_BEHIND_M = (0.75, 0.95, 0.6, 1.3, 1.8)
_SHOULDER_AT = 0.62
_SUBJECT_AT = 0.3
_WIDEST_SWING = math.radians(60.0)
_HALVINGS = 40
_BEFORE_EYES_M = 0.11


def over_the_shoulder(
    cast: Cast, over: Subject, words: Words, gate: Gate, focal_length_mm: float | None
) -> Iterator[Candidate]:
    """Yield cameras behind one person's shoulder that look at another.

    The head in the foreground stands about six tenths from the centre to an edge, the one who is
    looked at on the third across from it; the camera's height is that of the foreground's eyes or
    a little above. A side with left or right says on which side of the line the camera is; without
    one it is the same for both directions. Words that the shoulder leaves no choice of, such as the
    angle, are among the changes. The lens follows from the size unless it is given; a
    lens that would put the camera before the shoulder is changed for the longer one that the size
    needs.

    Raises
    ------
    SceneError
        When it is nobody's shoulder, or the two are the same.
    """
    _check_pair(cast, over, "over the shoulder of")
    target = cast.subjects[0]
    across = target.key - over.key
    apart = float(np.linalg.norm(across))
    size = words.size if SIZES.index(words.size) >= SIZES.index("cowboy") else "medium"
    asked = _asked_side(words)
    plain = Words(side="three-quarter" if not asked else words.side)
    given_up = _given_up(words, plain, "an over-the-shoulder shot")
    if size != words.size:
        given_up += (
            f"made it a {spoken(size)}: the shoulder leaves a {spoken(words.size)} no room",
        )
    near = asked or _near_side(target, over)
    for behind in _behind(target, apart, size, gate, focal_length_mm):
        for side in (near, -near):
            for lift in (0.05, 0.18):
                where = (apart + behind, side, lift)
                roll = math.radians(words.roll_deg)
                camera, way = _shoulder_camera((target, over), gate, size, where, roll)
                changes = given_up + _lens_changes(focal_length_mm, camera.focal_length_mm)
                if asked and side != asked:
                    changes += ("went to the other side of the line between the two",)
                yield Candidate(
                    camera=camera, stand=_stand(cast, words, camera, way), changes=changes
                )


def _asked_side(words: Words) -> float:
    """Return the turn about the target that shows the side asked for; 0 without left or right."""
    return {"left": 1.0, "right": -1.0}.get(words.side.rpartition("-")[2], 0.0)


def _near_side(target: Subject, over: Subject) -> float:
    """Return the turn about the target, 1 or −1, that keeps to one side of the line.

    The side depends on the two people alone, so that a shot and its reverse do not cross the line.
    """
    first, last = sorted((target, over), key=lambda subject: subject.node)
    across = np.cross((0.0, 1.0, 0.0), last.key - first.key)
    line = over.key - target.key
    return math.copysign(1.0, float(across[0] * line[2] - across[2] * line[0]))


def _behind(
    target: Subject, apart: float, size: str, gate: Gate, focal: float | None
) -> tuple[float, ...]:
    """Return how far behind the shoulder to try: where the given lens belongs, then the usual."""
    if focal is None:
        return _BEHIND_M
    width, height = gate.size_mm
    heights = cast_heights(Cast((target,)), target.facing, width / height)
    right = float(heights[SIZES.index(size)]) * focal / height - apart
    return (right, *_BEHIND_M) if _BEHIND_M[2] <= right <= _BEHIND_M[-1] * 1.5 else _BEHIND_M


def _shoulder_camera(
    pair: tuple[Subject, Subject], gate: Gate, size: str,
    where: tuple[float, float, float], roll: float,
) -> tuple[CameraPlacement, F64]:  # fmt: skip
    """Swing the camera about the target until the foreground's head is where it belongs.

    The head's place across the level frame grows with the swing, so that halving finds it.
    """
    target, over = pair
    reach, side, lift = where
    line = over.key - target.key
    heading = math.atan2(float(line[0]), float(line[2]))
    low, high = 0.0, _WIDEST_SWING
    rise = float(over.key[1] - target.key[1]) + lift
    for _ in range(_HALVINGS):
        swing = (low + high) / 2.0
        angle = heading + side * swing
        flat = math.sqrt(max(reach * reach - rise * rise, 0.04))
        way = np.array([flat * math.sin(angle), rise, flat * math.cos(angle)])
        camera = _camera_at(target, target.key + way, gate, size, None, side * _SUBJECT_AT)
        head = View.of(camera.state).picture(over.key[None])[0]
        beyond = math.isnan(head[0]) or -side * float(head[0]) > _SHOULDER_AT
        low, high = (low, swing) if beyond else (swing, high)
    camera = _camera_at(target, target.key + way, gate, size, None, side * _SUBJECT_AT, roll=roll)
    return camera, way / np.linalg.norm(way)


def point_of_view(
    cast: Cast, who: Subject, words: Words, gate: Gate, focal_length_mm: float | None
) -> Iterator[Candidate]:
    """Yield the camera at a person's eyes, looking at the cast.

    The place is fixed, so the lens follows from the size unless it is given; a lens is one that
    exists in ``LENSES_MM``. Words of angle and side are among the changes: the eyes decide them.

    Raises
    ------
    SceneError
        When the one who looks has no eyes, or looks at himself.
    """
    _check_pair(cast, who, "through the eyes of")
    toward = cast.key - who.key
    eye = who.key + _BEFORE_EYES_M * toward / np.linalg.norm(toward)
    way = (eye - cast.key) / np.linalg.norm(eye - cast.key)
    target = cast.subjects[0]
    across = {"left-third": -1 / 3, "right-third": 1 / 3}.get(words.composition, 0.0)
    roll = math.radians(words.roll_deg)
    lens = focal_length_mm
    if lens is None:
        level = _camera_at(target, eye, gate, words.size, None, across, key=cast.key)
        lens = min(LENSES_MM, key=lambda mm: abs(math.log(mm / level.focal_length_mm)))
    camera = _camera_at(target, eye, gate, words.size, lens, across, key=cast.key, roll=roll)
    plain = Words(composition=words.composition if across else "centre")
    changes = _given_up(words, plain, "a shot through someone's eyes")
    yield Candidate(camera=camera, stand=_stand(cast, words, camera, way), changes=changes)


def _camera_at(
    target: Subject, eye: F64, gate: Gate, size: str, focal: float | None, across: float,
    key: F64 | None = None, roll: float = 0.0,
) -> CameraPlacement:  # fmt: skip
    """Return a camera at a fixed place that shows the target at ``across``.

    The lens is the one whose picture is as tall as the size is there, unless it is given.
    """
    key = target.key if key is None else key
    way = eye - key
    reach = float(np.linalg.norm(way))
    width, height = gate.size_mm
    if focal is None:
        heights = cast_heights(Cast((target,)), way / reach, width / height)
        focal = reach * height / float(heights[SIZES.index(size)])
    half = (width / 2.0 / focal, height / 2.0 / focal)
    up = RULES[size].eyes or _eyes_up(target, reach * 2.0 * half[1], size)
    yaw, pitch = turned_to(key, eye, (across, up), half, roll)
    slant = math.sqrt(1.0 + (across * half[0]) ** 2 + (up * half[1]) ** 2)
    return CameraPlacement(
        position=(float(eye[0]), float(eye[1]), float(eye[2])), yaw=yaw, pitch=pitch, roll=roll,
        focal_length_mm=focal, gate=gate, focus_distance_m=reach / slant,
    )  # fmt: skip


def _eyes_up(target: Subject, tall: float, size: str) -> float:
    """Return how high the eyes go so that the crown leaves its head room."""
    if not target.is_figure:
        return 0.0
    above = max(float(target.at("crown")[1] - target.key[1]), 0.0)
    return min(max(1.0 - 2.0 * RULES[size].head_room - 2.0 * above / tall, 0.0), 0.8)


def _stand(cast: Cast, words: Words, camera: CameraPlacement, way: F64) -> Stand:
    width, height = camera.gate.size_mm
    heights = cast_heights(cast, way, width / height)
    tall = View.of(camera.state).height_at(camera.focus_distance_m)
    return Stand(
        size=size_of(tall, heights), composition=words.composition,
        azimuth=azimuth_of(cast.facing, way), elevation=elevation_of(way), roll=camera.roll,
        focal_length_mm=camera.focal_length_mm, gate=camera.gate,
    )  # fmt: skip


def _given_up(words: Words, plain: Words, kind: str) -> tuple[str, ...]:
    """Return what is said of the words that are asked for and that such a shot cannot keep."""
    asked = {
        "angle": (words.angle, plain.angle),
        "side": (words.side, plain.side),
        "composition": (words.composition, plain.composition),
    }
    lost = [f"{what} '{spoken(word)}'" for what, (word, usual) in asked.items() if word != usual]
    if not lost:
        return ()
    return (f"left out {' and '.join(lost)}: {kind} has its own",)


def _check_pair(cast: Cast, other: Subject, how: str) -> None:
    if not other.is_figure:
        raise SceneError(f"{other.name!r} is no figure; a shot {how} someone needs a person.")
    if any(subject.node == other.node for subject in cast.subjects):
        raise SceneError(
            f"A shot {how} {other.name!r} looks at someone else; name another --subject."
        )


def _lens_changes(asked: float | None, used: float) -> tuple[str, ...]:
    if asked is None or math.isclose(asked, used, rel_tol=0.08):
        return ()
    return (
        f"changed the lens to {used:.0f} mm instead of {asked:g} mm to stay behind the shoulder",
    )
