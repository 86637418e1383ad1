"""Device: a GL context and everything that lives on it, closed together."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import Any, Protocol, Self, TypeVar, cast

import moderngl

from compose.snapshot import Surface
from visualize.render.context import create_context
from visualize.render.drawlist import SurfaceTable
from visualize.render.program import ProgramLibrary
from visualize.render.readback import ArrayPool
from visualize.render.target import TargetPool
from visualize.render.textures import TextureStore
from visualize.render.upload import MeshStore

_TABLES = 3
"""Draw tables kept: the frame's own and those that motion and motion_back point to."""


class Part(Protocol):
    """Something of a pass that lives as long as the device."""

    def close(self) -> None:
        """Free what it holds on the GPU."""


PartType = TypeVar("PartType", bound=Part)


class Device:
    """The GPU as the passes see it.

    Parameters
    ----------
    context
        A context to draw with, which its owner releases; None makes one.

    Attributes
    ----------
    context, programs, targets, meshes, textures, arrays
        What lives on the GPU, and the memory that pictures come back in.
    """

    def __init__(self, context: moderngl.Context | None = None) -> None:
        self._owned = context is None
        self.context = create_context() if context is None else context
        self.programs = ProgramLibrary(self.context)
        self.targets = TargetPool(self.context)
        self.meshes = MeshStore(self.context)
        self.textures = TextureStore(self.context)
        self.arrays = ArrayPool()
        self._tables: list[SurfaceTable] = []
        self._parts: dict[Callable[..., Any], Part] = {}

    def part(self, kind: Callable[[moderngl.Context], PartType]) -> PartType:
        """Return the one ``kind`` of this device, made when first asked for.

        What a pass keeps from frame to frame (shadow maps, edge buffers) lives here.
        """
        if kind not in self._parts:
            self._parts[kind] = kind(self.context)
        return cast("PartType", self._parts[kind])

    @contextmanager
    def current(self) -> Iterator[None]:
        """Make the context current for a while; leave GL's defaults and the framebuffer as it was.

        A framebuffer of ours that stayed in use would be a trap for whoever draws next, a window
        or another renderer, once it is freed.
        """
        with self.context:
            before = self.context.fbo or self.context.detect_framebuffer(0)
            try:
                yield
            finally:
                self.context.enable_only(moderngl.NOTHING)
                self.context.front_face = "ccw"
                self.context.depth_func = "<"
                before.use()

    def table(self, surfaces: tuple[Surface, ...]) -> SurfaceTable:
        """Return the table of these surfaces; the last few are remembered."""
        for table in self._tables:
            if table.surfaces is surfaces:
                return table
        self._tables = [SurfaceTable(surfaces), *self._tables[: _TABLES - 1]]
        return self._tables[0]

    def close(self) -> None:
        """Free everything on the GPU, and the context if it was made here."""
        self._tables.clear()
        with self.context:
            for kept in self._parts.values():
                kept.close()
            self._parts.clear()
            for part in (self.meshes, self.textures, self.targets, self.programs, self.arrays):
                part.close()
        if self._owned:
            self.context.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
