"""Timeline: a compiled scene with the tracks that move it, ready for any frame."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Protocol

import numpy as np
import numpy.typing as npt

from compose.errors import SceneError
from compose.figures.ground import Ground
from compose.stage.acting import Acting
from compose.stage.flowing import Flowing
from compose.stage.footing import ground_of
from compose.stage.hierarchy import (
    ROTATION_ORDERS,
    affected_by,
    inherited,
    levels,
    local_matrices,
    solve,
)
from compose.stage.rolling import Rolling, wheels_of
from compose.stage.scene_stage import SceneStage
from compose.stage.solver import Solver
from compose.stage.striding import Strides
from compose.stage.tracks import Drive, TrackTable
from compose.stage.travel import Travel
from compose.transform import matrix_eulers, quaternion_matrices

F64 = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Indices = npt.NDArray[np.intp]

_MOVING = ("slot.translation", "slot.rotation_deg", "slot.quaternion", "slot.scale")
_JOINT_ORDER = "YXZ"


class Driver(Protocol):
    """Something that writes numbers of the value array at every frame."""

    @property
    def places(self) -> Indices:
        """The places of the value array that it writes."""

    def apply(self, values: F64, frame: float) -> None:
        """Write them for a scene frame."""


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
        self._grounds: dict[tuple[str, ...], Ground] = {}
        self._tracks = TrackTable.compile(drives)
        self.driven = np.concatenate([self._tracks.places, stage.clips.places])
        self._drivers = self._compiled_drivers(drives)
        self.driven = np.concatenate([self.driven, *(driver.places for driver in self._drivers)])
        self._solver = Solver(stage, self._orders, self._ground)
        moving = self._moving_slots()
        moving[self._solver.slots] |= len(self.driven) > 0
        self._set_still(moving)

    def _compiled_drivers(self, drives: Sequence[Drive]) -> tuple[Driver, ...]:
        """Return what turns the wheels and the figures that the tracks carry."""
        stage = self.stage
        carried = affected_by(self._moving_slots(), stage.slots.parents, stage.depth, stage.rules)

        def travel(slots: Indices) -> Travel:
            return Travel.of(stage, self.base, self._orders, drives, self._seconds, slots)

        wheels = (w for w in wheels_of(stage.slots.insides.values(), stage.slots.nodes)
                  if carried[w.carrier])  # fmt: skip
        flowing = Flowing(stage.flows, stage.slots, stage.layout, self._seconds)
        strides = Strides(stage, self._seconds, travel, self._ground)
        acting = Acting(stage, strides, self._seconds)
        found = (Rolling(wheels, stage.layout, travel), flowing, acting)
        return tuple(driver for driver in found if len(driver.places))

    def _ground(self, nodes: tuple[str, ...]) -> Ground | None:
        """Return the surface of nodes, and of what hangs on them, where they stand at first."""
        if not nodes:
            return None
        if nodes not in self._grounds:
            local = local_matrices(self.stage.layout, self.base, self._orders, self.stage.order)
            world = np.empty_like(local)
            solve(world, local, self.stage.levels, self.stage.layout, self.base)
            self._grounds[nodes] = ground_of(self.stage, world, nodes)
        return self._grounds[nodes]

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
        self._still = self.base.copy()
        if np.isfinite(self.base_world).all():
            self._solver.solve(self._still, self.base_world)
        self.base_world.setflags(write=False)
        self._still.setflags(write=False)
        self._switched = self.drives_any("slot.visible")
        self._base_visible = self._visible(self.base)

    def values(self, frame: float) -> F64:
        """Return the value array at a scene frame: base, clips, wheels, figures, then tracks."""
        if not len(self.driven):
            return self._still
        result = self.base.copy()
        self.stage.clips.apply(result, frame, self._seconds)
        for driver in self._drivers:
            driver.apply(result, frame)
        self._tracks.apply(result, frame)
        return result

    def worlds(self, values: F64) -> F64:
        """Return (N, 4, 4) float64: the world matrix of every slot.

        What figures reach for and look at turns their joints, in ``values`` too.

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
        self._finite(world)
        self._solver.solve(values, world)
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
