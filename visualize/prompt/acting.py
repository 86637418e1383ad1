"""Acting: what a person does in a shot, from poses, cycles, the way travelled, eyes and hands."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from compose.figures.performance import Performance
from compose.figures.pose import POSES
from compose.node import Node
from compose.payload import Figure, Prop
from compose.snapshot import FigureState
from visualize.prompt.facts import Doing
from visualize.prompt.naming import naming_of
from visualize.prompt.phrases import band, table, with_article
from visualize.prompt.staging import HIPS, Staging, gaze, point

F64 = npt.NDArray[np.float64]

_WALKS = ("walk", "run", "sneak", "limp")
_GOES_MPS, _VEHICLE_MPS = 0.25, 0.5
_TURNED_DEG = 55.0
_AT_SOMEONE_DEG = 20.0
_DOWN_DEG = 22.0
_TOUCH_M = 0.16
_LISTENING_SPEED = 0.6
_PART_OF_SHOT = 0.3
_LEAST_HELD = 0.0008
_MOST_POSES = 2
_OWNED = re.compile(r"\S+['’]s? ")


def doings_of(staging: Staging, node: Node) -> tuple[Doing, ...]:
    """Return what a figure does from the first frame of a shot to its last, in order."""
    if not isinstance(node.payload, Figure):
        return ()
    performance = node.payload.performance
    states = [staging.figure(node.id, i) for i in range(len(staging.views.frames))]
    figures = [state for state in states if state is not None]
    if not figures:
        return ()
    vehicle = _vehicle(staging, node)
    doing = [vehicle] if vehicle else _body(staging, performance, figures)
    doing += [] if vehicle else _turning(staging, doing, figures)
    doing += _later_poses(staging, performance)
    doing += _held(staging, node, doing)
    doing += _looks(staging, node, performance, figures)
    doing += _touches(staging, figures)
    return tuple(dict.fromkeys(doing))


def _body(
    staging: Staging, performance: Performance, figures: Sequence[FigureState]
) -> list[Doing]:
    """Return the ground of it all: a recorded motion, a walk, a talk, or a pose."""
    first, last = staging.views.frames[0], staging.views.frames[-1]
    motion = performance.motion
    if motion is not None and motion.start <= last and (motion.end is None or motion.end > first):
        name = motion.clip or motion.path.rpartition("/")[2].rpartition(".")[0]
        words = " ".join(name.replace("_", " ").replace("-", " ").split()).lower()
        return [Doing(act="acts.motion", target=words)]
    way = figures[-1].points[HIPS] - figures[0].points[HIPS]
    level = np.array([way[0], 0.0, way[2]])
    speed = float(np.linalg.norm(level)) / max(staging.seconds, 1e-9)
    if len(figures) > 1 and speed >= _GOES_MPS:
        cycle = next((name for name, _ in _cycles(staging, performance) if name in _WALKS), "")
        pace = band("walking_mps", speed) if cycle in ("walk", "") else ""
        act = f"cycles.{cycle}" if cycle else "acts.move"
        return [Doing(act=act, pace=pace, way=staging.way(level))]
    pose = Doing(act=f"poses.{_pose_at(performance, first)}")
    spoken = [Doing(act=f"cycles.{name}") for name, _ in _cycles(staging, performance)
              if name in ("talk", "listen")]  # fmt: skip
    return [pose, *spoken]


def _cycles(staging: Staging, performance: Performance) -> list[tuple[str, float]]:
    """Return the cycles that fill a good part of the shot, in order, with their share of it."""
    first, stop = staging.views.frames[0], staging.views.frames[-1] + 1
    found = []
    for play in performance.cycles:
        end = math.inf if play.end is None else play.end
        share = (min(end, stop) - max(play.start, first)) / (stop - first)
        name = play.cycle
        if name == "sit-talk":
            name = "listen" if play.speed < _LISTENING_SPEED else "talk"
        if share >= _PART_OF_SHOT:
            found.append((name, share))
    return found


def _pose_at(performance: Performance, frame: float) -> str:
    keys = sorted(performance.poses, key=lambda key: key.frame)
    if not keys:
        return performance.pose
    before = [key for key in keys if key.frame <= frame]
    return (before[-1] if before else keys[0]).pose


def _later_poses(staging: Staging, performance: Performance) -> list[Doing]:
    """Return the poses that are taken up within the shot."""
    first, last = staging.views.frames[0], staging.views.frames[-1]
    known = [_pose_at(performance, first)]
    for key in sorted(performance.poses, key=lambda key: key.frame):
        fresh = key.pose in POSES and key.pose not in known
        if first < key.frame <= last and fresh and not staging.still:
            known.append(key.pose)
    return [Doing(act=f"poses.{pose}", pace="then") for pose in known[1 : 1 + _MOST_POSES]]


def _turning(
    staging: Staging, doing: Sequence[Doing], figures: Sequence[FigureState]
) -> list[Doing]:
    """Return the turn of someone who does not go anywhere."""
    if len(figures) < 2 or any(one.way for one in doing):
        return []
    before, after = (np.asarray(f.facing, np.float64) for f in (figures[0], figures[-1]))
    if _between(before, after) < _TURNED_DEG:
        return []
    camera = staging.views.snapshots[-1].camera.world
    to_camera = camera[:3, 3] - figures[-1].points[HIPS]
    off = _between(after * (1.0, 0.0, 1.0), to_camera * (1.0, 0.0, 1.0))
    if off < 50.0:
        return [Doing(act="acts.turn-to-camera")]
    if off > 130.0:
        return [Doing(act="acts.turn-away")]
    side = "right" if float(after @ camera[:3, 0]) > 0.0 else "left"
    return [Doing(act=f"acts.turn-{side}")]


def _vehicle(staging: Staging, node: Node) -> Doing | None:
    """Return driving or riding, for someone who sits in a vehicle that goes."""
    parent = node.parent
    while parent is not None:
        carrier = staging.scene.node(parent.node)
        prop = carrier.payload.prop if isinstance(carrier.payload, Prop) else ""
        if prop in table("naming")["vehicles"]:
            driving = isinstance(node.payload, Figure) and _drives(node.payload.performance)
            speed = staging.speed(carrier.id)
            if speed < _VEHICLE_MPS:
                return None
            return Doing(
                act="acts.drives" if driving else "acts.rides",
                pace=band("driving_mps", speed),
                way=staging.way(staging.travel(carrier.id)),
                target=naming_of(staging.scene, carrier).told.split(",")[0],
            )
        parent = carrier.parent
    return None


def _drives(performance: Performance) -> bool:
    return performance.pose == "drive" or any(key.pose == "drive" for key in performance.poses)


def _held(staging: Staging, node: Node, doing: Sequence[Doing]) -> list[Doing]:
    """Return the things in someone's hands that can be seen, unless a pose tells of them."""
    if any(one.act.removeprefix("poses.") in table("implied")["things"] for one in doing):
        return []
    held = [
        _in_hand(staging, other)
        for other in staging.scene.nodes
        if other.parent is not None and other.parent.node == node.id
        and (other.parent.joint or "").endswith("grip") and _area(staging, other.id) >= _LEAST_HELD
    ]  # fmt: skip
    return [Doing(act="acts.holds", target=name) for name in held]


def _area(staging: Staging, node: str) -> float:
    seen = staging.views.nodes.get(node)
    return seen.area if seen is not None else 0.0


def _in_hand(staging: Staging, thing: Node) -> str:
    """Return what is held: ``a phone`` for ``Mara's phone`` in Mara's hand."""
    told = naming_of(staging.scene, thing).told
    owned = _OWNED.match(told)
    return with_article(told[owned.end() :]) if owned else told


def _looks(
    staging: Staging, node: Node, performance: Performance, figures: Sequence[FigureState]
) -> list[Doing]:
    """Return whom a look really meets, or the eyes going down and up."""
    look = performance.look
    downs = [math.degrees(math.asin(float(np.clip(-gaze(f)[1], -1.0, 1.0)))) for f in figures]
    low = [down > _DOWN_DEG for down in downs]
    if len(low) > 2 and any(low) and not all(low):
        if low[1] and not low[0] and not low[2]:
            return [Doing(act="acts.looks-down-and-up")]
        if low[-1]:
            return [Doing(act="acts.looks-down")]
    if look is None or look.node is None or (look.weight <= 0.0 and not _keyed(staging, node)):
        return []
    target = staging.scene.node(look.node)
    met = 0
    for i, figure in enumerate(figures):
        place = _eyes_of(staging, target.id, i)
        way = place - point(figure, "nose")
        met += _between(gaze(figure), way) < _AT_SOMEONE_DEG
    if 2 * met <= len(figures):
        return []
    return [Doing(act="acts.looks-at", target=naming_of(staging.scene, target).called)]


def _keyed(staging: Staging, node: Node) -> bool:
    tracks = (*staging.scene.tracks, *staging.shot.tracks)
    return any(t.node == node.id and t.channel == "look.weight" for t in tracks)


def _eyes_of(staging: Staging, node: str, at: int) -> F64:
    """Return where to look at a person or a thing, at one of the frames looked at."""
    person = staging.figure(node, at)
    if person is not None:
        return point(person, "nose")
    row = round(at * (len(staging.worlds) - 1) / max(len(staging.views.frames) - 1, 1))
    return np.asarray(staging.worlds[row][node][:3, 3])


def _touches(staging: Staging, figures: Sequence[FigureState]) -> list[Doing]:
    """Return whose hand is touched at the end of the shot; told of the one who moves there."""
    me = figures[-1]
    for other in staging.views.snapshots[-1].figures:
        if other.node == me.node or not other.visible:
            continue
        before = staging.figure(other.node, 0)
        if before is None or _hands_apart(me, other) > _TOUCH_M:
            continue
        moved, waited = _hand_way(figures[0], me), _hand_way(before, other)
        name = naming_of(staging.scene, staging.scene.node(other.node)).called
        if _hands_apart(figures[0], before) <= _TOUCH_M:
            return [Doing(act="acts.touching", target=name)] if me.node < other.node else []
        if moved > waited or (moved == waited and me.node < other.node):
            return [Doing(act="acts.touches", target=name)]
    return []


def _hands(figure: FigureState) -> F64:
    return np.stack([point(figure, f"{side}_grip") for side in ("left", "right")])


def _hands_apart(one: FigureState, other: FigureState) -> float:
    gaps = _hands(one)[:, None] - _hands(other)[None]
    return float(np.linalg.norm(gaps, axis=2).min())


def _hand_way(before: FigureState, after: FigureState) -> float:
    return float(np.linalg.norm(_hands(after) - _hands(before), axis=1).max())


def _between(one: F64, other: F64) -> float:
    """Return the angle between two vectors in degrees."""
    length = float(np.linalg.norm(one) * np.linalg.norm(other))
    return math.degrees(math.acos(float(np.clip(one @ other / max(length, 1e-9), -1.0, 1.0))))
