"""The exact passes: one draw fills every one that is asked for.

One sample at the pixel centre, never averaged. Only what is asked for has a target, and only its
file of ``shaders/exact`` is compiled. The rest follows from what was drawn
(``visualize.render.derived``).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import moderngl
import numpy.typing as npt

from compose.geometry.material import AlphaMode
from visualize.render.derived import DERIVED
from visualize.render.drawlist import Batch
from visualize.render.exact_targets import (
    ExactTarget,
    exact_targets,
    sky_defines,
    surface_defines,
)
from visualize.render.motion import pixel_rows, sky_displacement
from visualize.render.passes import PASSES, Pass
from visualize.render.program import set_matrix
from visualize.render.stage import Stage
from visualize.render.textures import base_color_defines, set_base_color

Array = npt.NDArray[Any]


def draw_exact(stage: Stage, wanted: Sequence[Pass]) -> dict[str, Array]:
    """Return exact passes, drawn together.

    Parameters
    ----------
    stage
        The frame. Its ``targets`` hold ``motion`` and ``motion_back`` when those are wanted.
    wanted
        Exact passes.

    Returns
    -------
    dict
        Arrays by name, as ``visualize.render.passes`` describes them. Two of them may be views of
        one array.
    """
    needed = {entry.source or entry.name for entry in wanted}
    targets = exact_targets(entry for entry in PASSES.values() if entry.name in needed)
    target = stage.device.targets.get(
        stage.raster.size, [one.attachment for one in targets], tag="exact"
    )
    target.clear_depth()
    target.framebuffer.use()
    _draw_surfaces(stage, targets)
    _draw_sky(stage, targets)
    arrays: dict[str, Array] = {}
    for at, one in enumerate(targets):
        arrays |= one.views(target.read(at, stage.device.arrays))
    for entry in wanted:
        if entry.source is not None:
            arrays[entry.name] = DERIVED[entry.name](
                arrays[entry.source], stage.raster, stage.snapshot.camera, stage.options
            )
    return {entry.name: arrays[entry.name] for entry in wanted}


def _draw_surfaces(stage: Stage, targets: tuple[ExactTarget, ...]) -> None:
    """Draw every surface that writes exact passes into the framebuffer in use."""
    context = stage.device.context
    context.enable_only(moderngl.DEPTH_TEST)
    context.depth_func = "<"
    ready: set[int] = set()
    parts = _parts(targets)
    common = [*surface_defines(targets), *_parallel_defines(stage)]
    for batch in stage.batches:
        if batch.seen and batch.material.writes_exact:
            program = stage.device.programs.get("exact", [*common, *_defines(stage, batch)], parts)
            if program.glo not in ready:
                ready.add(program.glo)
                _set_frame(stage, program)
            _set_material(stage, batch, program)
            stage.draw(batch, program)


def _parts(targets: tuple[ExactTarget, ...]) -> list[str]:
    return [
        f"exact/{entry.part or entry.name}:{entry.name}"
        for target in targets
        for entry in target.passes
    ]


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


def _draw_sky(stage: Stage, targets: tuple[ExactTarget, ...]) -> None:
    """Write each target's value for the sky wherever nothing was drawn."""
    context = stage.device.context
    context.enable_only(moderngl.DEPTH_TEST)
    context.depth_func = "<="
    names = {entry.name for target in targets for entry in target.passes}
    changes = {
        name: sky_displacement(stage.snapshot.camera, stage.raster, end)
        for name, end in stage.targets.items()
        if name in names
    }
    moving = {name: change for name, change in changes.items() if change.any()}
    defines = [*sky_defines(targets), "SKY", *(f"{name.upper()}_MOVES" for name in moving)]
    program = stage.device.programs.get("exact_sky", defines, _parts(targets))
    if moving:
        program["centre"] = (stage.raster.cx, stage.raster.cy)
    for name, change in moving.items():
        set_matrix(program, f"{name}_change", change)
    array = context.vertex_array(program, [])
    array.render(moderngl.TRIANGLES, vertices=3)
    array.release()
