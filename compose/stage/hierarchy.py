"""Hierarchy: who hangs on whom, and world matrices level by level."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from compose.errors import SceneError
from compose.stage.layout import Layout
from compose.transform import compose_matrices, euler_quaternions, look_rotation

F64 = npt.NDArray[np.float64]
Indices = npt.NDArray[np.intp]
Flags = npt.NDArray[np.bool_]

ROTATION_ORDERS = ("XYZ", "XZY", "YXZ", "YZX", "ZXY", "ZYX")
QUATERNION = -1
"""The place in ``ROTATION_ORDERS`` of a slot that turns by its quaternion."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CameraRule:
    """How a camera's slot turns: at what it aims, if anything, and its roll."""

    slot: int
    row: int
    target: int = -1


def depths(parents: Indices, rules: Sequence[CameraRule], names: Sequence[str]) -> Indices:
    """Return (N,) depth of every slot: one more than whatever it hangs on or aims at.

    Raises
    ------
    SceneError
        When nodes hang on (or aim at) each other in a circle; it names them.
    """
    needs: list[list[int]] = [[p] if p >= 0 else [] for p in parents.tolist()]
    for rule in rules:
        if rule.target >= 0:
            needs[rule.slot].append(rule.target)
    waiting = [len(n) for n in needs]
    children: list[list[int]] = [[] for _ in needs]
    for slot, needed in enumerate(needs):
        for other in needed:
            children[other].append(slot)
    result = np.zeros(len(needs), np.intp)
    ready = deque(slot for slot, count in enumerate(waiting) if count == 0)
    done = 0
    while ready:
        slot = ready.popleft()
        done += 1
        for child in children[slot]:
            result[child] = max(result[child], result[slot] + 1)
            waiting[child] -= 1
            if waiting[child] == 0:
                ready.append(child)
    if done < len(needs):
        raise _circle(needs, waiting, names)
    return result


def _circle(needs: list[list[int]], waiting: list[int], names: Sequence[str]) -> SceneError:
    """Walk back from a slot that never became ready until the walk meets itself."""
    slot = next(i for i, count in enumerate(waiting) if count > 0)
    path: dict[int, None] = {}
    while slot not in path:
        path[slot] = None
        slot = next(other for other in needs[slot] if waiting[other] > 0)
    walked = list(path)
    circle = [names[i] for i in walked[walked.index(slot) :]]
    circle = [name for i, name in enumerate(circle) if i == 0 or name != circle[i - 1]]
    shown = " → ".join(repr(name) for name in [*circle[:8], *(["…"] if len(circle) > 8 else [])])
    return SceneError(
        f"Nodes hang on or aim at each other in a circle: {shown} → {circle[0]!r}. "
        "Give one of them another parent or aim."
    )


def affected_by(
    moving: Flags, parents: Indices, depth: Indices, rules: Sequence[CameraRule]
) -> Flags:
    """Return (N,) bool: slots whose world matrix changes when the ``moving`` ones move."""
    result = moving.copy()
    targets = np.full(len(parents), -1, np.intp)
    for rule in rules:
        targets[rule.slot] = rule.target
    order = np.argsort(depth, kind="stable")
    for slots in np.split(order, np.flatnonzero(np.diff(depth[order])) + 1):
        for needed in (parents[slots], targets[slots]):
            result[slots] |= (needed >= 0) & result[needed]
    return result


@dataclass(frozen=True, slots=True, eq=False)
class Level:
    """Slots of one depth, which are solved together; then the cameras among them are turned.

    They are rows ``start`` to ``stop`` of the order that `levels` gives. ``roots`` are those that
    hang on nothing; ``rooted`` when there are some, ``all_roots`` when there are no others.
    """

    start: int
    stop: int
    slots: Indices
    parents: Indices
    roots: Flags
    rules: tuple[CameraRule, ...]
    rooted: bool
    all_roots: bool


def levels(
    chosen: Flags, parents: Indices, depth: Indices, rules: Sequence[CameraRule]
) -> tuple[Indices, tuple[Level, ...]]:
    """Return the chosen slots from the roots down, and the levels that they form."""
    slots = np.flatnonzero(chosen)
    slots = slots[np.argsort(depth[slots], kind="stable")]
    cuts = [0, *(np.flatnonzero(np.diff(depth[slots])) + 1).tolist(), len(slots)]
    by_slot = {rule.slot: rule for rule in rules}
    result = []
    for start, stop in pairwise(cuts) if len(slots) else []:
        part = slots[start:stop]
        above = parents[part]
        found = tuple(by_slot[slot] for slot in part.tolist() if slot in by_slot)
        roots = above < 0
        some, every = bool(roots.any()), bool(roots.all())
        result.append(Level(start, stop, part, above, roots, found, some, every))
    return slots, tuple(result)


def local_matrices(
    layout: Layout, values: F64, orders: npt.NDArray[np.int8], slots: Indices
) -> F64:
    """Return (n, 4, 4) float64 ``T @ R @ S`` of these slots."""
    turns = layout.view(values, "slot.quaternion").take(slots, axis=0)
    angles = layout.view(values, "slot.rotation_deg")
    chosen = orders[slots]
    for code, order in enumerate(ROTATION_ORDERS):
        rows = np.flatnonzero(chosen == code)
        if len(rows):
            turns[rows] = euler_quaternions(np.radians(angles.take(slots[rows], axis=0)), order)
    return compose_matrices(
        layout.view(values, "slot.translation").take(slots, axis=0),
        turns,
        layout.view(values, "slot.scale").take(slots, axis=0),
    )


def solve(world: F64, local: F64, steps: Sequence[Level], layout: Layout, values: F64) -> None:
    """Write the world matrices of the slots of ``steps`` into ``world``, parents first.

    ``world`` is (N, 4, 4) and holds every slot; ``local`` holds those of the steps, in order.
    """
    for step in steps:
        mine = local[step.start : step.stop]
        if step.all_roots:
            world[step.slots] = mine
        else:
            with np.errstate(over="ignore", invalid="ignore"):  # the timeline looks for these
                solved = world.take(step.parents, axis=0) @ mine
            if step.rooted:
                solved[step.roots] = mine[step.roots]
            world[step.slots] = solved
        for rule in step.rules:
            _turn_camera(world, rule, layout, values)


def _turn_camera(world: F64, rule: CameraRule, layout: Layout, values: F64) -> None:
    """Take the scale out of a camera's matrix, aim it and roll it about its view axis.

    A camera that stands on its target keeps the rotation of its node. A positive roll tips the
    camera's up toward its left, so that the picture turns clockwise.
    """
    matrix = world[rule.slot]
    forward, up = -matrix[:3, 2], matrix[:3, 1]
    if rule.target >= 0:
        offset = layout.view(values, "camera.aim.offset")[rule.row]
        sight = world[rule.target][:3, 3] + offset - matrix[:3, 3]
        if np.linalg.norm(sight) > 1e-9:
            forward, up = sight, np.array([0.0, 1.0, 0.0])
    rotation = look_rotation(forward, up)
    roll = np.radians(layout.view(values, "camera.roll_deg")[rule.row, 0])
    c, s = np.cos(roll), np.sin(roll)
    matrix[:3, :3] = rotation @ np.array([[c, -s, 0.0], [s, c, 0.0], [0.0, 0.0, 1.0]])


def inherited(own: Flags, steps: Sequence[Level]) -> Flags:
    """Return (N,) bool: on where a slot and everything it hangs on are on."""
    result = own.copy()
    for step in steps:
        result[step.slots] &= np.where(step.roots, True, result[step.parents])
    return result
