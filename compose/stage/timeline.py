"""Timeline: a compiled scene with the tracks that move it, ready for any frame."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from functools import cached_property
from typing import Protocol

import numpy as np
import numpy.typing as npt

from compose.errors import SceneError
from compose.figures.ground import Ground
from compose.stage.acting import Acting
from compose.stage.flowing import Flowing
from compose.stage.footing import footing_of, ground_of
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

    @property
    def carriers(self) -> Indices:
        """The slots whose ways through the scene it goes by."""

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
    like
        A timeline of the same drives and rate, whose stage has the same slots and differs in base
        values alone. What the difference does not reach is taken from it.
    """

    def __init__(
        self, stage: SceneStage, drives: Sequence[Drive], rate: Fraction,
        fixed: Mapping[int, float], like: Timeline | None = None,
    ) -> None:  # fmt: skip
        self.stage, self.drives = stage, tuple(drives)
        self._seconds = float(1 / rate)
        self._orders = stage.slots.orders.copy()
        self.base = self._based(fixed)
        self._grounds: dict[tuple[str, ...], Ground] = {}
        if like is None:
            self._compile()
        else:
            self._take_over(like)
        self._switched = self.drives_any("slot.visible")
        self._base_visible = self._visible(self.base)

    def _based(self, fixed: Mapping[int, float]) -> F64:
        base = self.stage.base.copy()
        for place, value in fixed.items():
            base[place] = value
        self._turn_joints_by_angles(base, self.drives)
        base.setflags(write=False)
        return base

    def _compile(self) -> None:
        """Work out what moves, and place what does not."""
        stage, parents = self.stage, self.stage.slots.parents
        local = self.locals(self.base, stage.order)
        self._unsolved = np.empty_like(local)
        solve(self._unsolved, local, stage.levels, stage.layout, self.base)
        self._tracks = TrackTable.compile(self.drives)
        tracked = np.concatenate([self._tracks.places, stage.clips.places])
        self._carried_slots = affected_by(
            self._moving_slots(tracked), parents, stage.depth, stage.rules
        )
        self._drivers = tuple(make() for make in self._makers())
        self.driven = np.concatenate([tracked, *(driver.places for driver in self._drivers)])
        self._solver = Solver(stage, self._orders, self._ground)
        moving = self._moving_slots(self.driven)
        moving[self._solver.slots] |= len(self.driven) > 0
        self.affected = affected_by(moving, parents, stage.depth, stage.rules)
        self._order, self._steps = levels(self.affected, parents, stage.depth, stage.rules)
        self._rows = np.flatnonzero(moving[self._order])
        self._slots = self._order[self._rows]
        self._carried = self.locals(self.base, self._order)

    def _take_over(self, like: Timeline) -> None:
        """Take from another timeline what the other base values here do not reach."""
        stage, parents = self.stage, self.stage.slots.parents
        other = np.flatnonzero(self.base.view(np.int64) != like.base.view(np.int64))
        placed = self._moving_slots(other)
        shifted = affected_by(placed, parents, stage.depth, stage.rules)
        self._unsolved = like._unsolved.copy()
        order, steps = levels(shifted, parents, stage.depth, stage.rules)
        solve(self._unsolved, self.locals(self.base, order), steps, stage.layout, self.base)
        self._tracks, self.driven, self.affected = like._tracks, like.driven, like.affected
        self._order, self._steps = like._order, like._steps
        self._rows, self._slots = like._rows, like._slots
        self._carried_slots = like._carried_slots
        footing = bool(shifted[footing_of(stage)].any())
        self._drivers = tuple(
            make()
            if shifted[driver.carriers].any() or (footing and len(driver.carriers))
            else driver
            for driver, make in zip(like._drivers, self._makers(), strict=True)
        )
        self._solver = Solver(stage, self._orders, self._ground) if footing else like._solver
        self._carried = like._carried.copy()
        rows = np.flatnonzero(placed[self._order])
        self._carried[rows] = self.locals(self.base, self._order[rows])

    def _makers(self) -> tuple[Callable[[], Driver], ...]:
        """Return what makes the drivers of wheels, of flowing copies and of figures."""
        stage = self.stage

        def travel(slots: Indices) -> Travel:
            return Travel.of(stage, self.base, self._orders, self.drives, self._seconds, slots)

        def rolling() -> Driver:
            slots, carried = stage.slots, self._carried_slots
            insides = (i for i in slots.insides.values() if carried[slots.nodes[i.node.id]])
            return Rolling(wheels_of(insides, slots.nodes), stage.layout, travel)

        def flowing() -> Driver:
            return Flowing(stage.flows, stage.slots, stage.layout, self._seconds)

        def acting() -> Driver:
            strides = Strides(stage, self._seconds, travel, self._ground)
            return Acting(stage, strides, self._seconds)

        return rolling, flowing, acting

    def _ground(self, nodes: tuple[str, ...]) -> Ground | None:
        """Return the surface of nodes, and of what hangs on them, where they stand at first."""
        if not nodes:
            return None
        if nodes not in self._grounds:
            self._grounds[nodes] = ground_of(self.stage, self._unsolved, nodes)
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

    def _moving_slots(self, places: Indices) -> Flags:
        """Return (N,) bool: slots whose own matrix, roll or aim hangs on some of these places."""
        layout, stage = self.stage.layout, self.stage
        moving = np.zeros(len(stage.slots.parents), bool)
        for field in _MOVING:
            moving[layout.rows_among(field, places)] = True
        turned = {
            int(row)
            for field in ("camera.roll_deg", "camera.aim.offset")
            for row in layout.rows_among(field, places)
        }
        for rule in stage.rules:
            if rule.row in turned:
                moving[rule.slot] = True
        return moving

    @cached_property
    def _still(self) -> tuple[F64, F64]:
        """The values, and (N, 4, 4) the matrices, with figures at their goals before any motion."""
        values, world = self.base.copy(), self._unsolved.copy()
        if np.isfinite(world).all():
            self._solver.solve(values, world)
        values.setflags(write=False)
        world.setflags(write=False)
        return values, world

    @property
    def base_world(self) -> F64:
        """(N, 4, 4) float64: the world matrix of every slot before anything moves it."""
        return self._still[1]

    @property
    def resting_world(self) -> F64:
        """(N, 4, 4) float64: the world matrix of every slot that no frame moves; of the others any.

        Where something moves, figures come to their goals in every frame anew.
        """
        return self._unsolved if self._steps else self.base_world

    def values(self, frame: float) -> F64:
        """Return the value array at a scene frame: base, clips, wheels, figures, then tracks."""
        if not len(self.driven):
            return self._still[0]
        result = self.base.copy()
        self.stage.clips.apply(result, frame, self._seconds)
        for driver in self._drivers:
            if len(driver.places):
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
        stage, world = self.stage, self._unsolved.copy()
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
