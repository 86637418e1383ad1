"""Meshes, materials and pictures of a GLB, each written once however often it is shown."""

from __future__ import annotations

import io
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from compose.exporters.glb.writer import ARRAY_BUFFER, ELEMENT_BUFFER, GlbWriter
from compose.geometry.material import AlphaMode, Image, Material, Texture, Wrap
from compose.geometry.mesh import Mesh

_WRAPS = {Wrap.REPEAT: 10497, Wrap.CLAMP: 33071, Wrap.MIRROR: 33648}
_NEAREST, _LINEAR, _MIPMAPPED = 9728, 9729, 9987

Color = tuple[float, float, float, float]


@dataclass(frozen=True, eq=False, slots=True)
class Painted:
    """A mesh with its material and the linear RGBA that multiplies the base colour."""

    mesh: Mesh
    material: Material
    color: Color


def add_mesh(writer: GlbWriter, name: str, parts: Sequence[Painted]) -> int:
    """Write a mesh with one primitive for each part, and return its number."""
    key = ("mesh", *((id(p.mesh), id(p.material), p.color) for p in parts))

    def make() -> int:
        entry: dict[str, Any] = {
            "name": name,
            "primitives": [_primitive(writer, part) for part in parts],
        }
        morphs = parts[0].mesh.morphs
        if morphs:
            entry["weights"] = [0.0] * len(morphs)
            entry["extras"] = {"targetNames": [morph.name for morph in morphs]}
        return writer.add("meshes", entry)

    return writer.once(tuple(parts), key, make)


def _primitive(writer: GlbWriter, part: Painted) -> dict[str, Any]:
    mesh = part.mesh
    attributes = {
        "POSITION": writer.array(mesh.positions, target=ARRAY_BUFFER, bounds=True),
        "NORMAL": writer.array(mesh.normals, target=ARRAY_BUFFER),
    }
    optional = {
        "TEXCOORD_0": mesh.uv0,
        "TEXCOORD_1": mesh.uv1,
        "COLOR_0": mesh.colors,
        "JOINTS_0": mesh.joints,
        "WEIGHTS_0": mesh.weights,
    }
    for name, values in optional.items():
        if values is not None:
            attributes[name] = writer.array(values, target=ARRAY_BUFFER)
    result: dict[str, Any] = {
        "attributes": attributes,
        "indices": writer.once(
            mesh.triangles,
            ("indices", id(mesh.triangles)),
            lambda: writer.accessor(mesh.triangles.reshape(-1), target=ELEMENT_BUFFER),
        ),
        "material": _material(writer, part.material, part.color),
    }
    if mesh.morphs:
        result["targets"] = [
            {"POSITION": writer.array(morph.positions, target=ARRAY_BUFFER, bounds=True)}
            | (
                {}
                if morph.normals is None
                else {"NORMAL": writer.array(morph.normals, target=ARRAY_BUFFER)}
            )
            for morph in mesh.morphs
        ]
    return result


def _material(writer: GlbWriter, material: Material, color: Color) -> int:
    return writer.once(
        material,
        ("material", id(material), color),
        lambda: writer.add("materials", _material_entry(writer, material, color)),
    )


def _material_entry(writer: GlbWriter, material: Material, color: Color) -> dict[str, Any]:
    base = [own * paint for own, paint in zip(material.base_color, color, strict=True)]
    pbr: dict[str, Any] = {
        "baseColorFactor": [min(max(value, 0.0), 1.0) for value in base],
        "metallicFactor": material.metallic,
        "roughnessFactor": material.roughness,
    }
    _put_texture(writer, pbr, "baseColorTexture", material.base_color_texture)
    _put_texture(writer, pbr, "metallicRoughnessTexture", material.metallic_roughness_texture)
    entry: dict[str, Any] = {
        "name": material.name,
        "pbrMetallicRoughness": pbr,
        "alphaMode": material.alpha_mode.name,
        "doubleSided": material.double_sided,
    }
    if material.alpha_mode is AlphaMode.MASK:
        entry["alphaCutoff"] = material.alpha_cutoff
    _put_texture(
        writer, entry, "normalTexture", material.normal_texture, scale=material.normal_scale
    )
    _put_texture(
        writer,
        entry,
        "occlusionTexture",
        material.occlusion_texture,
        strength=material.occlusion_strength,
    )
    _put_texture(writer, entry, "emissiveTexture", material.emissive_texture)
    extensions: dict[str, Any] = {}
    strength = max(1.0, *material.emissive)
    entry["emissiveFactor"] = [value / strength for value in material.emissive]
    if strength > 1.0:
        extensions["KHR_materials_emissive_strength"] = {"emissiveStrength": strength}
    if material.unlit:
        extensions["KHR_materials_unlit"] = {}
    for name in extensions:
        writer.use(name)
    return entry | ({"extensions": extensions} if extensions else {})


def _put_texture(
    writer: GlbWriter,
    owner: dict[str, Any],
    name: str,
    texture: Texture | None,
    **more: float,
) -> None:
    if texture is None:
        return
    use: dict[str, Any] = {"index": _texture(writer, texture), **more}
    if texture.uv_set:
        use["texCoord"] = texture.uv_set
    if texture.transform is not None:
        writer.use("KHR_texture_transform")
        use["extensions"] = {"KHR_texture_transform": _texture_transform(texture)}
    owner[name] = use


def _texture_transform(texture: Texture) -> dict[str, Any]:
    """Split a UV matrix into the extension's offset, rotation and scale."""
    matrix = np.eye(3) if texture.transform is None else texture.transform
    x = math.hypot(matrix[0, 0], matrix[1, 0])
    y = float(np.linalg.det(matrix[:2, :2])) / x if x else float(matrix[1, 1])
    return {
        "offset": [float(matrix[0, 2]), float(matrix[1, 2])],
        "rotation": math.atan2(-matrix[1, 0], matrix[0, 0]),
        "scale": [x, y],
    }


def _texture(writer: GlbWriter, texture: Texture) -> int:
    sampling = (_WRAPS[texture.wrap_u], _WRAPS[texture.wrap_v], texture.nearest)

    def sampler() -> int:
        return writer.add(
            "samplers",
            {
                "wrapS": sampling[0],
                "wrapT": sampling[1],
                "magFilter": _NEAREST if texture.nearest else _LINEAR,
                "minFilter": _NEAREST if texture.nearest else _MIPMAPPED,
            },
        )

    source = _image(writer, texture.image)
    number = writer.once(texture, ("sampler", *sampling), sampler)
    return writer.once(
        texture,
        ("texture", source, number),
        lambda: writer.add("textures", {"source": source, "sampler": number}),
    )


def _image(writer: GlbWriter, image: Image) -> int:
    def make() -> int:
        view = writer.view(_png(image))
        return writer.add(
            "images", {"name": image.name, "mimeType": "image/png", "bufferView": view}
        )

    return writer.once(image, ("image", image.content_hash), make)


def _png(image: Image) -> bytes:
    from PIL import Image as PilImage

    opaque = bool((image.pixels[..., 3] == 255).all())
    buffer = io.BytesIO()
    PilImage.fromarray(image.pixels[..., :3] if opaque else image.pixels).save(buffer, "PNG")
    return buffer.getvalue()
