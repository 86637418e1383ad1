"""What a job needs of a renderer, and a renderer for as long as a job needs one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Protocol

from compose.snapshot import Snapshot
from visualize.render.frame import Frame
from visualize.render.options import RenderOptions


class Draws(Protocol):
    """Anything that draws a snapshot as ``visualize.render.Renderer`` does."""

    def render(
        self,
        snapshot: Snapshot,
        passes: Sequence[str],
        size: tuple[int, int],
        *,
        forward: Snapshot | None = None,
        backward: Snapshot | None = None,
        multiple: int = 2,
        options: RenderOptions = ...,
    ) -> Frame:
        """Return the named arrays of one instant."""
        ...


@contextmanager
def renderer_or_new(renderer: Draws | None) -> Iterator[Draws]:
    """Give the renderer, or a new one that is closed at the end of the block.

    Raises
    ------
    ContextError
        When no GL context can be had on this machine.
    """
    if renderer is not None:
        yield renderer
        return
    from visualize.render.renderer import Renderer

    with Renderer() as own:
        yield own
