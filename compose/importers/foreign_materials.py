"""Materials of mesh formats: what trimesh found, as glTF metallic-roughness."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from compose.geometry.material import AlphaMode, Material, Texture
from compose.geometry.mesh import F32
from compose.importers.pictures import MAX_PICTURE_PIXELS, rgba_image

if TYPE_CHECKING:
    from trimesh import Trimesh

_ROUGHNESS = 0.8
_STAND_IN = 2
"""Where a material library is missing, trimesh puts in a picture of two by two pixels …"""
_STAND_IN_DIFFUSE = (102, 102, 102, 255)
"""… and this colour."""
_GREY = (0.6, 0.6, 0.6, 1.0)


class ForeignMaterials:
    """Makes each material once: parts that share one in the file share ours."""

    def __init__(self, warnings: list[str]) -> None:
        self._warnings = warnings
        self._made: dict[int, tuple[object, Material]] = {}

    def material(self, visual: Any) -> Material:  # noqa: ANN401 - trimesh is untyped
        """Return the material of a trimesh visual; grey where it has none."""
        source = getattr(visual, "material", None)
        key = id(source)
        if key not in self._made:  # the source is kept, so that its id stays its own
            self._made[key] = (source, self._convert(source, visual))
        return self._made[key][1]

    def _convert(self, source: Any, visual: Any) -> Material:  # noqa: ANN401 - trimesh is untyped
        if source is None:
            colored = getattr(visual, "kind", None) in ("vertex", "face")
            base = (1.0, 1.0, 1.0, 1.0) if colored else _GREY
            return Material(base_color=base, metallic=0.0, roughness=_ROUGHNESS, double_sided=True)
        picture = getattr(source, "baseColorTexture", None) or getattr(source, "image", None)
        texture = self._texture(picture)
        base = self._color(source, textured=texture is not None)
        see_through = base[3] < 1.0 or bool(
            texture is not None and (texture.image.pixels[..., 3] < 250).any()
        )
        return Material(
            name=str(getattr(source, "name", None) or "")[:200],
            base_color=base,
            metallic=_unit(getattr(source, "metallicFactor", None), 0.0),
            roughness=_unit(getattr(source, "roughnessFactor", None), _ROUGHNESS),
            alpha_mode=_alpha(base[3], see_through=see_through),
            double_sided=True,
            base_color_texture=texture,
        )

    def _color(self, source: Any, *, textured: bool) -> tuple[float, float, float, float]:  # noqa: ANN401 - trimesh is untyped
        """Return the diffuse colour; a black one under a texture, an exporter's habit, is white."""
        given = getattr(source, "baseColorFactor", None)
        if given is None:
            given = getattr(source, "diffuse", None)
        if given is None or tuple(np.asarray(given).tolist()) == _STAND_IN_DIFFUSE:
            return (1.0, 1.0, 1.0, 1.0) if textured else _GREY
        values = np.asarray(given, np.float64).reshape(-1)
        if np.asarray(given).dtype.kind in "ui":
            values = values / 255.0
        values = np.clip(np.nan_to_num(np.append(values, [1.0] * 4)[:4]), 0.0, 1.0)
        if textured and not values[:3].any():
            values[:3] = 1.0
        return (float(values[0]), float(values[1]), float(values[2]), float(values[3]))

    def _texture(self, picture: Any) -> Texture | None:  # noqa: ANN401 - a PIL picture
        if picture is None or max(picture.width, picture.height) <= _STAND_IN:
            return None
        if picture.width * picture.height > MAX_PICTURE_PIXELS:
            self._warnings.append(f"A picture of {picture.width}x{picture.height} is left out.")
            return None
        try:
            return Texture(image=rgba_image(picture))
        except (OSError, SyntaxError, ValueError, TypeError) as error:
            self._warnings.append(f"A picture cannot be decoded ({error}): left out.")
            return None


def vertex_colors(mesh: Trimesh) -> F32 | None:
    """Return (V, 4) linear colours of a mesh whose file colours its vertices, else ``None``.

    Bytes in files are sRGB; the standard's curve (IEC 61966-2-1) makes them linear.
    """
    if getattr(mesh.visual, "kind", None) != "vertex":
        return None
    encoded = np.asarray(mesh.visual.vertex_colors, np.float64) / 255.0
    if encoded.shape != (len(mesh.vertices), 4):
        return None
    low, high = encoded[:, :3] / 12.92, ((encoded[:, :3] + 0.055) / 1.055) ** 2.4
    linear = np.where(encoded[:, :3] <= 0.04045, low, high)
    return np.column_stack([linear, encoded[:, 3]]).astype(np.float32)


def _unit(value: object, default: float) -> float:
    if not isinstance(value, int | float) or not np.isfinite(value):
        return default
    return float(min(max(value, 0.0), 1.0))


def _alpha(opacity: float, *, see_through: bool) -> AlphaMode:
    if opacity < 1.0:
        return AlphaMode.BLEND
    return AlphaMode.MASK if see_through else AlphaMode.OPAQUE
