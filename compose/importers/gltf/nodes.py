"""The node tree of a glTF: order, unique paths, transforms (glTF 2.0, 3.5)."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np

from compose.errors import AssetError
from compose.geometry.model import ModelNode
from compose.importers.gltf.meshes import Meshes, unique
from compose.importers.gltf.views import read_camera, read_light
from compose.importers.json_object import JsonObject
from compose.transform import decompose_matrices

MAX_DEPTH = 256
MAX_NODES = 200_000
MAX_LENGTH = 1e9


@dataclass(frozen=True, eq=False, kw_only=True)
class Tree:
    """The nodes that are shown, parents first. ``place`` maps a number in the file to ours."""

    nodes: tuple[ModelNode, ...]
    place: dict[int, int]


def read_tree(root: JsonObject, meshes: Meshes, skins: int, warnings: list[str]) -> Tree:
    """Read the default scene's nodes, and those that hang together with joints of skins.

    Parameters
    ----------
    skins
        How many skins the document has.

    Raises
    ------
    AssetError
        When nodes form a ring, have two parents, or point at what is not there.
    """
    sources = root.children("nodes")
    if len(sources) > MAX_NODES:
        raise AssetError(root.path, f"nodes holds {len(sources):,}; {MAX_NODES:,} at most.")
    parents, children = _family(sources)
    order = _shown(root, sources, parents, children)
    place = {number: i for i, number in enumerate(order)}
    reader = _NodeReader(root, meshes, skins, warnings)
    nodes: list[ModelNode] = []
    taken: dict[int, set[str]] = {}
    for number in order:
        parent = place.get(parents[number], -1)
        path = unique(reader.name(sources[number], number), taken.setdefault(parent, set()))
        if parent >= 0:
            path = f"{nodes[parent].path}/{path}"
        nodes.append(reader.node(sources[number], path, parent))
    return Tree(nodes=tuple(nodes), place=place)


def _family(sources: list[JsonObject]) -> tuple[list[int], list[list[int]]]:
    """Return each node's parent (−1 for roots) and children."""
    parents = [-1] * len(sources)
    children = []
    for number, source in enumerate(sources):
        own = source.indices("children", len(sources))
        children.append(own)
        for child in own:
            if parents[child] >= 0:
                raise source.error(
                    "children", f"lists node {child}, which is already under {parents[child]}."
                )
            parents[child] = number
    return parents, children


def _shown(
    root: JsonObject, sources: list[JsonObject], parents: list[int], children: list[list[int]]
) -> list[int]:
    """Return the numbers of the nodes to read, depth first, parents before children."""
    depth = _depths(sources, parents)
    scenes = root.children("scenes")
    shown = max(root.index("scene", len(scenes)), 0)
    starts = scenes[shown].indices("nodes", len(sources)) if scenes else []
    if not scenes:
        starts = [n for n, parent in enumerate(parents) if parent < 0]
    joints = [j for skin in root.children("skins") for j in skin.indices("joints", len(sources))]
    for joint in dict.fromkeys(joints):
        top = joint
        for _ in range(depth[joint]):
            top = parents[top]
        starts.append(top)
    order: list[int] = []
    seen: set[int] = set()
    stack = list(reversed(starts))
    while stack:
        number = stack.pop()
        if number not in seen:
            seen.add(number)
            order.append(number)
            stack.extend(reversed(children[number]))
    return _parents_first(order, parents)


def _parents_first(order: list[int], parents: list[int]) -> list[int]:
    """Keep the order but for nodes that a scene lists as roots although they have parents."""
    known = set(order)
    done: set[int] = set()
    result: list[int] = []
    for number in order:
        line = []
        here = number
        while here >= 0 and here in known and here not in done:
            line.append(here)
            done.add(here)
            here = parents[here]
        result += reversed(line)
    return result


def _depths(sources: list[JsonObject], parents: list[int]) -> list[int]:
    """Return how deep each node lies; find rings."""
    depth = [-1] * len(sources)
    for number in range(len(sources)):
        line = []
        here = number
        while here >= 0 and depth[here] < 0:
            line.append(here)
            if len(line) > MAX_DEPTH:
                raise sources[number].error(
                    "children", f"is part of a ring of nodes, or deeper than {MAX_DEPTH} levels."
                )
            here = parents[here]
        start = depth[here] if here >= 0 else -1
        for i, node in enumerate(reversed(line)):
            depth[node] = start + 1 + i
        if depth[number] > MAX_DEPTH:
            raise sources[number].error("", f"lies deeper than {MAX_DEPTH} levels.")
    return depth


class _NodeReader:
    """Reads single nodes, with what hangs on them."""

    def __init__(self, root: JsonObject, meshes: Meshes, skins: int, warnings: list[str]) -> None:
        self._meshes = meshes
        self._skins = skins
        self._joint_counts = [len(skin.array("joints")) for skin in root.children("skins")]
        self._cameras = root.children("cameras")
        lights = root.child("extensions").child("KHR_lights_punctual")
        self._lights = lights.children("lights")
        self._warnings = warnings

    def name(self, source: JsonObject, number: int) -> str:
        """Return a node's name, or that of its mesh, or one made of its number."""
        mesh = source.index("mesh", len(self._meshes.sources))
        borrowed = self._meshes.sources[mesh].text("name") if mesh >= 0 else ""
        return source.text("name") or borrowed or f"node{number}"

    def node(self, source: JsonObject, path: str, parent: int) -> ModelNode:
        camera = source.index("camera", len(self._cameras))
        lamp = source.child("extensions").child("KHR_lights_punctual")
        light = lamp.index("light", len(self._lights))
        return ModelNode(
            path=path,
            parent=parent,
            camera=read_camera(self._cameras[camera]) if camera >= 0 else None,
            light=read_light(self._lights[light]) if light >= 0 else None,
            **self._transform(source),
            **self._shape(source),
        )

    def _shape(self, source: JsonObject) -> dict[str, Any]:
        number = source.index("mesh", len(self._meshes.sources))
        if number < 0:
            return {}
        mesh = self._meshes.mesh(number)
        skin = source.index("skin", self._skins)
        if skin >= 0 and mesh.greatest_joint >= self._joint_counts[skin]:
            raise source.error(
                "skin",
                f"has {self._joint_counts[skin]} joints, but JOINTS_0 of meshes[{number}] points "
                f"at joint {mesh.greatest_joint}.",
            )
        weights = source.numbers("weights") or mesh.weights
        if len(weights) != len(mesh.weights):
            raise source.error(
                "weights", f"holds {len(weights)} numbers for {len(mesh.weights)} morphs."
            )
        bound = skin if mesh.greatest_joint >= 0 else -1
        return {"parts": mesh.parts, "skin": bound, "weights": weights}

    def _transform(self, source: JsonObject) -> dict[str, Any]:
        if not source.has("matrix"):
            rotation = source.vector("rotation", (0.0, 0.0, 0.0, 1.0))
            length = math.hypot(*rotation)
            if length == 0.0:
                raise source.error("rotation", "has no direction: all its numbers are 0.")
            return {
                "translation": source.vector(
                    "translation", (0.0, 0.0, 0.0), -MAX_LENGTH, MAX_LENGTH
                ),
                "rotation": tuple(v / length for v in rotation),
                "scale": source.vector("scale", (1.0, 1.0, 1.0), -MAX_LENGTH, MAX_LENGTH),
            }
        columns = source.vector("matrix", (0.0,) * 16, -MAX_LENGTH, MAX_LENGTH)
        matrix = np.array(columns).reshape(4, 4).T
        if not np.allclose(matrix[3], [0.0, 0.0, 0.0, 1.0]):
            raise source.error("matrix", "is no affine matrix: its last row is not 0 0 0 1.")
        linear = matrix[:3, :3]
        gram = linear.T @ linear
        if np.abs(gram - np.diag(np.diag(gram))).max() > 1e-4 * max(np.abs(gram).max(), 1e-30):
            self._warnings.append(f"{source.where}.matrix is sheared: drawn without the shear.")
        translation, turn, scale = (rows[0].tolist() for rows in decompose_matrices(matrix[None]))
        return {
            "translation": tuple(translation),
            "rotation": tuple(turn),
            "scale": tuple(scale),
        }
