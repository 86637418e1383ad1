"""Storyboard: the strip of shots, with live pictures."""

from studio.storyboard.storyboard import Storyboard

__all__ = ["Storyboard"]
