"""A model as bytes and back: a JSON head, then the arrays as they lie in memory.

The head is plain data and nothing in it is run. What comes back is equal to the last bit, and what
was one object (a wheel's mesh on four axles) is one object again.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Iterable
from dataclasses import fields
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

from compose.geometry.material import Material
from compose.geometry.mesh import Mesh
from compose.geometry.model import Model, ModelNode, Part, Skin

MAGIC = b"shotwright model 1\n"
_DIGEST_BYTES = hashlib.sha256().digest_size
_BODY = len(MAGIC) + _DIGEST_BYTES
_LENGTH_BYTES = 8
_ALIGNMENT = 16
_MAX_HEAD_BYTES = 16 << 20
_NOT_A_MODEL = (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)
_Array = npt.NDArray[Any]
_Thing = TypeVar("_Thing", Mesh, Material)

_MESH_ARRAYS = {
    "positions": "<f4",
    "triangles": "<u4",
    "normals": "<f4",
    "uv0": "<f4",
    "uv1": "<f4",
    "colors": "<f4",
    "joints": "<u2",
    "weights": "<f4",
    "edges": "<u4",
}
_TEXTURES = tuple(f.name for f in fields(Material) if f.name.endswith("_texture"))
_FACTORS = {f.name: f.default for f in fields(Material) if f.name not in _TEXTURES}


class UnfitError(Exception):
    """A model that has what is not kept, or bytes that are no model."""


def model_to_bytes(model: Model) -> bytes:
    """Return a made model as bytes: the same bytes for equal models.

    Raises
    ------
    UnfitError
        When the model has what code does not make: clips, cameras, lights, textures or morphs, or
        arrays of other kinds than `Mesh` declares.
    """
    if model.clips or any(node.camera or node.light for node in model.nodes):
        raise UnfitError("clips, cameras and lights are not kept")
    arrays = _Arrays()
    meshes = _distinct(part.mesh for node in model.nodes for part in node.parts)
    materials = _distinct(part.material for node in model.nodes for part in node.parts)
    head = {
        "meshes": [_mesh_head(mesh, arrays) for mesh in meshes.values()],
        "materials": [_material_head(material) for material in materials.values()],
        "nodes": [_node_head(node, list(meshes), list(materials)) for node in model.nodes],
        "skins": [
            {"joints": skin.joints, "inverse_bind": arrays.add(skin.inverse_bind, "<f8")}
            for skin in model.skins
        ],
        "warnings": model.warnings,
        "companions": model.companions,
    }
    try:
        written = json.dumps(head, allow_nan=False).encode()
    except (TypeError, ValueError) as error:
        raise UnfitError(f"a value cannot be written: {error}") from error
    written += b" " * (-(_BODY + _LENGTH_BYTES + len(written)) % _ALIGNMENT)
    length = len(written).to_bytes(_LENGTH_BYTES, "little")
    body = b"".join([length, written, *arrays.chunks])
    return MAGIC + hashlib.sha256(body).digest() + body


def digest_of(data: bytes) -> bytes:
    """Return what bytes of `model_to_bytes` say of themselves: equal for equal models alone."""
    return data[len(MAGIC) : _BODY]


def model_from_bytes(data: bytes) -> Model:
    """Return the model that `model_to_bytes` wrote. Its arrays are views of ``data``.

    Raises
    ------
    UnfitError
        When the bytes are cut off, damaged, or not what a model is made of.
    """
    body = memoryview(data)[_BODY:]
    length = int.from_bytes(body[:_LENGTH_BYTES], "little")
    if data[: len(MAGIC)] != MAGIC or hashlib.sha256(body).digest() != digest_of(data):
        raise UnfitError("the file is cut off or damaged")
    if length > min(len(body) - _LENGTH_BYTES, _MAX_HEAD_BYTES):
        raise UnfitError("the head is longer than the file")
    arrays = _BODY + _LENGTH_BYTES + length
    try:
        head = json.loads(data[arrays - length : arrays])
        return _Reader(data, arrays).model(head)
    except _NOT_A_MODEL as error:
        raise UnfitError(f"the head is not a model's: {error}") from error


class _Arrays:
    """The arrays of a model one after another, each on a multiple of the alignment."""

    def __init__(self) -> None:
        self.chunks: list[bytes] = []
        self._place = 0

    def add(self, values: _Array, kind: str) -> tuple[int, ...]:
        """Add an array; return its place, in units of the alignment, and its shape."""
        if values.dtype != np.dtype(kind):
            raise UnfitError(f"an array is {values.dtype}, not {kind}")
        place, data = self._place, values.tobytes()
        self.chunks += [data, bytes(-len(data) % _ALIGNMENT)]
        self._place += -(-len(data) // _ALIGNMENT)
        return place, *values.shape


def _distinct(things: Iterable[_Thing]) -> dict[int, _Thing]:
    return {id(thing): thing for thing in things}


def _mesh_head(mesh: Mesh, arrays: _Arrays) -> dict[str, Any]:
    if mesh.morphs:
        raise UnfitError("morphs are not kept")
    head: dict[str, Any] = {"closed": bool(mesh.closed)}
    for name, kind in _MESH_ARRAYS.items():
        values = getattr(mesh, name)
        if values is not None:
            head[name] = arrays.add(values, kind)
    return head


def _material_head(material: Material) -> dict[str, Any]:
    if any(getattr(material, name) for name in _TEXTURES):
        raise UnfitError("textures are not kept")
    return {name: getattr(material, name) for name in _FACTORS}


def _node_head(node: ModelNode, meshes: list[int], materials: list[int]) -> dict[str, Any]:
    return {
        "path": node.path,
        "parent": node.parent,
        "translation": node.translation,
        "rotation": node.rotation,
        "scale": node.scale,
        "skin": node.skin,
        "weights": node.weights,
        "parts": [
            (meshes.index(id(part.mesh)), materials.index(id(part.material))) for part in node.parts
        ],
    }


class _Reader:
    """Builds a model from its head; ``first`` is where the arrays begin in ``data``."""

    def __init__(self, data: bytes, first: int) -> None:
        self._data, self._first = data, first

    def model(self, head: dict[str, Any]) -> Model:
        meshes = [self._mesh(item) for item in head["meshes"]]
        materials = [_material(item) for item in head["materials"]]
        nodes = tuple(_node(item, meshes, materials) for item in head["nodes"])
        skins = tuple(self._skin(item, len(nodes)) for item in head["skins"])
        for row, node in enumerate(nodes):
            if not (-1 <= node.parent < row and -1 <= node.skin < len(skins)):
                raise UnfitError(f"node {row} hangs on what there is not")
            _check_joints(node, skins)
        return Model(
            nodes=nodes,
            skins=skins,
            warnings=tuple(map(str, head["warnings"])),
            companions=tuple(map(str, head["companions"])),
        )

    def _mesh(self, head: dict[str, Any]) -> Mesh:
        arrays: dict[str, Any] = {
            name: self._array(head[name], kind)
            for name, kind in _MESH_ARRAYS.items()
            if name in head
        }
        return Mesh(**arrays, closed=bool(head["closed"]))

    def _skin(self, head: dict[str, Any], nodes: int) -> Skin:
        joints = tuple(_below(joint, nodes) for joint in head["joints"])
        inverse_bind = self._array(head["inverse_bind"], "<f8")
        if inverse_bind.shape != (len(joints), 4, 4):
            raise UnfitError("a skin has more joints than matrices, or fewer")
        return Skin(joints=joints, inverse_bind=inverse_bind)

    def _array(self, placed: list[int], kind: str) -> _Array:
        """Return a read-only view; NumPy refuses one that reaches beyond the data."""
        place, *shape = placed
        if place < 0 or min(shape, default=0) < 0:
            raise UnfitError("an array lies before the file")
        count = math.prod(shape)
        offset = self._first + place * _ALIGNMENT
        values = np.frombuffer(self._data, kind, count, offset) if count else np.zeros(0, kind)
        if values.dtype.kind == "f" and not np.isfinite(values).all():
            raise UnfitError("an array holds what is not a number")
        return values.reshape(shape)


def _check_joints(node: ModelNode, skins: tuple[Skin, ...]) -> None:
    for part in node.parts:
        joints = part.mesh.joints
        if node.skin >= 0 and joints is not None and joints.size:
            _below(int(joints.max()), len(skins[node.skin].joints))


def _material(head: dict[str, Any]) -> Material:
    return Material(**{name: _alike(default, head[name]) for name, default in _FACTORS.items()})


def _alike(default: Any, value: Any) -> Any:  # noqa: ANN401 - of the default's type
    if isinstance(default, tuple):
        return _numbers(value, len(default))
    return _numbers([value], 1)[0] if isinstance(default, float) else type(default)(value)


def _numbers(values: Any, count: int) -> tuple[Any, ...]:  # noqa: ANN401 - what JSON holds
    found = tuple(map(float, values))
    if len(found) != count or not all(map(math.isfinite, found)):
        raise UnfitError(f"{found} are not {count} numbers")
    return found


def _node(head: dict[str, Any], meshes: list[Mesh], materials: list[Material]) -> ModelNode:
    return ModelNode(
        path=str(head["path"]),
        parent=int(head["parent"]),
        translation=_numbers(head["translation"], 3),
        rotation=_numbers(head["rotation"], 4),
        scale=_numbers(head["scale"], 3),
        parts=tuple(
            Part(
                mesh=meshes[_below(mesh, len(meshes))],
                material=materials[_below(material, len(materials))],
            )
            for mesh, material in head["parts"]
        ),
        skin=int(head["skin"]),
        weights=_numbers(head["weights"], len(head["weights"])),
    )


def _below(index: int, count: int) -> int:
    if not 0 <= index < count:
        raise UnfitError(f"there is no {index} of {count}")
    return int(index)
