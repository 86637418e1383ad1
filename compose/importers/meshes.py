"""OBJ, STL, PLY, OFF, DAE and 3MF, read by trimesh and brought to our units, axes and materials."""

from __future__ import annotations

import io
import re
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from compose.errors import AssetError
from compose.geometry.edges import display_edges, edge_vertices
from compose.geometry.mesh import F64, MAX_VERTICES, U32, Mesh
from compose.geometry.model import Model, ModelNode, Part
from compose.geometry.normals import split_smooth
from compose.geometry.topology import is_closed
from compose.importers.foreign_materials import ForeignMaterials, vertex_colors
from compose.importers.gltf.meshes import unique
from compose.importers.placing import UP_ROTATIONS
from compose.importers.sibling_files import SiblingFiles
from compose.importers.xml_guard import DAE, THREE_MF, judge_archive, judge_xml

if TYPE_CHECKING:
    from trimesh import Scene, Trimesh

MAX_COORDINATE = 1e12
MAX_TEXT_BYTES = 1024**3
_UNIT = re.compile(rb"""<unit\b[^>]*?\bmeter\s*=\s*["']\s*([0-9.eE+-]{1,40})\s*["']""")
_UP = re.compile(rb"<up_axis>\s*([XYZ])_UP\s*</up_axis>")
_HEAD = 65536


def read_meshes(path: Path, unit_m: float = 1.0, up_axis: str = "y") -> Model:
    """Read a mesh file: one node for every object, its transforms applied, in metres, +Y up.

    Normals of the file are kept; without any, edges that bend less than 40 degrees are smoothed.
    DAE states its unit and up axis itself; 3MF its unit, and Z is up. ``unit_m`` scales further.

    Raises
    ------
    AssetError
        When the file is broken, hostile, or holds no triangles.
    """
    data = _bytes(path)
    files = SiblingFiles(path.parent)
    scene = _scene(path, data, files)
    unit, up = _stated(path, data, scene, unit_m, up_axis)
    to_ours = np.eye(4)
    to_ours[:3, :3] = UP_ROTATIONS[up] * unit
    materials = ForeignMaterials(files.warnings)
    taken: set[str] = set()
    nodes = []
    vertices = 0
    for name in scene.graph.nodes_geometry:
        matrix, geometry = scene.graph[name]
        mesh = scene.geometry[geometry]
        if not hasattr(mesh, "faces") or not len(mesh.faces):
            files.warnings.append(f"{str(geometry)[:80]} has no triangles: left out.")
            continue
        vertices += len(mesh.vertices)
        if vertices > MAX_VERTICES:
            raise AssetError(path, f"unfolds to more than {MAX_VERTICES:,} vertices.")
        part = Part(
            mesh=_mesh(path, str(geometry), mesh, to_ours @ matrix),
            material=materials.material(mesh.visual),
        )
        nodes.append(ModelNode(path=unique(str(name) or path.stem, taken), parts=(part,)))
    if not nodes:
        raise AssetError(path, "holds no triangles to draw (perhaps points or curves only).")
    return Model(
        nodes=tuple(nodes),
        warnings=tuple(dict.fromkeys(files.warnings)),
        companions=tuple(dict.fromkeys(files.found)),
    )


def _bytes(path: Path) -> bytes:
    if path.stat().st_size > MAX_TEXT_BYTES:
        raise AssetError(
            path, f"is larger than {MAX_TEXT_BYTES >> 30} GiB. Export it as GLB, which is smaller."
        )
    try:
        data = path.read_bytes()
    except OSError as error:
        raise AssetError(path, f"cannot be read: {error.strerror or error}.") from error
    if not data.strip():
        raise AssetError(path, "is empty. Export it again.")
    suffix = path.suffix.lower()
    if suffix == ".dae":
        judge_xml(path, data, DAE)
    elif suffix == ".3mf":
        judge_archive(path, THREE_MF)
    return data


def _scene(path: Path, data: bytes, files: SiblingFiles) -> Scene:
    """Let trimesh parse; whatever it trips over is the file's fault and told as such."""
    import trimesh

    suffix = path.suffix.lower().removeprefix(".")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # parsers grumble about what we check ourselves
            return trimesh.load_scene(
                io.BytesIO(data), file_type=suffix, resolver=files, process=False
            )
    except ImportError as error:
        raise AssetError(
            path,
            f"needs a library that is not installed ({error}). Run: pip install "
            "'shotwright[meshes]', or export the file as GLB.",
        ) from error
    except MemoryError as error:
        raise AssetError(path, "asks for more memory than there is.") from error
    except Exception as error:  # parsers raise anything on hostile bytes
        raise AssetError(
            path,
            f"cannot be read as {suffix.upper()} ({type(error).__name__}: {error}). "
            "Export it again, best as GLB.",
        ) from error


def _stated(
    path: Path, data: bytes, scene: Scene, unit_m: float, up_axis: str
) -> tuple[float, str]:
    """Return the length of a file unit in metres and the up axis, the file's own word first."""
    suffix = path.suffix.lower()
    if suffix == ".dae":
        unit = _UNIT.search(data[:_HEAD])
        up = _UP.search(data[:_HEAD])
        try:
            metres = float(unit.group(1)) if unit else 1.0
        except ValueError:
            metres = 0.0
        if not 1e-9 < metres < 1e9:
            raise AssetError(path, "asset.unit meter is no usable length.")
        return metres * unit_m, up.group(1).decode().lower() if up else "y"
    if suffix == ".3mf":
        return _unit_of(path, scene) * unit_m, "z"
    return unit_m, up_axis


def _unit_of(path: Path, scene: Scene) -> float:
    """Return the unit of a 3MF in metres (millimetres where it says nothing)."""
    from trimesh.units import unit_conversion

    try:
        return float(unit_conversion(scene.units or "millimeters", "meters"))
    except (KeyError, ValueError) as error:
        raise AssetError(path, f"model.unit {scene.units!r} is no length.") from error


def _mesh(path: Path, name: str, source: Trimesh, matrix: F64) -> Mesh:
    """Return one geometry of the file as a mesh in our space."""
    vertices = np.asarray(source.vertices, np.float64)
    faces = np.asarray(source.faces)
    if faces.min() < 0 or int(faces.max()) >= len(vertices):
        raise AssetError(path, f"{name[:80]}: a face points beyond its {len(vertices)} vertices.")
    if not np.isfinite(vertices).all() or np.abs(vertices).max(initial=0.0) > MAX_COORDINATE:
        raise AssetError(path, f"{name[:80]}: a vertex is NaN, infinite or beyond all measure.")
    with np.errstate(over="ignore", invalid="ignore"):  # judged below
        positions = (vertices @ matrix[:3, :3].T + matrix[:3, 3]).astype(np.float32)
    if not np.isfinite(positions).all() or np.abs(positions).max(initial=0.0) > MAX_COORDINATE:
        raise AssetError(path, f"{name[:80]}: its transform moves it beyond all measure.")
    mirrored = np.linalg.det(matrix[:3, :3]) < 0.0
    triangles: U32 = (faces[:, ::-1] if mirrored else faces).astype(np.uint32)
    uv = getattr(source.visual, "uv", None)
    uv0 = None if uv is None or len(uv) != len(vertices) else _top_left(np.asarray(uv)[:, :2])
    colors = vertex_colors(source)
    given = _normals(source, matrix)
    if given is None:
        rows, triangles, normals = split_smooth(positions, triangles)
        positions = positions[rows]
        uv0 = None if uv0 is None else uv0[rows]
        colors = None if colors is None else colors[rows]
    else:
        normals = given
    return Mesh(
        positions=positions,
        triangles=triangles,
        normals=normals,
        uv0=uv0,
        colors=colors,
        edges=edge_vertices(triangles, display_edges(positions, triangles)),
        closed=is_closed(positions, triangles),
    )


def _top_left(uv: F64) -> np.ndarray[Any, np.dtype[np.float32]]:
    """Return UVs counted from the top left, from trimesh's bottom left; NaN becomes 0."""
    return np.nan_to_num(np.column_stack([uv[:, 0], 1.0 - uv[:, 1]])).astype(np.float32)


def _normals(source: Trimesh, matrix: F64) -> np.ndarray[Any, np.dtype[np.float32]] | None:
    """Return the file's own normals in our space, or ``None`` when it has none."""
    if "vertex_normals" not in source._cache:  # trimesh would make up averaged ones
        return None
    normals = np.asarray(source.vertex_normals, np.float64) @ np.linalg.pinv(matrix[:3, :3])
    lengths = np.linalg.norm(normals, axis=1, keepdims=True)
    if not np.isfinite(normals).all() or (lengths < 1e-20).any():
        return None
    return np.asarray(normals / lengths, np.float32)
