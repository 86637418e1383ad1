"""Previews: small pictures and clips of takes, made once and kept, to find and watch takes by."""

from visualize.previews.maker import PreviewMaker
from visualize.previews.previews import Previews

__all__ = ["PreviewMaker", "Previews"]
