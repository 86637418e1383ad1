"""ShotStage: a timeline seen by one shot's camera; makes the snapshot of a frame."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from compose.camera import CameraLens
from compose.channels import ENVIRONMENT_FIELDS
from compose.environment import Environment
from compose.geometry.mesh import F32, F64
from compose.snapshot import CameraState, LightState, Snapshot
from compose.stage.lamps import lamp_state
from compose.stage.lens import camera_state
from compose.stage.surroundings import surroundings
from compose.stage.timeline import Timeline

Indices = npt.NDArray[np.intp]
Flags = npt.NDArray[np.bool_]
_Array = TypeVar("_Array", bound=npt.NDArray)


class ShotStage:
    """Everything a shot keeps between frames. It holds neither the shot nor the scene.

    Parameters
    ----------
    timeline
        The scene in motion, with the shot's own tracks.
    camera
        The id of the camera's node; its lens is ``lens``.
    gate
        The shot's own gate, or ``None`` for the camera's.
    """

    def __init__(
        self, timeline: Timeline, camera: str, lens: CameraLens, gate: str | float | None
    ) -> None:
        self.timeline = timeline
        self._camera, self._lens, self._gate = camera, lens, gate
        # A view that turns looks at one frame again and again.
        self._last: Snapshot | None = None
        draw, affected = timeline.stage.draw, timeline.affected
        self._rows = _moved(affected, draw.outer, draw.inner) & ~draw.skinned
        self._joints = _moved(affected, draw.joint_outer, draw.joint_inner)
        base = timeline.resting_world
        self._base_rows = _frozen(self._place_rows(base))
        self._base_joints = _frozen(self._place_joints(base))
        self._colored = timeline.drives_any("node.color", "node.opacity", "card.brightness")
        self._base_color = self._color(timeline.base)
        self._weighted = timeline.drives_any("morph.weight")
        self._base_weights = self._weights(timeline.base)
        self._environment = [
            field for field in ENVIRONMENT_FIELDS if timeline.drives_any(f"environment.{field}")
        ]

    def snapshot(self, frame: float, camera: CameraState | None = None) -> Snapshot:
        """Return the snapshot of a scene frame, seen by the shot's camera or by the one given.

        Raises
        ------
        SceneError
            When the camera's lens is impossible at this frame.
        """
        last = self._last
        if camera is not None and last is not None and last.frame == frame:
            return replace(last, camera=camera)
        self._last = made = self._made(frame, camera)
        return made

    def _made(self, frame: float, camera: CameraState | None) -> Snapshot:
        timeline, stage = self.timeline, self.timeline.stage
        values = timeline.values(frame)
        world = timeline.worlds(values)
        visible = timeline.visible(values)
        draw = stage.draw
        return Snapshot(
            frame=float(frame),
            camera=self._camera_state(values, world) if camera is None else camera,
            environment=self._surroundings(values),
            lights=self._lights(values, world, visible),
            surfaces=draw.surfaces,
            world=self._row_matrices(world),
            visible=_frozen(_both(visible, draw.outer, draw.inner)),
            color=self._color(values) if self._colored else self._base_color,
            joints=self._joint_matrices(world),
            joint_start=_frozen(draw.joint_start),
            morph_weights=self._weights(values) if self._weighted else self._base_weights,
            morph_start=_frozen(draw.morph_start),
            figures=stage.people.states(world, visible),
        )

    def _camera_state(self, values: F64, world: F64) -> CameraState:
        stage = self.timeline.stage
        return camera_state(
            self._lens,
            self._gate,
            values,
            stage.layout,
            stage.cameras[self._camera],
            world[stage.slots.nodes[self._camera]],
            self._camera,
            stage.nodes[self._camera].name,
        )

    def _surroundings(self, values: F64) -> Environment:
        stage = self.timeline.stage
        return surroundings(stage.environment, self._environment, values, stage.layout)

    def _lights(self, values: F64, world: F64, visible: Flags) -> tuple[LightState, ...]:
        stage = self.timeline.stage
        found = []
        for lamp in stage.lamps:
            if not visible[lamp.outer] or not (lamp.inner < 0 or visible[lamp.inner]):
                continue
            matrix = world[lamp.outer]
            if lamp.inner >= 0:
                matrix = matrix @ world[lamp.inner]
            state = lamp_state(lamp, matrix, values, stage.layout)
            if state is not None:
                found.append(state)
        return tuple(found)

    def _row_matrices(self, world: F64) -> F64:
        """Return (S, 4, 4): only the rows that move are computed anew."""
        if not self._rows.any():
            return self._base_rows
        if self._rows.all():
            return _frozen(self._place_rows(world))
        draw, result = self.timeline.stage.draw, self._base_rows.copy()
        result[self._rows] = _product(world, draw.outer[self._rows], draw.inner[self._rows])
        return _frozen(result)

    def _place_rows(self, world: F64) -> F64:
        draw = self.timeline.stage.draw
        result = _product(world, draw.outer, draw.inner)
        result[draw.skinned] = np.eye(4)
        return result

    def _joint_matrices(self, world: F64) -> F64:
        return _frozen(self._place_joints(world)) if self._joints.any() else self._base_joints

    def _place_joints(self, world: F64) -> F64:
        draw = self.timeline.stage.draw
        result: F64 = _product(world, draw.joint_outer, draw.joint_inner) @ draw.inverse_bind
        return result

    def _color(self, values: F64) -> F32:
        """Return (S, 4) float32: a node's colour, a card's brightness or a part's tint; opacity."""
        draw, layout = self.timeline.stage.draw, self.timeline.stage.layout
        result = np.empty((len(draw.surfaces), 4))
        result[:, :3] = draw.tint
        result[draw.painted, :3] = layout.view(values, "node.color")[draw.looks[draw.painted]]
        if len(draw.cards):
            result[draw.cards, :3] = layout.view(values, "card.brightness")[draw.card_rows]
        result[:, 3] = layout.view(values, "node.opacity")[draw.looks, 0]
        return _frozen(result.astype(np.float32))

    def _weights(self, values: F64) -> F32:
        weights = self.timeline.stage.layout.view(values, "morph.weight")
        return _frozen(weights.ravel().astype(np.float32))


def _product(world: F64, outer: Indices, inner: Indices) -> F64:
    """Return (n, 4, 4) ``world[outer] @ world[inner]``, or the first alone where inner is −1."""
    result: F64 = world.take(outer, axis=0)
    nested = inner >= 0
    if nested.any():
        result[nested] = result[nested] @ world[inner[nested]]
    return result


def _moved(affected: Flags, outer: Indices, inner: Indices) -> Flags:
    result: Flags = affected[outer] | ((inner >= 0) & affected[inner])
    return result


def _both(visible: Flags, outer: Indices, inner: Indices) -> Flags:
    result: Flags = visible[outer] & ((inner < 0) | visible[inner])
    return result


def _frozen(array: _Array) -> _Array:
    array.setflags(write=False)
    return array
