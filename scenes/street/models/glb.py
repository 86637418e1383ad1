"""A tiny GLB writer: meshes, skins, morph targets and animations (glTF 2.0, sections 3 and 4).

The same calls give the same bytes everywhere: numbers are rounded before they become float32.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from scenes.street.models.solids import Solid

FLOAT, UNSIGNED_SHORT, UNSIGNED_INT = 5126, 5123, 5125
KINDS = {1: "SCALAR", 2: "VEC2", 3: "VEC3", 4: "VEC4", 16: "MAT4"}


class GlbWriter:
    """Collects the parts of one file. Every method returns the index of what it added."""

    def __init__(self) -> None:
        self._lists: dict[str, list[dict[str, Any]]] = {}
        self._bytes = bytearray()

    def material(
        self,
        name: str,
        color: Sequence[float],
        *,
        roughness: float = 0.8,
        double_sided: bool = False,
    ) -> int:
        """Add a material that is no metal; ``color`` is linear RGBA."""
        entry: dict[str, Any] = {
            "name": name,
            "pbrMetallicRoughness": {
                "baseColorFactor": list(color),
                "metallicFactor": 0.0,
                "roughnessFactor": roughness,
            },
        }
        if double_sided:
            entry["doubleSided"] = True
        return self._add("materials", entry)

    def mesh(
        self, name: str, solid: Solid, material: int, bulges: dict[str, Solid] | None = None
    ) -> int:
        """Add a mesh of one primitive. ``bulges`` are morph targets: the solid, fully morphed."""
        attributes = {
            "POSITION": self._floats(solid.positions, bounds=True),
            "NORMAL": self._floats(solid.normals),
        }
        if solid.joints is not None and solid.weights is not None:
            attributes["JOINTS_0"] = self._accessor(solid.joints, np.uint16, UNSIGNED_SHORT)
            attributes["WEIGHTS_0"] = self._floats(solid.weights)
        primitive: dict[str, Any] = {
            "attributes": attributes,
            "indices": self._accessor(solid.triangles.reshape(-1), np.uint32, UNSIGNED_INT),
            "material": material,
        }
        entry: dict[str, Any] = {"name": name, "primitives": [primitive]}
        if bulges:
            primitive["targets"] = [
                {
                    "POSITION": self._floats(bulge.positions - solid.positions, bounds=True),
                    "NORMAL": self._floats(bulge.normals - solid.normals),
                }
                for bulge in bulges.values()
            ]
            entry["weights"] = [0.0] * len(bulges)
            entry["extras"] = {"targetNames": list(bulges)}
        return self._add("meshes", entry)

    def node(
        self,
        name: str,
        *,
        parent: int | None = None,
        translation: Sequence[float] = (0.0, 0.0, 0.0),
        mesh: int | None = None,
        skin: int | None = None,
    ) -> int:
        """Add a node; without a parent it is a root of the file's scene."""
        entry: dict[str, Any] = {"name": name}
        if any(translation):
            entry["translation"] = [round(float(v), 6) for v in translation]
        if mesh is not None:
            entry["mesh"] = mesh
        if skin is not None:
            entry["skin"] = skin
        index = self._add("nodes", entry)
        if parent is None:
            roots = self._lists.setdefault("scenes", [{"nodes": []}])
            roots[0]["nodes"].append(index)
        else:
            self._lists["nodes"][parent].setdefault("children", []).append(index)
        return index

    def skin(self, joints: Sequence[int], rest: npt.NDArray[np.float64]) -> int:
        """Add a skin of joints that stand unturned at ``rest`` (J, 3) in model space."""
        inverse = np.tile(np.eye(4), (len(joints), 1, 1))
        inverse[:, :3, 3] = -rest
        columns = inverse.transpose(0, 2, 1).reshape(-1, 16)
        return self._add(
            "skins", {"joints": list(joints), "inverseBindMatrices": self._floats(columns)}
        )

    def clip(
        self,
        name: str,
        times: npt.NDArray[np.float64],
        moves: Sequence[tuple[int, str, npt.NDArray[np.float64]]],
    ) -> int:
        """Add an animation: ``(node, "rotation" | "translation" | "scale", (K, C) keys)`` each."""
        clock = self._floats(times[:, None], bounds=True)
        samplers = [
            {"input": clock, "interpolation": "LINEAR", "output": self._floats(keys)}
            for _, _, keys in moves
        ]
        channels = [
            {"sampler": i, "target": {"node": node, "path": path}}
            for i, (node, path, _) in enumerate(moves)
        ]
        return self._add("animations", {"name": name, "channels": channels, "samplers": samplers})

    def save(self, path: Path) -> None:
        """Write the file (glTF 2.0, 4.4: header, JSON chunk, binary chunk)."""
        document = {
            "asset": {"version": "2.0", "generator": "scenes.street"},
            "scene": 0,
            "buffers": [{"byteLength": len(self._bytes)}],
            **self._lists,
        }
        text = json.dumps(document, sort_keys=True, separators=(",", ":")).encode()
        text += b" " * (-len(text) % 4)
        size = 12 + 8 + len(text) + 8 + len(self._bytes)
        header = struct.pack("<4sII", b"glTF", 2, size)
        json_chunk = struct.pack("<I4s", len(text), b"JSON") + text
        binary_chunk = struct.pack("<I4s", len(self._bytes), b"BIN\0") + bytes(self._bytes)
        path.write_bytes(header + json_chunk + binary_chunk)

    def _add(self, kind: str, entry: dict[str, Any]) -> int:
        entries = self._lists.setdefault(kind, [])
        entries.append(entry)
        return len(entries) - 1

    def _floats(self, values: npt.NDArray[np.float64], *, bounds: bool = False) -> int:
        rounded = np.round(values, 6) + 0.0
        index = self._accessor(rounded, np.float32, FLOAT)
        if bounds:
            stored = rounded.astype(np.float32)
            entry = self._lists["accessors"][index]
            entry["min"] = [float(v) for v in stored.min(axis=0)]
            entry["max"] = [float(v) for v in stored.max(axis=0)]
        return index

    def _accessor(self, values: npt.NDArray[Any], dtype: type, component: int) -> int:
        data = np.ascontiguousarray(values, np.dtype(dtype).newbyteorder("<")).tobytes()
        view = self._add(
            "bufferViews", {"buffer": 0, "byteOffset": len(self._bytes), "byteLength": len(data)}
        )
        self._bytes += data + b"\0" * (-len(data) % 4)
        width = values.shape[1] if values.ndim > 1 else 1
        return self._add(
            "accessors",
            {
                "bufferView": view,
                "componentType": component,
                "count": len(values),
                "type": KINDS[width],
            },
        )
