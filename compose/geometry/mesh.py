"""Mesh: triangles with their attributes and display edges, frozen and checked."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, fields
from functools import cached_property

import numpy as np
import numpy.typing as npt

F32 = npt.NDArray[np.float32]
F64 = npt.NDArray[np.float64]
U32 = npt.NDArray[np.uint32]
U16 = npt.NDArray[np.uint16]

MAX_VERTICES = 50_000_000


@dataclass(frozen=True, eq=False, kw_only=True)
class Morph:
    """A morph target: offsets added to the base mesh times its weight."""

    name: str
    positions: F32
    normals: F32 | None = None


@dataclass(frozen=True, eq=False, kw_only=True)
class Mesh:
    """Triangles in local space, counter-clockwise seen from outside, in metres.

    Parameters
    ----------
    positions
        (V, 3) float32.
    triangles
        (T, 3) uint32, indices of vertices.
    normals
        (V, 3) float32, unit length.
    uv0, uv1
        (V, 2) float32; (0, 0) is the top left of the picture (glTF).
    colors
        (V, 4) float32, linear; multiplies the material's base colour.
    joints, weights
        (V, 4) uint16 and float32: up to four joints of the skin and their weights, summing to 1.
    morphs
        Targets in the file's order.
    edges
        (E, 2) uint32: the **display edges** that ``wire`` and clay's creases draw: outlines of
        polygons, borders, creases and material seams; never the diagonals of triangulation.
    closed
        Every edge joins exactly two triangles, so back faces are never seen and may be culled.

    Raises
    ------
    ValueError
        When shapes do not agree or an index is out of range.
    """

    positions: F32
    triangles: U32
    normals: F32
    uv0: F32 | None = None
    uv1: F32 | None = None
    colors: F32 | None = None
    joints: U16 | None = None
    weights: F32 | None = None
    morphs: tuple[Morph, ...] = ()
    edges: U32 = field(default_factory=lambda: np.zeros((0, 2), np.uint32))
    closed: bool = False

    def __post_init__(self) -> None:
        count = len(self.positions)
        if count > MAX_VERTICES:
            raise ValueError(f"a mesh has at most {MAX_VERTICES:,} vertices, not {count:,}")
        shapes = {
            "positions": 3,
            "normals": 3,
            "uv0": 2,
            "uv1": 2,
            "colors": 4,
            "joints": 4,
            "weights": 4,
        }
        for name, width in shapes.items():
            values = getattr(self, name)
            if values is not None and values.shape != (count, width):
                raise ValueError(f"{name} has shape {values.shape}, not {(count, width)}")
        for name, width in (("triangles", 3), ("edges", 2)):
            indices = getattr(self, name)
            if indices.ndim != 2 or indices.shape[1] != width:
                raise ValueError(f"{name} has shape {indices.shape}, not (any, {width})")
            if indices.size and int(indices.max()) >= count:
                raise ValueError(f"{name} points at vertex {int(indices.max())} of {count}")
        for item in fields(self):
            values = getattr(self, item.name)
            if isinstance(values, np.ndarray):
                values.setflags(write=False)

    @cached_property
    def bounds(self) -> F64:
        """(2, 3) float64: the least and the greatest corner; zeros for an empty mesh."""
        if not len(self.positions):
            return np.zeros((2, 3))
        return np.stack([self.positions.min(0), self.positions.max(0)]).astype(np.float64)

    @cached_property
    def content_hash(self) -> str:
        """SHA-256 of every array: equal meshes have equal hashes in every process."""
        digest = hashlib.sha256(b"closed" if self.closed else b"open")
        arrays = [
            getattr(self, item.name)
            for item in fields(self)
            if item.name not in ("morphs", "closed")
        ]
        for morph in self.morphs:
            digest.update(morph.name.encode())
            arrays += [morph.positions, morph.normals]
        for values in arrays:
            digest.update(b"none" if values is None else f"{values.dtype}{values.shape}".encode())
            if values is not None:
                digest.update(np.ascontiguousarray(values).data)
        return digest.hexdigest()
