"""Looks: what of a surface's material decides its outline, and what only its paint."""

from __future__ import annotations

from dataclasses import fields

from compose.geometry.material import AlphaMode, Material, Texture
from compose.snapshot import Surface
from visualize.staleness.digests import text_hash

_SHAPING = ("alpha_mode", "alpha_cutoff", "double_sided", "solid", "normal_scale", "normal_texture")
"""What shows without any colour: where a surface is cut, from where it is seen, its normals."""


class Looks:
    """The hashes of surfaces, each material and mesh hashed once."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[Material, str, str]] = {}

    def form(self, surface: Surface) -> bytes:
        """Return what decides where the surface is and how it is turned."""
        _, form, _ = self._of(surface.material)
        return f"{surface.part}|{surface.mesh.content_hash}|{form}|".encode()

    def paint(self, surface: Surface) -> bytes:
        """Return what decides its colours in the light."""
        _, _, paint = self._of(surface.material)
        return f"{surface.part}|{paint}|".encode()

    def _of(self, material: Material) -> tuple[Material, str, str]:
        known = self._known.get(id(material))
        if known is None:  # the material is kept, so that its id stays its own
            known = self._known[id(material)] = (material, _form(material), _paint(material))
        return known


def _form(material: Material) -> str:
    alpha = None
    if material.alpha_mode is not AlphaMode.OPAQUE:
        alpha = [material.base_color[3], _value(material.base_color_texture)]
    return text_hash([alpha, {name: _value(getattr(material, name)) for name in _SHAPING}])


def _paint(material: Material) -> str:
    names = [item.name for item in fields(material) if item.name not in (*_SHAPING, "name")]
    return text_hash({name: _value(getattr(material, name)) for name in names})


def _value(value: object) -> object:
    """Return a field of a material; a picture counts by its content, not by where it lies."""
    if not isinstance(value, Texture):
        return value
    transform = None if value.transform is None else value.transform.tolist()
    return [
        value.image.content_hash, value.uv_set, transform, value.wrap_u, value.wrap_v,
        value.nearest,
    ]  # fmt: skip
