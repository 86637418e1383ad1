"""Materials and meshes of primitives, cards and fading assets."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from compose.errors import SceneError
from compose.geometry.material import AlphaMode, Image, Material, Texture, Wrap
from compose.geometry.mesh import Mesh
from compose.geometry.shapes import make_shape
from compose.payload import ImageCard, MaterialSpec, Primitive

LoadImage = Callable[[str], Image]

LARGEST = 1e6
"""The largest colour, repeats of a texture, and height of a card; more is drawn as this."""


def primitive_mesh(primitive: Primitive, name: str) -> Mesh:
    """Return the mesh of a primitive: the same object for the same shape and parameters.

    Raises
    ------
    SceneError
        When the shape or a parameter is wrong; the message names the node.
    """
    try:
        return make_shape(primitive.shape, primitive.parameters)
    except SceneError as error:
        raise SceneError(f"The primitive of {name!r}: {error}") from error


def bounded_color(color: tuple[float, float, float]) -> tuple[float, float, float]:
    """Return a colour that 32-bit floats can hold."""
    red, green, blue = color
    return (min(red, LARGEST), min(green, LARGEST), min(blue, LARGEST))


class Materials:
    """Makes materials of one scene, the same object for the same looks."""

    def __init__(self, load_image: LoadImage) -> None:
        self._load_image = load_image
        self._made: dict[object, Material] = {}
        self._kept: list[Material] = []

    def of_primitive(self, spec: MaterialSpec, fading: bool) -> Material:
        """Return the material of a primitive; its colour is in the draw table's row."""
        key = (spec.model_dump_json(), fading)
        if key not in self._made:
            self._made[key] = self._primitive(spec, fading)
        return self._made[key]

    def _primitive(self, spec: MaterialSpec, fading: bool) -> Material:
        texture = None
        if spec.texture is not None:
            scale = np.diag([*np.clip(spec.texture_scale, -LARGEST, LARGEST), 1.0])
            texture = Texture(image=self._load_image(spec.texture), transform=scale)
        return Material(
            name=spec.texture or "",
            metallic=spec.metallic,
            roughness=spec.roughness,
            emissive=bounded_color(spec.emissive),
            alpha_mode=AlphaMode.BLEND if fading else AlphaMode(spec.alpha_mode),
            alpha_cutoff=spec.alpha_cutoff,
            double_sided=spec.double_sided,
            solid=spec.solid,
            base_color_texture=texture,
        )

    def of_card(self, card: ImageCard, fading: bool) -> Material:
        """Return the material of an image card: unlit unless the card is lit, seen from behind."""
        key = (card.image, card.type, card.alpha_cutoff, card.lit, fading)
        if key not in self._made:
            cut = AlphaMode.MASK if card.type == "cut-out" else AlphaMode.OPAQUE
            self._made[key] = Material(
                name=card.image,
                metallic=0.0,
                roughness=1.0,
                alpha_mode=AlphaMode.BLEND if fading else cut,
                alpha_cutoff=card.alpha_cutoff,
                double_sided=True,
                unlit=not card.lit,
                base_color_texture=Texture(
                    image=self._load_image(card.image), wrap_u=Wrap.CLAMP, wrap_v=Wrap.CLAMP
                ),
            )
        return self._made[key]

    def of_part(
        self, material: Material, solid: bool, fading: bool,
        color: tuple[float, float, float] | None = None,
    ) -> Material:  # fmt: skip
        """Return a model's material, or its variant that is solid, fades or has another colour."""
        solid = solid or material.solid
        mode = AlphaMode.BLEND if fading else material.alpha_mode
        base = material.base_color
        if color is not None:
            base = (*bounded_color(color), base[3])
        if solid == material.solid and mode is material.alpha_mode and base == material.base_color:
            return material
        key = (id(material), solid, mode, base)
        if key not in self._made:
            self._kept.append(material)  # so that its id stays its own
            self._made[key] = replace(material, solid=solid, alpha_mode=mode, base_color=base)
        return self._made[key]


def card_mesh(card: ImageCard, image: Image) -> Mesh:
    """Return the card's rectangle: facing +Z, its foot at the origin, as wide as its picture."""
    height, width = image.pixels.shape[:2]
    top = min(card.height_m, LARGEST)
    half = 0.5 * top * width / height
    corners = [(-half, 0.0, 0.0), (half, 0.0, 0.0), (half, top, 0.0), (-half, top, 0.0)]
    return Mesh(
        positions=np.array(corners, np.float32),
        triangles=np.array([(0, 1, 2), (0, 2, 3)], np.uint32),
        normals=np.tile(np.array([0.0, 0.0, 1.0], np.float32), (4, 1)),
        uv0=np.array([(0, 1), (1, 1), (1, 0), (0, 0)], np.float32),
        edges=np.array([(0, 1), (1, 2), (2, 3), (3, 0)], np.uint32),
    )
