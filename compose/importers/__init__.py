"""Read a file made elsewhere into a `Model`: everything it holds, in metres, +Y up."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Literal

from compose.errors import AssetError, nearest
from compose.geometry.model import Model

GLTF_SUFFIXES = (".glb", ".gltf")
MESH_SUFFIXES = (".obj", ".stl", ".ply", ".off", ".dae", ".3mf")
SUFFIXES = GLTF_SUFFIXES + MESH_SUFFIXES
"""The kinds of file that can be imported, in lower case."""

MAX_FILE_BYTES = 2 * 1024**3

_FOREIGN = {
    ".fbx": "FBX is a closed format",
    ".blend": "a .blend file can only be read by Blender",
    ".ma": "a Maya scene can only be read by Maya",
    ".mb": "a Maya scene can only be read by Maya",
    ".max": "a .max file can only be read by 3ds Max",
    ".c4d": "a .c4d file can only be read by Cinema 4D",
    ".skp": "a .skp file can only be read by SketchUp",
    ".usd": "USD files are not read yet",
    ".usda": "USD files are not read yet",
    ".usdc": "USD files are not read yet",
    ".usdz": "USD files are not read yet",
    ".abc": "Alembic files are not read yet",
    ".3ds": "3DS files are not read",
    ".vrm": "VRM files are not read under this name",
}


def read_model(
    path: str | Path, *, unit_m: float = 1.0, up_axis: Literal["x", "y", "z"] = "y"
) -> Model:
    """Import a file.

    Parameters
    ----------
    path
        A file of one of ``SUFFIXES``. A ``.gltf``, ``.obj`` or ``.dae`` may name companions
        (buffers, pictures, material libraries), which must lie in its own folder or below.
    unit_m
        Length of one file unit in metres. A file that states its own unit (DAE, 3MF) is brought to
        metres first.
    up_axis
        The file's up axis, where the file does not state it.

    Raises
    ------
    AssetError
        When the file cannot be read; the message names the field and the way out.
    """
    path = Path(path)
    read = _reader(path)
    try:
        if not path.is_file():
            raise AssetError(path, "there is no such file.")
        size = path.stat().st_size
    except (OSError, ValueError) as error:
        raise AssetError(path, f"cannot be read: {error}.") from error
    if size > MAX_FILE_BYTES:
        raise AssetError(
            path, f"is larger than {MAX_FILE_BYTES >> 30} GiB. Thin its meshes or split it."
        )
    return read(path, unit_m, up_axis)


def _reader(path: Path) -> Callable[[Path, float, str], Model]:
    suffix = path.suffix.lower()
    if suffix in GLTF_SUFFIXES:
        from compose.importers.gltf import read_gltf

        return read_gltf
    if suffix in MESH_SUFFIXES:
        from compose.importers.meshes import read_meshes

        return read_meshes
    if suffix in _FOREIGN:
        raise AssetError(
            path,
            f"{_FOREIGN[suffix]}. Open it in the program it came from, or in Blender "
            "(File > Import), export it as glTF Binary (.glb), and use that.",
        )
    similar = nearest(suffix, SUFFIXES)
    hint = f" Did you mean {similar[0]}?" if similar and suffix else ""
    raise AssetError(
        path, f"{suffix or 'a file without suffix'} cannot be imported.{hint} Known: {_known()}."
    )


def _known() -> str:
    return ", ".join(SUFFIXES)
