"""A clip at many times at once: rotations and places of a model's nodes."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from compose.geometry.mesh import F64
from compose.geometry.model import Clip, ClipChannel, Model
from compose.transform import multiply_quaternions, normalized_quaternions, slerp

Rows = npt.NDArray[np.signedinteger]

MOST_SAMPLES = 36_000
"""Ten minutes at 60 samples a second; a longer clip is sampled more coarsely."""

_RATE = 60.0


def sample_times(clip: Clip) -> F64:
    """Return the seconds at which a clip is sampled: its own keys when all channels share them."""
    keyed = [channel.times for channel in clip.channels if len(channel.times) > 1]
    if not keyed:
        return np.zeros(1)
    first = keyed[0]
    shared = all(len(t) == len(first) and np.array_equal(t, first) for t in keyed)
    if shared and 1 < len(first) <= MOST_SAMPLES and first[0] == 0.0:
        return np.asarray(first, np.float64)
    count = int(min(max(np.ceil(clip.duration_s * _RATE), 1.0) + 1.0, MOST_SAMPLES))
    return np.linspace(0.0, clip.duration_s, count)


def sample_channel(channel: ClipChannel, times: F64) -> F64:
    """Return (T, C) values of a channel (glTF 2.0, appendix C); quaternions are unit."""
    keys, last = channel.times, len(channel.times) - 1
    at = np.clip(np.searchsorted(keys, times, side="right") - 1, 0, last)
    after = np.minimum(at + 1, last)
    length = keys[after] - keys[at]
    share = np.clip((times - keys[at]) / np.where(length > 0.0, length, 1.0), 0.0, 1.0)
    turn = channel.target == "rotation"
    if channel.interpolation == "STEP":
        result = channel.values[at]
    elif channel.interpolation == "CUBICSPLINE" and channel.tangents is not None:
        result = _hermite(channel.values, channel.tangents, at, after, share, length)
    elif turn:
        unit = normalized_quaternions(channel.values)
        return slerp(unit[at], unit[after], share)
    else:
        a, b = channel.values[at], channel.values[after]
        result = a + share[:, None] * (b - a)
    return normalized_quaternions(result) if turn else np.asarray(result)


def _hermite(values: F64, tangents: F64, a: Rows, b: Rows, share: F64, length: F64) -> F64:
    t, d = share[:, None], length[:, None]
    t2, t3 = t * t, t * t * t
    result: F64 = (
        (2.0 * t3 - 3.0 * t2 + 1.0) * values[a]
        + d * (t3 - 2.0 * t2 + t) * tangents[1][a]
        + (3.0 * t2 - 2.0 * t3) * values[b]
        + d * (t3 - t2) * tangents[0][b]
    )
    return result


def world_turns(model: Model, clip: Clip, nodes: Iterable[int], times: F64) -> dict[int, F64]:
    """Return (T, 4) world quaternions of some nodes and of all that they hang on."""
    channels = {c.node: c for c in clip.channels if c.target == "rotation" and len(c.times)}
    result: dict[int, F64] = {}
    for i in ancestry(model, nodes):
        node = model.nodes[i]
        if i in channels:
            local = sample_channel(channels[i], times)
        else:
            rest = normalized_quaternions(np.array([node.rotation], np.float64))
            local = np.repeat(rest, len(times), axis=0)
        above = node.parent
        result[i] = local if above < 0 else multiply_quaternions(result[above], local)
    return result


def world_places(model: Model, clip: Clip, node: int, times: F64, turns: dict[int, F64]) -> F64:
    """Return (T, 3) world places of a node; ``turns`` has those of all that it hangs on."""
    channels = {c.node: c for c in clip.channels if c.target == "translation" and len(c.times)}
    place = np.zeros((len(times), 3))
    scale = np.ones(3)
    for i in ancestry(model, [node]):
        inner = model.nodes[i]
        if i in channels:
            step = sample_channel(channels[i], times)
        else:
            step = np.repeat(np.array([inner.translation], np.float64), len(times), axis=0)
        step = step * scale
        place += step if inner.parent < 0 else turned(turns[inner.parent], step)
        scale = scale * np.array(inner.scale)
    return place


def ancestry(model: Model, nodes: Iterable[int]) -> list[int]:
    """Return some nodes and all that they hang on, parents first."""
    found: set[int] = set()
    for node in nodes:
        i = node
        while i >= 0 and i not in found:
            found.add(i)
            i = model.nodes[i].parent
    return sorted(found)


def turned(quaternions: F64, vectors: F64) -> F64:
    """Return (T, 3) vectors turned by (T, 4) unit quaternions."""
    axis, w = quaternions[:, :3], quaternions[:, 3:]
    twice = 2.0 * np.cross(axis, vectors)
    return np.asarray(vectors + w * twice + np.cross(axis, twice))
