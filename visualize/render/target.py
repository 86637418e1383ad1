"""Framebuffers, made once for a size and a set of formats and used again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import moderngl
import numpy.typing as npt

from visualize.errors import RenderError
from visualize.render.context import wait_until_drawn
from visualize.render.readback import ArrayPool


@dataclass(frozen=True, slots=True)
class Attachment:
    """A colour target: how many channels, and moderngl's name of their type (``f4``, ``u4``…)."""

    components: int
    dtype: str

    @property
    def numpy_dtype(self) -> str:
        """The type of the array that comes back."""
        return {"f1": "u1"}.get(self.dtype, self.dtype)


class Target:
    """Colour textures and a depth texture of one size.

    ``samples`` above 1 makes multisampled textures, which are resolved with ``resolve_into``.
    """

    def __init__(
        self,
        context: moderngl.Context,
        size: tuple[int, int],
        attachments: Sequence[Attachment],
        samples: int,
    ) -> None:
        self.size = size
        self.attachments = tuple(attachments)
        self.samples = samples
        self._context = context
        self.colors = [
            context.texture(size, item.components, dtype=item.dtype, samples=samples)
            for item in self.attachments
        ]
        for texture in self.colors:
            if samples == 0:
                texture.filter = (moderngl.NEAREST, moderngl.NEAREST)
                texture.repeat_x = texture.repeat_y = False
        self.depth = context.depth_texture(size, samples=samples)
        if samples == 0:
            # A comparing depth texture cannot be read as plain numbers in a shader.
            self.depth.compare_func = ""
            self.depth.filter = (moderngl.NEAREST, moderngl.NEAREST)
            self.depth.repeat_x = self.depth.repeat_y = False
        self.framebuffer = context.framebuffer(self.colors, self.depth)
        self._depth_alone = context.framebuffer(depth_attachment=self.depth)

    def clear_depth(self) -> None:
        """Set the depth to the far end and leave the colours: for passes that write every pixel."""
        self._depth_alone.clear(depth=1.0)

    def read(self, index: int, pool: ArrayPool) -> npt.NDArray[Any]:
        """Return attachment ``index`` as (H, W) or (H, W, components), row 0 first."""
        item = self.attachments[index]
        width, height = self.size
        shape = (height, width) if item.components == 1 else (height, width, item.components)
        array = pool.take(shape, item.numpy_dtype)
        wait_until_drawn()
        self.framebuffer.read_into(
            array.data.cast("B"),
            components=item.components,
            attachment=index,
            alignment=1,
            dtype=item.dtype,
        )
        return array

    def resolve_into(self, other: Target) -> None:
        """Average the samples into ``other``, attachment by attachment."""
        wait_until_drawn()
        self._context.copy_framebuffer(other.framebuffer, self.framebuffer)

    def release(self) -> None:
        """Free the textures and the framebuffer."""
        self.framebuffer.release()
        self._depth_alone.release()
        for texture in (*self.colors, self.depth):
            texture.release()


class TargetPool:
    """The targets of a context. Those of sizes not drawn lately are freed.

    Parameters
    ----------
    context
        The context that owns them.
    kept
        How many targets stay.
    """

    def __init__(self, context: moderngl.Context, kept: int = 24) -> None:
        self._context = context
        self._kept = kept
        self._targets: dict[tuple[Any, ...], Target] = {}

    def get(
        self,
        size: tuple[int, int],
        attachments: Sequence[Attachment],
        samples: int = 0,
        tag: str = "",
    ) -> Target:
        """Return the target of this size and these formats; ``tag`` tells apart equal ones.

        Raises
        ------
        RenderError
            When the size is beyond what the driver can draw.
        """
        key = (size, tuple(attachments), samples, tag)
        target = self._targets.pop(key, None)
        if target is None:
            self.check_size(size)
            target = Target(self._context, size, attachments, samples)
        self._targets[key] = target
        while len(self._targets) > self._kept:
            self._targets.pop(next(iter(self._targets))).release()
        return target

    def check_size(self, size: tuple[int, int]) -> None:
        """Raise RenderError when the size is beyond what the driver can draw."""
        info = self._context.info
        limit = min(info["GL_MAX_TEXTURE_SIZE"], *info["GL_MAX_VIEWPORT_DIMS"])
        if max(size) > limit:
            raise RenderError(
                f"A picture of {size[0]}x{size[1]} is beyond this driver's limit of {limit} pixels "
                f"a side. Ask for a smaller --size."
            )

    def close(self) -> None:
        """Free every target."""
        for target in self._targets.values():
            target.release()
        self._targets.clear()
