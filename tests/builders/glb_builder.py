"""Build GLBs by hand, byte by byte, without the exporter: what importer tests read."""

from __future__ import annotations

import io
import json
import struct
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

_CODES = {"int8": 5120, "uint8": 5121, "int16": 5122, "uint16": 5123, "uint32": 5125,
          "float32": 5126}  # fmt: skip
_KINDS = {1: "SCALAR", 2: "VEC2", 3: "VEC3", 4: "VEC4", 16: "MAT4"}


class GlbBuilder:
    """A glTF document as a dict (``json``) and its bytes (``binary``)."""

    def __init__(self) -> None:
        self.json: dict[str, Any] = {"asset": {"version": "2.0"}}
        self.binary = b""

    def add(self, name: str, entry: dict[str, Any]) -> int:
        self.json.setdefault(name, []).append(entry)
        return len(self.json[name]) - 1

    def view(self, data: bytes, **more: Any) -> int:
        self.binary += b"\0" * (-len(self.binary) % 4)
        offset = len(self.binary)
        self.binary += data
        entry = {"buffer": 0, "byteOffset": offset, "byteLength": len(data), **more}
        return self.add("bufferViews", entry)

    def accessor(self, values: Any, dtype: str = "float32", **more: Any) -> int:
        rows = np.asarray(values, dtype)
        width = 1 if rows.ndim == 1 else rows.shape[1]
        view = self.view(rows.tobytes())
        return self.add(
            "accessors",
            {"bufferView": view, "componentType": _CODES[dtype], "count": len(rows),
             "type": _KINDS[width], **more},
        )  # fmt: skip

    def to_bytes(self) -> bytes:
        document = dict(self.json)
        if self.binary:
            document["buffers"] = [{"byteLength": len(self.binary)}]
        return pack(json.dumps(document).encode(), self.binary)

    def write(self, path: Path) -> Path:
        path.write_bytes(self.to_bytes())
        return path


def pack(text: bytes, binary: bytes) -> bytes:
    """Put JSON and binary into a GLB container."""
    text += b" " * (-len(text) % 4)
    binary += b"\0" * (-len(binary) % 4)
    body = struct.pack("<I4s", len(text), b"JSON") + text
    if binary:
        body += struct.pack("<I4s", len(binary), b"BIN\0") + binary
    return struct.pack("<4sII", b"glTF", 2, 12 + len(body)) + body


def png(pixels: np.ndarray) -> bytes:
    buffer = io.BytesIO()
    Image.fromarray(pixels).save(buffer, "PNG")
    return buffer.getvalue()


def triangle() -> GlbBuilder:
    """One triangle in the plane z = 0, with normals, on one node."""
    glb = GlbBuilder()
    positions = glb.accessor([[0, 0, 0], [1, 0, 0], [0, 1, 0]])
    normals = glb.accessor([[0, 0, 1]] * 3)
    attributes = {"POSITION": positions, "NORMAL": normals}
    glb.add("meshes", {"name": "Tri", "primitives": [{"attributes": attributes}]})
    glb.add("nodes", {"name": "Node", "mesh": 0})
    glb.add("scenes", {"nodes": [0]})
    return glb


def figure() -> GlbBuilder:
    """A bar of two joints that bends, with a morph target ``bulge`` and a texture.

    Nodes: Armature > (Lower > Upper), Body (mesh, skin). The animation ``Bend`` turns Upper by 90
    degrees about Z in one second and raises the morph from 0 to 1.
    """
    glb = GlbBuilder()
    y = np.repeat([0.0, 1.0, 2.0], 4)
    ring = np.array([[-0.1, 0.0, 0.1], [0.1, 0.0, 0.1], [0.1, 0.0, -0.1], [-0.1, 0.0, -0.1]])
    positions = np.tile(ring, (3, 1))
    positions[:, 1] = y
    quads = [(r * 4 + i, r * 4 + (i + 1) % 4, (r + 1) * 4 + (i + 1) % 4, (r + 1) * 4 + i)
             for r in range(2) for i in range(4)]  # fmt: skip
    caps = [(3, 2, 1, 0), (8, 9, 10, 11)]
    indices = [i for a, b, c, d in quads + caps for i in (a, b, c, a, c, d)]
    upper = np.clip(y - 0.5, 0.0, 1.0)
    weights = np.stack([1 - upper, upper, 0 * y, 0 * y], axis=1)
    outward = positions * [1.0, 0.0, 1.0]
    outward /= np.linalg.norm(outward, axis=1, keepdims=True)
    picture = np.zeros((2, 4, 4), np.uint8)
    picture[..., 0], picture[..., 3] = 200, 255
    glb.add("images", {"mimeType": "image/png", "bufferView": glb.view(png(picture))})
    glb.add("samplers", {"wrapS": 33071, "wrapT": 33648, "magFilter": 9728})
    glb.add("textures", {"source": 0, "sampler": 0})
    glb.add("materials", {
        "name": "Skin", "pbrMetallicRoughness": {
            "baseColorFactor": [0.5, 0.25, 0.125, 1.0], "metallicFactor": 0.0,
            "roughnessFactor": 0.5, "baseColorTexture": {"index": 0},
        },
    })  # fmt: skip
    glb.add("meshes", {
        "name": "Body", "weights": [0.25], "extras": {"targetNames": ["bulge"]},
        "primitives": [{
            "attributes": {
                "POSITION": glb.accessor(positions),
                "NORMAL": glb.accessor(outward),
                "TEXCOORD_0": glb.accessor(positions[:, :2]),
                "JOINTS_0": glb.accessor(np.tile([0, 1, 0, 0], (12, 1)), "uint8"),
                "WEIGHTS_0": glb.accessor(weights),
            },
            "indices": glb.accessor(indices, "uint16"),
            "targets": [{"POSITION": glb.accessor(outward * 0.5)}],
            "material": 0,
        }],
    })  # fmt: skip
    glb.add("nodes", {"name": "Armature", "children": [1, 3]})
    glb.add("nodes", {"name": "Lower", "children": [2]})
    glb.add("nodes", {"name": "Upper", "translation": [0, 1, 0]})
    glb.add("nodes", {"name": "Body", "mesh": 0, "skin": 0})
    inverse = np.tile(np.eye(4), (2, 1, 1))
    inverse[1, 1, 3] = -1.0
    binds = glb.accessor(inverse.transpose(0, 2, 1).reshape(-1, 16))
    glb.add("skins", {"joints": [1, 2], "inverseBindMatrices": binds})
    half = np.sqrt(0.5)
    times = glb.accessor([0.0, 1.0])
    glb.add("animations", {
        "name": "Bend",
        "samplers": [
            {"input": times, "output": glb.accessor([[0, 0, 0, 1], [0, 0, half, half]])},
            {"input": times, "output": glb.accessor([0.0, 1.0])},
        ],
        "channels": [
            {"sampler": 0, "target": {"node": 2, "path": "rotation"}},
            {"sampler": 1, "target": {"node": 3, "path": "weights"}},
        ],
    })  # fmt: skip
    glb.add("scenes", {"nodes": [0]})
    return glb
