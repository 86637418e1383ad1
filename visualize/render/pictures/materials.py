"""A material's maps other than base colour, as ``include/maps.glsl`` reads them."""

from __future__ import annotations

import moderngl

from compose.geometry.material import Material, Texture
from visualize.render.drawlist import Batch
from visualize.render.pictures.uniforms import set_uniforms
from visualize.render.textures import TextureStore, set_uv

_MAPS = (
    ("rough", "metallic_roughness_texture", 1, False),
    ("normal", "normal_texture", 2, False),
    ("occlusion", "occlusion_texture", 3, False),
    ("glow", "emissive_texture", 4, True),
)
"""Name in the shader, field of the material, texture unit, and whether it is colour."""


def map_defines(batch: Batch) -> list[str]:
    """Return the defines of the maps that this surface has coordinates for."""
    if batch.material.unlit:
        return ["UNLIT", *_defines(batch, ("glow",))]
    return _defines(batch, tuple(name for name, *_ in _MAPS))


def _defines(batch: Batch, names: tuple[str, ...]) -> list[str]:
    defines: list[str] = []
    for name, field, _, _ in _MAPS:
        texture = getattr(batch.material, field)
        if name in names and _has_coordinates(batch, texture):
            defines += [f"{name.upper()}_MAP {texture.uv_set}", f"NEEDS_UV{texture.uv_set}"]
    return defines


def _has_coordinates(batch: Batch, texture: Texture | None) -> bool:
    if texture is None:
        return False
    return (batch.mesh.uv1 if texture.uv_set == 1 else batch.mesh.uv0) is not None


def set_material(program: moderngl.Program, material: Material, textures: TextureStore) -> None:
    """Set the factors and bind the maps that the program reads."""
    set_uniforms(
        program,
        {
            "rough_factor": (material.roughness, material.metallic),
            "glow_factor": material.emissive,
            "normal_scale": material.normal_scale,
            "occlusion_map_strength": material.occlusion_strength,
        },
    )
    for name, field, unit, color in _MAPS:
        texture = getattr(material, field)
        if texture is not None and program.get(f"{name}_map", None) is not None:
            textures.bind(texture, unit, srgb=color)
            program[f"{name}_map"] = unit
            set_uv(program, name, texture)
