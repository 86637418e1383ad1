"""The skeleton of every figure: joints by name, parents first, and the landmarks on them.

Zero is the T pose: the figure stands upright, faces +Z, its left is +X, its arms lie along X with
the palms down. With every rotation at zero the axes of all joints are those of the figure, so that
flexion of hip, knee and ankle is a turn about X, flexion of an elbow a turn about Y, abduction of a
shoulder or a hip a turn about Z, and twist of an arm a turn about X. Joint channels are absolute:
they count from zero, not from the pose in which the mesh is bound.
"""

from __future__ import annotations

FINGERS = ("thumb", "index", "middle", "ring", "little")

_SPINE = (
    ("hips", ""),
    ("waist", "hips"),
    ("chest", "waist"),
    ("neck", "chest"),
    ("head", "neck"),
    ("left_eye", "head"),
    ("right_eye", "head"),
)
_ARM = (
    ("clavicle", "chest"),
    ("shoulder", "clavicle"),
    ("elbow", "shoulder"),
    ("wrist", "elbow"),
    *((f"{finger}_{n}", "wrist" if n == 1 else f"{finger}_{n - 1}")
      for finger in FINGERS for n in (1, 2, 3)),
)  # fmt: skip
_LEG = (("hip", "hips"), ("knee", "hip"), ("ankle", "knee"), ("toes", "ankle"))
_CENTRE = ("hips", "waist", "chest", "neck", "head")


def _sided(side: str, rows: tuple[tuple[str, str], ...]) -> list[tuple[str, str]]:
    return [
        (f"{side}_{name}", above if above in _CENTRE else f"{side}_{above}") for name, above in rows
    ]


_ROWS = (
    *_SPINE,
    *_sided("left", _ARM),
    *_sided("right", _ARM),
    *_sided("left", _LEG),
    *_sided("right", _LEG),
)

JOINTS: tuple[str, ...] = tuple(name for name, _ in _ROWS)
"""The names of all joints, parents before children."""

PARENTS: tuple[int, ...] = tuple(JOINTS.index(above) if above else -1 for _, above in _ROWS)
"""The row of each joint's parent; −1 for the hips."""

INDEX: dict[str, int] = {name: row for row, name in enumerate(JOINTS)}
"""The row of each joint by its name."""

_SIDED_LANDMARKS = (
    ("ear", "head"),
    ("grip", "wrist"),
    ("fingertip", "middle_3"),
    ("heel", "ankle"),
    ("ball", "toes"),
    ("toe_tip", "toes"),
)
LANDMARKS: dict[str, str] = {
    "crown": "head",
    "nose": "head",
    "chin": "head",
    "throat": "neck",
    "sternum": "chest",
    "navel": "waist",
    "crotch": "hips",
    **{
        f"{side}_{name}": above if above == "head" else f"{side}_{above}"
        for side in ("left", "right")
        for name, above in _SIDED_LANDMARKS
    },
}
"""Points on the body by name, each with the joint that carries it. A figure's model has a node for
each, so that props hang on ``right_grip`` and a camera aims at ``sternum``."""

OPENPOSE: tuple[str, ...] = (
    "nose",
    "neck",
    "right_shoulder",
    "right_elbow",
    "right_wrist",
    "left_shoulder",
    "left_elbow",
    "left_wrist",
    "right_hip",
    "right_knee",
    "right_ankle",
    "left_hip",
    "left_knee",
    "left_ankle",
    "right_eye",
    "left_eye",
    "right_ear",
    "left_ear",
)
"""The joint or landmark of each of the 18 body points of OpenPose's COCO model, in its order."""

POINTS: tuple[str, ...] = (*JOINTS, *LANDMARKS)
"""Every joint, then every landmark: the nodes of a figure's model in their order."""


def mirrored_name(name: str) -> str:
    """Return the joint or landmark on the other side of the body; itself in the middle."""
    for here, there in (("left_", "right_"), ("right_", "left_")):
        if name.startswith(here):
            return there + name.removeprefix(here)
    return name
