"""Which joint of a foreign rig is which of ours: known name maps, and names of the user's own."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from compose.errors import NotFoundError, SceneError
from compose.figures.skeleton import FINGERS, INDEX, JOINTS
from compose.geometry.model import Model

NEEDED = ("hips", *(f"{side}_{name}" for side in ("left", "right")
                    for name in ("hip", "knee", "shoulder", "elbow")))  # fmt: skip
"""Joints without which a rig is no person's."""

_PHALANXES = {
    "Thumb": ("Metacarpal", "Proximal", "Distal"),
    "": ("Proximal", "Intermediate", "Distal"),
}
_PREFIX = re.compile(r"^(mixamorig\d*|bip0*1|ccbase|def|org)")


def joint_map(model: Model, names: Mapping[str, str] | None = None) -> dict[str, int]:
    """Return the node of the model, by index, for each of our joints that it has.

    The known map with the most joints in the model is taken; ``names`` (our joint to the model's
    node, by name or path) come before it.

    Raises
    ------
    NotFoundError
        When ``names`` has an unknown joint of ours or of the model; the nearest are offered.
    SceneError
        When hips, arms or legs are not found.
    """
    by_name: dict[str, int] = {}
    for i, node in enumerate(model.nodes):
        by_name.setdefault(plain_name(node.path), i)
    maps = (
        {joint: by_name[name] for joint, name in known.items() if name in by_name}
        for known in known_maps().values()
    )
    found = max(maps, key=len)
    found |= _given(model, by_name, names or {})
    missing = [joint for joint in NEEDED if joint not in found]
    if missing:
        raise SceneError(
            f"The rig has no joint known for {', '.join(missing)}. Name its joints: "
            f'names={{"{missing[0]}": "its name", …}}.'
        )
    return {joint: found[joint] for joint in JOINTS if joint in found}


def _given(model: Model, by_name: Mapping[str, int], names: Mapping[str, str]) -> dict[str, int]:
    result = {}
    for joint, name in names.items():
        if joint not in INDEX:
            raise NotFoundError("joint of a figure", joint, JOINTS)
        place = model.index(name)
        place = by_name.get(plain_name(name), -1) if place < 0 else place
        if place < 0:
            known = [node.path.rpartition("/")[2] for node in model.nodes]
            raise NotFoundError("joint of the rig", name, known, f"for {joint!r}")
        result[joint] = place
    return result


def plain_name(path: str) -> str:
    """Return a node's name as it is compared: no path, prefix, case or punctuation."""
    name = path.rpartition("/")[2].rpartition(":")[2].lower()
    name = re.sub(r"[^a-z0-9]", "", name)
    return _PREFIX.sub("", name) or name


@cache
def known_maps() -> Mapping[str, Mapping[str, str]]:
    """Return each known map by its name: our joint to the plain name in that kind of rig."""
    text = files("compose.figures.retarget").joinpath("names.toml").read_text(encoding="utf-8")
    return {kind: dict(_rows(table)) for kind, table in tomllib.loads(text).items()}


def _rows(table: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for joint, name in table["centre"].items():
        yield joint, plain_name(name)
    for ours, theirs in zip(("left", "right"), table["sides"], strict=True):
        for joint, name in table["sided"].items():
            yield f"{ours}_{joint}", plain_name(name.format(side=theirs))
        for finger, called in zip(FINGERS, table["fingers"], strict=False):
            phalanxes = _PHALANXES.get(called, _PHALANXES[""])
            for n, phalanx in enumerate(phalanxes, 1):
                name = table["finger"].format(side=theirs, Finger=called, n=n, Phalanx=phalanx)
                yield f"{ours}_{finger}_{n}", plain_name(name)
