"""Edges on the GPU: four vertices each, with both ends, for ``stroke.glsl`` to pull apart."""

from __future__ import annotations

import weakref
from collections import deque
from typing import Any, Literal, get_args

import moderngl
import numpy as np
import numpy.typing as npt

from compose.geometry.mesh import Mesh
from compose.geometry.topology import Welded
from visualize.render.pictures.breadths import face_breadths
from visualize.render.pictures.contours import Bends, bends_of
from visualize.render.pictures.creases import crease_edges
from visualize.render.upload import INSTANCE_FORMAT, INSTANCE_NAMES

Pairs = npt.NDArray[np.uint32]
EdgeKind = Literal["display", "crease", "all"]
"""Display edges, the true creases among them, or all sides of triangles."""


_KINDS: tuple[EdgeKind, ...] = get_args(EdgeKind)


def edges_of(mesh: Mesh, kind: EdgeKind, welded: Welded) -> Pairs:
    """Return (E, 2): the edges of a mesh of one kind."""
    if kind == "all":
        return triangle_edges(mesh.triangles)
    return crease_edges(mesh, welded) if kind == "crease" else mesh.edges


def triangle_edges(triangles: npt.NDArray[np.uint32]) -> Pairs:
    """Return (E, 2): every side of the triangles, each once."""
    sides = np.concatenate([triangles[:, [0, 1]], triangles[:, [1, 2]], triangles[:, [2, 0]]])
    sides = np.sort(sides, axis=1).astype(np.uint64)
    packed = np.unique(sides[:, 0] << np.uint64(32) | sides[:, 1])
    low = packed & np.uint64(0xFFFFFFFF)
    return np.stack([packed >> np.uint64(32), low], axis=1).astype(np.uint32)


def quad_vertices(
    mesh: Mesh, edges: Pairs, welded: Welded
) -> tuple[npt.NDArray[np.void], str, tuple[str, ...]]:
    """Return (4 E,) records of the edges, moderngl's format of them, and the attributes' names."""
    own = np.repeat(edges, 2, axis=1).reshape(-1)  # a a b b
    other = np.repeat(edges[:, ::-1], 2, axis=1).reshape(-1)
    breadths = np.repeat(face_breadths(mesh, edges, welded), 4, axis=0)
    columns: list[tuple[str, str, str, npt.NDArray[Any]]] = [
        ("in_position", "3f", "(3,)f4", mesh.positions[own]),
        ("in_other", "3f", "(3,)f4", mesh.positions[other]),
        ("in_breadth", "3f2", "(3,)f2", breadths[:, 0]),
        ("in_breadth_beyond", "3f2", "(3,)f2", breadths[:, 1]),
    ]
    if mesh.morphs:
        columns.append(("in_vertices", "2i", "(2,)i4", np.stack([own, other], axis=1)))
    if mesh.joints is not None and mesh.weights is not None:
        columns += [
            ("in_joints", "4u2", "(4,)u2", mesh.joints[own]),
            ("in_weights", "4f", "(4,)f4", mesh.weights[own]),
            ("in_other_joints", "4u2", "(4,)u2", mesh.joints[other]),
            ("in_other_weights", "4f", "(4,)f4", mesh.weights[other]),
        ]
    records = np.empty(len(own), np.dtype([(name, kind) for name, _, kind, _ in columns]))
    for name, _, _, values in columns:
        records[name] = values
    layout = " ".join(item for _, item, _, _ in columns)
    return records, layout, tuple(name for name, *_ in columns)


def segment_vertices(segments: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """Return (4 C, 6) of (C, 2, 3) segments: own end and other end of each corner."""
    forward, backward = segments.reshape(-1, 6), segments[:, ::-1].reshape(-1, 6)
    return np.stack([forward, forward, backward, backward], axis=1).reshape(-1, 6)


def quad_indices(count: int) -> npt.NDArray[np.uint32]:
    """Return (6 count,): two triangles for every four vertices."""
    first = np.arange(count, dtype=np.uint32)[:, None] * 4
    return (first + np.array([0, 1, 2, 2, 1, 3], np.uint32)).reshape(-1)


class GpuEdges:
    """The edges of one mesh in buffers. An empty one has none."""

    def __init__(self, context: moderngl.Context, mesh: Mesh, edges: Pairs, welded: Welded) -> None:
        self._context = context
        self._content: tuple[moderngl.Buffer, str, tuple[str, ...]] | None = None
        self._indices: moderngl.Buffer | None = None
        self._arrays: dict[int, moderngl.VertexArray] = {}
        if len(edges):
            records, layout, names = quad_vertices(mesh, edges, welded)
            self._content = (context.buffer(records.data.cast("B")), layout, names)
            self._indices = context.buffer(quad_indices(len(edges)).data)

    def __bool__(self) -> bool:
        return self._content is not None

    def vertex_array(self, program: moderngl.Program) -> moderngl.VertexArray:
        """Return the edges as a vertex array, which stays this object's."""
        if program.glo not in self._arrays:
            self._arrays[program.glo] = self._made(program, [])
        return self._arrays[program.glo]

    def instanced(
        self, program: moderngl.Program, instances: moderngl.Buffer
    ) -> moderngl.VertexArray:
        """Return a new vertex array of the edges, which the caller releases.

        ``instances`` holds ``ROW`` records, and the program is compiled with ``INSTANCED``.
        """
        return self._made(program, [(instances, INSTANCE_FORMAT, *INSTANCE_NAMES)])

    def _made(self, program: moderngl.Program, more: list[Any]) -> moderngl.VertexArray:
        if self._content is None:
            raise ValueError("there are no edges to draw")
        buffer, layout, names = self._content
        return self._context.vertex_array(
            program, [(buffer, layout, *names), *more], index_buffer=self._indices, skip_errors=True
        )

    def release(self) -> None:
        """Free the buffers."""
        for array in self._arrays.values():
            array.release()
        self._arrays.clear()
        if self._content is not None:
            self._content[0].release()
        if self._indices is not None:
            self._indices.release()
        self._content = self._indices = None


class EdgeStore:
    """The edges of meshes, by the identity of the mesh; freed when the mesh is gone."""

    def __init__(self, context: moderngl.Context) -> None:
        self._context = context
        self._edges: dict[tuple[int, EdgeKind], GpuEdges] = {}
        self._bends: dict[tuple[int, EdgeKind], Bends] = {}
        self._watches: dict[int, weakref.finalize[..., Any]] = {}
        self._gone: deque[int] = deque()

    def get(self, mesh: Mesh, kind: EdgeKind) -> GpuEdges:
        """Return the edges of a mesh of one kind."""
        self._make(mesh, kind)
        return self._edges[id(mesh), kind]

    def bends(self, mesh: Mesh, kind: EdgeKind) -> Bends:
        """Return the edges of a mesh that may be contours where those of ``kind`` are drawn."""
        self._make(mesh, kind)
        return self._bends[id(mesh), kind]

    def _make(self, mesh: Mesh, kind: EdgeKind) -> None:
        """Find both at once: they ask the same questions of the mesh."""
        self.collect()
        key = (id(mesh), kind)
        if key in self._edges:
            return
        welded = Welded(mesh.positions, mesh.triangles)
        edges = edges_of(mesh, kind, welded)
        self._bends[key] = bends_of(mesh, edges, welded)
        self._edges[key] = GpuEdges(self._context, mesh, edges, welded)
        if id(mesh) not in self._watches:
            watch = weakref.finalize(mesh, self._gone.append, id(mesh))
            watch.atexit = False
            self._watches[id(mesh)] = watch

    def collect(self) -> None:
        """Free the edges of meshes that are gone."""
        while self._gone:
            number = self._gone.popleft()
            del self._watches[number]
            for kind in _KINDS:
                self._bends.pop((number, kind), None)
                edges = self._edges.pop((number, kind), None)
                if edges is not None:
                    edges.release()

    def __len__(self) -> int:
        return len(self._edges)

    def close(self) -> None:
        """Free everything."""
        self.collect()
        for watch in self._watches.values():
            watch.detach()
        for edges in self._edges.values():
            edges.release()
        self._watches.clear()
        self._edges.clear()
        self._bends.clear()
