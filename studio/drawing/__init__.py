"""Pictures of the scene for the window, drawn by the project's own renderer in a thread."""

from studio.drawing.drawing import Drawing
from studio.drawing.wish import Picture, Wish

__all__ = ["Drawing", "Picture", "Wish"]
