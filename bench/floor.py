"""The bare-GL floor: the least that GL can do to fill the same targets with the same triangles.

The same vertex and index buffers, one matrix a row, the same targets and depth test, the same cull
state; a vertex shader that multiplies one matrix, a fragment shader that writes what it is given.
Everything is prepared before the clock starts; drawing and reading back is what is timed.
"""

from __future__ import annotations

from types import TracebackType
from typing import Any

import moderngl
import numpy as np

from compose.snapshot import Snapshot
from visualize.render.context import create_context

_SHADER = """
#version 330 core
#if defined VERTEX_SHADER
in vec3 in_position;
in mat4 in_clip;
flat out uint number;
void main() {
    gl_Position = in_clip * vec4(in_position, 1.0);
    number = uint(gl_InstanceID);
}
#else
flat in uint number;
layout(location = 0) out vec4 normal_and_depth;
layout(location = 1) out uint id;
layout(location = 2) out vec2 motion;
void main() {
    normal_and_depth = vec4(0.0, 0.0, 1.0, gl_FragCoord.z);
    id = number;
    motion = vec2(0.0);
}
#endif
"""

_UNIFORM = _SHADER.replace("in mat4 in_clip", "uniform mat4 in_clip")


class Floor:
    """One snapshot, ready to be drawn again and again."""

    def __init__(self, snapshot: Snapshot, size: tuple[int, int]) -> None:
        self.context = create_context()
        self.raster = snapshot.camera.raster(size)
        width, height = self.raster.size
        formats = ((4, "f4"), (1, "u4"), (2, "f4"))
        textures = [self.context.texture((width, height), n, dtype=kind) for n, kind in formats]
        self.framebuffer = self.context.framebuffer(
            textures, self.context.depth_texture((width, height))
        )
        self._reads = [
            (at, n, kind, bytearray(width * height * n * 4)) for at, (n, kind) in enumerate(formats)
        ]
        self._draws = self._prepare(snapshot)

    def _prepare(self, snapshot: Snapshot) -> list[tuple[Any, ...]]:
        context, camera = self.context, snapshot.camera
        project = self.raster.projection(camera.near_m, camera.far_m) @ camera.view
        programs = [_program(context, text) for text in (_SHADER, _UNIFORM)]
        rows: dict[int, list[int]] = {}
        for row, surface in enumerate(snapshot.surfaces):
            if snapshot.visible[row] and surface.material.writes_exact:
                rows.setdefault(id(surface.mesh), []).append(row)
        draws: list[tuple[Any, ...]] = []
        for members in rows.values():
            mesh = snapshot.surfaces[members[0]].mesh
            indices = context.buffer(np.ascontiguousarray(mesh.triangles).data)
            vertices = (context.buffer(mesh.positions.tobytes()), "3f", "in_position")
            clip = (project @ snapshot.world[members]).transpose(0, 2, 1).astype(np.float32)
            if len(members) < 8:
                array = context.vertex_array(programs[1], [vertices], index_buffer=indices)
                draws += [(mesh.closed, array, programs[1], one.tobytes()) for one in clip]
                continue
            matrices = (context.buffer(clip.tobytes()), "16f/i", "in_clip")
            array = context.vertex_array(programs[0], [vertices, matrices], index_buffer=indices)
            draws.append((mesh.closed, array, None, len(members)))
        return draws

    def draw(self) -> None:
        """Clear, draw and read back everything."""
        context = self.context
        with context:
            context.enable_only(moderngl.DEPTH_TEST)
            self.framebuffer.use()
            self.framebuffer.clear(depth=1.0)
            for closed, array, program, what in self._draws:
                (context.enable if closed else context.disable)(moderngl.CULL_FACE)
                if program is None:
                    array.render(instances=what)
                else:
                    program["in_clip"].write(what)
                    array.render()
            for at, components, kind, memory in self._reads:
                self.framebuffer.read_into(
                    memory, components=components, attachment=at, alignment=1, dtype=kind
                )

    def __enter__(self) -> Floor:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.context.release()


def _program(context: moderngl.Context, text: str) -> moderngl.Program:
    head, body = text.strip().split("\n", 1)
    return context.program(
        vertex_shader=f"{head}\n#define VERTEX_SHADER\n{body}", fragment_shader=f"{head}\n{body}"
    )
