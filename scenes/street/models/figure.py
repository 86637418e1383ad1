"""A mannequin of 1.75 m with thirteen joints, a walk and an idle: the people of the street.

It faces +Z, stands on y = 0 and has its left on +X. Each garment is a node of its own; the
coat is white, for a project to tint. The joints turn from arms and legs that hang straight down.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path

import numpy as np

from scenes.street.models.body import dressed
from scenes.street.models.glb import GlbWriter
from scenes.street.models.solids import F64, Point

WALK_S = 1.1
WALK_SPEED_M_S = 1.0
IDLE_S = 3.0

_SKELETON: tuple[tuple[str, str, Point], ...] = (
    ("hips", "", (0.0, 0.95, 0.0)),
    ("spine", "hips", (0.0, 1.06, 0.0)),
    ("neck", "spine", (0.0, 1.49, 0.0)),
    ("left_arm", "spine", (0.2, 1.41, 0.0)),
    ("left_forearm", "left_arm", (0.2, 1.13, 0.0)),
    ("right_arm", "spine", (-0.2, 1.41, 0.0)),
    ("right_forearm", "right_arm", (-0.2, 1.13, 0.0)),
    ("left_leg", "hips", (0.09, 0.9, 0.0)),
    ("left_shin", "left_leg", (0.09, 0.5, 0.0)),
    ("left_foot", "left_shin", (0.09, 0.09, 0.0)),
    ("right_leg", "hips", (-0.09, 0.9, 0.0)),
    ("right_shin", "right_leg", (-0.09, 0.5, 0.0)),
    ("right_foot", "right_shin", (-0.09, 0.09, 0.0)),
)
PATHS: dict[str, str] = {}
"""The path of each joint inside the file."""
for _name, _parent, _ in _SKELETON:
    PATHS[_name] = f"{PATHS[_parent]}/{_name}" if _parent else _name

_NUMBER = {name: i for i, (name, _, _) in enumerate(_SKELETON)}
_REST = {name: point for name, _, point in _SKELETON}

_THIGH_M, _SHIN_M, _ANKLE_M = 0.4, 0.41, 0.09

_COLORS = {
    "skin": (0.48, 0.28, 0.19, 1.0),
    "hair": (0.05, 0.03, 0.02, 1.0),
    "coat": (1.0, 1.0, 1.0, 1.0),
    "trousers": (0.06, 0.07, 0.10, 1.0),
    "shoes": (0.03, 0.025, 0.02, 1.0),
}


def write_figure(path: Path) -> None:
    """Write the figure as a GLB with the clips ``walk`` and ``idle``."""
    writer = GlbWriter()
    nodes: dict[str, int] = {}
    for name, parent, point in _SKELETON:
        base = _REST[parent] if parent else (0.0, 0.0, 0.0)
        offset = [a - b for a, b in zip(point, base, strict=True)]
        nodes[name] = writer.node(name, parent=nodes.get(parent), translation=offset)
    skin = writer.skin(list(nodes.values()), np.array([point for _, _, point in _SKELETON]))
    for garment, solid in dressed(_NUMBER).items():
        material = writer.material(garment, _COLORS[garment], roughness=0.75)
        writer.node(garment, mesh=writer.mesh(garment, solid, material), skin=skin)
    _add_clip(writer, nodes, "walk", WALK_S, _walk)
    _add_clip(writer, nodes, "idle", IDLE_S, _idle)
    writer.save(path)


def _add_clip(
    writer: GlbWriter,
    nodes: dict[str, int],
    name: str,
    duration_s: float,
    pose: Callable[[float], dict[str, float]],
) -> None:
    """Sample a pose (degrees about X by joint, ``hips.y`` in metres) once around."""
    phases = np.linspace(0.0, 1.0, 25)
    poses = [pose(2.0 * math.pi * float(phase)) for phase in phases]
    moves: list[tuple[int, str, F64]] = []
    for joint in poses[0]:
        values = [each[joint] for each in poses]
        if joint == "hips.y":
            moves.append((nodes["hips"], "translation", np.array([(0.0, v, 0.0) for v in values])))
        else:
            halves = [math.radians(v) / 2.0 for v in values]
            turns = np.array([(math.sin(h), 0.0, 0.0, math.cos(h)) for h in halves])
            moves.append((nodes[joint], "rotation", turns))
    writer.clip(name, phases * duration_s, moves)


def _walk(phase: float) -> dict[str, float]:
    """Carry the hips over a straight standing leg while the other swings through, bent.

    The planted foot moves back at the walking speed, so that it stays where it is on the ground.
    """
    turn = phase / (2.0 * math.pi) % 1.0
    feet = {"left": _foot(turn), "right": _foot((turn + 0.5) % 1.0)}
    planted = feet["left"] if turn < 0.5 else feet["right"]
    height = math.sqrt((0.997 * (_THIGH_M + _SHIN_M)) ** 2 - planted[0] ** 2)
    swing = math.cos(phase)
    pose = {"hips.y": _ANKLE_M + height + 0.05, "spine": 3.0}
    pose |= {"left_arm": 18.0 * swing, "right_arm": -18.0 * swing}
    pose |= {"left_forearm": -18.0 + 8.0 * swing, "right_forearm": -18.0 - 8.0 * swing}
    for side, (ahead, lift) in feet.items():
        pose |= _leg(side, ahead, height - lift)
    return pose


def _foot(turn: float) -> tuple[float, float]:
    """Return metres ahead of the hips and above the ground: half a turn planted, half swinging."""
    reach = WALK_SPEED_M_S * WALK_S / 4.0
    if turn < 0.5:
        return reach * (1.0 - 4.0 * turn), 0.0
    way = 2.0 * turn - 1.0
    return reach * (2.0 * way * way * (3.0 - 2.0 * way) - 1.0), 0.09 * math.sin(math.pi * way)


def _leg(side: str, ahead: float, below: float) -> dict[str, float]:
    """Bend a leg so that its ankle is there, by the law of cosines; the foot stays level."""
    length = min(math.hypot(ahead, below), 0.9999 * (_THIGH_M + _SHIN_M))
    knee = math.acos((_THIGH_M**2 + _SHIN_M**2 - length**2) / (2.0 * _THIGH_M * _SHIN_M))
    raised = math.acos((_THIGH_M**2 + length**2 - _SHIN_M**2) / (2.0 * _THIGH_M * length))
    thigh = math.degrees(math.atan2(ahead, below) + raised)
    shin = 180.0 - math.degrees(knee)
    return {f"{side}_leg": -thigh, f"{side}_shin": shin, f"{side}_foot": thigh - shin}


def _idle(phase: float) -> dict[str, float]:
    """Breathe: the chest leans by a degree and the arms follow."""
    breath = math.sin(phase)
    return {
        "spine": 1.0 + 1.2 * breath,
        "neck": -0.8 * breath,
        "left_arm": 2.0 - 1.5 * breath,
        "right_arm": 3.0 - 1.5 * breath,
        "left_forearm": -12.0 + 2.0 * breath,
        "right_forearm": -15.0 + 2.0 * breath,
    }
