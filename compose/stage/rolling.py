"""Rolling: wheels of props turn with the way that they travel, and the front ones steer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from compose.geometry.model import Model
from compose.payload import Prop
from compose.stage.insides import Inside
from compose.stage.layout import Layout
from compose.stage.travel import Travel
from compose.transform import euler_quaternions, multiply_quaternions

F64 = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Indices = npt.NDArray[np.intp]

_WHEEL, _STEERED = "wheel", "wheel_front"
_LARGEST_STEER = np.radians(38.0)
_CREEP_M = 1e-3
"""Less way than this in a frame steers nothing, so that a car at rest keeps its wheels still."""


@dataclass(frozen=True, slots=True, eq=False)
class Wheel:
    """A wheel: its slot, that of the prop's node, its hub and radius in the node's space."""

    slot: int
    carrier: int
    hub: F64
    rest: tuple[float, float, float, float]
    radius: float
    steers: bool


def wheels_of(
    insides: Iterable[Inside], slots: Mapping[str, int], *, copies: bool = False
) -> Iterator[Wheel]:
    """Find the wheels of rolling props that stand once, or of those with copies.

    ``slots`` is each node's slot by id.
    """
    for inside in insides:
        payload = inside.payload
        if not isinstance(payload, Prop) or not payload.rolling or inside.apart is not copies:
            continue
        rest = inside.model.rest_world()
        for i, inner in enumerate(inside.model.nodes):
            name = inner.path.rpartition("/")[2]
            radius = _radius(inside.model, i)
            if name.startswith(_WHEEL) and radius > 0.0:
                yield Wheel(
                    slot=inside.first + i,
                    carrier=slots[inside.node.id],
                    hub=rest[i][:3, 3],
                    rest=inner.rotation,
                    radius=radius,
                    steers=name.startswith(_STEERED),
                )


def _radius(model: Model, i: int) -> float:
    """Return half the height of a part's meshes in metres; 0 where it has none."""
    heights = [
        part.mesh.positions[:, 1] for part in model.nodes[i].parts if len(part.mesh.positions)
    ]
    if not heights:
        return 0.0
    return float(max(y.max() for y in heights) - min(y.min() for y in heights)) / 2.0


class Rolling:
    """Drives the quaternions of wheels by the distance that each travels along its prop's +Z.

    A steered wheel turns to where it goes. Both are sampled at whole frames when first needed.
    """

    def __init__(
        self, wheels: Iterable[Wheel], layout: Layout, travel: Callable[[Indices], Travel]
    ) -> None:
        self._wheels = tuple(wheels)
        self._travel = travel
        places = [layout.index("slot.quaternion", wheel.slot) for wheel in self._wheels]
        self._quaternions = np.array(places, np.intp).reshape(-1, 1) + np.arange(4)
        self._rest = np.array([wheel.rest for wheel in self._wheels]).reshape(-1, 4)

    @property
    def places(self) -> Indices:
        """The places of the value array that are driven."""
        return self._quaternions.ravel()

    @property
    def carriers(self) -> Indices:
        """The slots whose ways turn the wheels."""
        return np.array([wheel.carrier for wheel in self._wheels], np.intp)

    def apply(self, values: F64, frame: float) -> None:
        """Write every wheel's turn at a scene frame."""
        if not self._wheels:
            return
        frames, turns = self._turns
        spin, steer = _between(frames, turns, frame)
        still = np.zeros_like(spin)
        turned = multiply_quaternions(
            euler_quaternions(np.stack([still, steer, still], axis=1), "YXZ"), self._rest
        )
        rolled = euler_quaternions(np.stack([spin, still, still], axis=1), "YXZ")
        values[self._quaternions] = multiply_quaternions(turned, rolled)

    @cached_property
    def _turns(self) -> tuple[F64, F64]:
        """Return (F,) frames and (F, 2, W): how far each wheel rolled and steers, in radians."""
        travel = self._travel(np.array([wheel.carrier for wheel in self._wheels], np.intp))
        frames = travel.frames()
        matrices = travel.matrices(frames)
        hubs = np.array([wheel.hub for wheel in self._wheels])
        centres = matrices[..., :3, 3] + np.einsum("fwij,wj->fwi", matrices[..., :3, :3], hubs)
        way = np.diff(centres, axis=0)
        ahead, aside = (_halfway(matrices[..., :3, axis]) for axis in (2, 0))
        forward, sideways = (np.sum(way * axis, axis=2) for axis in (ahead, aside))
        size = np.linalg.norm(matrices[..., :3, 1], axis=2)
        radii = np.array([wheel.radius for wheel in self._wheels]) * (size[1:] + size[:-1]) / 2.0
        turns = np.zeros((len(frames), 2, len(self._wheels)))
        rolled = np.divide(forward, radii, out=np.zeros_like(forward), where=radii > 0.0)
        turns[1:, 0] = np.cumsum(rolled, axis=0)
        steers = np.array([wheel.steers for wheel in self._wheels])
        turns[:, 1] = np.where(steers, _steered(forward, sideways), 0.0)
        return frames, turns


def _halfway(axes: F64) -> F64:
    """Return the unit axes halfway between each frame of (F, W, 3) and the next."""
    middle = axes[1:] + axes[:-1]
    length = np.linalg.norm(middle, axis=2, keepdims=True)
    return np.asarray(middle / np.where(length > 0.0, length, 1.0))


def _steered(forward: F64, sideways: F64) -> F64:
    """Return (F, W) angles about +Y of the ways of F − 1 steps; too short a step keeps the last."""
    steps, count = forward.shape
    reverse = np.where(forward < 0.0, -1.0, 1.0)
    angle = np.arctan2(sideways * reverse, np.abs(forward))
    angle = np.clip(angle, -_LARGEST_STEER, _LARGEST_STEER)
    goes = np.hypot(forward, sideways) > _CREEP_M
    latest = np.maximum.accumulate(np.where(goes, np.arange(steps)[:, None], -1), axis=0)
    held = np.take_along_axis(angle, np.maximum(latest, 0), axis=0)
    held = np.where(latest >= 0, held, 0.0)
    result = np.zeros((steps + 1, count))
    result[1:-1] = (held[1:] + held[:-1]) / 2.0
    if steps:
        result[0], result[-1] = held[0], held[-1]
    return result


def _between(frames: F64, rows: F64, frame: float) -> F64:
    """Return the row at a frame, straight between samples and held outside them."""
    place = np.interp(frame, frames, np.arange(len(frames), dtype=np.float64))
    below = int(place)
    above = min(below + 1, len(rows) - 1)
    share = place - below
    return np.asarray(rows[below] * (1.0 - share) + rows[above] * share)
