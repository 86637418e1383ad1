"""Pictures on the GPU: decoded as their slot says, with mipmaps and the wrap mode asked for."""

from __future__ import annotations

import weakref
from collections import deque
from typing import Any

import moderngl
import numpy as np
import numpy.typing as npt

from compose.geometry.material import Image, Material, Texture, Wrap
from compose.geometry.mesh import Mesh
from visualize.errors import RenderError
from visualize.render.program import set_matrix

_SRGB8_ALPHA8 = 0x8C43
_MAX_ANISOTROPY = 4.0

BASE_MAP_UNIT = 0
"""The texture unit of ``base_map``."""


class TextureStore:
    """The textures of a context, by the identity of the image and by how it is decoded.

    Wrap modes and filters live in samplers, so one image serves several materials. A picture
    beyond ``largest`` pixels a side (None: the driver's limit) is averaged down to fit.
    """

    def __init__(self, context: moderngl.Context, largest: int | None = None) -> None:
        self._context = context
        self._largest = largest
        self._textures: dict[tuple[int, bool], moderngl.Texture] = {}
        self._watches: dict[int, weakref.finalize[..., Any]] = {}
        self._gone: deque[int] = deque()
        self._samplers: dict[tuple[Wrap, Wrap, bool], moderngl.Sampler] = {}

    def bind(self, texture: Texture, unit: int, *, srgb: bool) -> None:
        """Bind a texture and its sampler to a unit; ``srgb`` decodes colour to linear.

        Raises
        ------
        RenderError
            When the image has no pixels.
        """
        self.collect()
        self._texture(texture.image, srgb).use(unit)
        self._sampler(texture).use(unit)

    def _texture(self, image: Image, srgb: bool) -> moderngl.Texture:
        key = (id(image), srgb)
        if key not in self._textures:
            self._textures[key] = self._upload(image, srgb)
            if id(image) not in self._watches:
                watch = weakref.finalize(image, self._gone.append, id(image))
                watch.atexit = False
                self._watches[id(image)] = watch
        return self._textures[key]

    def _upload(self, image: Image, srgb: bool) -> moderngl.Texture:
        if not image.pixels.size:
            raise RenderError(
                f"The picture {image.name or 'of a material'} has no pixels. Save it again."
            )
        limit = self._largest or int(self._context.info["GL_MAX_TEXTURE_SIZE"])
        pixels = _fitted(image.pixels, limit)
        height, width = pixels.shape[:2]
        texture = self._context.texture(
            (width, height),
            4,
            np.ascontiguousarray(pixels).data,
            internal_format=_SRGB8_ALPHA8 if srgb else None,
        )
        texture.build_mipmaps()
        return texture

    def _sampler(self, texture: Texture) -> moderngl.Sampler:
        key = (texture.wrap_u, texture.wrap_v, texture.nearest)
        if key not in self._samplers:
            sampler = self._context.sampler()
            if texture.nearest:
                sampler.filter = (moderngl.NEAREST_MIPMAP_NEAREST, moderngl.NEAREST)
            else:
                sampler.filter = (moderngl.LINEAR_MIPMAP_LINEAR, moderngl.LINEAR)
                sampler.anisotropy = min(_MAX_ANISOTROPY, self._context.max_anisotropy)
            self._samplers[key] = sampler
            # Mirroring is done in the shader (include/wrap.glsl); its result needs no wrapping.
            sampler.repeat_x = texture.wrap_u is Wrap.REPEAT
            sampler.repeat_y = texture.wrap_v is Wrap.REPEAT
        return self._samplers[key]

    def collect(self) -> None:
        """Free the textures of images that are gone."""
        while self._gone:
            number = self._gone.popleft()
            del self._watches[number]
            for srgb in (False, True):
                texture = self._textures.pop((number, srgb), None)
                if texture is not None:
                    texture.release()

    def __len__(self) -> int:
        return len(self._textures)

    def close(self) -> None:
        """Free every texture and sampler."""
        self.collect()
        for watch in self._watches.values():
            watch.detach()
        for texture in self._textures.values():
            texture.release()
        for sampler in self._samplers.values():
            sampler.release()
        self._watches.clear()
        self._textures.clear()
        self._samplers.clear()


def _fitted(pixels: npt.NDArray[np.uint8], largest: int) -> npt.NDArray[np.uint8]:
    """Return (H, W, 4) pixels of at most ``largest`` a side: blocks of a long side averaged."""
    height, width = pixels.shape[:2]
    if max(width, height) <= largest:
        return pixels
    import PIL.Image

    blocks = (-(-width // largest), -(-height // largest))
    # Each channel by itself: of RGBA, Pillow weighs colours by alpha, which is no alpha in data.
    channels = [PIL.Image.fromarray(pixels[..., i]).reduce(blocks) for i in range(4)]
    return np.dstack([np.asarray(channel) for channel in channels])


def base_color_defines(mesh: Mesh, material: Material) -> list[str]:
    """Return the defines that ``include/base_color.glsl`` needs for this surface."""
    defines = []
    texture = material.base_color_texture
    if texture is not None and _uv(mesh, texture) is not None:
        defines.append("BASE_MAP")
        if texture.uv_set == 1:
            defines.append("BASE_UV1")
    if mesh.colors is not None:
        defines.append("VERTEX_COLORS")
    return defines


def set_base_color(program: moderngl.Program, material: Material, textures: TextureStore) -> None:
    """Set the uniforms and bind the texture of ``include/base_color.glsl``."""
    program["base_factor"] = material.base_color
    texture = material.base_color_texture
    if texture is not None and program.get("base_map", None) is not None:
        textures.bind(texture, BASE_MAP_UNIT, srgb=True)
        program["base_map"] = BASE_MAP_UNIT
        set_uv(program, "base", texture)


def set_uv(program: moderngl.Program, prefix: str, texture: Texture) -> None:
    """Set ``<prefix>_uv_transform`` (mat3) and ``<prefix>_mirror`` (bvec2) for a texture."""
    transform = np.eye(3) if texture.transform is None else texture.transform
    set_matrix(program, f"{prefix}_uv_transform", transform)
    if program.get(f"{prefix}_mirror", None) is not None:
        program[f"{prefix}_mirror"] = (
            texture.wrap_u is Wrap.MIRROR,
            texture.wrap_v is Wrap.MIRROR,
        )


def _uv(mesh: Mesh, texture: Texture) -> object | None:
    return mesh.uv1 if texture.uv_set == 1 else mesh.uv0
