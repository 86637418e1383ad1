"""Skins and animations of a glTF (3.7.3 and 3.11)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, get_args

import numpy as np

from compose.geometry.mesh import F64
from compose.geometry.model import Clip, ClipChannel, ClipTarget, ModelNode, Skin
from compose.importers.gltf.accessors import Accessors
from compose.importers.gltf.meshes import unique
from compose.importers.json_object import JsonObject

MAX_JOINTS = 65535
Kind = Literal["STEP", "LINEAR", "CUBICSPLINE"]
_KINDS: dict[str, Kind] = {name: name for name in get_args(Kind)}
_TARGETS: dict[str, ClipTarget] = {name: name for name in get_args(ClipTarget)}
_WIDTHS = {"translation": 3, "scale": 3, "rotation": 4}


def read_skin(
    source: JsonObject, accessors: Accessors, place: Mapping[int, int], nodes: int
) -> Skin:
    """Return a skin, its joints as places in the model's nodes.

    Raises
    ------
    AssetError
        When a joint or a bind matrix is missing.
    """
    joints = source.indices("joints", nodes)
    if not 1 <= len(joints) <= MAX_JOINTS:
        raise source.error("joints", f"holds {len(joints)}; a skin has 1 to {MAX_JOINTS} joints.")
    index = source.index("inverseBindMatrices", accessors.count)
    if index < 0:
        inverse = np.tile(np.eye(4), (len(joints), 1, 1))
    else:
        columns = accessors.floats(index, (16,))
        if len(columns) < len(joints):
            raise source.error(
                "inverseBindMatrices", f"holds {len(columns)} matrices for {len(joints)} joints."
            )
        inverse = columns[: len(joints)].reshape(-1, 4, 4).transpose(0, 2, 1).astype(np.float64)
    return Skin(joints=tuple(place[joint] for joint in joints), inverse_bind=inverse)


def read_clips(
    root: JsonObject,
    accessors: Accessors,
    place: Mapping[int, int],
    nodes: Sequence[ModelNode],
    warnings: list[str],
) -> tuple[Clip, ...]:
    """Return every animation, with unique names."""
    taken: set[str] = set()
    clips = []
    for number, source in enumerate(root.children("animations")):
        name = unique(source.text("name") or f"animation{number}", taken)
        samplers = source.children("samplers")
        channels = [
            channel
            for entry in source.children("channels")
            if (channel := _channel(entry, samplers, root, accessors, place, nodes, warnings))
        ]
        duration = max((float(c.times[-1]) for c in channels), default=0.0)
        clips.append(Clip(name=name, channels=tuple(channels), duration_s=duration))
    return tuple(clips)


def _channel(
    entry: JsonObject,
    samplers: list[JsonObject],
    root: JsonObject,
    accessors: Accessors,
    place: Mapping[int, int],
    nodes: Sequence[ModelNode],
    warnings: list[str],
) -> ClipChannel | None:
    target = entry.child("target")
    number = target.index("node", len(root.array("nodes")))
    path = target.text("path")
    if path not in _TARGETS:
        warnings.append(f"{target.where}.path is {path[:20]!r}: left out.")
        return None
    if number not in place:  # no node, or one outside the scene
        return None
    sampler = entry.index("sampler", len(samplers))
    if sampler < 0:
        raise entry.error("sampler", "is missing.")
    node = place[number]
    width = _WIDTHS.get(path) or len(nodes[node].weights)
    if not width:
        raise target.error("path", "is weights, but the node's mesh has no morph targets.")
    times, values, kind, tangents = _sampler(samplers[sampler], accessors, path, width)
    return ClipChannel(
        node=node,
        target=_TARGETS[path],
        times=times,
        values=values,
        interpolation=kind,
        tangents=tangents,
    )


def _sampler(
    source: JsonObject, accessors: Accessors, path: str, width: int
) -> tuple[F64, F64, Kind, F64 | None]:
    """Return times, values, interpolation and tangents, checked against each other."""
    times = _times(source, accessors)
    output = source.index("output", accessors.count)
    if output < 0:
        raise source.error("output", "is missing.")
    kind = source.choice("interpolation", _KINDS, "LINEAR")
    values = accessors.floats(output, (1,) if path == "weights" else (width,))
    each = 3 if kind == "CUBICSPLINE" else 1
    if values.size != len(times) * each * width:
        raise source.error(
            "output",
            f"holds {values.size} numbers; {len(times)} keys need {len(times) * each * width}.",
        )
    accessors.spend(2 * values.size, source, "output")
    fresh = np.append(True, np.diff(times) > 0.0)
    shaped = values.reshape(len(times), each, width).astype(np.float64)[fresh]
    if each == 1:
        return times[fresh], shaped[:, 0], kind, None
    return times[fresh], shaped[:, 1], kind, np.stack([shaped[:, 0], shaped[:, 2]])


def _times(source: JsonObject, accessors: Accessors) -> F64:
    index = source.index("input", accessors.count)
    if index < 0:
        raise source.error("input", "is missing.")
    times = accessors.floats(index, (1,))[:, 0].astype(np.float64)
    if not len(times):
        raise source.error("input", "holds no keys.")
    if (np.diff(times) < 0.0).any():
        key = int(np.flatnonzero(np.diff(times) < 0.0)[0]) + 1
        raise source.error("input", f"goes back in time at key {key}.")
    return times
