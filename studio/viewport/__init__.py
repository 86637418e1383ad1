"""The viewport: the picture of the scene, moving about in it, picking, and what is painted over."""

from studio.viewport.viewport import Viewport

__all__ = ["Viewport"]
