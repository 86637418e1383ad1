"""Write a camera's motion as ordinary keys: into the scene's tracks or a shot's own."""

from __future__ import annotations

from collections.abc import Sequence

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

    Keys inside the frames of the motion are replaced, those outside stay. With ``own`` the shot's
    override tracks are written (they begin as a copy of the scene's), else the scene's. A channel
    that the shot already overrides is changed there, where alone it would show.
    """
    node = project.scene(shot.scene).node(shot.camera)
    if np.abs(after.turns - before.turns).max() < _SAME:
        groups = [group for group in groups if group != "turn"]
    for names, old, new, tolerance in _channels(node, before, after, rig, groups):
        changed = [i for i in range(len(names)) if np.abs(new[:, i] - old[:, i]).max() > _SAME]
        if not changed:
            continue
        fitted = fit_keys(after.frames, new[:, changed], spans, tolerance)
        for column, i in enumerate(changed):
            keys = [_scalar_key(key, column) for key in fitted]
            project = _put(project, shot, node, names[i], keys, own)
    if "turn" in groups and rig.aimed_at is None and node.rotation_mode == "quaternion":
        project = _put_quaternions(project, shot, node, after, rig, own)
    return project


_Block = tuple[tuple[str, ...], F64, F64, float]


def _channels(
    node: Node, before: CameraMotion, after: CameraMotion, rig: Rig, groups: Sequence[Group]
) -> list[_Block]:
    """Return the channels of each group: names, (N, C) old and new values, tolerance."""
    blocks: list[_Block] = []
    if "place" in groups:
        old, new = (_local_places(motion.places, rig) for motion in (before, after))
        extent = float(np.ptp(new, axis=0).max())
        blocks.append(
            (_xyz("translation"), old, new, float(np.clip(5e-4 * extent, 2e-5, _PLACE_M)))
        )
    if "turn" in groups and rig.aimed_at is not None:
        old, new = (_aim_offsets(motion, rig.aimed_at) for motion in (before, after))
        blocks.append((_xyz("camera.aim.offset"), old, new, _AIM_M))
        old, new = (np.degrees(roll_of(m.turns))[:, None] for m in (before, after))
        blocks.append((("camera.roll_deg",), old, new, _TURN_DEG))
    elif "turn" in groups and node.rotation_mode == "euler":
        old, new = (
            nearest_eulers(_local_turns(motion, rig), node.rotation_order, rig.angles_deg[0])
            for motion in (before, after)
        )
        blocks.append((_xyz("rotation_deg"), old, new, _TURN_DEG))
    if "lens" in groups:
        old, new = before.focal_mm[:, None], after.focal_mm[:, None]
        blocks.append(((_FOCAL,), old, new, 5e-4 * float(new.min())))
    return blocks


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
    project: Project, shot: Shot, node: Node, after: CameraMotion, rig: Rig, own: bool
) -> Project:
    """Key the whole quaternion at every frame: slerp has no handles to ease with."""
    turns = matrix_quaternions(_local_turns(after, rig))
    keys = [
        Keyframe(frame=float(frame), value=tuple(turn), interpolation=Interpolation.LINEAR)
        for frame, turn in zip(after.frames, turns.tolist(), strict=True)
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
