"""Models and pictures of a project: safe paths, files loaded once for their content, makers."""

from __future__ import annotations

import hashlib
import os
import re
from functools import lru_cache
from pathlib import Path
from typing import Literal

from compose.errors import AssetError
from compose.geometry.material import Image
from compose.geometry.model import Model
from compose.importers import read_model
from compose.importers.pictures import MAX_PICTURE_BYTES, PictureError, decode_picture
from compose.payload import Asset, Figure, Modelled, Prop
from compose.project import Project

_SCHEME = re.compile(r"^[A-Za-z][A-Za-z0-9+.-]*:")
_MODELS_KEPT = 64
_PICTURES_KEPT = 32
_CHUNK = 1 << 20


def resolve(project: Project, path: str) -> Path:
    """Return the file that a project-relative path means.

    Raises
    ------
    AssetError
        When the path is absolute, an address, leads out of the project's folder (by ``..`` or a
        link), or there is no such file.
    """
    shown = path if len(path) <= 120 else path[:119] + "…"
    if project.root is None:
        raise AssetError(shown, "the project has no folder yet. Save it, then add assets.")
    if not path or "\0" in path:
        raise AssetError(shown or "(empty)", "is not a path. Name a file inside the project.")
    if _SCHEME.match(path) or path.startswith(("/", "\\")):
        raise AssetError(
            shown, "only files inside the project are used. Copy it into the project's folder."
        )
    parts = path.replace("\\", "/").split("/")
    if ".." in parts:
        raise AssetError(shown, "leads upward. Copy the file into the project's folder.")
    return _inside(project.root, parts, shown)


def _inside(folder: Path, parts: list[str], shown: str) -> Path:
    try:
        root = folder.resolve()
        found = root.joinpath(*parts).resolve()
        if not found.is_relative_to(root):
            raise AssetError(shown, f"is a link that leads out of {root}. Copy the file in.")
        if not found.is_file():
            raise AssetError(shown, f"there is no such file in {root}. Restore it or relink.")
    except (OSError, RuntimeError, ValueError) as error:  # RuntimeError: a ring of links
        raise AssetError(shown, f"cannot be read: {error}.") from error
    return found


def load_model(project: Project, payload: Modelled) -> Model:
    """Return the model that a node is drawn from; equal content gives the same object.

    A prop's and a figure's is made by code, an asset's is read from its file.

    Raises
    ------
    AssetError
        When an asset's file is missing or unreadable, or is not the one the scene was made with.
    SceneError
        When a prop has no such kind or parameter.
    """
    if isinstance(payload, Prop):
        from compose.kit import make_prop

        return make_prop(payload.prop, payload.parameters)
    if isinstance(payload, Figure):
        from compose.figures.mannequin import make_figure

        return make_figure(payload.body)
    return _asset_model(project, payload)


def _asset_model(project: Project, asset: Asset) -> Model:
    """Return the model of an imported asset.

    The companions of a file (pictures beside a ``.gltf`` or ``.obj``) are taken as they were when
    it was first loaded by this process.

    Raises
    ------
    AssetError
        When the file is missing or unreadable, or is not the one the scene was made with.
    """
    path = resolve(project, asset.path)
    digest = sha256_of(path)
    if asset.sha256 and asset.sha256.lower() != digest:
        raise AssetError(
            asset.path,
            f"is not the file the scene was made with (SHA-256 {digest[:12]}…, the scene says "
            f"{asset.sha256[:12]}…). Restore it, or accept the new one by setting the node's "
            f"payload.sha256 to {digest}.",
        )
    return _model(path, digest, asset.unit_m, asset.up_axis)


@lru_cache(maxsize=_MODELS_KEPT)
def _model(path: Path, digest: str, unit_m: float, up_axis: Literal["x", "y", "z"]) -> Model:
    del digest  # a part of the key: changed content is another model
    return read_model(path, unit_m=unit_m, up_axis=up_axis)


def load_image(project: Project, path: str) -> Image:
    """Return a picture of the project as RGBA, turned as its EXIF orientation says.

    Raises
    ------
    AssetError
        When the file is missing, no PNG, JPEG, WebP, BMP, TIFF or TGA, cut off, or too large.
    """
    file = resolve(project, path)
    return _image(file, path, sha256_of(file))


@lru_cache(maxsize=_PICTURES_KEPT)
def _image(file: Path, shown: str, digest: str) -> Image:
    del digest  # a part of the key: changed content is another picture
    try:
        if file.stat().st_size > MAX_PICTURE_BYTES:
            raise AssetError(shown, f"is larger than {MAX_PICTURE_BYTES >> 20} MiB.")
        return decode_picture(file.read_bytes(), file.stem)
    except PictureError as error:
        raise AssetError(shown, f"{error}.") from error
    except OSError as error:
        raise AssetError(shown, f"cannot be read: {error.strerror or error}.") from error


def sha256_of(path: str | Path) -> str:
    """Return the SHA-256 of a file in hexadecimal; read again only when the file has changed.

    Raises
    ------
    AssetError
        When it cannot be read.
    """
    try:
        state = os.stat(path)
        return _digest(str(path), state.st_size, state.st_mtime_ns, state.st_ino)
    except OSError as error:
        raise AssetError(path, f"cannot be read: {error.strerror or error}.") from error


@lru_cache(maxsize=4096)
def _digest(path: str, size: int, modified_ns: int, number: int) -> str:
    del size, modified_ns, number  # parts of the key: a changed file is read again
    digest = hashlib.sha256()
    with open(path, "rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()
