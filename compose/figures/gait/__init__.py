"""Gait: cycles whose feet stay where they are put, planned along the way that a figure goes."""

from compose.figures.gait.table import CYCLES, GaitFrame, GaitTable, plan_gait
from compose.figures.gait.walker import Walker

__all__ = ["CYCLES", "GaitFrame", "GaitTable", "Walker", "plan_gait"]
