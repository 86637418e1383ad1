"""Material: glTF metallic-roughness with decoded textures, ready for the renderer."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

import numpy as np
import numpy.typing as npt


class AlphaMode(StrEnum):
    """What a surface's alpha does (glTF 2.0, 3.9.4)."""

    OPAQUE = "opaque"
    MASK = "mask"
    BLEND = "blend"


class Wrap(StrEnum):
    """What a texture does outside 0…1."""

    REPEAT = "repeat"
    CLAMP = "clamp"
    MIRROR = "mirror"


@dataclass(frozen=True, eq=False, kw_only=True)
class Image:
    """A decoded picture: (H, W, 4) uint8, row 0 on top, straight alpha.

    How to read the numbers (sRGB or data) is decided by the slot that uses it.
    """

    pixels: npt.NDArray[np.uint8]
    name: str = ""

    def __post_init__(self) -> None:
        if self.pixels.ndim != 3 or self.pixels.shape[2] != 4 or self.pixels.dtype != np.uint8:
            raise ValueError(
                f"an image is (H, W, 4) uint8, not {self.pixels.shape} {self.pixels.dtype}"
            )
        self.pixels.setflags(write=False)

    @cached_property
    def content_hash(self) -> str:
        """SHA-256 of size and pixels."""
        digest = hashlib.sha256(str(self.pixels.shape).encode())
        digest.update(np.ascontiguousarray(self.pixels).data)
        return digest.hexdigest()


@dataclass(frozen=True, eq=False, kw_only=True)
class Texture:
    """An image with its sampling: which UV set, the KHR_texture_transform and the wrap modes.

    ``transform`` is (3, 3) float64 and maps the column ``(u, v, 1)``.
    """

    image: Image
    uv_set: int = 0
    transform: npt.NDArray[np.float64] | None = None
    wrap_u: Wrap = Wrap.REPEAT
    wrap_v: Wrap = Wrap.REPEAT
    nearest: bool = False


@dataclass(frozen=True, eq=False, kw_only=True)
class Material:
    """How a surface looks. Factors are linear; each texture multiplies its factor.

    ``base_color`` is RGBA. ``metallic_roughness`` uses G for roughness and B for metallic,
    ``occlusion`` R (glTF). ``unlit`` shows the base colour itself (image plates). ``solid`` lets
    a BLEND surface write the exact passes.
    """

    name: str = ""
    base_color: tuple[float, float, float, float] = (1.0, 1.0, 1.0, 1.0)
    metallic: float = 1.0
    roughness: float = 1.0
    emissive: tuple[float, float, float] = (0.0, 0.0, 0.0)
    normal_scale: float = 1.0
    occlusion_strength: float = 1.0
    alpha_mode: AlphaMode = AlphaMode.OPAQUE
    alpha_cutoff: float = 0.5
    double_sided: bool = False
    unlit: bool = False
    solid: bool = False
    base_color_texture: Texture | None = None
    metallic_roughness_texture: Texture | None = None
    normal_texture: Texture | None = None
    occlusion_texture: Texture | None = None
    emissive_texture: Texture | None = None

    @property
    def writes_exact(self) -> bool:
        """Tell whether the exact passes see this surface."""
        return self.alpha_mode is not AlphaMode.BLEND or self.solid
