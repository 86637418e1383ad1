"""Gait: cycles whose feet stay where they are put, planned along the way that a figure goes."""

from compose.figures.gait.chains import chained
from compose.figures.gait.rows import FINGER_ROWS
from compose.figures.gait.table import CYCLES, GaitFrame, GaitTable, plan_gait
from compose.figures.gait.walker import Walker

__all__ = ["CYCLES", "FINGER_ROWS", "GaitFrame", "GaitTable", "Walker", "chained", "plan_gait"]
