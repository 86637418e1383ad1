"""Materials, textures and pictures of a glTF (glTF 2.0, 3.8 and 3.9), each made once."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from compose.errors import AssetError
from compose.geometry.material import AlphaMode, Image, Material, Texture, Wrap
from compose.geometry.mesh import F64
from compose.importers.gltf.accessors import Accessors, companion
from compose.importers.json_object import JsonObject
from compose.importers.pictures import MAX_PICTURE_PIXELS, PictureError, decode_picture

MAX_TOTAL_PIXELS = 400_000_000

_WRAPS = {33071: Wrap.CLAMP, 33648: Wrap.MIRROR, 10497: Wrap.REPEAT}
_NEAREST = 9728
_ALPHA = {"OPAQUE": AlphaMode.OPAQUE, "MASK": AlphaMode.MASK, "BLEND": AlphaMode.BLEND}
_SPECULAR_GLOSSINESS = "KHR_materials_pbrSpecularGlossiness"


@dataclass
class Materials:
    """Reads the materials of one document; every picture is decoded once, when first used."""

    root: JsonObject
    accessors: Accessors
    warnings: list[str]
    _pixels_left: int = MAX_TOTAL_PIXELS
    _images: dict[int, Image] = field(default_factory=dict)
    _materials: dict[int, Material] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._list = self.root.children("materials")
        self._texture_list = self.root.children("textures")
        self._sampler_list = self.root.children("samplers")
        self._image_list = self.root.children("images")

    @property
    def count(self) -> int:
        """How many materials there are."""
        return len(self._list)

    def material(self, index: int) -> Material:
        """Return a material; −1 is glTF's default, white and matte enough to see."""
        if index not in self._materials:
            self._materials[index] = Material() if index < 0 else self._read(self._list[index])
        return self._materials[index]

    def _read(self, source: JsonObject) -> Material:
        extensions = source.child("extensions")
        strength = extensions.child("KHR_materials_emissive_strength").number(
            "emissiveStrength", 1.0, 0.0
        )
        emissive = source.vector("emissiveFactor", (0.0, 0.0, 0.0), 0.0)
        surface = self._surface(source, extensions)
        return Material(
            name=source.text("name")[:200],
            emissive=(emissive[0] * strength, emissive[1] * strength, emissive[2] * strength),
            normal_scale=source.child("normalTexture").number("scale", 1.0),
            occlusion_strength=source.child("occlusionTexture").number("strength", 1.0, 0.0, 1.0),
            alpha_mode=source.choice("alphaMode", _ALPHA, "OPAQUE"),
            alpha_cutoff=source.number("alphaCutoff", 0.5, 0.0),
            double_sided=source.flag("doubleSided"),
            unlit=extensions.has("KHR_materials_unlit"),
            normal_texture=self._texture(source, "normalTexture"),
            occlusion_texture=self._texture(source, "occlusionTexture"),
            emissive_texture=self._texture(source, "emissiveTexture"),
            **surface,
        )

    def _surface(self, source: JsonObject, extensions: JsonObject) -> dict[str, Any]:
        """Return the base colour, metal and roughness, from either model of a surface."""
        if not source.has("pbrMetallicRoughness") and extensions.has(_SPECULAR_GLOSSINESS):
            old = extensions.child(_SPECULAR_GLOSSINESS)
            return {
                "base_color": old.vector("diffuseFactor", (1.0, 1.0, 1.0, 1.0), 0.0),
                "metallic": 0.0,
                "roughness": 1.0 - old.number("glossinessFactor", 1.0, 0.0, 1.0),
                "base_color_texture": self._texture(old, "diffuseTexture"),
            }
        pbr = source.child("pbrMetallicRoughness")
        return {
            "base_color": pbr.vector("baseColorFactor", (1.0, 1.0, 1.0, 1.0), 0.0),
            "metallic": pbr.number("metallicFactor", 1.0, 0.0, 1.0),
            "roughness": pbr.number("roughnessFactor", 1.0, 0.0, 1.0),
            "base_color_texture": self._texture(pbr, "baseColorTexture"),
            "metallic_roughness_texture": self._texture(pbr, "metallicRoughnessTexture"),
        }

    def _texture(self, owner: JsonObject, name: str) -> Texture | None:
        if not owner.has(name):
            return None
        use = owner.child(name)
        index = use.index("index", len(self._texture_list))
        if index < 0:
            raise use.error("index", "is missing.")
        texture = self._texture_list[index]
        image = self._source(texture)
        if image is None:
            return None
        moved = use.child("extensions").child("KHR_texture_transform")
        uv_set = moved.whole("texCoord", use.whole("texCoord", 0), high=1000)
        if uv_set > 1:
            self.warnings.append(f"{use.where}.texCoord is {uv_set}; only 0 and 1 are drawn.")
            uv_set = 0
        number = texture.index("sampler", len(self._sampler_list))
        sampler = self._sampler_list[number] if number >= 0 else texture.child("none")
        return Texture(
            image=image,
            uv_set=uv_set,
            transform=_transform(moved) if moved.values else None,
            wrap_u=_WRAPS.get(sampler.whole("wrapS", 10497), Wrap.REPEAT),
            wrap_v=_WRAPS.get(sampler.whole("wrapT", 10497), Wrap.REPEAT),
            nearest=sampler.whole("magFilter", 9729) == _NEAREST,
        )

    def _source(self, texture: JsonObject) -> Image | None:
        """Return a texture's picture: WebP where there is one, else PNG or JPEG."""
        webp = texture.child("extensions").child("EXT_texture_webp")
        index = webp.index("source", len(self._image_list))
        if index < 0:
            index = texture.index("source", len(self._image_list))
        if index >= 0:
            return self._image(index)
        self.warnings.append(f"{texture.where} has no picture in a format we read: left out.")
        return None

    def _image(self, index: int) -> Image:
        if index not in self._images:
            source = self._image_list[index]
            view = source.index("bufferView", len(self.root.array("bufferViews")))
            if view >= 0:
                data, at = bytes(self.accessors.view(view)[0]), source.field("bufferView")
            elif source.has("uri"):
                data, at = companion(source, "uri"), source.field("uri")
            else:
                raise source.error("uri", "is missing, and there is no bufferView.")
            try:
                limit = min(MAX_PICTURE_PIXELS, self._pixels_left)
                image = decode_picture(data, source.text("name")[:200], max_pixels=limit)
            except PictureError as error:
                raise AssetError(source.path, f"{at} {error}.") from error
            self._pixels_left -= image.pixels.shape[0] * image.pixels.shape[1]
            self._images[index] = image
        return self._images[index]


def _transform(moved: JsonObject) -> F64:
    """Return the (3, 3) matrix ``T @ R @ S`` of KHR_texture_transform.

    A positive rotation turns the UVs counter-clockwise in the picture, whose v runs down.
    """
    offset = moved.vector("offset", (0.0, 0.0))
    scale = moved.vector("scale", (1.0, 1.0))
    angle = moved.number("rotation", 0.0)
    sine, cosine = math.sin(angle), math.cos(angle)
    return np.array(
        [
            [cosine * scale[0], sine * scale[1], offset[0]],
            [-sine * scale[0], cosine * scale[1], offset[1]],
            [0.0, 0.0, 1.0],
        ]
    )
