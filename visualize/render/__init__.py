"""Pictures out of snapshots: the passes, the options, and the renderer that draws them.

Importing this package loads no GL; ``Renderer`` and ``create_context`` do when first named, and a
context is made by calling them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from visualize.render.frame import Frame
from visualize.render.options import RenderOptions
from visualize.render.passes import PASSES, Pass, Shading, pass_named, passes_named

if TYPE_CHECKING:
    from visualize.render.context import create_context
    from visualize.render.renderer import Renderer

__all__ = [
    "PASSES",
    "Frame",
    "Pass",
    "RenderOptions",
    "Renderer",
    "Shading",
    "create_context",
    "pass_named",
    "passes_named",
]


def __getattr__(name: str) -> Any:  # noqa: ANN401 - a module's __getattr__ returns anything
    if name == "Renderer":
        from visualize.render.renderer import Renderer

        return Renderer
    if name == "create_context":
        from visualize.render.context import create_context

        return create_context
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
