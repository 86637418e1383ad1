"""A BVH person written as text, and its forward kinematics done by hand."""

from __future__ import annotations

from typing import Any

import numpy as np

_LEG = (("UpLeg", "Hips", (0.1, 0.0, 0.0)), ("Leg", "UpLeg", (0.0, -0.4, 0.0)),
        ("Foot", "Leg", (0.0, -0.4, 0.0)), ("ToeBase", "Foot", (0.0, -0.08, 0.15)))  # fmt: skip
_ARM = (("Shoulder", "Spine1", (0.05, 0.2, 0.0)), ("Arm", "Shoulder", (0.12, 0.0, 0.0)),
        ("ForeArm", "Arm", (0.28, 0.0, 0.0)), ("Hand", "ForeArm", (0.25, 0.0, 0.0)))  # fmt: skip
_TRUNK = (("Spine", "Hips", (0.0, 0.12, 0.0)), ("Spine1", "Spine", (0.0, 0.2, 0.0)),
          ("Neck", "Spine1", (0.0, 0.25, 0.0)), ("Head", "Neck", (0.0, 0.1, 0.0)))  # fmt: skip


def person_rows(arms_down: bool, scale: float) -> list[tuple[str, str, np.ndarray]]:
    rows = [(name, above, np.array(offset)) for name, above, offset in _TRUNK]
    for side, sign in (("Left", 1.0), ("Right", -1.0)):
        for name, above, offset in (*_LEG, *_ARM):
            x, y, z = offset
            if arms_down and name in ("ForeArm", "Hand"):
                x, y = 0.0, -x
            held = above if above in ("Hips", "Spine1") else side + above
            rows.append((side + name, held, np.array((sign * x, y, z))))
    return [(name, above, offset * scale) for name, above, offset in rows]


def bvh_text(random: Any, *, frames: int, arms_down: bool, scale: float) -> tuple[str, dict]:
    """The text of a person who turns every joint at random, and the numbers in it."""
    rows = person_rows(arms_down, scale)
    order = ["Hips"]

    def block(name: str, offset: np.ndarray, depth: int) -> list[str]:
        word = "ROOT" if depth == 0 else "JOINT"
        spot = "6 Xposition Yposition Zposition " if depth == 0 else "3 "
        lines = [f"{word} {name}", "{", "OFFSET {:.9f} {:.9f} {:.9f}".format(*offset),
                 f"CHANNELS {spot}Zrotation Xrotation Yrotation"]  # fmt: skip
        below = [row for row in rows if row[1] == name]
        for child, _, step in below:
            order.append(child)
            lines += block(child, step, depth + 1)
        if not below:
            lines += ["End Site", "{", "OFFSET 0 0 0.01", "}"]
        return [*lines, "}"]

    lines = ["HIERARCHY", *block("Hips", np.zeros(3), 0), "MOTION", f"Frames: {frames}",
             f"Frame Time: {1 / 30:.9f}"]  # fmt: skip
    angles = random.uniform(-50.0, 50.0, (frames, len(order), 3))
    roots = random.uniform(-1.0, 1.0, (frames, 3)) * scale + np.array([0.0, 0.9, 0.0]) * scale
    for frame in range(frames):
        numbers = [*roots[frame], *angles[frame].ravel()]
        lines.append(" ".join(f"{number:.9f}" for number in numbers))
    data = {"rows": rows, "order": order, "angles": angles, "roots": roots}
    return "\n".join(lines) + "\n", data


def _turn(axis: int, degrees: float) -> np.ndarray:
    c, s = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    result = np.eye(3)
    a, b = (axis + 1) % 3, (axis + 2) % 3
    result[a, a] = result[b, b] = c
    result[a, b], result[b, a] = -s, s
    return result


def bvh_world(data: dict, frame: int) -> dict[str, np.ndarray]:
    """The place of every joint at a frame."""
    turns, places = {}, {}
    steps = {name: (above, offset) for name, above, offset in data["rows"]}
    for row, name in enumerate(data["order"]):
        z, x, y = data["angles"][frame, row]
        local = _turn(2, z) @ _turn(0, x) @ _turn(1, y)
        if name == "Hips":
            turns[name], places[name] = local, data["roots"][frame]
            continue
        above, offset = steps[name]
        places[name] = places[above] + turns[above] @ offset
        turns[name] = turns[above] @ local
    return places


def quaternion_matrix(quaternion: np.ndarray) -> np.ndarray:
    """Rotation by conjugation: q v q* of the three axes."""
    axis, w = np.asarray(quaternion[:3], float), float(quaternion[3])
    columns = [
        v * (w * w - axis @ axis) + 2.0 * axis * (axis @ v) + 2.0 * w * np.cross(axis, v)
        for v in np.eye(3)
    ]
    return np.array(columns).T
