"""A rigged person as a GLB with Mixamo's names, standing in an A pose at rest, that waves."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from tests.builders.bvh_person import person_rows
from tests.builders.glb_builder import GlbBuilder

A_POSE_DEG = 48.0
SCALE = 0.01
"""The armature's, as of rigs that are made in centimetres."""


def _about_z(degrees: float) -> list[float]:
    half = np.radians(degrees) / 2.0
    return [0.0, 0.0, float(np.sin(half)), float(np.cos(half))]


def write_rig(path: Path, prefix: str = "mixamorig:") -> Path:
    """Write the rig; its clip ``wave`` turns the left forearm a right angle about Z in a second."""
    glb = GlbBuilder()
    rows = person_rows(arms_down=False, scale=1.0 / SCALE)
    numbers = {"Hips": 1} | {name: i + 2 for i, (name, _, _) in enumerate(rows)}
    below: dict[str, list[int]] = {}
    for name, above, _ in rows:
        below.setdefault(above, []).append(numbers[name])
    glb.add("nodes", {"name": "Armature", "scale": [SCALE] * 3, "children": [1]})
    places = [("Hips", np.array((0.0, 0.9, 0.0)) / SCALE)] + [(n, o) for n, _, o in rows]
    for name, offset in places:
        node = {"name": prefix + name, "translation": offset.tolist()}
        if name in ("LeftArm", "RightArm"):
            node["rotation"] = _about_z(-A_POSE_DEG if name == "LeftArm" else A_POSE_DEG)
        if name in below:
            node["children"] = below[name]
        glb.add("nodes", node)
    times = glb.accessor([0.0, 1.0])
    turns = glb.accessor([_about_z(0.0), _about_z(90.0)])
    target = {"node": numbers["LeftForeArm"], "path": "rotation"}
    glb.add("animations", {"name": "wave", "samplers": [{"input": times, "output": turns}],
                           "channels": [{"sampler": 0, "target": target}]})  # fmt: skip
    glb.add("scenes", {"nodes": [0]})
    return glb.write(path)
