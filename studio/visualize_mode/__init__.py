"""Visualize mode: a shot, a model, an ask, and the jobs that come of it."""

from studio.visualize_mode.page import VisualizePage

__all__ = ["VisualizePage"]
