"""The exact passes: depth, normal, id, motion, motion_back in one draw; position and mask of them.

One sample at the pixel centre, never averaged. Only what is asked for has a target. Depth and
normal share one (normal in xyz, depth in w) when both are wanted: three targets are quicker to
write and to read back than four, and both come out as views of one array.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import moderngl
import numpy as np
import numpy.typing as npt

from compose.geometry.material import AlphaMode
from visualize.render.drawlist import Batch
from visualize.render.motion import pixel_rows, sky_displacement
from visualize.render.program import set_matrix
from visualize.render.stage import Stage
from visualize.render.target import Attachment, Target
from visualize.render.textures import base_color_defines, set_base_color

Array = npt.NDArray[Any]

_TARGETS = {
    "packed": Attachment(4, "f4"),
    "depth": Attachment(1, "f4"),
    "normal": Attachment(4, "f4"),
    "id": Attachment(1, "u4"),
    "motion": Attachment(2, "f4"),
    "motion_back": Attachment(2, "f4"),
}
_SOURCES = {"position": "depth", "mask": "id"}
"""Passes worked out of another one."""


def draw_exact(stage: Stage, names: Sequence[str]) -> dict[str, Array]:
    """Return the exact passes of these names, drawn together.

    Parameters
    ----------
    stage
        The frame. Its ``targets`` hold ``motion`` and ``motion_back`` when those are named.
    names
        Names of exact passes.

    Returns
    -------
    dict
        Arrays as ``visualize.render.passes`` describes them. Depth and normal may be views of one
        array; ``position`` is float32 metres, worked out in float64.
    """
    drawn = {_SOURCES.get(name, name) for name in names}
    if {"depth", "normal"} <= drawn:
        drawn = (drawn - {"depth", "normal"}) | {"packed"}
    order = [name for name in _TARGETS if name in drawn]
    target = stage.device.targets.get(
        stage.raster.size, [_TARGETS[name] for name in order], tag="exact"
    )
    _draw(stage, target, order)
    arrays = {name: target.read(at, stage.device.arrays) for at, name in enumerate(order)}
    if "packed" in arrays:
        packed = arrays.pop("packed")
        arrays["depth"], arrays["normal"] = packed[..., 3], packed[..., :3]
    elif "normal" in arrays:
        arrays["normal"] = arrays["normal"][..., :3]
    if "position" in names:
        arrays["position"] = _positions(stage, arrays["depth"])
    if "mask" in names:
        arrays["mask"] = _mask(arrays["id"], stage.options.mask_ids)
    return {name: arrays[name] for name in names}


def _draw(stage: Stage, target: Target, names: list[str]) -> None:
    """Fill the target: every surface that writes exact passes, then the sky."""
    context = stage.device.context
    outputs = [f"OUT_{name.upper()} {at}" for at, name in enumerate(names)]
    context.enable_only(moderngl.DEPTH_TEST)
    context.depth_func = "<"
    target.clear_depth()
    target.framebuffer.use()
    ready: set[int] = set()
    common = [*outputs, *_parallel_defines(stage)]
    for batch in stage.batches:
        if batch.seen and batch.material.writes_exact:
            program = stage.device.programs.get("exact", [*common, *_defines(stage, batch)])
            if program.glo not in ready:
                ready.add(program.glo)
                _set_frame(stage, program)
            _set_material(stage, batch, program)
            stage.draw(batch, program)
    context.enable_only(moderngl.DEPTH_TEST)
    context.depth_func = "<="
    _draw_sky(stage, names, outputs)


def _defines(stage: Stage, batch: Batch) -> list[str]:
    """Return the shader's defines that depend on the batch."""
    defines = stage.defines(batch)
    defines.append("NORMALS")
    if not batch.culled:
        defines.append("TWO_SIDED")
    if batch.material.alpha_mode is AlphaMode.MASK:
        defines += ["CUT", *base_color_defines(batch.mesh, batch.material)]
    return defines


def _parallel_defines(stage: Stage) -> list[str]:
    return [
        f"{name.upper()}_PARALLEL"
        for name, target in stage.targets.items()
        if target.raster.orthographic
    ]


def _set_frame(stage: Stage, program: moderngl.Program) -> None:
    """Set what is the same for every batch of the frame."""
    stage.set_camera(program)
    raster = stage.raster
    if "centre" in program:
        program["centre"] = (raster.cx, raster.cy)
    if "to_pixels" in program:
        rows = pixel_rows(raster, (raster.cx, raster.cy))
        set_matrix(program, "to_pixels", rows)


def _set_material(stage: Stage, batch: Batch, program: moderngl.Program) -> None:
    if batch.material.alpha_mode is AlphaMode.MASK:
        set_base_color(program, batch.material, stage.device.textures)
        program["cutoff"] = batch.material.alpha_cutoff


def _draw_sky(stage: Stage, names: list[str], outputs: list[str]) -> None:
    """Write each target's value for the sky wherever nothing was drawn."""
    context = stage.device.context
    changes = {
        name: sky_displacement(stage.snapshot.camera, stage.raster, target)
        for name, target in stage.targets.items()
        if name in names
    }
    moving = {name: change for name, change in changes.items() if change.any()}
    defines = [f"{name.upper()}_MOVES" for name in moving]
    program = stage.device.programs.get("exact_sky", [*outputs, *defines])
    if moving:
        program["centre"] = (stage.raster.cx, stage.raster.cy)
    for name, change in moving.items():
        set_matrix(program, f"{name}_change", change)
    array = context.vertex_array(program, [])
    array.render(moderngl.TRIANGLES, vertices=3)
    array.release()


def _positions(stage: Stage, depth: Array) -> Array:
    """Return (H, W, 3) float32 world positions: the ray of each pixel centre times its depth."""
    raster, world = stage.raster, stage.snapshot.camera.world
    x = (np.arange(raster.width) + 0.5 - raster.cx) / raster.focal
    y = (raster.cy - np.arange(raster.height) - 0.5) / raster.focal
    known = np.where(np.isfinite(depth), depth.astype(np.float64), np.nan)
    result = np.empty((*depth.shape, 3), np.float32)
    for axis in range(3):
        right, up, back, eye = world[axis]
        across = right * x[None, :] + up * y[:, None]
        if raster.orthographic:
            result[..., axis] = eye + across - back * known
        else:
            result[..., axis] = eye + (across - back) * known
    return result


def _mask(ids: Array, wanted: Sequence[int]) -> Array:
    """Return (H, W) uint8: 255 where the id is one of those wanted."""
    chosen = [number for number in wanted if 0 < number < 2**32]
    return np.isin(ids, np.array(chosen, np.uint32)).astype(np.uint8) * np.uint8(255)
