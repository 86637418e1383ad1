"""Drawing casters into a shadow map."""

from __future__ import annotations

import moderngl
import numpy as np

from compose.geometry.material import AlphaMode
from visualize.render.drawlist import Batch
from visualize.render.pictures.shadow_casters import (
    CASTER,
    MOST_AT_ONCE,
    CasterList,
    Flags,
    caster_list,
)
from visualize.render.pictures.shadow_fit import ShadowView
from visualize.render.pictures.uniforms import set_uniforms
from visualize.render.stage import JOINT_UNIT, Stage
from visualize.render.textures import base_color_defines, set_base_color
from visualize.render.upload import table_texture

_SLOPE_OFFSET = (1.5, 2.0)
_BLOCK_BYTES = MOST_AT_ONCE * CASTER.itemsize


def draw_casters(stage: Stage, batches: tuple[Batch, ...], wanted: Flags, view: ShadowView) -> None:
    """Draw the wanted rows of some batches into the framebuffer and viewport in use.

    Parameters
    ----------
    stage, batches
        The frame, and which of its batches to take rows from.
    wanted
        (S,) bool: which rows.
    view
        The map.
    """
    context = stage.device.context
    alignment = int(context.info["GL_UNIFORM_BUFFER_OFFSET_ALIGNMENT"])
    casters = caster_list(
        batches, wanted, view, stage.snapshot, stage.spheres, stage.rows,
        max(-(-alignment // CASTER.itemsize), 1),
    )  # fmt: skip
    if not casters.draws:
        return
    context.enable_only(moderngl.DEPTH_TEST)
    context.depth_func = "<"
    context.polygon_offset = _SLOPE_OFFSET
    rows = context.buffer(_padded(casters).data)
    joints = table_texture(context, casters.joints.reshape(-1, 4))
    for draw in casters.draws:
        program = _program(stage, draw.batch)
        program["z_to_w"] = view.z_to_w
        mesh = stage.device.meshes.get(draw.batch.mesh)
        stage.set_faces(draw.batch, upright=True)
        stage.bind_tables(draw.batch, program, mesh)
        if draw.batch.skinned:
            joints.use(JOINT_UNIT)
        rows.bind_to_uniform_block(0, offset=draw.first * CASTER.itemsize, size=_BLOCK_BYTES)
        mesh.vertex_array(program).render(instances=draw.count)
    rows.release()
    joints.release()
    context.polygon_offset = (0.0, 0.0)
    context.clear_samplers(0, 1)


def _padded(casters: CasterList) -> np.ndarray:
    """Return the records' bytes with room for a whole block behind each of them."""
    used = casters.records.nbytes
    padded = np.zeros(used + _BLOCK_BYTES, np.uint8)
    padded[:used] = casters.records.view(np.uint8)
    return padded


def _program(stage: Stage, batch: Batch) -> moderngl.Program:
    """Return the batch's program, the material set where it cuts the shadow's shape."""
    defines = [f"CASTERS {MOST_AT_ONCE}"]
    defines += ["SKINNED"] if batch.skinned else []
    defines += ["MORPHED"] if batch.morphed else []
    if batch.material.alpha_mode is not AlphaMode.MASK:
        return stage.device.programs.get("shadow", defines)
    defines += ["CUT", *base_color_defines(batch.mesh, batch.material)]
    program = stage.device.programs.get("shadow", defines)
    set_base_color(program, batch.material, stage.device.textures)
    set_uniforms(program, {"cutoff": batch.material.alpha_cutoff})
    return program
