"""Figures at the desk: their poses, joints, hands and feet, looks and cycles."""

from studio.figures.figure_panel import FigurePanel

__all__ = ["FigurePanel"]
