"""What the samples of a picture are made of: one cheap draw of everything, lit afterwards.

Software drivers shade every layer of a multisampled picture, hidden or not, so light is worked out
in a full-screen pass instead: once for each different surface among a pixel's samples.
"""

from __future__ import annotations

from dataclasses import dataclass

import moderngl

from visualize.render.drawlist import Batch
from visualize.render.pictures.material_numbers import MaterialNumbers
from visualize.render.pictures.materials import map_defines, set_material
from visualize.render.pictures.surfaces import (
    SurfaceShader,
    draw_blended,
    draw_opaque,
    has_blended,
)
from visualize.render.pictures.uniforms import set_uniforms
from visualize.render.stage import Stage
from visualize.render.target import Attachment, Target

SHOWN = Attachment(3, "f1")
"""8 bits, as read back."""

_NUMBERED = Attachment(2, "u4")
_MAPPED = Attachment(4, "u4")
ALBEDO = Attachment(4, "f4")
"""Colour as it is, averaged by the driver."""
_VEIL = Attachment(4, "f2")

_MOST_SAMPLES = 1 << 26
"""Samples of a picture: half a gigabyte, a whole one when mapped. 4K has four a pixel, 8K one."""


def sample_count(stage: Stage) -> int:
    """Return the samples a pixel: what is asked for, as far as driver and memory have them."""
    samples = min(stage.options.samples, int(stage.device.context.max_samples))
    width, height = stage.raster.size
    while samples > 1 and samples * width * height > _MOST_SAMPLES:
        samples //= 2
    return max(samples, 1)


def picture_target(stage: Stage, *attachments: Attachment) -> Target:
    """Return the target of the samples."""
    samples = sample_count(stage)
    return stage.device.targets.get(
        stage.raster.size, attachments, samples if samples > 1 else 0, tag="samples"
    )


@dataclass(frozen=True, eq=False, slots=True)
class Samples:
    """What every sample of a picture is made of, as ``include/packing.glsl`` packs it.

    ``mapped`` says in which of the two ways; ``materials`` is their table, None when mapped.
    """

    target: Target
    mapped: bool
    materials: moderngl.Texture | None

    @property
    def with_albedo(self) -> bool:
        """Tell whether the target's second colour is the base colour as it is."""
        return len(self.target.colors) > 1

    @property
    def defines(self) -> list[str]:
        """What shaders that read the samples need to know."""
        return [f"SAMPLES {max(self.target.samples, 1)}", *(["MAPPED"] if self.mapped else [])]

    @property
    def textures(self) -> dict[str, moderngl.Texture]:
        """The textures of ``include/coverage.glsl``, and the materials."""
        found = {"surfaces": self.target.colors[0], "depth": self.target.depth}
        return found if self.materials is None else {**found, "materials": self.materials}


def draw_samples(stage: Stage, numbers: MaterialNumbers) -> Samples:
    """Return samples that hold the material's number: all that clay needs, and mostly beauty.

    Where ``albedo`` is wanted as well, the same draw fills it.
    """
    along = "albedo" in stage.wanted
    target = _cleared(stage, _NUMBERED, *([ALBEDO] if along else []))

    def set_number(program: moderngl.Program, batch: Batch) -> None:
        set_uniforms(program, {"material_number": numbers.of(batch.material)})

    draw_opaque(
        stage,
        SurfaceShader(
            name="surface_samples", defines=["ALBEDO"] if along else [], set_material=set_number
        ),
    )
    return Samples(target, False, numbers.table)


def draw_mapped_samples(stage: Stage) -> Samples:
    """Return samples that hold what textures make of a material at each point."""
    target = _cleared(stage, _MAPPED)
    textures = stage.device.textures

    def set_maps(program: moderngl.Program, batch: Batch) -> None:
        set_material(program, batch.material, textures)

    shader = SurfaceShader(
        name="surface_samples",
        defines=["MAPPED"],
        batch_defines=map_defines,
        set_material=set_maps,
    )
    draw_opaque(stage, shader)
    return Samples(target, True, None)


def _cleared(stage: Stage, *attachments: Attachment) -> Target:
    target = picture_target(stage, *attachments)
    target.framebuffer.use()
    target.framebuffer.clear(depth=1.0)
    return target


class Veil:
    """The transparent surfaces of a frame, drawn apart and laid over the lit samples.

    A context manager; ``texture`` is None when there is nothing transparent in the picture.
    """

    def __init__(self, stage: Stage, samples: Samples, shader: SurfaceShader) -> None:
        self.texture: moderngl.Texture | None = None
        self._framebuffer: moderngl.Framebuffer | None = None
        if not has_blended(stage):
            return
        self.texture = picture_target(stage, _VEIL).colors[0]
        self._framebuffer = stage.device.context.framebuffer([self.texture], samples.target.depth)
        self._clear(stage)
        self._framebuffer.use()
        draw_blended(stage, shader, self._framebuffer)

    def _clear(self, stage: Stage) -> None:
        """Clear colour alone: the depth is that of the samples."""
        bare = stage.device.context.framebuffer([self.texture])
        bare.clear()
        bare.release()

    def __enter__(self) -> Veil:
        return self

    def __exit__(self, *_: object) -> None:
        if self._framebuffer is not None:
            self._framebuffer.release()
