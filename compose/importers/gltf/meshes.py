"""Meshes of a glTF as parts: primitives with their materials, display edges and closedness."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from compose.geometry.edges import display_edges, edge_vertices
from compose.geometry.mesh import MAX_VERTICES, Mesh
from compose.geometry.model import Part
from compose.geometry.topology import is_closed
from compose.importers.gltf.accessors import Accessors
from compose.importers.gltf.materials import Materials
from compose.importers.gltf.primitives import Arrays, read_primitive
from compose.importers.json_object import JsonObject

MAX_MORPHS = 4096


@dataclass(frozen=True, eq=False, kw_only=True)
class MeshParts:
    """What a glTF mesh becomes: shared by every node that shows it."""

    parts: tuple[Part, ...]
    weights: tuple[float, ...]
    greatest_joint: int


@dataclass
class Meshes:
    """Reads the meshes of one document, each once, when first used."""

    root: JsonObject
    accessors: Accessors
    materials: Materials
    warnings: list[str]
    _vertices: int = 0
    _read: dict[int, MeshParts] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.sources = self.root.children("meshes")

    def mesh(self, index: int) -> MeshParts:
        """Return a mesh of the document."""
        if index not in self._read:
            self._read[index] = self._parts(self.sources[index])
        return self._read[index]

    def _parts(self, source: JsonObject) -> MeshParts:
        primitives = source.children("primitives")
        names = _morph_names(source, primitives)
        arrays = []
        for primitive in primitives:
            found = read_primitive(primitive, self.accessors, names, self.materials.count)
            if found is None:
                self.warnings.append(f"{primitive.where} is points or lines: left out.")
                continue
            self._vertices += len(found.positions)
            if self._vertices > MAX_VERTICES:
                raise primitive.error("attributes", f"exceeds {MAX_VERTICES:,} vertices in all.")
            if len(found.triangles):
                arrays.append(found)
        weights = source.numbers("weights") or (0.0,) * len(names)
        if len(weights) != len(names):
            raise source.error("weights", f"holds {len(weights)} numbers for {len(names)} morphs.")
        return MeshParts(
            parts=self._finished(arrays),
            weights=weights,
            greatest_joint=max(
                (int(a.joints.max()) for a in arrays if a.joints is not None), default=-1
            ),
        )

    def _finished(self, arrays: list[Arrays]) -> tuple[Part, ...]:
        """Find display edges over all primitives together, so that only real seams are drawn."""
        if not arrays:
            return ()
        offsets = np.cumsum([0, *(len(a.positions) for a in arrays)])
        positions = np.concatenate([a.positions for a in arrays])
        triangles = np.concatenate(
            [a.triangles.astype(np.int64) + o for a, o in zip(arrays, offsets, strict=False)]
        )
        counts = [len(a.triangles) for a in arrays]
        groups = np.repeat([a.material for a in arrays], counts)
        half_edges = display_edges(positions, triangles, groups=groups)
        starts = np.cumsum([0, *counts])
        cuts = np.searchsorted(half_edges[:, 0], starts)
        parts = []
        for i, a in enumerate(arrays):
            own = half_edges[cuts[i] : cuts[i + 1]] - [starts[i], 0]
            mesh = Mesh(
                positions=a.positions,
                triangles=a.triangles,
                normals=a.normals,
                uv0=a.uv0,
                uv1=a.uv1,
                colors=a.colors,
                joints=a.joints,
                weights=a.weights,
                morphs=a.morphs,
                edges=edge_vertices(a.triangles, own),
                closed=is_closed(a.positions, a.triangles),
            )
            parts.append(Part(mesh=mesh, material=self.materials.material(a.material)))
        return tuple(parts)


def _morph_names(source: JsonObject, primitives: list[JsonObject]) -> list[str]:
    """Return a unique name for each morph target: ``extras.targetNames``, or ``morph0`` and on."""
    counts = {len(primitive.array("targets")) for primitive in primitives}
    if len(counts) > 1:
        raise source.error("primitives", "do not all have the same number of morph targets.")
    count = counts.pop() if counts else 0
    if count > MAX_MORPHS:
        raise source.error("primitives", f"have {count} morph targets; {MAX_MORPHS} at most.")
    given: list[object] = []
    extras = source.values.get("extras")
    if isinstance(extras, dict) and isinstance(extras.get("targetNames"), list):
        given = extras["targetNames"]
    names: list[str] = []
    taken: set[str] = set()
    for i in range(count):
        wanted = given[i] if i < len(given) else None
        names.append(unique(wanted if isinstance(wanted, str) and wanted else f"morph{i}", taken))
    return names


def unique(name: str, taken: set[str]) -> str:
    """Return ``name``, or with ``.001`` and so on where it is taken; remember it as taken.

    Names are at most 200 characters long and hold no ``/``, which joins them to paths.
    """
    base = name[:200].replace("/", "_").replace("\0", "_")
    result, number = base, 0
    while result in taken:
        number += 1
        result = f"{base}.{number:03d}"
    taken.add(result)
    return result
