"""Draw every surface with one shader: the opaque ones, then the transparent from back to front."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import moderngl

from compose.geometry.material import AlphaMode
from visualize.render.drawlist import Batch
from visualize.render.pictures.uniforms import Uniforms, set_uniforms
from visualize.render.stage import Stage
from visualize.render.target import Target
from visualize.render.textures import base_color_defines, set_base_color

MATERIAL_UNITS = range(6)
"""Texture units of materials and of the shadow atlas."""


def _no_defines(_: Batch) -> list[str]:
    return []


def _no_material(_: moderngl.Program, __: Batch) -> None:
    return


@dataclass(frozen=True, eq=False, kw_only=True)
class SurfaceShader:
    """A shader file with what it needs for a frame and for each material.

    ``defines`` and ``uniforms`` are the frame's; ``batch_defines`` and ``set_material`` add what
    depends on the material. ``normals`` asks for them.
    """

    name: str
    defines: Sequence[str] = ()
    uniforms: Uniforms = field(default_factory=dict)
    batch_defines: Callable[[Batch], list[str]] = _no_defines
    set_material: Callable[[moderngl.Program, Batch], None] = _no_material
    normals: bool = True


def draw_opaque(stage: Stage, shader: SurfaceShader) -> None:
    """Draw the surfaces that cover what is behind them, into the framebuffer in use."""
    context = stage.device.context
    context.enable_only(moderngl.DEPTH_TEST)
    context.depth_func = "<"
    bound = _Bound(stage, shader)
    for batch in stage.batches:
        if batch.seen and batch.material.alpha_mode is not AlphaMode.BLEND:
            stage.draw(batch, bound.program(batch))
    bound.clear()


def draw_blended(stage: Stage, shader: SurfaceShader, framebuffer: moderngl.Framebuffer) -> None:
    """Draw the transparent surfaces over the rest, the farthest first; they write no depth.

    Colours come out of the shader multiplied by alpha, and alpha adds up.
    """
    rows = _far_to_near(stage)
    if not rows:
        return
    context = stage.device.context
    context.enable_only(moderngl.DEPTH_TEST | moderngl.BLEND)
    context.depth_func = "<"
    context.blend_func = moderngl.ONE, moderngl.ONE_MINUS_SRC_ALPHA
    framebuffer.depth_mask = False
    bound = _Bound(stage, shader)
    for batch, at in rows:
        program = bound.program(batch)
        mesh = stage.device.meshes.get(batch.mesh)
        stage.set_faces(batch)
        stage.bind_tables(batch, program, mesh)
        stage.bind_row(batch.first + at)
        mesh.vertex_array(program).render()
    bound.clear()
    framebuffer.depth_mask = True
    context.disable(moderngl.BLEND)


def draw_solid_depth(stage: Stage, target: Target) -> None:
    """Draw the depth alone of transparent surfaces that are solid, over what is behind them.

    A lens then blurs them as far as they are, not as far as what is seen through them.
    """
    solid = [
        batch
        for batch in stage.batches
        if batch.seen and batch.material.alpha_mode is AlphaMode.BLEND and batch.material.solid
    ]
    if not solid:
        return
    context = stage.device.context
    target.framebuffer.color_mask = False, False, False, False
    target.framebuffer.use()
    context.enable_only(moderngl.DEPTH_TEST)
    context.depth_func = "<"
    bound = _Bound(stage, SurfaceShader(name="albedo", normals=False))
    for batch in solid:
        stage.draw(batch, bound.program(batch))
    bound.clear()
    target.framebuffer.color_mask = True, True, True, True


def has_blended(stage: Stage) -> bool:
    """Tell whether anything transparent may be in the picture."""
    return any(
        batch.seen and batch.material.alpha_mode is AlphaMode.BLEND for batch in stage.batches
    )


def _far_to_near(stage: Stage) -> list[tuple[Batch, int]]:
    """Return batch and place in it of each transparent row in the picture, the farthest first."""
    centers = stage.spheres.center
    found: list[tuple[float, int, Batch, int]] = []
    forward = -stage.snapshot.camera.world[:3, 2]
    eye = stage.snapshot.camera.world[:3, 3]
    for batch in stage.batches:
        if batch.material.alpha_mode is not AlphaMode.BLEND:
            continue
        for at in range(batch.seen):
            row = int(batch.rows[at])
            depth = float((centers[row] - eye) @ forward)
            found.append((-depth, row, batch, at))
    return [(batch, at) for _, _, batch, at in sorted(found, key=lambda item: item[:2])]


class _Bound:
    """Programs of one shader, ready for a batch: the frame's uniforms set once a program."""

    def __init__(self, stage: Stage, shader: SurfaceShader) -> None:
        self._stage = stage
        self._shader = shader
        self._ready: set[int] = set()

    def program(self, batch: Batch) -> moderngl.Program:
        """Return the batch's program with its material set."""
        shader, stage = self._shader, self._stage
        defines = [*shader.defines, *stage.defines(batch), *_material_defines(batch)]
        defines += ["NORMALS"] if shader.normals else []
        program = stage.device.programs.get(shader.name, [*defines, *shader.batch_defines(batch)])
        if program.glo not in self._ready:
            self._ready.add(program.glo)
            stage.set_camera(program)
            set_uniforms(program, shader.uniforms)
        if program.get("base_factor", None) is not None:
            set_base_color(program, batch.material, stage.device.textures)
        if batch.material.alpha_mode is AlphaMode.MASK:
            set_uniforms(program, {"cutoff": batch.material.alpha_cutoff})
        shader.set_material(program, batch)
        return program

    def clear(self) -> None:
        """Take the materials' samplers off, so that others read their textures plainly."""
        units = MATERIAL_UNITS
        self._stage.device.context.clear_samplers(units.start, units.stop)


def _material_defines(batch: Batch) -> list[str]:
    defines = base_color_defines(batch.mesh, batch.material)
    if not batch.culled:
        defines.append("TWO_SIDED")
    if batch.material.alpha_mode is AlphaMode.MASK:
        defines.append("CUT")
    elif batch.material.alpha_mode is AlphaMode.BLEND:
        defines.append("BLENDED")
    return defines
