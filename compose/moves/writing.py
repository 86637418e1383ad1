"""Write a camera's motion as ordinary keys: into the scene's tracks or a shot's own."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from compose.curve import Curve, Interpolation, Keyframe
from compose.edits.building import built
from compose.edits.keys import set_track
from compose.moves.keying import FittedKey, Span, fit_keys
from compose.moves.motion import CameraMotion, Rig
from compose.moves.move import Group
from compose.moves.rotations import nearest_eulers, roll_of, z_turns
from compose.node import Node
from compose.project import Project
from compose.shot import Shot
from compose.track import Track
from compose.transform import affine_inverse, matrix_quaternions

F64 = npt.NDArray[np.float64]

_FOCAL = "camera.focal_length_mm"
_SAME = 1e-7
_PLACE_M, _AIM_M, _TURN_DEG = 3e-3, 1e-3, 0.01
"""How far keys may lead the camera off its path."""


def write_motion(
    project: Project,
    shot: Shot,
    before: CameraMotion,
    after: CameraMotion,
    rig: Rig,
    *,
    groups: Sequence[Group],
    spans: Sequence[Span],
    own: bool,
) -> Project:
    """Key the camera of a shot so that it moves as ``after``; channels that stay are left alone.

    ``before`` and ``rig`` may go on for longer: over these frames the camera does what it did, from
    where ``after`` leaves it.

    Keys inside the frames of the motion are replaced, those outside stay. With ``own`` the shot's
    override tracks are written (they begin as a copy of the scene's), else the scene's. A channel
    that the shot already overrides is changed there, where alone it would show.
    """
    node = project.scene(shot.scene).node(shot.camera)
    count = len(after.frames)
    spans = (*spans, *_further_spans(project, shot, before.frames, count))
    if np.abs(after.turns - before.turns[:count]).max() < _SAME:
        groups = [group for group in groups if group != "turn"]
    for names, old, new, tolerance in _channels(node, before, after, rig, groups):
        changed = [i for i in range(len(names)) if np.abs(new[:, i] - old[:, i]).max() > _SAME]
        if not changed:
            continue
        fitted = fit_keys(before.frames, new[:, changed], spans, tolerance)
        for column, i in enumerate(changed):
            keys = [_scalar_key(key, column) for key in fitted]
            project = _put(project, shot, node, names[i], keys, own)
    if "turn" in groups and rig.aimed_at is None and node.rotation_mode == "quaternion":
        project = _put_quaternions(project, shot, node, before, after, rig, own)
    return project


_Block = tuple[tuple[str, ...], F64, F64, float]


def _channels(
    node: Node, before: CameraMotion, after: CameraMotion, rig: Rig, groups: Sequence[Group]
) -> list[_Block]:
    """Return the channels of each group: names, (N, C) old and new values, tolerance."""
    blocks: list[_Block] = []
    both = ((before, rig), (after, rig.first(len(after.frames))))
    if "place" in groups:
        old, new = (_local_places(motion.places, held) for motion, held in both)
        new = _carried(old, new)
        extent = float(np.ptp(new, axis=0).max())
        blocks.append(
            (_xyz("translation"), old, new, float(np.clip(5e-4 * extent, 2e-5, _PLACE_M)))
        )
    if "turn" in groups and rig.aimed_at is not None:
        old = _aim_offsets(before, rig.aimed_at)
        new = _aim_offsets(after, rig.aimed_at[: len(after.frames)])
        blocks.append((_xyz("camera.aim.offset"), old, _carried(old, new), _AIM_M))
        old, new = (np.degrees(roll_of(m.turns))[:, None] for m in (before, after))
        blocks.append((("camera.roll_deg",), old, _carried(old, new), _TURN_DEG))
    elif "turn" in groups and node.rotation_mode == "euler":
        old, new = (
            nearest_eulers(_local_turns(motion, held), node.rotation_order, rig.angles_deg[0])
            for motion, held in both
        )
        blocks.append((_xyz("rotation_deg"), old, _carried(old, new), _TURN_DEG))
    if "lens" in groups:
        old = before.focal_mm[:, None]
        new = np.exp(_carried(np.log(old), np.log(after.focal_mm[:, None])))
        blocks.append(((_FOCAL,), old, new, 5e-4 * float(new.min())))
    return blocks


def _further_spans(project: Project, shot: Shot, frames: F64, count: int) -> list[Span]:
    """Return the stretches after the first frames, from one key of the camera to the next."""
    first = frames[0]
    tracks = (*project.scene(shot.scene).tracks, *shot.tracks)
    keyed = {k.frame - first for t in tracks if t.node == shot.camera for k in t.curve.keys}
    stops = {i for i in range(count, len(frames)) if i in keyed or i == len(frames) - 1}
    return [Span(a, b) for a, b in pairwise(sorted({count - 1, *stops}))]


def _carried(old: F64, new: F64) -> F64:
    """Return (N, C) values that go on as the (N, C) old ones from where the new ones end."""
    count = len(new)
    return np.concatenate([new, old[count:] + (new[-1] - old[count - 1])])


def _xyz(field: str) -> tuple[str, ...]:
    return tuple(f"{field}.{letter}" for letter in "xyz")


def _local_places(places: F64, rig: Rig) -> F64:
    inverse = np.array([affine_inverse(parent) for parent in rig.parents])
    result: F64 = np.einsum("nij,nj->ni", inverse[:, :3, :3], places) + inverse[:, :3, 3]
    return result


def _local_turns(motion: CameraMotion, rig: Rig) -> F64:
    """Return (N, 3, 3) the rotation of the camera's node under its parent, without the roll."""
    columns = rig.parents[:, :3, :3]
    held = columns / np.linalg.norm(columns, axis=1, keepdims=True)
    unrolled = motion.turns @ z_turns(-np.radians(rig.roll_deg))
    result: F64 = np.swapaxes(held, 1, 2) @ unrolled
    return result


def _aim_offsets(motion: CameraMotion, aimed_at: F64) -> F64:
    """Return (N, 3) offsets that turn an aiming camera as it is to look, at the same distance."""
    distance = np.maximum(np.linalg.norm(aimed_at - motion.places, axis=1, keepdims=True), 0.1)
    result: F64 = motion.places + distance * motion.ahead - aimed_at
    return result


def _scalar_key(key: FittedKey, column: int) -> Keyframe:
    left = None if key.left is None else (key.left.frames, float(key.left.values[column]))
    right = None if key.right is None else (key.right.frames, float(key.right.values[column]))
    return built(
        Keyframe,
        f"a key at frame {key.frame:g}",
        frame=key.frame,
        value=float(key.values[column]),
        interpolation=Interpolation.BEZIER,
        left=left,
        right=right,
    )


def _put_quaternions(
    project: Project, shot: Shot, node: Node, before: CameraMotion, after: CameraMotion, rig: Rig,
    own: bool,
) -> Project:  # fmt: skip
    """Key the whole quaternion at every frame: slerp has no handles to ease with."""
    count = len(after.frames)
    old, new = _local_turns(before, rig), _local_turns(after, rig.first(count))
    further = new[-1] @ old[count - 1].T @ old[count:]
    turns = matrix_quaternions(np.concatenate([new, further]))
    keys = [
        Keyframe(frame=float(frame), value=tuple(turn), interpolation=Interpolation.LINEAR)
        for frame, turn in zip(before.frames, turns.tolist(), strict=True)
    ]
    return _put(project, shot, node, "quaternion", keys, own)


def _put(
    project: Project, shot: Shot, node: Node, channel: str, keys: Sequence[Keyframe], own: bool
) -> Project:
    """Put keys into a channel's track in place of those between the first and the last."""
    shot = project.shot(shot.id)
    track_key = (node.id, channel)
    mine = next((t for t in shot.tracks if t.key == track_key), None)
    scenes = project.scene(shot.scene).tracks
    base = mine or next((t for t in scenes if t.key == track_key), None)
    first, last = keys[0].frame, keys[-1].frame
    kept = [] if base is None else [k for k in base.curve.keys if not first <= k.frame <= last]
    merged = tuple(sorted([*kept, *keys], key=lambda key: key.frame))
    curve = base.curve.replace(keys=merged) if base else Curve(keys=merged)
    track = Track(node=node.id, channel=channel, curve=curve)
    hidden = channel == _FOCAL and shot.focal_length_mm is not None
    if own or mine is not None or hidden:
        return set_track(project, track, shot=shot.id)
    return set_track(project, track, scene=shot.scene)
