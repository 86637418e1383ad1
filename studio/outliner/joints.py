"""The rows inside figures and imported models: their joints, a figure's by part of the body."""

from __future__ import annotations

from compose.figures.skeleton import FINGERS, JOINTS, PARENTS
from compose.geometry.model import Model
from studio.outliner.rows import Children, RowKey

_JOINT, _PART = "joint/", "part/"
_MOST_ROWS = 2000
"""Of an imported model; one of more is a machine's, not a hand's, to go through."""

_BODY = {
    "Head and neck": "neck",
    "Spine": "hips",
    "Left arm": "left_clavicle",
    "Right arm": "right_clavicle",
    "Left leg": "left_hip",
    "Right leg": "right_hip",
}
"""The parts of a body, each with the joint that it begins at."""

_SPINE = ("hips", "waist", "chest")


def joint_of(key: RowKey) -> str | None:
    """Return the path of the joint that a row stands for; a part of a body is its first joint."""
    if key.inner.startswith(_JOINT):
        return key.inner.removeprefix(_JOINT)
    if key.inner.startswith(_PART):
        return _BODY[key.inner.removeprefix(_PART)]
    return None


def is_part(key: RowKey) -> bool:
    """Tell whether a row is a part of a body, which gathers joints."""
    return key.inner.startswith(_PART)


def row_of_joint(node: str, joint: str) -> RowKey:
    """Return the row of a joint."""
    return RowKey(node, _JOINT + joint)


def label_of(key: RowKey) -> str:
    """Return what a joint or part of a body is called: ``left_index_1`` is "Index 1"."""
    if is_part(key):
        return key.inner.removeprefix(_PART)
    path = key.inner.removeprefix(_JOINT)
    if path not in JOINTS:
        return path.rpartition("/")[2]
    words = path.removeprefix("left_").removeprefix("right_").replace("_", " ")
    return words[:1].upper() + words[1:]


def figure_rows(node: str) -> Children:
    """Return the rows inside a figure: parts of the body, their joints one after another.

    Only fingers hang on one another, under the wrist.
    """
    rows: dict[RowKey, tuple[RowKey, ...]] = {
        RowKey(node): tuple(RowKey(node, _PART + part) for part in _BODY)
    }
    for part, first in _BODY.items():
        chain = _SPINE if part == "Spine" else _limb(first)
        rows[RowKey(node, _PART + part)] = tuple(row_of_joint(node, joint) for joint in chain)
    for side in ("left", "right"):
        wrist = row_of_joint(node, f"{side}_wrist")
        rows[wrist] = tuple(row_of_joint(node, f"{side}_{finger}_1") for finger in FINGERS)
        for finger in FINGERS:
            for at in (1, 2):
                above = row_of_joint(node, f"{side}_{finger}_{at}")
                rows[above] = (row_of_joint(node, f"{side}_{finger}_{at + 1}"),)
    return rows


def _limb(first: str) -> tuple[str, ...]:
    """Return a joint and all below it but fingers."""
    found = {first}
    for joint, above in zip(JOINTS, PARENTS, strict=True):
        if above >= 0 and JOINTS[above] in found and not _is_finger(joint):
            found.add(joint)
    return tuple(joint for joint in JOINTS if joint in found)


def _is_finger(joint: str) -> bool:
    return any(f"_{finger}_" in joint for finger in FINGERS)


def asset_rows(node: str, model: Model) -> Children:
    """Return the rows inside an imported model: its joints, or all its nodes where it has none.

    A model of more rows than a person can go through has none.
    """
    jointed = {joint for skin in model.skins for joint in skin.joints}
    wanted = [i for i in range(len(model.nodes)) if not jointed or i in jointed]
    if not 1 < len(wanted) <= _MOST_ROWS:
        return {}
    shown = set(wanted)
    below: dict[RowKey, list[RowKey]] = {}
    for i in wanted:
        above = model.nodes[i].parent
        parent = row_of_joint(node, model.nodes[above].path) if above in shown else RowKey(node)
        below.setdefault(parent, []).append(row_of_joint(node, model.nodes[i].path))
    return {key: tuple(rows) for key, rows in below.items()}
