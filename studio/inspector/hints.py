"""Hints: the quiet words at the right end of a section's header."""

from __future__ import annotations

import math
from collections.abc import Sequence

from compose.node import Node
from compose.payload import CameraPayload
from compose.stage.lens import gate_aspect, gate_inside, sensor_size
from studio.inspector.shot_lens import FOCAL
from studio.session import Session
from studio.session.layers import track_of


def space_hint(session: Session, nodes: Sequence[Node]) -> str:
    """Return whose space the numbers of the transform are in."""
    scene = session.scene
    parents = {node.parent for node in nodes}
    if scene is None or len(parents) != 1:
        return ""
    parent = parents.pop()
    if parent is None:
        return "world"
    name = scene.node(parent.node).name
    return f"in {name} · {parent.joint}" if parent.joint else f"in {name}"


def lens_hint(session: Session, nodes: Sequence[Node]) -> str:
    """Return how much of the world a camera sees across, in the shot where it films that."""
    (node, *others) = nodes
    if others or not isinstance(node.payload, CameraPayload):
        return ""
    camera, shot = node.payload, session.shot
    gate = camera.gate
    lens = session.standing(node.id, FOCAL).value
    if shot is not None and shot.camera == node.id:
        gate = camera.gate if shot.gate is None else shot.gate
        if shot.focal_length_mm is not None and track_of(shot, node.id, FOCAL) is None:
            lens = shot.focal_length_mm
    width, _ = gate_inside(sensor_size(camera.sensor), gate_aspect(gate))
    height = session.standing(node.id, "camera.orthographic_height_m").value
    if not isinstance(lens, float | int) or (isinstance(height, float | int) and height > 0.0):
        return "parallel"
    return f"{math.degrees(2.0 * math.atan(width / (2.0 * lens))):.1f}° across"


HINTS = {"space": space_hint, "lens-angle": lens_hint}
"""Hints by the name of a section's ``special``."""
