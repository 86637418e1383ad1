"""Gallery mode: the takes as a wall, one take beside it, takes against each other, the models."""

from studio.gallery_mode.page import GalleryPage

__all__ = ["GalleryPage"]
