"""Timeline: a compiled scene with the tracks that move it, ready for any frame."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

import numpy as np
import numpy.typing as npt

from compose.errors import SceneError
from compose.stage.hierarchy import (
    ROTATION_ORDERS,
    affected_by,
    inherited,
    levels,
    local_matrices,
    solve,
)
from compose.stage.scene_stage import SceneStage
from compose.stage.tracks import Drive, TrackTable
from compose.transform import matrix_eulers, quaternion_matrices

F64 = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Indices = npt.NDArray[np.intp]

_MOVING = ("slot.translation", "slot.rotation_deg", "slot.quaternion", "slot.scale")
_JOINT_ORDER = "YXZ"


class Timeline:
    """A compiled scene in motion. What never moves is computed here, once.

    Parameters
    ----------
    stage
        The compiled scene.
    drives
        The tracks, resolved, at most one for each channel.
    rate
        Frames a second, for the clips of assets.
    fixed
        Base values of its own, by place in the value array (a shot's focal length).
    """

    def __init__(
        self, stage: SceneStage, drives: Sequence[Drive], rate: Fraction,
        fixed: Mapping[int, float],
    ) -> None:  # fmt: skip
        self.stage = stage
        self._seconds = float(1 / rate)
        self._orders = stage.slots.orders.copy()
        base = stage.base.copy()
        for place, value in fixed.items():
            base[place] = value
        self._turn_joints_by_angles(base, drives)
        base.setflags(write=False)
        self.base = base
        self._tracks = TrackTable.compile(drives)
        self.driven = np.concatenate([self._tracks.places, stage.clips.places])
        self._set_still(self._moving_slots())

    def _turn_joints_by_angles(self, base: F64, drives: Iterable[Drive]) -> None:
        """Let joints with tracks on ``rotation_deg`` turn by angles, from their rest rotation.

        The first track of a joint turns its rest quaternion into angles; the axes without a track
        keep them. The order is YXZ.
        """
        layout, slots = self.stage.layout, self.stage.slots
        joints = [d for d in drives if d.channel.target == "joint"]
        turned = {d.places[0] for d in joints if d.channel.field == "quaternion"}
        quaternions = layout.view(base, "slot.quaternion")
        angles = layout.view(base, "slot.rotation_deg")
        for drive in joints:
            if drive.channel.field != "rotation_deg":
                continue
            found = layout.rows_among("slot.rotation_deg", np.array(drive.places, np.intp))
            if layout.index("slot.quaternion", int(found[0])) in turned:
                raise SceneError(
                    f"Joint {slots.names[found[0]]!r} has tracks for both rotation_deg and "
                    "quaternion; remove one kind."
                )
            self._orders[found] = ROTATION_ORDERS.index(_JOINT_ORDER)
            rest = quaternion_matrices(quaternions[found])
            angles[found] = np.degrees(matrix_eulers(rest, _JOINT_ORDER))

    def _moving_slots(self) -> Flags:
        """Return (N,) bool: slots whose own matrix, roll or aim some track or clip drives."""
        layout, stage = self.stage.layout, self.stage
        moving = np.zeros(len(stage.slots.parents), bool)
        for field in _MOVING:
            moving[layout.rows_among(field, self.driven)] = True
        turned = {
            int(row)
            for field in ("camera.roll_deg", "camera.aim.offset")
            for row in layout.rows_among(field, self.driven)
        }
        for rule in stage.rules:
            if rule.row in turned:
                moving[rule.slot] = True
        return moving

    def _set_still(self, moving: Flags) -> None:
        """Compute what holds for every frame: matrices and switches before anything moves."""
        stage, parents = self.stage, self.stage.slots.parents
        self.affected = affected_by(moving, parents, stage.depth, stage.rules)
        order, self._steps = levels(self.affected, parents, stage.depth, stage.rules)
        self._rows = np.flatnonzero(moving[order])
        self._slots = order[self._rows]
        self._carried = local_matrices(stage.layout, self.base, self._orders, order)
        local = local_matrices(stage.layout, self.base, self._orders, stage.order)
        self.base_world = np.empty_like(local)
        solve(self.base_world, local, stage.levels, stage.layout, self.base)
        self.base_world.setflags(write=False)
        self._switched = self.drives_any("slot.visible")
        self._base_visible = self._visible(self.base)

    def values(self, frame: float) -> F64:
        """Return the value array at a scene frame: base, then clips, then tracks."""
        if not len(self.driven):
            return self.base
        result = self.base.copy()
        self.stage.clips.apply(result, frame, self._seconds)
        self._tracks.apply(result, frame)
        return result

    def worlds(self, values: F64) -> F64:
        """Return (N, 4, 4) float64: the world matrix of every slot.

        Raises
        ------
        SceneError
            When a place lies beyond what can be computed with; it names the node.
        """
        if not self._steps:
            return self._finite(self.base_world)
        stage, world = self.stage, self.base_world.copy()
        local = local_matrices(stage.layout, values, self._orders, self._slots)
        if len(self._rows) < len(self._carried):
            carried = self._carried.copy()
            carried[self._rows] = local
            local = carried
        solve(world, local, self._steps, stage.layout, values)
        return self._finite(world)

    def locals(self, values: F64, slots: Indices) -> F64:
        """Return (n, 4, 4) float64: the ``T @ R @ S`` of some slots under their parents."""
        return local_matrices(self.stage.layout, values, self._orders, slots)

    def _finite(self, world: F64) -> F64:
        if np.isfinite(world).all():
            return world
        slot = int(np.flatnonzero(~np.isfinite(world).all(axis=(1, 2)))[0])
        raise SceneError(
            f"{self.stage.slots.names[slot]!r} stands too far away, or is too large, to compute "
            "with; bring its translation and scale, and those of its parents, back into range."
        )

    def visible(self, values: F64) -> Flags:
        """Return (N,) bool: slots that are on, with everything they hang on."""
        return self._visible(values) if self._switched else self._base_visible

    def _visible(self, values: F64) -> Flags:
        own = self.stage.layout.view(values, "slot.visible")[:, 0] >= 0.5
        return inherited(own, self.stage.levels)

    def drives_any(self, *fields: str) -> bool:
        """Tell whether a track or clip drives any row of these fields."""
        return any(len(self.stage.layout.rows_among(field, self.driven)) for field in fields)
