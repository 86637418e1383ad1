"""glTF 2.0 and GLB, read from the JSON with NumPy: a hostile file gets an error, never a crash."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote

from compose.errors import AssetError
from compose.geometry.model import Model
from compose.importers.companions import CompanionError, find
from compose.importers.gltf.accessors import Accessors
from compose.importers.gltf.container import read_container
from compose.importers.gltf.materials import Materials
from compose.importers.gltf.meshes import Meshes
from compose.importers.gltf.motion import read_clips, read_skin
from compose.importers.gltf.nodes import read_tree
from compose.importers.json_object import JsonObject
from compose.importers.placing import placed

__all__ = ["read_gltf"]

_DRAWN = {
    "KHR_lights_punctual",
    "KHR_texture_transform",
    "KHR_materials_unlit",
    "KHR_materials_emissive_strength",
    "KHR_materials_pbrSpecularGlossiness",
    "KHR_mesh_quantization",
    "EXT_texture_webp",
}
_WAYS_OUT = {
    "KHR_draco_mesh_compression": "Its meshes are compressed with Draco. Export without mesh "
    "compression, or run: gltf-transform copy in.glb out.glb",
    "EXT_meshopt_compression": "Its data is compressed with meshopt. Export without it, or run: "
    "gltf-transform copy in.glb out.glb",
    "KHR_texture_basisu": "Its pictures are KTX2. Export with PNG or JPEG pictures.",
}
_MAX_WARNINGS = 50


def read_gltf(path: Path, unit_m: float = 1.0, up_axis: str = "y") -> Model:
    """Read a ``.gltf`` or ``.glb``.

    glTF is in metres with +Y up; other values of ``unit_m`` and ``up_axis`` correct files that
    were exported wrongly, by a node above all others.

    Raises
    ------
    AssetError
        Naming the JSON field that is wrong, and the way out.
    """
    root, binary = read_container(path)
    warnings = _extensions(root)
    accessors = Accessors(root, binary)
    meshes = Meshes(root, accessors, Materials(root, accessors, warnings), warnings)
    skins = root.children("skins")
    try:
        tree = read_tree(root, meshes, len(skins), warnings)
        model = Model(
            nodes=tree.nodes,
            skins=tuple(
                read_skin(skin, accessors, tree.place, len(root.array("nodes"))) for skin in skins
            ),
            clips=read_clips(root, accessors, tree.place, tree.nodes, warnings),
            warnings=_shortened(warnings),
            companions=_companions(root),
        )
    except MemoryError as error:
        raise AssetError(path, "needs more memory than there is. Thin its meshes.") from error
    return placed(model, unit_m, up_axis)


def _extensions(root: JsonObject) -> list[str]:
    """Refuse extensions without which the file makes no sense, and warn of those not drawn."""
    for i, name in enumerate(root.array("extensionsRequired")):
        if not isinstance(name, str):
            raise root.error(f"extensionsRequired[{i}]", "is not a text.")
        if name in _DRAWN or name.startswith("KHR_materials_"):
            continue
        way = _WAYS_OUT.get(name, "Export the file without it.")
        raise root.error(f"extensionsRequired[{i}]", f"is {name[:60]!r}, which is not read. {way}")
    used = [name for name in root.array("extensionsUsed") if isinstance(name, str)]
    return [f"{name[:60]} is not drawn." for name in used if name not in _DRAWN]


def _companions(root: JsonObject) -> tuple[str, ...]:
    """Return the files beside the document that its buffers and pictures are in.

    A picture that nothing shows has not been looked for; where it is missing, nothing is missed.
    """
    folder = root.path.parent
    found: dict[str, None] = {}
    for source in (*root.children("buffers"), *root.children("images")):
        uri = source.text("uri")
        if not uri or uri[:5].lower() == "data:":
            continue
        try:
            path = find(folder, unquote(uri))
        except CompanionError:
            continue
        found[path.relative_to(folder.resolve()).as_posix()] = None
    return tuple(found)


def _shortened(warnings: list[str]) -> tuple[str, ...]:
    different = list(dict.fromkeys(warnings))
    if len(different) > _MAX_WARNINGS:
        different[_MAX_WARNINGS:] = [f"and {len(different) - _MAX_WARNINGS} more."]
    return tuple(different)
