"""What the sample scenes share to come out the same every time: ids, models and flat pictures.

A project made by hand has random ids. A sample is built from a script, and its files are compared
and kept under version control.
"""

from __future__ import annotations

import hashlib
import struct
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from compose.exporters.glb.surfaces import Painted, add_mesh
from compose.exporters.glb.writer import GlbWriter
from compose.geometry.mesh import F32, Mesh
from compose.geometry.model import Model
from compose.project import Project
from compose.scene import Scene
from compose.shot import Shot

U8 = npt.NDArray[np.uint8]

_WHITE = (1.0, 1.0, 1.0, 1.0)
_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"


def lasting_id(prefix: str, *names: str) -> str:
    """Return an id that follows from names: ``lasting_id("nod", "film", "set", "Table")``."""
    digest = hashlib.sha256("/".join((prefix, *names)).encode()).digest()
    return f"{prefix}_" + "".join(_ALPHABET[byte % len(_ALPHABET)] for byte in digest[:8])


def with_lasting_ids(project: Project) -> Project:
    """Return the project with ids that follow from its names, wherever they are referred to.

    Raises
    ------
    ValueError
        When two scenes, two shots, or two nodes of a scene share a name.
    """
    pairs = list(_new_ids(project))
    ids = dict(pairs)
    if len(set(ids.values())) < len(ids):
        raise ValueError("two scenes, shots or nodes share a name; give each its own")
    scenes = tuple(
        Scene.model_validate_json(_replaced(scene.model_dump_json(exclude_unset=True), ids))
        for scene in project.scenes
    )
    shots = tuple(
        Shot.model_validate_json(_replaced(shot.model_dump_json(exclude_unset=True), ids))
        for shot in project.shots
    )
    return project.replace(
        id=ids[project.id],
        scenes=scenes,
        shots=shots,
        sequence=tuple(ids[shot] for shot in project.sequence),
    )


def _new_ids(project: Project) -> Iterator[tuple[str, str]]:
    """Yield every id with the one that takes its place."""
    yield project.id, lasting_id("prj", project.name)
    for scene in project.scenes:
        yield scene.id, lasting_id("scn", project.name, scene.name)
        for node in scene.nodes:
            yield node.id, lasting_id("nod", project.name, scene.name, node.name)
    for shot in project.shots:
        yield shot.id, lasting_id("sht", project.name, shot.number)


def _replaced(text: str, ids: dict[str, str]) -> str:
    for old, new in ids.items():
        text = text.replace(old, new)
    return text


def write_model(path: Path, model: Model) -> None:
    """Write a model without skins, clips or morphs as a GLB, rounded to the micrometre."""
    writer = GlbWriter()
    roots: list[int] = []
    entries: list[dict[str, Any]] = []
    for number, node in enumerate(model.nodes):
        entry: dict[str, Any] = {"name": node.path.rpartition("/")[2]}
        if any(node.translation):
            entry["translation"] = [round(float(v), 6) for v in node.translation]
        if node.parts:
            painted = [Painted(_rounded(p.mesh), p.material, _WHITE) for p in node.parts]
            entry["mesh"] = add_mesh(writer, node.path, painted)
        if node.parent < 0:
            roots.append(number)
        else:
            entries[node.parent].setdefault("children", []).append(number)
        entries.append(entry)
        writer.add("nodes", entry)
    writer.add("scenes", {"nodes": roots})
    path.write_bytes(writer.to_bytes({}))


def _rounded(mesh: Mesh) -> Mesh:
    """Return the mesh with numbers that do not depend on the last bit of a machine's sine."""
    return replace(
        mesh,
        positions=_tidy(mesh.positions),
        normals=_tidy(mesh.normals),
        uv0=None,
        colors=None if mesh.colors is None else _tidy(mesh.colors),
    )


def _tidy(values: F32) -> F32:
    return np.round(values.astype(np.float64), 6).astype(np.float32) + np.float32(0.0)


def write_indexed_png(path: Path, picture: U8, colors: Sequence[tuple[int, int, int]]) -> None:
    """Write (H, W) numbers of sRGB ``colors`` as an indexed PNG (ISO/IEC 15948).

    It is stored uncompressed, so that its bytes do not depend on which zlib is installed.
    """
    rows = np.column_stack([np.zeros(len(picture), np.uint8), picture]).tobytes()
    header = struct.pack(">IIBBBBB", picture.shape[1], picture.shape[0], 8, 3, 0, 0, 0)
    palette = bytes(channel for color in colors for channel in color)
    chunks = ((b"IHDR", header), (b"PLTE", palette), (b"IDAT", _stored(rows)), (b"IEND", b""))
    path.write_bytes(
        b"\x89PNG\r\n\x1a\n"
        + b"".join(
            struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
            for name, data in chunks
        )
    )


def _stored(data: bytes) -> bytes:
    """Return a zlib stream of stored blocks (RFC 1950, RFC 1951 3.2.4)."""
    blocks = [data[i : i + 65535] for i in range(0, len(data), 65535)]
    stored = b"".join(
        struct.pack("<BHH", i == len(blocks) - 1, len(block), len(block) ^ 0xFFFF) + block
        for i, block in enumerate(blocks)
    )
    return b"\x78\x01" + stored + struct.pack(">I", zlib.adler32(data))
