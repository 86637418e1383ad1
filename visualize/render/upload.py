"""Meshes on the GPU: buffers by the identity of the mesh, freed when the mesh is gone."""

from __future__ import annotations

import weakref
from collections import deque
from typing import Any

import moderngl
import numpy as np
import numpy.typing as npt

from compose.geometry.mesh import Mesh
from visualize.errors import RenderError

TABLE_WIDTH = 4096
"""Texels in a row of a table texture (``include/table.glsl``)."""

INSTANCE_FORMAT = "4f 4f 4f 48x 4f 4i 4f 4f 4f 4f 4f 4f/i"
INSTANCE_NAMES = (
    "in_view_x",
    "in_view_y",
    "in_view_z",
    "in_row_color",
    "in_row_info",
    "in_motion_x",
    "in_motion_y",
    "in_motion_z",
    "in_motion_back_x",
    "in_motion_back_y",
    "in_motion_back_z",
)
"""The attributes of ``visualize.render.rows.ROW``.

Not the normal matrix: with it there would be more than the 16 attributes that every driver has.
"""


class GpuMesh:
    """Buffers of one mesh, made when a program first asks for them.

    Attributes
    ----------
    vertex_count, index_count
        Sizes; ``index_count`` counts three a triangle.
    """

    def __init__(self, context: moderngl.Context, mesh: Mesh) -> None:
        self._context = context
        self._mesh = weakref.ref(mesh)
        self._buffers: dict[str, moderngl.Buffer] = {}
        self._arrays: dict[tuple[int, int], moderngl.VertexArray] = {}
        self._instances: list[moderngl.Buffer] = []
        self._offsets: moderngl.Texture | None = None
        self.vertex_count = len(mesh.positions)
        self.index_count = mesh.triangles.size

    def buffer(self, name: str) -> moderngl.Buffer | None:
        """Return the buffer of a field of the mesh (``positions``, ``edges``…), None without it."""
        if name not in self._buffers:
            mesh = self._mesh()
            values = None if mesh is None else getattr(mesh, name)
            if values is None or not values.size:
                return None
            self._buffers[name] = self._context.buffer(np.ascontiguousarray(values).data)
        return self._buffers[name]

    def vertex_array(
        self, program: moderngl.Program, instances: moderngl.Buffer | None = None
    ) -> moderngl.VertexArray:
        """Return the triangles, with the attributes that the program reads.

        ``instances`` holds ``ROW`` records for programs compiled with ``INSTANCED``.
        """
        key = (program.glo, 0 if instances is None else instances.glo)
        if key not in self._arrays:
            content: list[Any] = self.vertex_content(program)
            if instances is not None:
                content.append((instances, INSTANCE_FORMAT, *INSTANCE_NAMES))
            self._arrays[key] = self._context.vertex_array(
                program, content, index_buffer=self.buffer("triangles"), skip_errors=True
            )
        return self._arrays[key]

    def vertex_content(self, program: moderngl.Program) -> list[tuple[Any, ...]]:
        """Return moderngl's description of the per-vertex attributes that the program reads."""
        fields = (
            ("in_position", "positions", "3f"),
            ("in_normal", "normals", "3f"),
            ("in_uv0", "uv0", "2f"),
            ("in_uv1", "uv1", "2f"),
            ("in_color", "colors", "4f"),
            ("in_joints", "joints", "4u2"),
            ("in_weights", "weights", "4f"),
        )
        return [
            (buffer, layout, attribute)
            for attribute, name, layout in fields
            if attribute in program and (buffer := self.buffer(name)) is not None
        ]

    def instance_buffer(self, number: int, size: int) -> moderngl.Buffer:
        """Return buffer ``number`` for the rows of a batch, at least ``size`` bytes."""
        while len(self._instances) <= number:
            self._instances.append(self._context.buffer(reserve=size))
        if self._instances[number].size < size:
            old = self._instances[number]
            for key in [key for key in self._arrays if key[1] == old.glo]:
                self._arrays.pop(key).release()
            old.release()
            self._instances[number] = self._context.buffer(reserve=size * 3 // 2)
        return self._instances[number]

    def morph_offsets(self) -> moderngl.Texture:
        """Return the table of every target's position and normal offsets, one vertex a texel.

        Raises
        ------
        RenderError
            When the driver's textures are too small to hold it.
        """
        if self._offsets is None:
            mesh = self._mesh()
            morphs = () if mesh is None else mesh.morphs
            texels = np.zeros((len(morphs), 2, self.vertex_count, 3), np.float32)
            for at, morph in enumerate(morphs):
                texels[at, 0] = morph.positions
                if morph.normals is not None:
                    texels[at, 1] = morph.normals
            self._offsets = table_texture(self._context, texels.reshape(-1, 3))
        return self._offsets

    def release(self) -> None:
        """Free everything."""
        owned: list[Any] = [*self._arrays.values(), *self._instances, *self._buffers.values()]
        if self._offsets is not None:
            owned.append(self._offsets)
        for item in owned:
            item.release()
        self._arrays.clear()
        self._instances.clear()
        self._buffers.clear()
        self._offsets = None


class MeshStore:
    """The meshes of a context.

    A mesh that Python has let go of is freed at the next ``collect``: a finaliser may run on any
    thread, and GL calls belong to the thread that draws.
    """

    def __init__(self, context: moderngl.Context) -> None:
        self._context = context
        self._meshes: dict[int, tuple[weakref.finalize[..., Any], GpuMesh]] = {}
        self._gone: deque[int] = deque()

    def get(self, mesh: Mesh) -> GpuMesh:
        """Return the buffers of this mesh."""
        self.collect()
        found = self._meshes.get(id(mesh))
        if found is None:
            watch = weakref.finalize(mesh, self._gone.append, id(mesh))
            watch.atexit = False
            found = self._meshes[id(mesh)] = (watch, GpuMesh(self._context, mesh))
        return found[1]

    def collect(self) -> None:
        """Free the buffers of meshes that are gone."""
        while self._gone:
            self._meshes.pop(self._gone.popleft())[1].release()

    def __len__(self) -> int:
        return len(self._meshes)

    def close(self) -> None:
        """Free every mesh's buffers."""
        self.collect()
        for watch, mesh in self._meshes.values():
            watch.detach()
            mesh.release()
        self._meshes.clear()


def table_texture(
    context: moderngl.Context, texels: npt.NDArray[np.float32], into: moderngl.Texture | None = None
) -> moderngl.Texture:
    """Return a texture of (N, 3) or (N, 4) float32 texels for ``table_texel`` in a shader.

    ``into`` is written again when it is large enough, else released.

    Raises
    ------
    RenderError
        When the driver's textures are too small.
    """
    count, components = texels.shape
    width = min(TABLE_WIDTH, max(count, 1))
    height = max(-(-count // width), 1)
    limit = context.info["GL_MAX_TEXTURE_SIZE"]
    if height > limit:
        raise RenderError(
            f"{count:,} morph or joint entries do not fit this driver's textures "
            f"({TABLE_WIDTH * limit:,} at most). Use fewer morph targets or a lighter mesh."
        )
    padded = np.zeros((height * width, components), np.float32)
    padded[:count] = texels
    if into is not None:
        if into.size == (width, height) and into.components == components:
            into.write(padded.data)
            return into
        into.release()
    texture = context.texture((width, height), components, padded.data, dtype="f4")
    texture.filter = (moderngl.NEAREST, moderngl.NEAREST)
    return texture
