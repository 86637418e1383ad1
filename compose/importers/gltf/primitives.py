"""Primitives of a glTF mesh as arrays: attributes, triangles, morph targets (glTF 2.0, 3.7.2)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from compose.geometry.mesh import F32, U16, U32, Morph
from compose.geometry.normals import flat_normals, unshared
from compose.importers.gltf.accessors import Accessors
from compose.importers.json_object import JsonObject

_TRIANGLES, _STRIP, _FAN = 4, 5, 6
_INFLUENCES = 4
MAX_COORDINATE = 1e12


@dataclass(frozen=True, eq=False, kw_only=True)
class Arrays:
    """The arrays of one primitive, checked, before display edges are known."""

    positions: F32
    triangles: U32
    normals: F32
    uv0: F32 | None
    uv1: F32 | None
    colors: F32 | None
    joints: U16 | None
    weights: F32 | None
    morphs: tuple[Morph, ...]
    material: int


def read_primitive(
    source: JsonObject, accessors: Accessors, names: list[str], materials: int
) -> Arrays | None:
    """Read one primitive; ``None`` for points and lines, which are not drawn.

    Normals that are missing are flat, as glTF asks; the vertices are then given to one triangle
    each.

    Parameters
    ----------
    source
        ``meshes[i].primitives[j]``.
    names
        The names of its morph targets.
    materials
        How many materials the document has.

    Raises
    ------
    AssetError
        Naming the attribute and what is wrong with it.
    """
    mode = source.whole("mode", _TRIANGLES, high=6)
    if mode not in (_TRIANGLES, _STRIP, _FAN):
        return None
    attributes = source.child("attributes")
    position = attributes.index("POSITION", accessors.count)
    if position < 0:
        raise attributes.error("POSITION", "is missing: there is nothing to draw.")
    positions = _floats(accessors, attributes, "POSITION", (3,), None)
    assert positions is not None  # POSITION is there
    count = len(positions)
    triangles = _triangles(source, accessors, mode, count)
    normals = _floats(accessors, attributes, "NORMAL", (3,), count)
    joints, weights = _influences(attributes, accessors, count)
    arrays = Arrays(
        positions=positions,
        triangles=triangles,
        normals=positions if normals is None else normals,
        uv0=_floats(accessors, attributes, "TEXCOORD_0", (2,), count),
        uv1=_floats(accessors, attributes, "TEXCOORD_1", (2,), count),
        colors=_colors(accessors, attributes, count),
        joints=joints,
        weights=weights,
        morphs=_morphs(source, accessors, names, count),
        material=source.index("material", materials),
    )
    return _flat(arrays) if normals is None else _unit(arrays)


def _floats(
    accessors: Accessors,
    attributes: JsonObject,
    name: str,
    widths: tuple[int, ...],
    count: int | None,
) -> F32 | None:
    index = attributes.index(name, accessors.count)
    if index < 0:
        return None
    values = accessors.floats(index, widths)
    if count is not None and len(values) != count:
        raise attributes.error(name, f"holds {len(values)} vertices, POSITION {count}.")
    if name == "POSITION" and values.size and float(np.abs(values).max()) > MAX_COORDINATE:
        raise attributes.error(name, f"reaches beyond {MAX_COORDINATE:g} m: that is no model.")
    accessors.spend(values.size, attributes, name)
    return values


def _triangles(source: JsonObject, accessors: Accessors, mode: int, count: int) -> U32:
    """Return (T, 3): the triangles of a list, a strip or a fan, indexed or not (3.7.2.1)."""
    index = source.index("indices", accessors.count)
    if index < 0:
        order = np.arange(count, dtype=np.int64)
    else:
        order = accessors.wholes(index, 1)[:, 0]
        if order.size and int(order.max()) >= count:
            raise source.error("indices", f"points at vertex {int(order.max())} of {count}.")
    accessors.spend(3 * order.size, source, "indices")
    if mode == _TRIANGLES:
        result = order[: len(order) // 3 * 3].reshape(-1, 3)
    elif len(order) < 3:
        result = np.zeros((0, 3), np.int64)
    elif mode == _STRIP:
        odd = (np.arange(len(order) - 2) % 2)[:, None]
        even = np.stack([order[:-2], order[1:-1], order[2:]], axis=1)
        result = np.where(odd, even[:, [0, 2, 1]], even)
    else:
        result = np.stack([order[1:-1], order[2:], np.broadcast_to(order[0], len(order) - 2)], 1)
    return result.astype(np.uint32)


def _colors(accessors: Accessors, attributes: JsonObject, count: int) -> F32 | None:
    values = _floats(accessors, attributes, "COLOR_0", (3, 4), count)
    if values is None:
        return None
    values = np.clip(values, 0.0, 1.0)
    if values.shape[1] == 4:
        return values
    return np.concatenate([values, np.ones((count, 1), np.float32)], axis=1)


def _influences(
    attributes: JsonObject, accessors: Accessors, count: int
) -> tuple[U16 | None, F32 | None]:
    """Return the four strongest joints of each vertex, their weights summing to 1.

    A vertex without any weight follows its first joint; joints without weight become 0.
    """
    joints, weights = [], []
    for number in range(4):
        name = f"WEIGHTS_{number}"
        index = attributes.index(f"JOINTS_{number}", accessors.count)
        values = _floats(accessors, attributes, name, (4,), count)
        if index < 0 or values is None:
            break
        rows = accessors.wholes(index, 4)
        if len(rows) != count:
            raise attributes.error(f"JOINTS_{number}", f"holds {len(rows)} vertices of {count}.")
        if rows.size and int(rows.max()) > 65535:
            raise attributes.error(f"JOINTS_{number}", "points beyond joint 65535.")
        joints.append(rows)
        weights.append(np.maximum(values, 0.0))
    if not joints:
        return None, None
    all_joints, all_weights = np.concatenate(joints, axis=1), np.concatenate(weights, axis=1)
    if all_joints.shape[1] > _INFLUENCES:
        order = np.argsort(-all_weights, axis=1, kind="stable")[:, :_INFLUENCES]
        all_joints = np.take_along_axis(all_joints, order, axis=1)
        all_weights = np.take_along_axis(all_weights, order, axis=1)
    total = all_weights.sum(axis=1, keepdims=True, dtype=np.float64)
    first = np.array([1.0, 0.0, 0.0, 0.0])
    unit = np.where(total > 0.0, all_weights / np.where(total > 0.0, total, 1.0), first)
    used = np.where(unit > 0.0, all_joints, 0)
    return used.astype(np.uint16), unit.astype(np.float32)


def _morphs(
    source: JsonObject, accessors: Accessors, names: list[str], count: int
) -> tuple[Morph, ...]:
    morphs = []
    for target, name in zip(source.children("targets"), names, strict=True):
        positions = _floats(accessors, target, "POSITION", (3,), count)
        normals = _floats(accessors, target, "NORMAL", (3,), count)
        if positions is None:
            positions = np.zeros((count, 3), np.float32)
            accessors.spend(positions.size, target, "POSITION")
        morphs.append(Morph(name=name, positions=positions, normals=normals))
    return tuple(morphs)


def _unit(arrays: Arrays) -> Arrays:
    """Make normals unit length; those of length zero are taken from the triangles."""
    lengths = np.linalg.norm(arrays.normals, axis=1, keepdims=True)
    if lengths.size and float(lengths.min()) > 0.999 and float(lengths.max()) < 1.001:
        return arrays
    normals = arrays.normals / np.where(lengths > 0.0, lengths, 1.0)
    missing = lengths[:, 0] <= 0.0
    if missing.any():
        normals[missing] = flat_normals(arrays.positions, arrays.triangles)[missing]
    return _with(arrays, normals=normals.astype(np.float32))


def _flat(arrays: Arrays) -> Arrays:
    """Give every triangle its own vertices and flat normals, in every morph target too."""
    source, triangles = unshared(arrays.triangles)
    positions = arrays.positions[source]
    normals = flat_normals(positions, triangles)
    morphs = []
    for morph in arrays.morphs:
        moved = morph.positions[source]
        turned = flat_normals(positions + moved, triangles) - normals
        morphs.append(Morph(name=morph.name, positions=moved, normals=turned))
    rows = {
        name: None if values is None else values[source]
        for name in ("uv0", "uv1", "colors", "joints", "weights")
        for values in [getattr(arrays, name)]
    }
    return _with(
        arrays,
        positions=positions,
        triangles=triangles,
        normals=normals,
        morphs=tuple(morphs),
        **rows,
    )


def _with(arrays: Arrays, **changes: npt.NDArray[np.generic] | tuple[Morph, ...] | None) -> Arrays:
    return Arrays(**(vars(arrays) | changes))
