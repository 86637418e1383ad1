"""Retargeting: a clip of a foreign rig becomes the motion of a figure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from compose.errors import NotFoundError, SceneError
from compose.figures.body import FigureBody
from compose.figures.proportions import proportions
from compose.figures.retarget.names import joint_map
from compose.figures.retarget.rest import RestPose, rest_pose
from compose.figures.retarget.sampling import sample_times, world_places, world_turns
from compose.figures.skeleton import JOINTS, PARENTS
from compose.geometry.mesh import F64
from compose.geometry.model import Clip, Model
from compose.transform import (
    matrix_quaternions,
    multiply_quaternions,
    normalized_quaternions,
    slerp,
)

_MOST_TURNS = 8_000_000
"""Quaternions of all nodes at all times that may be held while retargeting."""

_HALF_WINDOW_S = 0.5
"""Half of the time over which the way of the hips is smoothed: about one step to each side."""


@dataclass(frozen=True, eq=False, kw_only=True)
class FigureMotion:
    """The motion of a figure, sampled at T times.

    Parameters
    ----------
    times
        (T,) seconds, rising from 0.
    all_turns
        (T, J, 4) float64: unit quaternions of ``skeleton.JOINTS`` under their parents.
    all_hips
        (T, 3) float64: the place of the hips in the figure's space, which begins over its origin.
    missing
        Joints that the rig does not have; they go with their parents.
    """

    times: F64
    all_turns: F64
    all_hips: F64
    missing: tuple[str, ...] = ()

    @property
    def duration_s(self) -> float:
        """The time of the last sample."""
        return float(self.times[-1])

    def turns(self, time: float) -> F64:
        """Return (J, 4) unit quaternions at a time in seconds; it holds before and after."""
        a, b, share = self.locate(time)
        return slerp(self.all_turns[a], self.all_turns[b], np.full(len(JOINTS), share))

    def hips(self, time: float) -> F64:
        """Return (3,) metres: where the hips are at a time in seconds."""
        a, b, share = self.locate(time)
        return np.asarray(self.all_hips[a] + share * (self.all_hips[b] - self.all_hips[a]))

    def locate(self, time: float) -> tuple[int, int, float]:
        """Return the samples before and after a time, and the share 0…1 of the second."""
        last = len(self.times) - 1
        a = min(max(int(self.times.searchsorted(time, side="right")) - 1, 0), last)
        if a == last:
            return last, last, 0.0
        start, end = float(self.times[a]), float(self.times[a + 1])
        return a, a + 1, min(max((time - start) / (end - start), 0.0), 1.0)

    @property
    def way(self) -> F64:
        """(3,) metres: how far the hips are over the ground from the first sample to the last."""
        return np.asarray((self.all_hips[-1] - self.all_hips[0]) * (1.0, 0.0, 1.0))

    def on_the_spot(self) -> FigureMotion:
        """Return the motion without its travel: what is left of the hips' way is their sway.

        Their place over the ground is taken from its mean over a second around each sample, over
        less near the ends, so that a straight way at one speed leaves nothing.
        """
        reach = np.minimum(_HALF_WINDOW_S, np.minimum(self.times, self.times[-1] - self.times))
        mean = self.all_hips.copy()
        wide = reach > 1e-9
        for axis in (0, 2):
            sums = _integral(self.times, self.all_hips[:, axis])
            high = _integral_at(self.times, self.all_hips[:, axis], sums, self.times + reach)
            low = _integral_at(self.times, self.all_hips[:, axis], sums, self.times - reach)
            mean[wide, axis] = ((high - low)[wide]) / (2.0 * reach[wide])
        mean[:, 1] = 0.0
        return replace(self, all_hips=self.all_hips - mean)


def retarget(
    model: Model, clip: str = "", names: Mapping[str, str] | None = None, *,
    body: FigureBody | None = None,
) -> FigureMotion:  # fmt: skip
    """Return a clip of a rig as the motion of a figure.

    What turns from the rig's rest pose turns from the T pose, after each limb was turned into the
    rest pose's direction, so that limbs point where the rig's do. The hips' way is scaled by the
    length of the legs and begins over the figure's origin; the rig's right angles are turned to
    +Y up and +Z ahead.

    Parameters
    ----------
    clip
        The clip's name; without one the first.
    names
        Our joint to the rig's, where the known maps (``names.toml``) do not fit.
    body
        The body that will move so; its proportions give the scale and the T pose.

    Raises
    ------
    NotFoundError
        When there is no such clip or joint; the nearest are offered.
    SceneError
        When the rig is no person's, or has no motion.
    """
    chosen = _clip_named(model, clip)
    body = body or FigureBody()
    rest = rest_pose(model, joint_map(model, names), body)
    times = sample_times(chosen)
    most = max(2, _MOST_TURNS // max(len(model.nodes), 1))
    if len(times) > most:
        times = np.linspace(0.0, chosen.duration_s, most)
    worlds = world_turns(model, chosen, rest.joints.values(), times)
    all_turns = _figure_turns(rest, worlds, len(times))
    return FigureMotion(
        times=times,
        all_turns=all_turns,
        all_hips=_figure_hips(model, chosen, rest, body, times, worlds),
        missing=tuple(joint for joint in JOINTS if joint not in rest.joints),
    )


def read_motion(path: str | Path) -> Model:
    """Read a file of motion: BVH, or a rigged model with clips (``compose.read_model``).

    Raises
    ------
    AssetError
        When the file cannot be read.
    """
    path = Path(path)
    if path.suffix.lower() == ".bvh":
        from compose.importers.bvh import read_bvh

        return read_bvh(path)
    from compose.importers import read_model

    return read_model(path)


def _clip_named(model: Model, name: str) -> Clip:
    if not model.clips:
        raise SceneError("The file holds no motion: it has no clips.")
    if not name:
        return model.clips[0]
    for clip in model.clips:
        if clip.name == name:
            return clip
    raise NotFoundError("animation", name, [clip.name for clip in model.clips])


def _figure_turns(rest: RestPose, worlds: Mapping[int, F64], count: int) -> F64:
    """Return (T, J, 4) local turns: ``axes · (world · rest⁻¹) · axes⁻¹ · correction``."""
    axes = matrix_quaternions(rest.axes[None])[0]
    rests = matrix_quaternions(rest.turns)
    corrections = matrix_quaternions(rest.corrections)
    ours: list[F64] = []
    result = np.empty((count, len(JOINTS), 4))
    for row, (joint, above) in enumerate(zip(JOINTS, PARENTS, strict=True)):
        node = rest.joints.get(joint)
        if node is None:
            ours.append(ours[above])
            result[:, row] = (0.0, 0.0, 0.0, 1.0)
            continue
        outer = _constant(axes, count)
        moved = multiply_quaternions(worlds[node], _constant(_inverse(rests[node]), count))
        moved = multiply_quaternions(multiply_quaternions(outer, moved), _inverse(outer))
        world = multiply_quaternions(moved, _constant(corrections[row], count))
        ours.append(world)
        held = world if above < 0 else multiply_quaternions(_inverse(ours[above]), world)
        result[:, row] = normalized_quaternions(held)
    return result


def _figure_hips(
    model: Model, clip: Clip, rest: RestPose, body: FigureBody, times: F64,
    worlds: dict[int, F64],
) -> F64:  # fmt: skip
    """Return (T, 3): our height of the hips, and the rig's way scaled by the legs' lengths."""
    ours = proportions(body)
    places = world_places(model, clip, rest.joints["hips"], times, worlds) @ rest.axes.T
    height = np.array([0.0, rest.hip_height, 0.0])
    start = np.array([places[0, 0], 0.0, places[0, 2]])
    result: F64 = (places - start - height) * (ours.leg_length / rest.leg)
    result += ours.at("hips") * (0.0, 1.0, 0.0)
    return result


def _integral(times: F64, values: F64) -> F64:
    """Return (T,) the integral from the first time to each, of straight lines between values."""
    steps = 0.5 * (values[1:] + values[:-1]) * np.diff(times)
    return np.concatenate([[0.0], np.cumsum(steps)])


def _integral_at(times: F64, values: F64, sums: F64, at: F64) -> F64:
    """Return that integral up to any times within."""
    i = np.clip(np.searchsorted(times, at, side="right") - 1, 0, len(times) - 1)
    here = np.interp(at, times, values)
    return np.asarray(sums[i] + 0.5 * (values[i] + here) * (at - times[i]))


def _constant(quaternion: F64, count: int) -> F64:
    return np.asarray(np.broadcast_to(quaternion, (count, 4)))


def _inverse(quaternions: F64) -> F64:
    return np.asarray(quaternions * np.array([-1.0, -1.0, -1.0, 1.0]))
