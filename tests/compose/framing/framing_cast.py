"""People for framing: figure states by hand, standing, seated and lying, of any size."""

from __future__ import annotations

import numpy as np

from compose.figures.skeleton import POINTS
from compose.framing.subjects import Subject, figure_subject
from compose.snapshot import FigureState

# Shares of the standing height: x to the figure's left, y up, z ahead. Drillis and Contini's
# segment table (1966) rounded to a figure that is easy to read.
_MIDDLE = {
    "hips": (0, 0.53, 0), "waist": (0, 0.6, 0), "chest": (0, 0.7, 0), "neck": (0, 0.82, 0),
    "head": (0, 0.87, 0.01), "crown": (0, 1.0, 0), "nose": (0, 0.915, 0.07),
    "chin": (0, 0.87, 0.05), "throat": (0, 0.83, 0.03), "sternum": (0, 0.75, 0.06),
    "navel": (0, 0.61, 0.06), "crotch": (0, 0.48, 0),
}  # fmt: skip
_SIDED = {
    "eye": (0.018, 0.936, 0.05), "ear": (0.04, 0.93, 0), "clavicle": (0.02, 0.81, 0.01),
    "shoulder": (0.1, 0.815, 0), "elbow": (0.12, 0.63, 0), "wrist": (0.13, 0.485, 0.02),
    "grip": (0.13, 0.45, 0.03), "fingertip": (0.13, 0.38, 0.03), "hip": (0.055, 0.53, 0),
    "knee": (0.055, 0.285, 0.01), "ankle": (0.055, 0.04, -0.01), "toes": (0.06, 0.01, 0.06),
    "heel": (0.055, 0.0, -0.04), "ball": (0.06, 0.0, 0.06), "toe_tip": (0.06, 0.0, 0.1),
}  # fmt: skip


def _standing() -> np.ndarray:
    rows = []
    for name in POINTS:
        side, _, part = name.partition("_")
        if name in _MIDDLE:
            rows.append(_MIDDLE[name])
        elif part in _SIDED:
            x, y, z = _SIDED[part]
            rows.append((x if side == "left" else -x, y, z))
        else:
            x, y, z = _SIDED["grip"]
            rows.append((x if side == "left" else -x, y, z))
    return np.array(rows, float)


def points_of(pose: str, height: float) -> np.ndarray:
    points = _standing()
    if pose == "sitting":
        legs = [
            i for i, name in enumerate(POINTS)
            if name.partition("_")[2] in ("knee", "ankle", "toes", "heel", "ball", "toe_tip")
        ]  # fmt: skip
        points[:, 1] -= 0.245
        points[legs, 1] += 0.245
        points[legs, 2] += 0.245
    elif pose == "lying":
        points = points[:, [0, 2, 1]] * (1.0, 1.0, -1.0) + (0.0, 0.1, 0.5)
    return points * height


def person(
    name: str = "anna", at: tuple[float, float, float] = (0.0, 0.0, 0.0), *, turn: float = 0.0,
    height: float = 1.7, pose: str = "standing",
) -> Subject:  # fmt: skip
    """A subject at a place, turned by radians about +Y from facing +Z."""
    return figure_subject(state(name, at, turn=turn, height=height, pose=pose))


def state(
    name: str = "anna", at: tuple[float, float, float] = (0.0, 0.0, 0.0), *, turn: float = 0.0,
    height: float = 1.7, pose: str = "standing",
) -> FigureState:  # fmt: skip
    c, s = np.cos(turn), np.sin(turn)
    spin = np.array([[c, 0.0, s], [0.0, 1.0, 0.0], [-s, 0.0, c]])
    return FigureState(
        node=name, name=name.title(), points=points_of(pose, height) @ spin.T + at,
        facing=(float(s), 0.0, float(c)),
    )  # fmt: skip
