"""Motion of foreign rigs on our figures, and our poses on foreign rigs."""

from compose.figures.retarget.motion import FigureMotion, read_motion, retarget
from compose.figures.retarget.names import joint_map, known_maps
from compose.figures.retarget.planting import planted
from compose.figures.retarget.posing import place_rig, pose_rig

__all__ = [
    "FigureMotion",
    "joint_map",
    "known_maps",
    "place_rig",
    "planted",
    "pose_rig",
    "read_motion",
    "retarget",
]
